import type {EnrolmentId, PeriodId, PersonId} from '../ids.ts'
import type {Person} from '../institution/model.ts'
import {mattersOf} from '../results/result-desk.ts'
import type {ArchiveStores} from './store.ts'

/** Everything the store holds of some students, unsorted; of one period only, where one is given. */
export type StudentRecords = {readonly [K in keyof Read]: readonly Read[K][number][]}
type Read = Awaited<ReturnType<typeof studentRecords>>

/**
 * Reads everything about students (a few hundred at most) in some thirty queries; within reach. With a period only what
 * belongs to it: what was registered in it and all that came of that.
 */
export async function studentRecords(stores: ArchiveStores, students: readonly Person[], period: PeriodId | null) {
  const personId: readonly PersonId[] = students.map(({id}) => id)
  const registrations = await stores.registrations.history({personId, ...(period === null ? {} : {periodId: period})})
  const registrationId = registrations.map(({id}) => id)
  const enrolments = await stores.enrolments.history({personId, registrationId})
  const enrolmentIds = new Set<string>(enrolments.map(({id}) => id))
  const ofPeriod = (enrolment: string | null): boolean =>
    period === null || (enrolment !== null && enrolmentIds.has(enrolment))
  const matters = (await mattersOf(stores, {persons: personId})).filter(({line}) => ofPeriod(line.enrolmentId))
  const attemptId = matters.map(({line}) => line.id)
  const sessions = await stores.sessions.history({id: unique(enrolments.map(({sessionId}) => sessionId))})
  const candidacies = await stores.caseCandidates.all({enrolmentId: [...enrolmentIds] as EnrolmentId[]})
  const caseId = unique(candidacies.map((each) => each.caseId))
  const resits = (await stores.resits.all({personId})).filter(
    ({attemptId: of}) => period === null || (of !== null && attemptId.includes(of)),
  )
  const facts = (await stores.reportFacts.all({personId}, {orderBy: 'receivedAt'})).filter(({sessionId}) =>
    sessions.some(({id}) => id === sessionId),
  )
  return {
    programmes: await stores.programmeEnrolments.history({personId}),
    groups: await stores.groupMembers.history({personId}),
    needs: await stores.needs.history({personId}),
    exemptions: await stores.exemptions.history({personId}),
    registrations,
    notes: await stores.registrationNotes.all({registrationId}, {orderBy: 'at'}),
    waiting: await stores.waitingPlaces.history({personId, registrationId}),
    enrolments,
    seats: await stores.seats.history({id: unique(enrolments.map(({seatId}) => seatId))}),
    sessions,
    reports: await stores.archive.candidateReports(enrolments.map(({id}) => id)),
    facts,
    absences: await stores.absences.history({personId, registrationId}),
    candidacies,
    cases: await stores.cases.all({id: caseId}),
    caseNotes: await stores.caseNotes.all({caseId}, {orderBy: 'at'}),
    matters,
    results: await stores.results.history({personId, attemptId}, {orderBy: 'receivedAt'}),
    messages: await stores.resultMessages.all({attemptId}, {orderBy: 'receivedAt'}),
    resits,
    letters: await stores.outbox.messages.all({laneKey: personId.map((id) => `mail:${id}`)}, {orderBy: 'queuedAt'}),
    audit: await stores.archive.auditFor(personId),
  }
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
