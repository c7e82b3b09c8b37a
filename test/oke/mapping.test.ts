import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {
  IncomingRecord,
  type ParticipationOut,
  type PersonOut,
  type RecordOf,
  type ResultOut,
  ResultRecord,
  type SessionOut,
} from '../../src/connector.ts'
import {ATTENDANCES} from '../../src/delivery/reports/report-facts.ts'
import {masked} from '../../src/exchange/exchange-line.ts'
import {translatedNeed} from '../../src/exchange/assigned-need.ts'
import {RESULT_SCALES} from '../../src/institution/exams/exam.ts'
import {
  enrolledBody,
  examBody,
  merged,
  programmeBody,
  registrationBody,
  resultMessage,
  studentBody,
} from '../../src/oke/counterpart.ts'
import {consumerOf, objectOf, type OkeObject} from '../../src/oke/parts.ts'
import {patched} from '../../src/oke/patching.ts'
import {
  enrolledRecord,
  examRecord,
  minutesOf,
  personRecord,
  programmeRecord,
  registrationRecord,
} from '../../src/oke/reading.ts'
import {resultSaid} from '../../src/oke/reading-results.ts'
import {associationBody, offeringBody, personBody, resultBody} from '../../src/oke/writing.ts'
import type {Day, Instant} from '../../src/time.ts'

const word = fc.string({minLength: 1, maxLength: 30}).filter((text) => text.trim() === text && text !== '')
const id = fc.uuid()
const at = fc.integer({min: 1_700_000_000, max: 2_000_000_000}).map((s) => new Date(s * 1000).toISOString() as Instant)
const on = at.map((text) => text.slice(0, 10) as Day)
const state = fc.constantFrom('active' as const, 'cancelled' as const)
const orNull = <T>(one: fc.Arbitrary<T>) => fc.option(one, {nil: null})

const exam: fc.Arbitrary<RecordOf<'exam'>> = fc.record({
  kind: fc.constant('exam' as const),
  id,
  code: word,
  name: word,
  from: at,
  to: at,
  scale: orNull(fc.constantFrom(...RESULT_SCALES)),
  finalAllowed: fc.boolean(),
  tests: fc.array(fc.record({provider: word, component: word}), {maxLength: 3}),
  state,
})
const registration: fc.Arbitrary<RecordOf<'registration'>> = fc.record({
  kind: fc.constant('registration' as const),
  id,
  exam: id,
  person: id,
  role: fc.constantFrom('student', 'assessor'),
  state,
  attempt: orNull(fc.nat(9)),
  attemptsLeft: orNull(fc.nat(9)),
  programmeEnrolment: orNull(id),
})
const student: fc.Arbitrary<RecordOf<'person'>> = fc.record({
  kind: fc.constant('person' as const),
  id,
  studentNumber: fc.stringMatching(/^\d{4,9}$/),
  staffCode: fc.constant(null),
  givenName: word,
  prefix: fc.constantFrom('', 'van der', 'de'),
  familyName: word,
  idCheckName: fc.oneof(
    fc.constant(''),
    word.filter((text) => text !== 'secret' && text !== 'notAvailable'),
  ),
  email: fc.constantFrom('a@example.org', 'b.c@example.org'),
  language: fc.constantFrom('nl' as const, 'en' as const, null),
  eckId: orNull(word),
  accountId: orNull(word),
  needs: fc.array(fc.record({code: word, label: word, from: orNull(on), to: orNull(on)}), {maxLength: 3}),
})
const programme: fc.Arbitrary<RecordOf<'programme'>> = fc.record({
  kind: fc.constant('programme' as const),
  id,
  code: word,
  name: word,
  crebo: fc.stringMatching(/^\d{5}$/),
  cohort: word,
  level: orNull(fc.integer({min: 1, max: 4})),
  route: fc.constantFrom('bol' as const, 'bbl' as const),
  location: word,
})
const enrolled: fc.Arbitrary<RecordOf<'programme-enrolment'>> = fc.record({
  kind: fc.constant('programme-enrolment' as const),
  id,
  person: id,
  programme: id,
  from: orNull(on),
  plannedEnd: orNull(on),
  end: orNull(on),
  state,
})
const documents = fc.array(fc.record({id: word, type: fc.constantFrom('assessmentForm', 'other'), name: word}), {
  minLength: 1,
  maxLength: 2,
})
const result = fc.record(
  {
    attendance: fc.constantFrom(...ATTENDANCES),
    score: word,
    passed: fc.boolean(),
    final: fc.boolean(),
    comment: word,
    irregularities: word,
    assessor: word,
    rawScore: fc.nat(100),
    maxRawScore: fc.nat(100),
    finishedAt: at,
    documents,
  },
  {requiredKeys: ['attendance']},
)

/** As it goes over the line. */
const sent = (body: unknown): OkeObject => JSON.parse(JSON.stringify(body)) as OkeObject
const readAs = (raw: unknown): IncomingRecord => IncomingRecord.parse(raw)

