import {z} from 'zod'
import type {Context} from '../context.ts'
import {refuse} from '../errors.ts'
import {parsed} from '../parsed.ts'
import type {ApiClient} from './model.ts'
import type {ExchangeStores} from './store.ts'

/** The flows that another system may use here, and the scope of each (PDF §2; YAML security). */
export const CLIENT_SCOPES = ['nl-test-admin-flow-0', 'nl-test-admin-flow-1-5', 'nl-test-admin-flow-2-3-4'] as const

export const AddClient = z.strictObject({
  /** Code of the party whose system it is. */
  party: z.string(),
  scopes: z.array(z.enum(CLIENT_SCOPES)).min(1),
  /** How an external issuer names it; it gets no secret of ours then. */
  subject: z.string().trim().min(1).max(200).optional(),
})

/** A client with its secret, which is shown this once and kept as a hash only. */
export type AddedClient = Readonly<{
  client: string
  secret: string | null
  party: string
  scopes: readonly string[]
  subject: string | null
}>

const SECRET_LETTERS = 40

/**
 * Lets a party's system call ours, for these flows.
 *
 * @throws ExamError `party.not-found`; `client.refused` with `client.subject-taken`
 */
export async function addClient(ctx: Context<ExchangeStores>, input: z.input<typeof AddClient>): Promise<AddedClient> {
  const {party: code, scopes, subject = null} = parsed(AddClient, input)
  const clientId = `${code.toLowerCase()}-${ctx.ids.code(8).toLowerCase()}`
  const secret = subject === null ? ctx.ids.code(SECRET_LETTERS) : null
  return ctx.write('client.add', {}, async ({parties, apiClients}, entry) => {
    const party = await parties.get(code)
    if (subject !== null && (await apiClients.all({subject})).length > 0) {
      const message = `The subject "${subject}" is another client's; end that one first with: ontrac oke client end`
      throw refuse('client', [{code: 'client.subject-taken', message}])
    }
    const client: ApiClient = {
      id: ctx.ids.next<string>(),
      clientId,
      partyId: party.id,
      scopes,
      subject,
      createdAt: entry.now,
      endedAt: null,
      secretHash: secret === null ? null : secretHash(ctx.hash, clientId, secret),
    }
    await apiClients.add([client])
    entry.note({about: ['client', client.id], facts: {client: clientId, party: code, scopes}})
    return {client: clientId, secret, party: code, scopes, subject}
  })
}

/** A secret is random and long, so that a plain hash keeps it. */
export function secretHash({sha256}: Context<ExchangeStores>['hash'], client: string, secret: string): string {
  return sha256(`ontrac client ${client} ${secret}`)
}
