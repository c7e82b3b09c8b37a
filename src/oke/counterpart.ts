import type {RecordOf, ResultRecord} from '../connector.ts'
import type {Json} from '../json.ts'
import {consumers, given, inDutch, type OkeObject} from './parts.ts'
import type {OkeBody} from './writing.ts'

/*
 * The other side's half of the standard: what a SIS and a delivery platform send. For the simulators, and so that what is
 * written can be shown to be read again.
 */

/** A planbare toets, as a SIS sends it. */
export function examBody(exam: RecordOf<'exam'>): OkeBody {
  const {id, code, name, from, to, scale, tests, state, finalAllowed} = exam
  return given({
    offeringId: id,
    primaryCode: {codeType: 'offeringCode', code},
    offeringType: 'component',
    name: inDutch(name),
    description: inDutch(name),
    teachingLanguage: 'nld',
    modeOfDelivery: ['situated'],
    resultExpected: true,
    resultValueType: scale ?? undefined,
    startDateTime: from,
    endDateTime: to,
    consumers: consumers({
      offeringState: state === 'cancelled' ? 'canceled' : 'active',
      finalResultAllowed: finalAllowed,
      testsToBeUsed: tests.map(({provider, component}) => ({testProvider: provider, componentId: component})),
    }),
  })
}

/** A toetsinschrijving, as a SIS sends it: person and offering by their ids. */
export function registrationBody(registration: RecordOf<'registration'>): OkeBody {
  const {id, exam, person, role, state, attempt, attemptsLeft, programmeEnrolment} = registration
  return {
    associationId: id,
    associationType: 'componentOfferingAssociation',
    role,
    state: state === 'cancelled' ? 'canceled' : 'associated',
    person,
    offering: exam,
    consumers: consumers({
      attempt: attempt ?? undefined,
      attemptLeft: attemptsLeft,
      programOfferingAssociationId: programmeEnrolment ?? undefined,
    }),
  }
}

/** A student, as a SIS sends him. */
export function studentBody(person: RecordOf<'person'>): OkeBody {
  const {id, studentNumber, givenName, prefix, familyName, idCheckName, email, language, needs} = person
  const codes = [
    ...(person.eckId === null ? [] : [{codeType: 'eckid', code: person.eckId}]),
    ...(person.accountId === null ? [] : [{codeType: 'accountId', code: person.accountId}]),
  ]
  return given({
    personId: id,
    primaryCode: {codeType: 'studentNumber', code: studentNumber ?? id},
    givenName,
    surnamePrefix: prefix === '' ? undefined : prefix,
    surname: familyName,
    displayName: `${familyName}, ${[givenName, prefix].filter(Boolean).join(' ')}`,
    activeEnrollment: true,
    affiliations: ['student'],
    mail: email,
    languageOfChoice: language === null ? undefined : [language === 'en' ? 'en-GB' : 'nl-NL'],
    otherCodes: codes.length === 0 ? undefined : codes,
    consumers: consumers({
      preferredName: givenName,
      idCheckName: idCheckName === '' ? 'notAvailable' : idCheckName,
      assignedNeeds: needs.map(needBody),
    }),
  })
}

function needBody({code, label, from, to}: RecordOf<'person'>['needs'][number]): Json {
  return given({code, description: inDutch(label), startDate: from ?? undefined, endDate: to ?? undefined})
}

/** A cohort's first year; one that names none begins with the school year of the sample school. */
const FIRST_YEAR = '2025'
const SCHOOL_YEARS = 4

/** An opleiding with its program in it; from when to when, as the text of the standard wants it and as its file does. */
export function programmeBody(programme: RecordOf<'programme'>): OkeBody {
  const {id, code, name, crebo, cohort, level, route, location} = programme
  const year = /^\d{4}/.exec(cohort)?.[0] ?? FIRST_YEAR
  const [startDate, endDate] = [`${year}-08-01`, `${Number(year) + SCHOOL_YEARS}-07-31`]
  return {
    offeringId: id,
    primaryCode: {codeType: 'offeringCode', code},
    offeringType: 'program',
    name: inDutch(name),
    description: inDutch(name),
    teachingLanguage: 'nld',
    resultExpected: false,
    startDate,
    endDate,
    startDateTime: `${startDate}T00:00:00Z`,
    endDateTime: `${endDate}T23:59:59Z`,
    program: given({
      primaryCode: {codeType: 'crohoCreboCode', code: crebo},
      programType: 'program',
      name: inDutch(name),
      description: inDutch(name),
      teachingLanguage: 'nld',
      modeOfStudy: route === 'bbl' ? 'part-time' : 'full-time',
      levelOfQualification: level === null ? undefined : String(level),
    }),
    consumers: consumers({cohort, location}),
  }
}

/** An opleidingsinschrijving; its offering by id, or whole where it is given. */
export function enrolledBody(enrolled: RecordOf<'programme-enrolment'>, offering?: OkeBody): OkeBody {
  const {id, person, programme, from, plannedEnd, end, state} = enrolled
  return {
    associationId: id,
    associationType: 'programOfferingAssociation',
    role: 'student',
    state: state === 'cancelled' ? 'canceled' : 'associated',
    person,
    offering: offering ?? programme,
    consumers: consumers({
      startDate: from ?? undefined,
      expectedEndDate: plannedEnd ?? undefined,
      finalEndDate: end ?? undefined,
    }),
  }
}

/** A result of flow 3, as a platform sends it: attendance first, score later. */
export function resultMessage(result: Omit<ResultRecord, 'participation'>, on: string): OkeBody {
  const {attendance, score, passed, final, comment, irregularities, assessor, rawScore, maxRawScore} = result
  const {finishedAt, documents} = result
  return {
    associationType: 'componentOfferingAssociation',
    result: given({
      state: score ? 'completed' : 'in progress',
      pass: passed === undefined || passed === null ? undefined : passed ? 'passed' : 'failed',
      comment: comment ?? undefined,
      score: score ?? undefined,
      resultDate: on,
      weight: 100,
      consumers: consumers({
        attendance: attendance ?? 'notKnown',
        assessorCode: assessor ?? undefined,
        irregularities: irregularities ?? undefined,
        final: final ?? undefined,
        rawScore: rawScore ?? undefined,
        maxRawScore: maxRawScore ?? undefined,
        testDate: finishedAt ?? undefined,
        documents: documentBodies(documents),
      }),
    }),
  }
}

/** A report of flow 4. */
export function reportMessage(irregularities: string, documents: ResultRecord['documents']): OkeBody {
  return {offeringType: 'component', consumers: consumers({irregularities, documents: documentBodies(documents)})}
}

function documentBodies(documents: ResultRecord['documents']): Json | undefined {
  return documents?.map(({id, type, name}) => ({documentId: id, documentType: type, documentName: name}))
}

/** A message that changes another, as the receiving side does it (RFC 7396, with `consumers` by key and `result` by field). */
export function merged(known: OkeObject, change: OkeObject): OkeObject {
  const entries = Object.entries({...known, ...change}).map(([field, value]): [string, unknown] => {
    const before = known[field]
    if (field === 'consumers' && Array.isArray(before) && Array.isArray(value) && value !== before)
      return [field, [merged(before[0] as OkeObject, value[0] as OkeObject)]]
    const both = isObject(before) && isObject(change[field])
    return [field, both ? merged(before as OkeObject, change[field] as OkeObject) : value]
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== null))
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
