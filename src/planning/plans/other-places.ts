import {meet, within} from './completion/stays.ts'
import type {OpenedSession, PlanDraft, Problem} from '../engine/problem.ts'

/** Free rooms and times for a session, those first in which most of its students could still sit. */
export function otherPlaces(problem: Problem, draft: PlanDraft, index: number): OpenedSession[] {
  const session = draft.opened[index]!
  const minutes = session.to - session.from
  const students = [
    ...new Set(
      [...draft.seatOf.keys()]
        .filter((demand) => draft.seatOf[demand] === problem.fixed.length + index)
        .map((demand) => problem.demands[demand]!.student),
    ),
  ]
  const others = draft.opened.filter((_, i) => i !== index)
  const ranked = startsIn(problem, others, minutes).flatMap(({from, to}) => {
    const windows = session.exams.every((exam) => within([from, to], problem.exams[exam]!.windows))
    const once = session.exams.some((exam) => problem.exams[exam]!.once) && from !== session.from
    if (!windows || once) return []
    const able = students.filter((student) => canCome(problem, student, from, to)).length
    return [...problem.rooms.keys()]
      .filter((room) => !(room === session.room && from === session.from) && isFree(problem, others, room, from, to))
      .map((room) => ({place: {...session, room, from, to}, able: Math.min(able, problem.rooms[room]!.seats), room}))
  })
  const here = problem.rooms[session.room]?.location ?? -1
  const away = (room: number): number => (problem.rooms[room]!.location === here ? 0 : 1)
  const spare = (room: number): number => problem.rooms[room]!.seats
  return ranked
    .toSorted(
      (a, b) =>
        b.able - a.able || away(a.room) - away(b.room) || spare(a.room) - spare(b.room) || a.place.from - b.place.from,
    )
    .map(({place}) => place)
}

/** The start of each slot, and every start right after something that is planned or taken in some room. */
function startsIn({slots, rooms, turnaround}: Problem, others: readonly OpenedSession[], minutes: number) {
  const ends = new Set([
    ...others.map(({to}) => to + turnaround),
    ...rooms.flatMap(({busy}) => busy.map(([, end]) => end)),
  ])
  return slots.flatMap(({from, to}) =>
    [from, ...[...ends].filter((end) => from < end && end < to).map((end) => from + Math.ceil((end - from) / 15) * 15)]
      .filter((start, i, all) => all.indexOf(start) === i && start + minutes <= to)
      .map((start) => ({from: start, to: start + minutes})),
  )
}

function isFree(
  {rooms, turnaround}: Problem,
  others: readonly OpenedSession[],
  room: number,
  from: number,
  to: number,
) {
  return (
    rooms[room]!.seats > 0 &&
    rooms[room]!.busy.every(([start, end]) => end <= from || to <= start) &&
    others.every((other) => other.room !== room || other.to + turnaround <= from || to + turnaround <= other.from)
  )
}

function canCome(problem: Problem, student: number, from: number, to: number): boolean {
  const {free, stays} = problem.students[student]!
  return within([from, to], free) && !stays.some((stay) => meet(problem, stay, {from, to, location: -1}))
}
