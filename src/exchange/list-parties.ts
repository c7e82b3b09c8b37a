import type {Context} from '../context.ts'
import {partyView, type PartyView} from './add-party.ts'
import type {PartyPorts} from './party.ts'
import type {ExchangeStores} from './store.ts'

/** Every party that ontrac exchanges with, by code. */
export async function listParties(
  ctx: Context<ExchangeStores>,
  ports: Pick<PartyPorts, 'connectors'>,
): Promise<readonly PartyView[]> {
  return ctx.read('exchange.read', async ({parties}) => (await parties.all()).map((party) => partyView(ports, party)))
}