describe('what a SIS sends is read as it was meant', () => {
  test('exams', () =>
    fc.assert(
      fc.property(exam, (one) => {
        expect(readAs(examRecord(sent(examBody(one))))).toEqual(one)
      }),
    ))
  test('registrations', () =>
    fc.assert(
      fc.property(registration, (one) => {
        expect(readAs(registrationRecord(sent(registrationBody(one))))).toEqual(one)
      }),
    ))
  test('people', () =>
    fc.assert(
      fc.property(student, (one) => {
        expect(readAs(personRecord(sent(studentBody(one))))).toEqual(one)
      }),
    ))
  test('programmes', () =>
    fc.assert(
      fc.property(programme, (one) => {
        expect(readAs(programmeRecord(sent(programmeBody(one))))).toEqual(one)
      }),
    ))
  test('programme enrolments', () =>
    fc.assert(
      fc.property(enrolled, (one) => {
        expect(readAs(enrolledRecord(sent(enrolledBody(one))))).toEqual(one)
      }),
    ))

  test('with a plain text for a name and one need without brackets, as its examples are (§8.5)', () => {
    const read = readAs(
      personRecord({
        personId: 'p',
        surname: 'Damme',
        givenName: 'Maartje',
        affiliations: ['student'],
        primaryCode: {codeType: 'studentNumber', code: '1'},
        consumers: [{consumerKey: 'nl-test-admin', assignedNeeds: {code: 'spoken', description: 'voorlezen'}}],
      }),
    )
    expect(read).toMatchObject({needs: [{code: 'spoken', label: 'voorlezen'}], studentNumber: '1'})
  })

  test('and what is not for us is passed over: birth date, gender, address, BSN', () => {
    const forbidden = {
      dateOfBirth: '2008-01-01',
      gender: 'F',
      address: {city: 'Ede'},
      nationalIdentityNumber: '123456782',
    }
    fc.assert(
      fc.property(student, (one) => {
        const body = {
          ...studentBody(one),
          ...forbidden,
          otherCodes: [{codeType: 'nationalIdentityNumber', code: '123456782'}],
        }
        expect(JSON.stringify(readAs(personRecord(sent(body))))).not.toMatch(/2008-01-01|Ede|123456782/)
      }),
    )
  })
})

describe('what a platform sends is read as it was meant', () => {
  test('results, whole', () =>
    fc.assert(
      fc.property(result, (one) => {
        const read = ResultRecord.parse(resultSaid('e1', sent(resultMessage(one, '2026-12-01'))))
        expect(read).toEqual({participation: 'e1', ...one})
      }),
    ))

  test('results in parts, in whichever order their fields came, come to the same', () =>
    fc.assert(
      fc.property(result, fc.array(fc.nat(20), {minLength: 11, maxLength: 11}), (one, order) => {
        const fields = Object.entries(one).toSorted(([a], [b]) => (order[a.length] ?? 0) - (order[b.length] ?? 0))
        let known: OkeObject = {}
        for (const [field, value] of fields)
          known = merged(known, sent(resultMessage({attendance: one.attendance, [field]: value}, '2026-12-01')))
        expect(resultSaid('e1', known)).toEqual(resultSaid('e1', sent(resultMessage(one, '2026-12-01'))))
      }),
    ))

  test('null and [] take a value away', () => {
    const message = {result: {score: null, consumers: [{consumerKey: 'nl-test-admin', documents: []}]}}
    expect(ResultRecord.parse(resultSaid('e1', message))).toEqual({participation: 'e1', score: null, documents: null})
  })
})

describe('a change', () => {
  test('says only what it says, field by field in consumers', () =>
    fc.assert(
      fc.property(registration, fc.nat(9), (one, attempt) => {
        const message = {
          associationType: 'componentOfferingAssociation',
          consumers: [{consumerKey: 'nl-test-admin', attempt}],
        }
        const change = patched(one, message, registrationRecord({associationId: one.id, ...message}))
        expect(readAs(change)).toEqual({...one, attempt})
      }),
    ))

  test('that cancels says nothing else', () =>
    fc.assert(
      fc.property(registration, (one) => {
        const message = {
          state: 'canceled',
          offering: 'another',
          consumers: [{consumerKey: 'nl-test-admin', attempt: 99}],
        }
        const change = patched(one, message, registrationRecord({associationId: one.id, ...message}))
        expect(readAs(change)).toEqual({...one, state: 'cancelled'})
      }),
    ))

  test('with null or [] takes a value away', () =>
    fc.assert(
      fc.property(exam, (one) => {
        const message = {resultValueType: null, consumers: [{consumerKey: 'nl-test-admin', testsToBeUsed: []}]}
        expect(readAs(patched(one, message, examRecord({offeringId: one.id, ...message})))).toEqual({
          ...one,
          scale: null,
          tests: [],
        })
      }),
    ))
})

const person: fc.Arbitrary<PersonOut> = fc
  .tuple(student, fc.boolean())
  .map(([{kind: _, needs: _needs, studentNumber, ...one}, isStudent]) => ({
    ...one,
    studentNumber: isStudent ? studentNumber : null,
    staffCode: isStudent ? null : 'JAN1',
  }))
