import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {instant, wallTime} from '../../time.ts'
import {blockedThing, elsewhere} from './blocked-thing.ts'
import {DayText} from '../programmes/day-text.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** The block to take away, by what it is of and when it starts. */
export const UnblockTime = z.strictObject({
  kind: z.enum(['room', 'location', 'group', 'person']),
  code: z.string().trim().min(1),
  on: DayText,
  from: z.string(),
})

/**
 * Takes a block away. One that came from a timetable comes back with its next import unless it is gone there too.
 *
 * @throws ExamError `<noun>.not-found`, `block.not-found`; `block.refused` with `block.elsewhere`
 */
export async function unblockTime(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof UnblockTime>,
): Promise<Readonly<{ended: number}>> {
  const {kind, code, on, from} = parsed(UnblockTime, input)
  const start = `${on}T${wallTime(from)}`
  return ctx.write('room.block', {}, async (stores, entry) => {
    const startsAt = instant(start, (await theInstitution(stores)).zone)
    const {thing, home} = await blockedThing(stores, kind, code)
    refuseIfAny('block', elsewhere(entry, home, code))
    const ended = await stores.blocks.changeAll({...thing, startsAt}, {endedAt: entry.now})
    if (ended === 0)
      throw new ExamError('not-found', 'block.not-found', `Nothing blocks ${code} from ${on} ${from}.`, {code})
    entry.note({
      about: [kind, thing.roomId ?? thing.locationId ?? thing.groupId ?? thing.personId ?? ''],
      ...(thing.personId ? {for: thing.personId} : {}),
      facts: {kind, startsAt, ended},
    })
    return {ended}
  })
}
