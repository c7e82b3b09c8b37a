import type {Context} from '../context.ts'
import type {Exchange} from '../connector.ts'
import type {PartyId} from '../ids.ts'
import {exchangeLine} from './exchange-line.ts'
import type {ExchangeStores} from './store.ts'

/** Keeps exchanges in the log, with what is personal masked. */
export async function keepExchanges(
  ctx: Context<ExchangeStores>,
  exchanges: readonly Readonly<{party: PartyId | null; exchange: Exchange}>[],
): Promise<void> {
  await ctx.write('exchange.take', {}, async (stores, entry) => {
    await stores.exchange.log(exchanges.map(({party, exchange}) => exchangeLine(ctx.ids, entry.now, party, exchange)))
    entry.note({about: ['exchange-log', exchanges[0]?.party ?? 'all'], facts: {lines: exchanges.length}})
  })
}