const session: fc.Arbitrary<SessionOut> = fc.record({
  id,
  code: word,
  name: word,
  startsAt: at,
  endsAt: at,
  minutes: fc.integer({min: 1, max: 600}),
  latestStart: at,
  place: fc.oneof(fc.constant(''), word),
  component: orNull(id),
  triggered: fc.boolean(),
})
const participation: fc.Arbitrary<ParticipationOut> = fc
  .record({
    id,
    session: id,
    person,
    extraMinutes: fc.nat(120),
    aids: fc.uniqueArray(fc.constantFrom('spoken', 'quiet-room', 'spell-checker-on-screen')),
  })
  .map((one) => ({...one, role: one.person.studentNumber === null ? 'lead' : 'student'}))
const outcome: fc.Arbitrary<ResultOut> = fc.record({
  registration: id,
  extra: orNull(fc.record({id, person: id, exam: id})),
  attempt: fc.integer({min: 1, max: 9}),
  attendance: fc.constantFrom(...ATTENDANCES),
  score: orNull(word),
  passed: orNull(fc.boolean()),
  final: fc.boolean(),
  session: word,
  takenOn: on,
  finishedAt: at,
  irregularities: fc.constantFrom('', 'geluid'),
  documents,
})

describe('what we send', () => {
  test('says of a session how long it takes, where, and until when one may start', () =>
    fc.assert(
      fc.property(session, (one) => {
        const body = sent(offeringBody(one))
        const consumer = consumerOf(body)
        expect(minutesOf(consumer['duration'] as string)).toBe(one.minutes)
        expect(body).toMatchObject({offeringId: one.id, startDateTime: one.startsAt, endDateTime: one.endsAt})
        expect([consumer['locationCode'] ?? '', consumer['offeringState']]).toEqual([one.place, 'active'])
      }),
    ))

  test('names a participant whole, the session by its id, and his aids without their cause', () =>
    fc.assert(
      fc.property(participation, (one) => {
        const body = sent(associationBody(one))
        const read = readAs(personRecord(objectOf(body['person'])))
        expect(read).toMatchObject({
          id: one.person.id,
          studentNumber: one.person.studentNumber,
          familyName: one.person.familyName,
          eckId: one.person.eckId,
          accountId: one.person.accountId,
        })
        expect(body['offering']).toBe(one.session)
        const needs = consumerOf(body)['personalNeeds'] ?? []
        if (one.role === 'student') expect(needs).toEqual([...(one.extraMinutes > 0 ? ['extraTime'] : []), ...one.aids])
        else expect(body).not.toHaveProperty('consumers')
      }),
    ))

  test('tells an outcome that is read again as it was', () =>
    fc.assert(
      fc.property(outcome, (one) => {
        const body = sent(resultBody(one))
        const read = ResultRecord.parse(resultSaid('r', body))
        expect(read).toMatchObject({attendance: one.attendance, final: one.final, finishedAt: one.finishedAt})
        expect([read.score ?? null, read.passed ?? null]).toEqual([one.score, one.passed])
        expect(consumerOf(body)).toMatchObject({orgAssociationId: one.registration, attempt: one.attempt})
        expect(body['associationId']).toBe(one.extra?.id)
      }),
    ))

  test('holds nothing that the standard forbids, whatever stands in the school’s list', () => {
    const allowed = new Set([
      'personId',
      'primaryCode',
      'givenName',
      'surnamePrefix',
      'surname',
      'displayName',
      'activeEnrollment',
      'affiliations',
      'mail',
      'languageOfChoice',
      'otherCodes',
      'consumers',
    ])
    fc.assert(
      fc.property(person, (one) => {
        const more = {...one, dateOfBirth: '2008-01-01', gender: 'F', bsn: '123456782', address: 'Kade 1'}
        expect(Object.keys(personBody(more)).filter((field) => !allowed.has(field))).toEqual([])
        expect(JSON.stringify(personBody(more))).not.toMatch(/2008-01-01|123456782|Kade 1/)
      }),
    )
  })

  test('is kept in the log without what is personal', () =>
    fc.assert(
      fc.property(participation, (one) => {
        const line = JSON.stringify(
          masked(
            sent(
              associationBody({
                ...one,
                person: {...one.person, givenName: 'Zacharias', familyName: 'Quist', email: 'zq@example.org'},
              }),
            ),
          ),
        )
        expect(line).not.toMatch(/Zacharias|Quist|zq@/)
      }),
    ))
})

test.each([
  ['ExtraTimeOnlyMath25%', {basis: 'percent', value: 25, scopeKind: 'subject', scopeValue: 'Rekenen'}],
  ['ExtraTimeDigitalTests25%', {basis: 'percent', value: 25, scopeKind: 'digital', scopeValue: null}],
  ['extraTime30Min', {basis: 'minutes', value: 30, scopeKind: 'all'}],
  ['ExtraTime10000Min', {basis: 'unlimited'}],
  ['spoken', {basis: 'aid', code: 'spoken'}],
])('the assigned need %s becomes extra time or an aid', (code, need) => {
  expect(translatedNeed(code)).toMatchObject(need)
})
