import type {Context} from '../context.ts'
import type {Instant} from '../time.ts'
import type {ExchangeStores} from './store.ts'

/** A client as people see it. */
export type ClientView = Readonly<{
  client: string
  party: string
  scopes: readonly string[]
  subject: string | null
  createdAt: Instant
}>

/** Every system that may call ours, by client id. */
export async function listClients(ctx: Context<ExchangeStores>): Promise<readonly ClientView[]> {
  return ctx.read('exchange.read', async ({apiClients, parties}) => {
    const codes = new Map((await parties.history()).map(({id, code}) => [id, code]))
    return (await apiClients.all()).map(({clientId, partyId, scopes, subject, createdAt}) => ({
      client: clientId,
      party: codes.get(partyId) ?? '',
      scopes,
      subject,
      createdAt,
    }))
  })
}
