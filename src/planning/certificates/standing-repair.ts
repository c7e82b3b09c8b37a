import type {SessionId} from '../../ids.ts'
import type {OpenedSession, PlanDraft, Problem} from '../engine/problem.ts'
import type {SessionDuty} from '../model.ts'
import {type Repaired, repaired} from '../plans/repaired.ts'
import type {StandingPlan} from './standing-plan.ts'
import type {PlanningStores} from '../store.ts'

/** The plan as it stands with its sessions as if they were opened now, so that rooms and people are looked at too. */
export type OpenedStanding = Readonly<{problem: Problem; draft: PlanDraft}>

/** Reads the standing plan as one whose every session could move. */
export async function openedStanding(stores: PlanningStores, standing: StandingPlan): Promise<OpenedStanding> {
  const {planned, draft} = standing
  const rooms = new Map(planned.rooms.map(({id}, index) => [id, index]))
  const duties = await dutiesOf(
    stores,
    planned.fixed.map(({session}) => session.id),
  )
  const opened = planned.fixed.map(({session, problem}): OpenedSession => {
    const own = duties.get(session.id) ?? []
    const who = (duty: SessionDuty['duty']): number[] =>
      own.filter((each) => each.duty === duty).flatMap(({personId}) => memberOf(standing, personId))
    return {
      room: session.roomId === null ? Number.NaN : (rooms.get(session.roomId) ?? Number.NaN),
      from: problem.from,
      to: problem.to,
      exams: problem.exams,
      lead: who('lead')[0] ?? -1,
      invigilators: who('invigilator'),
    }
  })
  return {problem: {...planned.problem, fixed: []}, draft: {opened, seatOf: draft.seatOf}}
}

/** Somebody who works without the role to be asked for it was named by hand, and stays as he is. */
function memberOf({planned}: StandingPlan, person: SessionDuty['personId']): number[] {
  const index = planned.staff.findIndex(({personId}) => personId === person)
  return index < 0 ? [] : [index]
}

async function dutiesOf(
  stores: PlanningStores,
  sessions: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, readonly SessionDuty[]>> {
  const duties: SessionDuty[] = []
  for (let i = 0; i < sessions.length; i += 1_000)
    duties.push(...(await stores.duties.all({sessionId: sessions.slice(i, i + 1_000)})))
  return Map.groupBy(duties, ({sessionId}) => sessionId)
}

/** A session that moves, with who of it goes along or elsewhere. */
export type StandingRepair = Readonly<{
  opened: OpenedStanding
  found: Repaired
  /** Sessions that go to another room or time, by index. */
  moves: readonly number[]
  /** Sessions in which other people work, by index. */
  crews: readonly number[]
  /** Enrolled registrations that get another session. */
  seats: readonly number[]
  /** Sessions that cannot be put right so, and how many of their students would have no seat. */
  left: readonly Readonly<{index: number; lost: number}>[]
  /** Enrolled registrations whose seat does not suit them and for which there is no other. */
  stuck: readonly number[]
}>

/** What would put the sessions of a period right, with the fewest moves. A session whose students would lose their seat stays as it is. */
export function standingRepair(standing: StandingPlan, opened: OpenedStanding, students: boolean): StandingRepair {
  const {problem, draft} = opened
  const found = repaired(problem, draft, students)
  const {enrolled} = standing
  const after = found.draft
  const membersOf = (index: number): number[] => [...enrolled].filter((demand) => draft.seatOf[demand] === index)
  const changed = found.broken.sessions.map(({index}) => index)
  const lost = (index: number): number => membersOf(index).filter((demand) => after.seatOf[demand] === -1).length
  const left = changed
    .filter((index) => found.dissolved.has(index) || lost(index) > 0)
    .map((index) => ({index, lost: lost(index)}))
  const stays = new Set(left.map(({index}) => index))
  const done = changed.filter((index) => !stays.has(index))
  const place = (index: number, plan: PlanDraft): string => `${plan.opened[index]!.room} ${plan.opened[index]!.from}`
  const crew = (index: number, plan: PlanDraft): string =>
    `${plan.opened[index]!.lead} ${plan.opened[index]!.invigilators.join(' ')}`
  return {
    opened,
    found,
    moves: done.filter((index) => place(index, draft) !== place(index, after)),
    crews: done.filter((index) => crew(index, draft) !== crew(index, after)),
    seats: [...enrolled].filter((demand) => {
      const [was, is] = [draft.seatOf[demand]!, after.seatOf[demand]!]
      return was !== is && is >= 0 && !stays.has(was) && !stays.has(is)
    }),
    left,
    stuck: found.broken.seats.filter((demand) => enrolled.has(demand) && after.seatOf[demand] === -1),
  }
}
