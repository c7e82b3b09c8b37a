import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {reportDigest} from '../../src/delivery/reports/report-digest.ts'
import type {Fact, FactDraft} from '../../src/delivery/reports/report-facts.ts'
import {ATTENDANCES} from '../../src/delivery/reports/report-facts.ts'
import {type CandidateState, corrections, isAdmitted} from '../../src/delivery/reports/candidate-state.ts'
import {foldReport} from '../../src/delivery/reports/report-fold.ts'
import type {EnrolmentId, PersonId, SessionId} from '../../src/ids.ts'
import type {Instant} from '../../src/time.ts'
import {hasher} from '../../plugins/system/hasher.ts'

const SESSION = 'session' as SessionId
const subject = (n: number) => ({personId: `person-${n}` as PersonId, enrolmentId: `enrolment-${n}` as EnrolmentId})
const time = (minute: number): Instant => `2026-12-01T08:${String(minute % 60).padStart(2, '0')}:00.000Z` as Instant

function received(drafts: readonly (FactDraft & {addendum?: boolean})[]): Fact[] {
  return drafts.map(({kind, detail, about, text = '', addendum = false}, i) => ({
    id: `fact-${i}`,
    sessionId: SESSION,
    number: i + 1,
    kind,
    personId: about?.personId ?? null,
    enrolmentId: about?.enrolmentId ?? null,
    detail: {...detail, text},
    clientId: null,
    basis: null,
    deviceAt: null,
    offsetMs: null,
    receivedAt: time(i),
    byPersonId: null,
    addendum,
  })) as Fact[]
}

const someone = fc.integer({min: 1, max: 4}).map(subject)
const minute = fc.integer({min: 0, max: 59}).map(time)
const saidOfSomeone: fc.Arbitrary<FactDraft> = fc.oneof(
  fc.record({
    kind: fc.constant('attendance' as const),
    detail: fc.record({attendance: fc.constantFrom(...ATTENDANCES)}),
    about: someone,
  }),
  fc.record({
    kind: fc.constant('arrived' as const),
    detail: fc.record({at: minute, lateMinutes: fc.integer({min: 0, max: 90}), tooLate: fc.boolean()}),
    about: someone,
  }),
  fc.record({kind: fc.constant('handed-in' as const), detail: fc.record({at: minute}), about: someone}),
  fc.record({
    kind: fc.constant('device' as const),
    detail: fc.record({device: fc.constantFrom('PC-1', 'PC-2')}),
    about: someone,
  }),
  fc.record({kind: fc.constant('id-checked' as const), detail: fc.constant({document: null}), about: someone}),
  fc.record({
    kind: fc.constant('extended' as const),
    detail: fc.record({minutes: fc.integer({min: 1, max: 30})}),
    about: someone,
  }),
)
const saidOfAll: fc.Arbitrary<FactDraft> = fc.oneof(
  fc.record({kind: fc.constant('extended' as const), detail: fc.record({minutes: fc.integer({min: 1, max: 30})})}),
  fc.record({kind: fc.constant('note' as const), detail: fc.constant({}), text: fc.constant('Rustig verlopen')}),
  fc.record({kind: fc.constant('paused' as const), detail: fc.constant({})}),
  fc.record({kind: fc.constant('resumed' as const), detail: fc.constant({pausedMinutes: 3})}),
)
const listed: FactDraft[] = [1, 2, 3, 4].map((n) => ({kind: 'candidate', detail: {extraMinutes: n}, about: subject(n)}))
const day = fc
  .array(fc.oneof({weight: 4, arbitrary: saidOfSomeone}, {weight: 1, arbitrary: saidOfAll}), {maxLength: 40})
  .map((drafts) => received([{kind: 'opened', detail: {listVersion: 1}}, ...listed, ...drafts]))

