import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import {dayOf} from '../../time.ts'
import {requireOwn} from './own-deputy.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/**
 * Ends what stands in for somebody, now or later: he is back, or stays. Answers how many terms ended.
 *
 * @throws ExamError `staff.not-found`, `deputy.not-yours`; `deputy.refused` with `deputy.none`
 */
export async function endDeputy(
  ctx: Context<InstitutionStores>,
  code: string,
): Promise<Readonly<{person: string; ended: number}>> {
  const person = await ctx.read('catalogue.read', ({staff}) => staff.get(code))
  return ctx.write('deputy.end', {lock: {person: [person.id]}}, async (stores, entry) => {
    requireOwn(entry, person)
    const today = dayOf(entry.now, (await theInstitution(stores)).zone)
    const open = (await stores.deputies.all({personId: person.id})).filter(({toOn}) => today <= toOn)
    if (open.length === 0) {
      const message = `Nobody stands in for ${code}. See who does with: ontrac task deputies`
      throw refuse('deputy', [{code: 'deputy.none', message}])
    }
    await stores.deputies.changeAll({id: open.map(({id}) => id)}, {endedAt: entry.now})
    for (const {id} of open) entry.note({about: ['deputy', id], for: person.id, facts: {person: code}})
    return {person: person.staffCode ?? code, ended: open.length}
  })
}
