import type {LocationId, PersonId, SessionId} from '../../ids.ts'
import type {Room} from '../../institution/model.ts'
import {needsFor} from '../../institution/people/personal-needs.ts'
import type {Day, Span} from '../../time.ts'
import type {Demand, ProblemExam, ProblemRoom, Stay} from '../engine/problem.ts'
import {needsOf} from '../sessions/expected-minutes.ts'
import {featuresOfAids, featuresOfExam, featuresOfRoom, needsComputer} from '../sessions/room-features.ts'
import type {OfferedExam} from '../sessions/session-wish.ts'
import type {Engagement, PlanningStores, UnplacedDemand} from '../store.ts'
import type {Timeline} from '../sessions/timeline.ts'

/** A time at which somebody is somewhere, in a problem's terms. */
export function stay(timeline: Timeline, engagement: Engagement, place: (location: LocationId | null) => number): Stay {
  const [from, to] = timeline.stretch(engagement)
  return {from, to, location: place(engagement.locationId)}
}

/** Rooms with all that takes or blocks them, but for the sessions that are `changing`. */
export async function problemRooms(
  stores: PlanningStores,
  rooms: readonly Room[],
  timeline: Timeline,
  place: (location: LocationId) => number,
  changing: ReadonlySet<SessionId>,
): Promise<ProblemRoom[]> {
  const ids = rooms.map(({id}) => id)
  const fixed = (await stores.planning.bookings(ids, timeline.span)).filter(
    ({sessionId}) => sessionId === null || !changing.has(sessionId),
  )
  const bookings = Map.groupBy(fixed, ({roomId}) => roomId)
  const blocks = await stores.planning.blocks(ids, [...new Set(rooms.map(({locationId}) => locationId))], timeline.span)
  return rooms.map(({id, code, locationId, examSeats, computers, features}) => {
    const blocked = blocks.filter((block) => block.roomId === id || block.locationId === locationId)
    return {
      code,
      location: place(locationId),
      seats: examSeats,
      computers,
      features: featuresOfRoom({features}),
      busy: [...(bookings.get(id) ?? []), ...blocked].map(timeline.stretch),
    }
  })
}

/** An exam with its windows, and the starts it has already. */
export function problemExam(
  {exam}: OfferedExam,
  windows: readonly Span[],
  timeline: Timeline,
  starts: readonly number[],
): ProblemExam {
  const {moments, shareRoom, shareSeat} = exam.rules
  return {
    code: exam.code,
    computer: needsComputer(exam),
    features: featuresOfExam(exam),
    once: moments === 'one',
    starts: moments === 'one' ? starts : [],
    shareRoom,
    shareSeat,
    windows: windows.map(timeline.stretch),
  }
}

/** What each registration asks for: minutes with extra time, and what the room must have. Needs count that hold on `on`. */
export async function problemDemands(
  stores: PlanningStores,
  demand: readonly UnplacedDemand[],
  offered: readonly OfferedExam[],
  students: ReadonlyMap<PersonId, number>,
  place: (location: LocationId | null) => number,
  on: Day,
): Promise<Demand[]> {
  const needs = await needsOf(stores, [...students.keys()])
  const index = new Map(offered.map(({exam}, i) => [exam.id, i]))
  return demand.map(({registrationId, personId, examId, locationId}) => {
    const exam = index.get(examId) as number
    const {exam: what, version} = offered[exam] as OfferedExam
    const {extraMinutes, aids} = needsFor(needs.get(personId) ?? [], what, version, on)
    return {
      key: registrationId,
      student: students.get(personId) as number,
      exam,
      minutes: version.minutes + extraMinutes,
      features: featuresOfAids(aids),
      location: place(locationId),
    }
  })
}
