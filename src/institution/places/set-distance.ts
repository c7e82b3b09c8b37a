import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {InstitutionStores} from '../store.ts'

/** How long one travels between two locations, by code. */
export const SetDistance = z.strictObject({
  from: z.string().trim().min(1),
  to: z.string().trim().min(1),
  minutes: z.int().min(0).max(600),
})
/** What was set, by code. */
export type Distance = z.output<typeof SetDistance>

/**
 * Sets the minutes of travel between two locations, the same in both directions. Between two without them the policy's
 * `travelMinutes` count.
 *
 * @throws ExamError `location.not-found`, `location.same`
 */
export async function setDistance(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof SetDistance>,
): Promise<Distance> {
  const {from, to, minutes} = parsed(SetDistance, input)
  return ctx.write('room.change', {}, async ({locations, distances}, entry) => {
    const [here, there] = [await locations.get(from), await locations.get(to)]
    if (here.id === there.id)
      throw new ExamError('invalid', 'location.same', 'A distance is between two different locations.')
    await distances.set(here.id, there.id, minutes)
    entry.note({about: ['location', here.id], facts: {from: here.code, to: there.code, minutes}})
    return {from: here.code, to: there.code, minutes}
  })
}
