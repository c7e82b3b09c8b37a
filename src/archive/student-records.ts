import type {Enrolment} from '../enrolment/model.ts'
import type {PeriodId, PersonId} from '../ids.ts'
import type {Person} from '../institution/model.ts'
import type {Registration} from '../registration/model.ts'
import {mattersOf} from '../results/result-desk.ts'
import type {ArchiveStores} from './store.ts'

/** Everything the store holds of some students; of one period only, where one is given. */
export type StudentRecords = {readonly [K in keyof Read]: readonly Read[K][number][]}
type Read = Awaited<ReturnType<typeof studentRecords>>

/**
 * Reads everything about students (a few hundred at most) in some thirty queries; within reach. With a period only what
 * belongs to it: what was registered in it, and all that came of that.
 */
export async function studentRecords(stores: ArchiveStores, students: readonly Person[], period: PeriodId | null) {
  const personId: readonly PersonId[] = students.map(({id}) => id)
  const placed = await placingRecords(stores, personId, period)
  const whole = period === null
  const seen = await dayRecords(stores, personId, placed)
  const came = await outcomeRecords(stores, personId, {...placed, whole})
  const letters = await stores.outbox.messages.all({laneKey: personId.map((id) => `mail:${id}`)}, {orderBy: 'queuedAt'})
  const audit = await stores.archive.auditFor(personId)
  const own = whole ? letters : sinceRegistered(letters, placed.registrations)
  const told = new Set<string>([placed, seen, came, {own}].flatMap((rows) => idsOf(rows)))
  return {
    programmes: await stores.programmeEnrolments.history({personId}),
    groups: await stores.groupMembers.history({personId}),
    needs: await stores.needs.history({personId}),
    exemptions: await stores.exemptions.history({personId}),
    ...placed,
    ...seen,
    ...came,
    letters: own,
    audit: whole ? audit : audit.filter(({aboutId}) => aboutId !== null && told.has(aboutId)),
  }
}

async function placingRecords(stores: ArchiveStores, personId: readonly PersonId[], period: PeriodId | null) {
  const registrations = await stores.registrations.history({personId, ...(period === null ? {} : {periodId: period})})
  const registrationId = registrations.map(({id}) => id)
  const enrolments = await stores.enrolments.history({personId, registrationId})
  return {
    registrations,
    notes: await stores.registrationNotes.all({registrationId}, {orderBy: 'at'}),
    waiting: await stores.waitingPlaces.history({personId, registrationId}),
    enrolments,
    seats: await stores.seats.history({id: unique(enrolments.map(({seatId}) => seatId))}),
    sessions: await stores.sessions.history({id: unique(enrolments.map(({sessionId}) => sessionId))}),
  }
}

type Placed = Awaited<ReturnType<typeof placingRecords>>

async function dayRecords(stores: ArchiveStores, personId: readonly PersonId[], {enrolments, ...placed}: Placed) {
  const enrolmentId = enrolments.map(({id}) => id)
  const startOf = new Map(placed.sessions.map(({id, startsAt}) => [id, startsAt]))
  const facts = (await stores.reportFacts.all({personId})).filter(({sessionId}) => startOf.has(sessionId))
  const candidacies = await stores.caseCandidates.all({enrolmentId})
  const caseId = unique(candidacies.map((each) => each.caseId))
  return {
    reports: await stores.archive.candidateReports(enrolmentId),
    facts: facts.toSorted(
      (a, b) => compare(startOf.get(a.sessionId) ?? '', startOf.get(b.sessionId) ?? '') || a.number - b.number,
    ),
    absences: await stores.absences.history({personId, registrationId: placed.registrations.map(({id}) => id)}),
    candidacies,
    cases: await stores.cases.all({id: caseId}),
    caseNotes: await stores.caseNotes.all({caseId}, {orderBy: 'at'}),
  }
}

type Of = Readonly<{enrolments: readonly Enrolment[]; whole: boolean}>

async function outcomeRecords(stores: ArchiveStores, personId: readonly PersonId[], {enrolments, whole}: Of) {
  const placed = new Set<string>(enrolments.map(({id}) => id))
  const matters = (await mattersOf(stores, {persons: personId})).filter(
    ({line}) => whole || (line.enrolmentId !== null && placed.has(line.enrolmentId)),
  )
  const attemptId = matters.map(({line}) => line.id)
  const attempts = new Set<string>(attemptId)
  return {
    matters,
    results: await stores.results.history({personId, attemptId}, {orderBy: 'receivedAt'}),
    messages: await stores.resultMessages.all({attemptId}, {orderBy: 'receivedAt'}),
    resits: (await stores.resits.all({personId})).filter((resit) => whole || attempts.has(resit.attemptId ?? '')),
  }
}

/** Letters name no period, so that a period's are those since the student was first registered in it. */
function sinceRegistered<L extends {readonly personId: PersonId | null; readonly queuedAt: string}>(
  letters: readonly L[],
  registrations: readonly Registration[],
): readonly L[] {
  const first = new Map<PersonId, string>()
  for (const {personId, requestedAt} of registrations) {
    const before = first.get(personId)
    if (before === undefined || requestedAt < before) first.set(personId, requestedAt)
  }
  return letters.filter(({personId, queuedAt}) => {
    const from = personId === null ? undefined : first.get(personId)
    return from !== undefined && from <= queuedAt
  })
}

/** The ids of all records, by which the audit trail refers to them; an attempt stands in its matter. */
function idsOf(records: Readonly<Record<string, readonly object[]>>): readonly string[] {
  return Object.values(records).flatMap((rows) =>
    rows.flatMap((row) => {
      if ('line' in row) return [(row.line as {readonly id: string}).id]
      return 'id' in row ? [String(row.id)] : []
    }),
  )
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
