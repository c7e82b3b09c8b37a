import type {Context} from '../context.ts'
import type {ExchangeStores} from './store.ts'

/** Lets a client in no longer, from the next request on. @throws ExamError `client.not-found` */
export async function endClient(
  ctx: Context<ExchangeStores>,
  {client: code}: Readonly<{client: string}>,
): Promise<Readonly<{client: string}>> {
  return ctx.write('client.end', {}, async ({apiClients}, entry) => {
    const client = await apiClients.get(code)
    await apiClients.change(client.id, {endedAt: entry.now})
    entry.note({about: ['client', client.id], facts: {client: code}})
    return {client: code}
  })
}
