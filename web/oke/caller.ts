import type {Context as WebContext, MiddlewareHandler} from 'hono'
import type {Context} from '../../src/context.ts'
import type {TokenReader} from '../../src/exchange/issuer.ts'
import {type Caller, clientOf, clientOfSubject} from '../../src/exchange/sign-in-client.ts'
import type {ExchangeStores} from '../../src/exchange/store.ts'
import {problem} from './problem.ts'

/** What requests of the standard carry along. */
export type OkeEnv = {Variables: {caller: Caller; ctx: Context<ExchangeStores>; request: unknown; status: string}}

/** Lets in who has a good token, ours or the external issuer's. */
export function withCaller(
  context: () => Promise<Context<ExchangeStores>>,
  readToken: TokenReader | undefined,
): MiddlewareHandler<OkeEnv> {
  return async (c, next) => {
    const ctx = await context()
    c.set('ctx', ctx)
    const [, token] = /^Bearer +([\w.~+/=-]+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (token === undefined) return problem(c, 401, 'Give a token: authorization: Bearer …')
    const caller = (await clientOf(ctx, token)) ?? (await external(ctx, readToken, token))
    if (!caller) return problem(c, 401, 'The token is over or not known; ask for a new one.')
    c.set('caller', caller)
    return next()
  }
}

async function external(
  ctx: Context<ExchangeStores>,
  readToken: TokenReader | undefined,
  token: string,
): Promise<Caller | undefined> {
  const read = await readToken?.(token)
  return read && clientOfSubject(ctx, read)
}

/** Whether the token of a request is for these flows. */
export function mayUse(c: WebContext<OkeEnv>, ...scopes: readonly string[]): boolean {
  return c.get('caller').scopes.some((scope) => scopes.includes(scope))
}
