import type {Context} from '../../context.ts'
import {seatedIn, seatingSheet} from './make-seating.ts'
import {gridOf, placeOf, type SeatingSheet, seatingProblem} from './seating.ts'
import type {DeliveryStores} from '../store.ts'

const PLAIN = {way: 'order', reserve: 0, closed: [], front: [], fixed: new Map<string, number>()} as const

/** Who sits where in a session, as it is stored. @throws ExamError `session.not-found`; `seating.refused` with `session.no-room` */
export async function showSeating(ctx: Context<DeliveryStores>, session: string): Promise<SeatingSheet> {
  return ctx.read('plan.read', async (stores) => {
    const {session: found, room, sitters} = await seatedIn(stores, session)
    const grid = gridOf(room)
    const places = sitters.map(({label}) => (label === null ? -1 : (placeOf(grid, label) ?? -1)))
    const problem = seatingProblem(grid, sitters, PLAIN)
    return seatingSheet({session: found, room, grid, problem, sitters, plan: {places, reserved: []}})
  })
}
