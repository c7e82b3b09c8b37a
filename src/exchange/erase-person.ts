import type {Context} from '../context.ts'
import type {PersonId} from '../ids.ts'
import {wasMade} from './intake.ts'
import type {ExchangeStores} from './store.ts'

/**
 * Erases what names somebody whom nothing keeps here any more: no other registration, attempt, open case, sign-in or hold
 * (the checklist, flow 1.5; design rule 22). Only whom another system made known here, and who is in no group. What happened
 * stays, without a name, and the destruction log says why. Answers whether it was done.
 */
export async function erasePerson(
  ctx: Context<ExchangeStores>,
  {person}: Readonly<{person: PersonId}>,
): Promise<boolean> {
  return ctx.write('exchange.take', {lock: {person: [person]}}, async (stores, entry) => {
    const [known] = await stores.persons.history({id: person})
    const own = await stores.externals.all({personId: person, kind: 'person'})
    const inGroups = await stores.groupMembers.count({personId: person})
    const keeps = !known || known.erasedAt !== null || !own.some(wasMade) || inGroups > 0
    if (keeps || (await stores.exchange.isNeeded(person))) {
      entry.note({about: ['person', person], facts: {erased: false}})
      return false
    }
    const rowsErased = await stores.exchange.erase(person, entry.now)
    const because = 'sis-cancelled'
    await stores.destructions.add([
      {id: ctx.ids.next<string>(), class: because, personId: person, rowsErased, at: entry.now},
    ])
    entry.note({about: ['person', person], facts: {erased: true, because, rows: rowsErased}})
    return true
  })
}
