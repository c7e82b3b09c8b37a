import type {OralSlotId, SessionExamId, SessionId} from '../../ids.ts'
import type {Ids} from '../../ports.ts'
import {minutesBetween} from '../../time.ts'
import type {OralPlace, OralPlan} from '../engine/orals/oral-problem.ts'
import {panelFree} from '../engine/orals/oral-cost.ts'
import {meeting} from '../engine/orals/oral-grid.ts'
import type {PlannedOrals, PlannedSlot, UnplacedOral} from './oral-body.ts'
import type {OralCase, OralCases} from './oral-case.ts'
import {sessionCode} from '../sessions/session-code.ts'

/** A session for each panel and half-day of a plan, by time and room, with the ids that its rows will have. */
export function plannedOrals(ids: Ids, all: OralCases, one: OralCase, plan: OralPlan): PlannedOrals[] {
  const placed = plan.places.flatMap((place, oral) => (place ? [{place, oral}] : []))
  const sittings = [...Map.groupBy(placed, ({place}) => `${place.panel} ${place.part}`).values()]
  return sittings
    .map((own) => sessionOf(ids, all, one, own))
    .toSorted((a, b) => (`${a.startsAt} ${a.code}` < `${b.startsAt} ${b.code}` ? -1 : 1))
}

function sessionOf(
  ids: Ids,
  {timeline, offered}: OralCases,
  one: OralCase,
  own: readonly {place: OralPlace; oral: number}[],
): PlannedOrals {
  const {problem, demands, rooms, examiners, location} = one
  const inOrder = own.toSorted((a, b) => a.place.start - b.place.start)
  const comes = Math.min(...own.map(({place, oral}) => place.start - problem.orals[oral]!.preparation))
  const ends = Math.max(...own.map(({place, oral}) => place.start + problem.orals[oral]!.minutes))
  const room = rooms[own[0]!.place.room]!
  const {on, from} = timeline.wallAt(comes)
  const examIds = [...new Set(inOrder.flatMap(({oral}) => demands[oral]!.map(({examId}) => examId)))]
  const exams = examIds.map((examId) => {
    const {exam, version} = offered.get(examId)!
    return {sessionExamId: ids.next<SessionExamId>(), examId, versionId: version.id, exam: exam.code}
  })
  const slots = inOrder.flatMap(({place, oral}) =>
    demands[oral]!.map((one): PlannedSlot => {
      const exam = exams.find(({examId}) => examId === one.examId)!
      const {minutes, preparation} = problem.orals[oral]!
      return {
        id: ids.next<OralSlotId>(),
        sessionExamId: exam.sessionExamId,
        exam: exam.exam,
        registrationId: one.registrationId,
        registration: one.code,
        personId: one.personId,
        student: one.student,
        startsAt: timeline.instantAt(place.start),
        endsAt: timeline.instantAt(place.start + minutes),
        preparationMinutes: preparation,
      }
    }),
  )
  const [startsAt, endsAt] = [timeline.instantAt(comes), timeline.instantAt(ends)]
  return {
    id: ids.next<SessionId>(),
    code: sessionCode(room.code, {on, from}),
    roomId: room.id,
    room: room.code,
    locationId: location.id,
    location: location.code,
    on,
    from,
    minutes: minutesBetween(startsAt, endsAt),
    startsAt,
    endsAt,
    examiners: problem.panels[own[0]!.place.panel]!.examiners.map((each) => ({
      personId: examiners[each]!.personId,
      staff: examiners[each]!.code,
    })),
    exams,
    slots,
  }
}

/** Who found no time, and why. */
export function unplacedOrals({offered}: OralCases, {problem, demands}: OralCase, plan: OralPlan): UnplacedOral[] {
  return plan.places.flatMap((place, oral) =>
    place
      ? []
      : demands[oral]!.map(({code, student, examId}) => ({
          registration: code,
          student,
          exam: offered.get(examId)!.exam.code,
          reason: reasonFor(problem, oral),
        })),
  )
}

function reasonFor(problem: OralCase['problem'], oral: number): UnplacedOral['reason'] {
  const {panels, students, minutes, preparation} = problem.orals[oral]!
  if (panels.length === 0) return 'no-examiner'
  if (problem.parts.every(({rooms}) => rooms === 0)) return 'no-room'
  const could = panels.some((panel) =>
    problem.parts.some((_, part) => {
      const common = students.reduce(
        (free, student) =>
          meeting(
            free,
            problem.students[student]!.free.map(([from, to]) => [from + preparation, to] as const),
          ),
        [...panelFree(problem, panel, part)],
      )
      return common.some(([from, to]) => to - from >= minutes)
    }),
  )
  return could ? 'full' : 'no-common-time'
}
