import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {day, type Day} from '../../time.ts'
import type {Deputy} from '../model.ts'
import {requireOwn} from './own-deputy.ts'
import type {InstitutionStores} from '../store.ts'

export const NameDeputy = z.strictObject({
  /** Staff codes of who is away and of who stands in. */
  person: z.string().trim().min(1),
  deputy: z.string().trim().min(1),
  from: z.string(),
  to: z.string(),
})

/** A deputy by the codes and days that people know; both days count. */
export type NamedDeputy = Readonly<{person: string; deputy: string; from: Day; to: Day}>

/**
 * Names who sees and is mailed somebody's tasks while he is away (feature T2). It gives no rights: what the deputy may do
 * follows from his own roles and mandates. Everybody names his own; admin and office anybody's.
 *
 * @throws ExamError `staff.not-found`, `deputy.wrong-term`, `deputy.not-yours`; `deputy.refused` with `deputy.self`,
 * `deputy.overlaps`
 */
export async function nameDeputy(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof NameDeputy>,
): Promise<NamedDeputy> {
  const wanted = parsed(NameDeputy, input)
  const [fromOn, toOn] = [day(wanted.from), day(wanted.to)]
  if (toOn < fromOn)
    throw new ExamError('invalid', 'deputy.wrong-term', 'The last day comes before the first; turn them round.', {
      from: fromOn,
      to: toOn,
    })
  const {person, deputy} = await ctx.read('catalogue.read', async ({staff}) => ({
    person: await staff.get(wanted.person),
    deputy: await staff.get(wanted.deputy),
  }))
  return ctx.write('deputy.name', {lock: {person: [person.id]}}, async (stores, entry) => {
    requireOwn(entry, person)
    refuseIfAny('deputy', [
      ...(person.id === deputy.id
        ? [{code: 'deputy.self', message: `${person.staffCode} cannot stand in for himself; name somebody else.`}]
        : []),
      ...overlapReasons(await stores.deputies.all({personId: person.id}), {fromOn, toOn}),
    ])
    const id = ctx.ids.next<string>()
    await stores.deputies.add([{id, personId: person.id, deputyId: deputy.id, fromOn, toOn, endedAt: null}])
    const named = {person: person.staffCode ?? '', deputy: deputy.staffCode ?? '', from: fromOn, to: toOn}
    entry.note({about: ['deputy', id], for: person.id, facts: named})
    return named
  })
}

function overlapReasons(others: readonly Deputy[], {fromOn, toOn}: Pick<Deputy, 'fromOn' | 'toOn'>): Reason[] {
  return others
    .filter((other) => other.fromOn <= toOn && fromOn <= other.toOn)
    .map((other) => ({
      code: 'deputy.overlaps',
      message: `There is a deputy from ${other.fromOn} to ${other.toOn} already; end that first with: ontrac task end-deputy`,
      details: {from: other.fromOn, to: other.toOn},
    }))
}
