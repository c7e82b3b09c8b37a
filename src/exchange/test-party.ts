import type {Context} from '../context.ts'
import type {PartyReport} from '../connector.ts'
import {withParty} from './pull-party.ts'
import type {SendPorts} from './send-messages.ts'
import type {ExchangeStores} from './store.ts'

/** What a party says of itself, and which flows work. @throws ExamError `party.not-found`, `party.unreachable` */
export async function testParty(
  ctx: Context<ExchangeStores>,
  ports: SendPorts,
  {code}: Readonly<{code: string}>,
): Promise<Readonly<{party: string}> & PartyReport> {
  const party = await ctx.read('exchange.read', ({parties}) => parties.get(code))
  return {party: code, ...(await withParty(ctx, ports, party, (connection) => connection.test()))}
}
