import type {Context} from '../context.ts'
import {plusMinutes} from '../time.ts'
import {secretHash} from './add-client.ts'
import type {ApiClient, Party} from './model.ts'
import type {ExchangeStores} from './store.ts'

/** A token is short-lived: who is let in no longer is out within this time at most, and by {@link clientOf} at once. */
const TOKEN_MINUTES = 15
const TOKEN_LETTERS = 48

/** A system that calls, with the scopes of its token. */
export type Caller = Readonly<{client: ApiClient; party: Party; scopes: readonly string[]}>

/** What a client that signs in gets; undefined when id and secret do not belong together; `scope` when it may not have that. */
export type SignedIn = Readonly<{token: string; seconds: number; scopes: readonly string[]}> | 'scope' | undefined

/** Gives a client a token for the scopes asked for, or for all of its own when it asks for none. */
export async function signInClient(
  ctx: Context<ExchangeStores>,
  {client: clientId, secret, scopes}: Readonly<{client: string; secret: string; scopes: readonly string[]}>,
): Promise<SignedIn> {
  const known = await ctx.read('exchange.read', ({apiClients}) => apiClients.find(clientId))
  if (!known || known.secretHash === null || known.secretHash !== secretHash(ctx.hash, clientId, secret))
    return undefined
  const granted = scopes.length === 0 ? known.scopes : scopes
  if (granted.some((scope) => !known.scopes.includes(scope))) return 'scope'
  const token = ctx.ids.code(TOKEN_LETTERS)
  await ctx.write('client.sign-in', {}, async ({exchange}, entry) => {
    const expiresAt = plusMinutes(entry.now, TOKEN_MINUTES)
    await exchange.addToken({
      id: ctx.ids.next<string>(),
      clientId: known.id,
      tokenHash: tokenHash(ctx, token),
      scopes: granted,
      expiresAt,
    })
    entry.note({about: ['client', known.id], facts: {client: clientId, scopes: granted}})
  })
  return {token, seconds: TOKEN_MINUTES * 60, scopes: granted}
}

/** Whose token it is; undefined for one that is over, unknown, or of a client or party that has ended. */
export async function clientOf(ctx: Context<ExchangeStores>, token: string): Promise<Caller | undefined> {
  return ctx.read('exchange.read', async ({exchange, parties}, {now}) => {
    const client = await exchange.clientOfToken(tokenHash(ctx, token), now)
    if (!client) return undefined
    const party = await parties.find(client.partyId)
    return party && party.endedAt === null ? {client, party, scopes: client.scopes} : undefined
  })
}

/** The client that an external issuer's token names. */
export async function clientOfSubject(
  ctx: Context<ExchangeStores>,
  {subject, scopes}: Readonly<{subject: string; scopes: readonly string[]}>,
): Promise<Caller | undefined> {
  return ctx.read('exchange.read', async ({apiClients, parties}) => {
    const [client] = await apiClients.all({subject})
    const party = client && (await parties.find(client.partyId))
    if (!client || !party || party.endedAt !== null) return undefined
    return {client, party, scopes: client.scopes.filter((scope) => scopes.includes(scope))}
  })
}

function tokenHash({hash}: Pick<Context<ExchangeStores>, 'hash'>, token: string): string {
  return hash.sha256(`ontrac token ${token}`)
}
