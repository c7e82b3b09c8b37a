import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {spanOf, wallTime} from '../../time.ts'
import {blockedThing, elsewhere} from './blocked-thing.ts'
import {DayText} from '../programmes/day-text.ts'
import type {Block} from '../model.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** What is not available, and when. */
export const BlockTime = z.strictObject({
  kind: z.enum(['room', 'location', 'group', 'person']),
  /** Code of the room, location or group; staff code or student number. */
  code: z.string().trim().min(1),
  on: DayText,
  from: z.string(),
  minutes: z.int().min(1).max(1440),
  title: z.string().trim().min(1),
})

/**
 * Says that a room, location, group or person is not available for a time. What is planned then becomes a conflict to
 * solve, never a silent move.
 *
 * @throws ExamError `<noun>.not-found`; `time.invalid-time`, `time.skipped`, `time.ambiguous`; `block.refused` with
 * `block.elsewhere`
 */
export async function blockTime(ctx: Context<InstitutionStores>, input: z.input<typeof BlockTime>): Promise<Block> {
  const {kind, code, title, on, from, minutes} = parsed(BlockTime, input)
  const moment = {on, from: wallTime(from), minutes}
  return ctx.write('room.block', {}, async (stores, entry) => {
    const {zone} = await theInstitution(stores)
    const {thing, home} = await blockedThing(stores, kind, code)
    refuseIfAny('block', elsewhere(entry, home, code))
    const span = spanOf({...moment, zone})
    const block: Block = {
      ...thing,
      ...span,
      id: ctx.ids.next(),
      title,
      source: 'office',
      externalKey: '',
      endedAt: null,
    }
    await stores.blocks.add([block])
    entry.note({
      about: ['block', block.id],
      ...(block.personId ? {for: block.personId} : {}),
      facts: {kind, startsAt: block.startsAt, endsAt: block.endsAt},
      text: title,
    })
    return block
  })
}
