import type {ExamId, RegistrationId, SessionExamId, SessionId} from '../../ids.ts'
import type {Ids} from '../../ports.ts'
import {minutesBetween} from '../../time.ts'
import type {PlanDraft} from '../engine/problem.ts'
import type {PlanBody, PlannedSession, PlanQuestion, UnplacedRegistration} from './plan-body.ts'
import type {PlanningCase} from './planning-case.ts'
import {numbered, sessionCode} from '../sessions/session-code.ts'
import {whyUnplaced} from './unplaced.ts'

/** Where a registration sits in a plan. */
export type Certificate = Readonly<{registrationId: RegistrationId; sessionId: SessionId; sessionExamId: SessionExamId}>

/** A plan in the school's own terms: what is stored of it, and the certificate of each registration that has a place. */
export type WrittenPlan = Readonly<{body: PlanBody; certificates: readonly Certificate[]}>

/** How the sessions that a plan opens would be called, were no such code in use. */
export function wantedCodes({rooms, timeline}: PlanningCase, {opened}: PlanDraft): string[] {
  return opened.map(({room, from}) => sessionCode(rooms[room]!.code, timeline.wallAt(from)))
}

/**
 * Writes an engine's plan out. New sessions get ids now; `taken` are codes that are in use, and grows. `kept` are the
 * sessions that the plan had before, by index: those stay what they are, with another room or time if need be.
 */
export function writePlan(
  ids: Ids,
  planned: PlanningCase,
  plan: PlanDraft,
  question: PlanQuestion,
  taken: Set<string>,
  kept: readonly (PlannedSession | undefined)[] = [],
): WrittenPlan {
  const demands = Map.groupBy(plan.seatOf.keys(), (demand) => plan.seatOf[demand] as number)
  const first = planned.fixed.length
  const sessions = plan.opened.map((_, index) =>
    plannedSession(ids, planned, plan, index, {demands: demands.get(first + index) ?? [], taken, was: kept[index]}),
  )
  const certificates = [...demands].flatMap(([index, own]) => {
    if (index < 0) return []
    return own.map((demand) => ({
      registrationId: planned.demand[demand]!.registrationId,
      ...placeIn(planned, sessions, index, planned.demand[demand]!.examId),
    }))
  })
  const inFixed = plan.seatOf.filter((index) => index >= 0 && index < first).length
  const unplaced = (demands.get(-1) ?? []).map((demand) => unplacedOf(planned, plan, demand))
  return {body: {question, sessions, inFixed, unplaced, byHand: planned.byHand}, certificates}
}

/**
 * Reads a stored plan back as an engine's plan over the problem as it is now, so that it can be checked afresh. Registrations
 * that are no longer asked for drop out; those that came since have no seat.
 */
export function readPlan(planned: PlanningCase, {sessions}: PlanBody, certificates: readonly Certificate[]): PlanDraft {
  const roomIndex = new Map(planned.rooms.map(({id}, i) => [id, i]))
  const examIndex = new Map(planned.exams.map(({exam}, i) => [exam.id, i]))
  const staffIndex = new Map(planned.staff.map(({personId}, i) => [personId, i]))
  const sessionIndex = new Map<SessionId, number>(
    [...planned.fixed.map(({session}) => session.id), ...sessions.map(({id}) => id)].map((id, i) => [id, i]),
  )
  const seats = new Map(
    certificates.map(({registrationId, sessionId}) => [registrationId, sessionIndex.get(sessionId)]),
  )
  const index = (map: ReadonlyMap<string, number>, id: string): number => map.get(id) ?? Number.NaN
  return {
    opened: sessions.map(({roomId, startsAt, minutes, exams, lead, invigilators}) => {
      const from = minutesBetween(planned.timeline.span.startsAt, startsAt)
      return {
        room: index(roomIndex, roomId),
        from,
        to: from + minutes,
        exams: exams.map(({examId}) => index(examIndex, examId)),
        lead: lead ? index(staffIndex, lead.personId) : -1,
        invigilators: invigilators.map(({personId}) => index(staffIndex, personId)),
      }
    }),
    seatOf: planned.demand.map(({registrationId}) =>
      seats.has(registrationId) ? (seats.get(registrationId) ?? Number.NaN) : -1,
    ),
  }
}

function plannedSession(
  ids: Ids,
  planned: PlanningCase,
  plan: PlanDraft,
  index: number,
  {demands, taken, was}: Readonly<{demands: readonly number[]; taken: Set<string>; was: PlannedSession | undefined}>,
): PlannedSession {
  const {room: where, from, to, exams, lead, invigilators} = plan.opened[index]!
  const {timeline, problem, staff} = planned
  const [room, {seats, computers}] = [planned.rooms[where]!, problem.rooms[where]!]
  const wall = timeline.wallAt(from)
  const member = (who: number) => ({personId: staff[who]!.personId, staff: staff[who]!.code})
  const digital = exams.some((exam) => problem.exams[exam]!.computer)
  const stays = was !== undefined && was.roomId === room.id && was.startsAt === timeline.instantAt(from)
  return {
    id: was?.id ?? ids.next<SessionId>(),
    code: stays ? was.code : numbered(sessionCode(room.code, wall), taken),
    roomId: room.id,
    room: room.code,
    location: planned.locations.find(({id}) => id === room.locationId)?.code ?? '',
    ...wall,
    minutes: to - from,
    startsAt: timeline.instantAt(from),
    endsAt: timeline.instantAt(to),
    exams: exams.map((exam) => {
      const {exam: what, version} = planned.exams[exam]!
      const students = demands.filter((demand) => problem.demands[demand]!.exam === exam).length
      return {
        sessionExamId: was?.exams.find(({examId}) => examId === what.id)?.sessionExamId ?? ids.next<SessionExamId>(),
        examId: what.id,
        versionId: version.id,
        exam: what.code,
        students,
      }
    }),
    students: new Set(demands.map((demand) => problem.demands[demand]!.student)).size,
    capacity: digital ? Math.min(seats, computers) : seats,
    lead: lead < 0 ? null : member(lead),
    invigilators: invigilators.map(member),
  }
}

function placeIn(
  planned: PlanningCase,
  sessions: readonly PlannedSession[],
  index: number,
  exam: ExamId,
): Pick<Certificate, 'sessionId' | 'sessionExamId'> {
  const fixed = planned.fixed[index]
  if (fixed) return {sessionId: fixed.session.id, sessionExamId: fixed.offers.get(exam)!.id}
  const session = sessions[index - planned.fixed.length]!
  return {sessionId: session.id, sessionExamId: session.exams.find(({examId}) => examId === exam)!.sessionExamId}
}

function unplacedOf({problem, demand, exams}: PlanningCase, plan: PlanDraft, index: number): UnplacedRegistration {
  const {registrationId, code, student} = demand[index]!
  const wanted = problem.demands[index]!
  return {
    registrationId,
    registration: code,
    student,
    exam: exams[wanted.exam]!.exam.code,
    reason: whyUnplaced(problem, plan, wanted),
  }
}