describe('the report of a session', () => {
  test('is the same in whatever order its facts are read', () => {
    fc.assert(
      fc.property(
        day.chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, {minLength: facts.length}))),
        ([facts, shuffled]) => {
          expect(foldReport(shuffled)).toEqual(foldReport(facts))
        },
      ),
    )
  })

  test('says of each candidate what was received last, and keeps what it said before', () => {
    fc.assert(
      fc.property(day, (facts) => {
        for (const state of foldReport(facts).candidates.values()) {
          const own = facts.filter((fact) => fact.kind === 'attendance' && fact.enrolmentId === state.enrolmentId)
          const said = ['notKnown', ...own.map((fact) => (fact.detail as unknown as {attendance: string}).attendance)]
          expect(state.attendance).toBe(said.at(-1))
          expect([...earlier(state, 'attendance'), state.attendance]).toEqual(withoutRepeats(said))
        }
      }),
    )
  })

  test('needs of one student only what is said of him and of everybody', () => {
    fc.assert(
      fc.property(day, someone, (facts, {personId, enrolmentId}) => {
        const own = facts.filter((fact) => fact.personId === null || fact.personId === personId)
        expect(foldReport(own).candidates.get(enrolmentId)).toEqual(foldReport(facts).candidates.get(enrolmentId))
      }),
    )
  })

  test('stays what it was when somebody records after it was signed, and names what came in', () => {
    fc.assert(
      fc.property(day, day, (before, after) => {
        const signed = received([...drafts(before), {kind: 'signed', detail: {role: 'lead'}}])
        const later = received([...drafts(signed), ...drafts(after)])
        expect(foldReport(later).candidates).toEqual(foldReport(signed).candidates)
        expect(foldReport(later).ignored).toHaveLength(after.length)
        expect(foldReport(signed).ignored).toEqual([])
      }),
    )
  })

  test('takes in addenda after it was signed, and its digest stays', () => {
    const facts = received([
      {kind: 'opened', detail: {listVersion: 1}},
      ...listed,
      {kind: 'signed', detail: {role: 'lead'}},
    ])
    const corrected = received([
      ...drafts(facts),
      {kind: 'attendance', detail: {attendance: 'present'}, about: subject(1), addendum: true},
    ])
    expect(foldReport(corrected).candidates.get(subject(1).enrolmentId)).toMatchObject({attendance: 'present'})
    expect(reportDigest(hasher, corrected)).toBe(reportDigest(hasher, facts))
  })

  test('has another digest when one fact is lost, changed, moved or added', () => {
    fc.assert(
      fc.property(day, fc.nat(), (facts, at) => {
        const digest = reportDigest(hasher, facts)
        const i = at % facts.length
        const changed = facts.map((fact, j) =>
          j === i ? {...fact, receivedAt: '2026-12-01T23:59:59.000Z' as Instant} : fact,
        )
        const renumbered = facts.map((fact, j) => (j === i ? {...fact, number: facts.length + 1} : fact))
        expect(reportDigest(hasher, facts.toSpliced(i, 1))).not.toBe(digest)
        expect(reportDigest(hasher, changed)).not.toBe(digest)
        expect(reportDigest(hasher, renumbered)).not.toBe(digest)
        expect(reportDigest(hasher, [...facts, {...facts[i]!, number: facts.length + 1}])).not.toBe(digest)
        expect(reportDigest(hasher, facts.toReversed())).toBe(digest)
      }),
    )
  })

  test('gives minutes of an incident to those who are at work, apart from their extra time', () => {
    const report = foldReport(
      received([
        {kind: 'opened', detail: {listVersion: 1}},
        ...listed,
        {kind: 'attendance', detail: {attendance: 'notPresent'}, about: subject(1)},
        {kind: 'handed-in', detail: {at: time(3)}, about: subject(2)},
        {kind: 'extended', detail: {minutes: 10}},
        {kind: 'extended', detail: {minutes: 5}, about: subject(3)},
      ]),
    )
    const minutes = [...report.candidates.values()].map(({incidentMinutes, extraGivenMinutes}) => [
      incidentMinutes,
      extraGivenMinutes,
    ])
    expect(minutes).toEqual([
      [0, 1],
      [0, 2],
      [15, 3],
      [10, 4],
    ])
  })

  test('lets in who was not too late or was let in by decision, and has an ID or was let in without', () => {
    const said = {tooLate: false, lateDecision: null, idDecision: null}
    expect(isAdmitted(said)).toBe(true)
    expect(isAdmitted({...said, tooLate: true})).toBe(false)
    expect(isAdmitted({...said, tooLate: true, lateDecision: true})).toBe(true)
    expect(isAdmitted({...said, idDecision: false})).toBe(false)
    expect(isAdmitted({...said, tooLate: true, lateDecision: true, idDecision: false})).toBe(false)
  })

  test('counts as a correction only what replaces something that was said', () => {
    const about = subject(1)
    const facts = received([
      listed[0]!,
      {kind: 'attendance', detail: {attendance: 'present'}, about},
      {kind: 'attendance', detail: {attendance: 'notFinished'}, about},
    ])
    expect(corrections(foldReport(facts).candidates.get(about.enrolmentId)!)).toBe(1)
  })
})

function drafts(facts: readonly Fact[]): FactDraft[] {
  return facts.map(
    ({kind, detail, personId, enrolmentId}) =>
      ({kind, detail, ...(personId === null ? {} : {about: {personId, enrolmentId}})}) as FactDraft,
  )
}

function earlier({history}: CandidateState, field: string): unknown[] {
  return history.filter((entry) => entry.field === field).map(({value}) => value)
}

function withoutRepeats<T>(values: readonly T[]): T[] {
  return values.filter((value, i) => value !== values[i - 1])
}
