import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {CandidateState} from '../../src/delivery/reports/candidate-state.ts'
import {ATTENDANCES, type Fact, type FactDraft} from '../../src/delivery/reports/report-facts.ts'
import {foldReport} from '../../src/delivery/reports/report-fold.ts'
import type {EnrolmentId, PersonId, SessionId} from '../../src/ids.ts'
import type {Instant} from '../../src/time.ts'

const time = (minute: number): Instant =>
  new Date(Date.parse('2026-12-01T08:00:00.000Z') + minute * 60_000).toISOString() as Instant
const subject = (n: number) => ({personId: `person-${n}` as PersonId, enrolmentId: `enrolment-${n}` as EnrolmentId})

/** A fact as a device holds it, before anybody received it. */
type Held = Readonly<{draft: FactDraft; by: number; minute: number}>

const listed: readonly FactDraft[] = [1, 2].map((n) => ({
  kind: 'candidate',
  detail: {extraMinutes: 0},
  about: subject(n),
}))
/** The facts on every page before the connection was lost: opened, and both candidates. */
const SEEN = 3

function received(order: readonly Held[]): Fact[] {
  const before = [{kind: 'opened', detail: {listVersion: 1}} as FactDraft, ...listed].map((draft, i) =>
    factOf(draft, {number: i + 1, basis: null, by: null, deviceAt: null}),
  )
  const said = order.map(({draft, by, minute}, i) =>
    factOf(draft, {number: SEEN + 1 + i, basis: SEEN, by: `staff-${by}` as PersonId, deviceAt: time(minute)}),
  )
  return [...before, ...said]
}

type Way = Readonly<{number: number; basis: number | null; by: PersonId | null; deviceAt: Instant | null}>

function factOf({kind, detail, about, text = ''}: FactDraft, {number, basis, by, deviceAt}: Way): Fact {
  return {
    id: `fact-${number}`,
    sessionId: 'session' as SessionId,
    number,
    kind,
    personId: about?.personId ?? null,
    enrolmentId: about?.enrolmentId ?? null,
    detail: {...detail, text},
    clientId: null,
    basis,
    deviceAt,
    offsetMs: 0,
    receivedAt: time(600),
    byPersonId: by,
    addendum: false,
  } as Fact
}

const about = fc.integer({min: 1, max: 2}).map(subject)
const said: fc.Arbitrary<FactDraft> = fc.oneof(
  fc.record({
    kind: fc.constant('attendance' as const),
    detail: fc.record({attendance: fc.constantFrom(...ATTENDANCES)}),
    about,
  }),
  fc.record({
    kind: fc.constant('device' as const),
    detail: fc.record({device: fc.constantFrom('PC-1', 'PC-2')}),
    about,
  }),
  fc.record({kind: fc.constant('id-checked' as const), detail: fc.constant({document: null}), about}),
  fc.record({
    kind: fc.constant('toilet' as const),
    detail: fc.record({
      direction: fc.constantFrom('out' as const, 'back' as const),
      at: fc.integer({min: 0, max: 59}).map(time),
    }),
    about: about.map(({personId}) => ({personId, enrolmentId: null})),
  }),
)
/** What three people said on their devices, each at minutes of his own, in two orders of receipt. */
const twice = fc
  .array(fc.record({draft: said, by: fc.integer({min: 1, max: 3})}), {maxLength: 12})
  .map((all) => all.map((each, minute) => ({...each, minute})))
  .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, {minLength: all.length})))

const FIELDS_OF = {attendance: ['attendance'], device: ['device'], identity: ['idChecked', 'idDecision']} as const

/** What a report says of a candidate without the fields that are marked, and which are. */
function agreed({disputes, history: _, ...state}: CandidateState) {
  const marked = disputes.map(({field}) => field).toSorted()
  const left = marked.flatMap((field) => FIELDS_OF[field as keyof typeof FIELDS_OF] ?? [])
  return {marked, ...Object.fromEntries(Object.entries(state).filter(([name]) => !left.some((each) => each === name)))}
}

/** Whether the one who said something said something else of the same later, which may be received earlier. */
function isReplaced(facts: readonly Fact[], said: Fact | undefined): boolean {
  return facts.some(
    ({kind, enrolmentId, byPersonId, deviceAt}) =>
      kind === said?.kind &&
      enrolmentId === said.enrolmentId &&
      byPersonId === said.byPersonId &&
      (deviceAt ?? '') > (said.deviceAt ?? ''),
  )
}

describe('what people say on devices without a connection', () => {
  test('is the same report in whatever order it is received, but for what is marked', () => {
    fc.assert(
      fc.property(twice, ([one, other]) => {
        const [a, b] = [foldReport(received(one)), foldReport(received(other))]
        expect([...a.candidates.values()].map(agreed)).toEqual([...b.candidates.values()].map(agreed))
        expect(a.outside).toEqual(b.outside)
      }),
    )
  })

  test('shows of contradicting values the one that was received last', () => {
    fc.assert(
      fc.property(twice, ([, order]) => {
        const facts = received(order)
        for (const {disputes, attendance} of foldReport(facts).candidates.values()) {
          const dispute = disputes.find(({field}) => field === 'attendance')
          if (!dispute) continue
          const [shown, ...against] = dispute.facts as [number, ...number[]]
          expect(facts[shown - 1]?.detail).toMatchObject({attendance})
          const standing = against.filter((each) => !isReplaced(facts, facts[each - 1]))
          expect(standing.every((each) => each < shown)).toBe(true)
        }
      }),
    )
  })

  test('is no dispute when one person says it after the other, or both say the same', () => {
    const say = (by: number, attendance: 'present' | 'notPresent', minute: number): Held => ({
      draft: {kind: 'attendance', detail: {attendance}, about: subject(1)},
      by,
      minute,
    })
    const disputes = (held: readonly Held[]) => [...foldReport(received(held)).candidates.values()][0]?.disputes
    expect(disputes([say(1, 'notPresent', 1), say(1, 'present', 2)])).toEqual([])
    expect(disputes([say(1, 'present', 2), say(1, 'notPresent', 1)])).toEqual([])
    expect(disputes([say(1, 'present', 1), say(2, 'present', 2)])).toEqual([])
    expect(disputes([say(1, 'present', 1), say(2, 'notPresent', 2)])).toEqual([{field: 'attendance', facts: [5, 4]}])
  })

  test('is settled by the lead, who saw both, and by nobody else', () => {
    const both = received([
      {draft: {kind: 'attendance', detail: {attendance: 'present'}, about: subject(1)}, by: 1, minute: 1},
      {draft: {kind: 'attendance', detail: {attendance: 'notPresent'}, about: subject(1)}, by: 2, minute: 2},
    ])
    const again: FactDraft = {kind: 'attendance', detail: {attendance: 'present'}, about: subject(1)}
    const third = {number: 6, by: 'staff-3' as PersonId, deviceAt: null}
    const after = (basis: number | null) =>
      [...foldReport([...both, factOf(again, {...third, basis})]).candidates.values()][0]
    expect(after(5)).toMatchObject({attendance: 'present', disputes: [{field: 'attendance', facts: [6, 5]}]})
    expect(after(null)).toMatchObject({attendance: 'present', disputes: []})
  })
})
