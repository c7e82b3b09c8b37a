import {z} from 'zod'
import type {Context} from '../context.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {parsed} from '../parsed.ts'
import {instant} from '../time.ts'
import type {ExchangeLine} from './model.ts'
import type {ExchangeStores} from './store.ts'

export const ListExchanges = z.strictObject({
  party: z.string().optional(),
  since: z.string().optional(),
  /** Only those that were refused or got no answer. */
  failed: z.boolean().default(false),
  after: z.string().optional(),
  limit: z.int().min(1).max(10_000).default(100),
})

/** An exchange with the code of its party. */
export type ExchangeView = Omit<ExchangeLine, 'partyId'> & Readonly<{party: string | null}>

/** Every request to and from other systems, the newest first; what is personal is masked (design rule 22). */
export async function listExchanges(
  ctx: Context<ExchangeStores>,
  input: z.input<typeof ListExchanges> = {},
): Promise<readonly ExchangeView[]> {
  const {party, since, failed, after, limit} = parsed(ListExchanges, input)
  return ctx.read('exchange.read', async (stores) => {
    const {zone} = await theInstitution(stores)
    const codes = new Map((await stores.parties.history()).map(({id, code}) => [id, code]))
    const lines = await stores.exchange.logged({
      ...(party === undefined ? {} : {party: (await stores.parties.get(party)).id}),
      ...(since === undefined ? {} : {since: instant(since, zone)}),
      ...(after === undefined ? {} : {after}),
      failed,
      limit,
    })
    return lines.map(({partyId, ...line}) => ({...line, party: partyId === null ? null : (codes.get(partyId) ?? null)}))
  })
}
