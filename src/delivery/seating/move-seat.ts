import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, refuseIfAny} from '../../errors.ts'
import type {SeatId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {placeForLate} from '../../planning/engine/seating/seat-room.ts'
import {heldSession} from '../../planning/sessions/held-session.ts'
import {requirePlanningRight} from '../../planning/sessions/planning-right.ts'
import {seatedIn, stateReasons} from './make-seating.ts'
import {gridOf, labelOf, placeOf, seatingProblem} from './seating.ts'
import type {DeliveryStores} from '../store.ts'

/** A student and the place he gets; without one the best that is free. */
export const MoveSeat = z.strictObject({
  session: z.string().min(1),
  student: z.string().min(1),
  to: z.string().optional(),
  dryRun: z.boolean().default(false),
})

/** Where a student sits now, and before; `swappedWith` is who had the place and got his. */
export type MovedSeat = Readonly<{
  session: string
  student: string
  from: string | null
  to: string
  swappedWith: string | null
}>

/**
 * Gives one student another place, or one who came late a first one; nobody else moves, but whoever has the place that is
 * named changes with him (feature P14).
 *
 * @throws ExamError `session.not-found`, `seating.unknown-place`; `seating.refused` with `session.closed`,
 * `seating.not-a-candidate`, `seating.full`, `seating.no-place-to-give`
 */
export async function moveSeat(ctx: Context<DeliveryStores>, input: z.input<typeof MoveSeat>): Promise<MovedSeat> {
  const wanted = parsed(MoveSeat, input)
  if (wanted.dryRun) return ctx.read('plan.read', async (stores) => (await prepared(stores, wanted)).answer)
  const {id} = await ctx.read('plan.read', (stores) => stores.sessions.get(wanted.session))
  return ctx.write('seating.make', {lock: {session: [id]}}, async (stores, entry) => {
    const {session, labels, answer} = await prepared(stores, wanted)
    await requirePlanningRight(stores, entry, await heldSession(stores, session))
    await stores.delivery.labelSeats(labels)
    entry.note({about: ['session', session.id], facts: {code: session.code, from: answer.from, to: answer.to}})
    return answer
  })
}

async function prepared(stores: DeliveryStores, wanted: z.output<typeof MoveSeat>) {
  const {session, room, sitters} = await seatedIn(stores, wanted.session)
  const grid = gridOf(room)
  const who = sitters.find(({student}) => student === wanted.student)
  const notHere = `Student ${wanted.student} is not enrolled in session ${session.code}.`
  refuseIfAny('seating', [
    ...stateReasons(session),
    ...(who ? [] : [{code: 'seating.not-a-candidate', message: notHere}]),
  ])
  const mine = who!
  const places = sitters.map(({label}) => (label === null ? -1 : (placeOf(grid, label) ?? -1)))
  const problem = seatingProblem(grid, sitters, {way: 'mix', reserve: 0, closed: [], front: [], fixed: new Map()})
  const at = sitters.indexOf(mine)
  const others = places.map((place, i) => (i === at ? -1 : place))
  const to =
    wanted.to === undefined
      ? placeForLate(problem, {places: others, reserved: []}, problem.candidates[at]!.kind)
      : placeOf(grid, wanted.to)
  if (to === undefined && wanted.to !== undefined)
    throw new ExamError('invalid', 'seating.unknown-place', `There is no place "${wanted.to}" in room ${room.code}.`, {
      label: wanted.to,
    })
  refuseIfAny(
    'seating',
    to === undefined ? [{code: 'seating.full', message: `Room ${room.code} has no free place left.`}] : [],
  )
  const label = labelOf(grid, to!)
  const there = sitters.find((each) => each !== mine && each.label === label)
  const nothing = `Student ${there?.student} sits at ${label}, and ${mine.student} has no place to give him; choose a free one.`
  refuseIfAny('seating', there && mine.label === null ? [{code: 'seating.no-place-to-give', message: nothing}] : [])
  const labels = new Map<SeatId, string>([[mine.seatId, label]])
  if (there && mine.label !== null) labels.set(there.seatId, mine.label)
  const answer: MovedSeat = {
    session: session.code,
    student: mine.student,
    from: mine.label,
    to: label,
    swappedWith: there?.student ?? null,
  }
  return {session, labels, answer}
}
