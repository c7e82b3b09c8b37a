import type {Context} from '../context.ts'
import type {ExchangeStores} from './store.ts'

/** Ends the exchange with a party: nothing is sent any more, and its clients are let in no longer. @throws ExamError `party.not-found` */
export async function endParty(
  ctx: Context<ExchangeStores>,
  {code}: Readonly<{code: string}>,
): Promise<Readonly<{party: string; clients: number}>> {
  return ctx.write('party.end', {}, async ({parties, apiClients}, entry) => {
    const party = await parties.get(code)
    const clients = await apiClients.changeAll({partyId: party.id}, {endedAt: entry.now})
    await parties.change(party.id, {endedAt: entry.now, sealed: null})
    entry.note({about: ['party', party.id], facts: {code, clients}})
    return {party: code, clients}
  })
}
