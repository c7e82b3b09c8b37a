import type {Reason} from '../../errors.ts'
import type {PersonId} from '../../ids.ts'
import type {Need, Period} from '../../institution/model.ts'
import {needsFor} from '../../institution/people/personal-needs.ts'
import type {Day} from '../../time.ts'
import {type TakenExam, seatMinutes} from './seat-minutes.ts'
import type {OfferedExam, SessionWish} from './session-wish.ts'
import {mayShareSeat} from './sharing.ts'
import type {PlanningStores} from '../store.ts'

/** How long the students expected in a session need. */
export type ExpectedMinutes = Readonly<{
  /** The longest exam, or row of exams on one seat, without anybody's extra time. */
  plain: number
  /** The same for the student who needs longest. */
  withExtra: number
}>

/**
 * How long a session with these exams must last for those who are registered and not enrolled yet.
 *
 * Exams that may follow each other on one seat count together when a student is registered for both.
 */
export async function expectedMinutes(
  stores: PlanningStores,
  period: Period,
  exams: readonly OfferedExam[],
  on: Day,
  between: number,
): Promise<ExpectedMinutes> {
  const offered = new Map(exams.map((each) => [each.exam.id, each]))
  const demand = await stores.planning.demand(period.id, [...offered.keys()])
  const byPerson = Map.groupBy(demand, ({personId}) => personId)
  const needs = await needsOf(stores, [...byPerson.keys()])
  const plain = Math.max(1, ...exams.map(({version}) => version.minutes))
  let [longest, withExtra] = [plain, plain]
  for (const [person, wanted] of byPerson) {
    const taken = wanted.flatMap(({examId}) => {
      const each = offered.get(examId)
      return each
        ? [
            {
              ...each,
              extraMinutes: needsFor(needs.get(person) ?? [], each.exam, each.version, on).extraMinutes,
              minutes: each.version.minutes,
            },
          ]
        : []
    })
    for (const row of seatRows(taken)) {
      longest = Math.max(
        longest,
        seatMinutes(
          row.map(({minutes}) => ({minutes, extraMinutes: 0})),
          between,
        ),
      )
      withExtra = Math.max(withExtra, seatMinutes(row, between))
    }
  }
  return {plain: longest, withExtra}
}

/** A session that is shorter than somebody expected in it needs; a warning, since he may be placed elsewhere. */
export async function durationWarnings(stores: PlanningStores, wish: SessionWish, between: number): Promise<Reason[]> {
  if (wish.parts.length > 0 || wish.kind !== 'cluster') return []
  const {withExtra} = await expectedMinutes(stores, wish.period, wish.exams, wish.moment.on, between)
  if (withExtra <= wish.moment.minutes) return []
  const message = `Somebody registered for these exams needs ${withExtra} minutes with extra time, and will not fit in ${wish.moment.minutes}.`
  return [{code: 'session.short-for-extra-time', message, details: {minutes: withExtra}}]
}

/** The needs of persons, asked for a thousand at a time. */
export async function needsOf(
  stores: PlanningStores,
  persons: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly Need[]>> {
  const needs: Need[] = []
  for (let i = 0; i < persons.length; i += 1_000)
    needs.push(...(await stores.needs.all({personId: persons.slice(i, i + 1_000)})))
  return Map.groupBy(needs, ({personId}) => personId)
}

/** One student's exams as they go on seats: those that may follow each other together, the others alone. */
function seatRows<T extends OfferedExam & TakenExam>(taken: readonly T[]): T[][] {
  const rows: T[][] = []
  for (const each of taken) {
    const row = rows.find(([first]) => first && mayShareSeat(first.exam, each.exam))
    if (row) row.push(each)
    else rows.push([each])
  }
  return rows
}
