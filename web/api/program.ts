import type {Context as Request} from 'hono'
import type {Context} from '../../src/context.ts'
import {type Deed, DEEDS, reachOf, type View} from '../../src/deeds.ts'
import {ExamError} from '../../src/errors.ts'
import type {LifecycleStores} from '../../src/lifecycle/store.ts'
import type {Visitor} from '../../src/sign-in/visitor.ts'
import type {Env} from '../door.tsx'
import type {ApiParts} from './api.ts'

/** A program that calls, in somebody's name: with what it acts, and the key of its deed. */
export type Program = Readonly<{ctx: Context<LifecycleStores>; me: Visitor; key: string | undefined}>

/** What a call asks of a program's token. */
export type Right = Readonly<{right: View | Deed}>

const BEARER = /^Bearer (ontrac_[\w-]{43})$/
const KEY = /^[\x21-\x7e]{8,100}$/

/**
 * Who calls, by his token; what it may do is what its person may do, and its scopes name.
 *
 * @throws ExamError `token.needed`, `token.scope`, `request.too-many`, `api.key-needed`, `api.bad-key`, `page.forbidden`
 */
export async function programOf(c: Request<Env>, {served, pace}: ApiParts, {right}: Right): Promise<Program> {
  const [, token] = BEARER.exec(c.req.header('authorization') ?? '') ?? []
  const arrival = c.get('arrival')
  pace.check('failed-sign-in', arrival.address)
  const found = token === undefined ? undefined : await served.visitors.byApiToken(served.hash.sha256(token))
  if (!found) {
    if (token !== undefined) pace.take('failed-sign-in', arrival.address)
    throw new ExamError('forbidden', 'token.needed', 'Give a token that is in force: Authorization: Bearer ontrac_…')
  }
  const {visitor: me, token: known} = found
  c.set('person', me.person)
  pace.take('api', known.id)
  const isDeed = right in DEEDS
  if (!known.scopes.includes(right) && !(known.scopes.includes('read') && !isDeed))
    throw new ExamError('forbidden', 'token.scope', `This token does not hold the scope ${right}.`, {scope: right})
  const roles = me.actor.roles.filter((role) => reachOf(right, role) !== undefined)
  if (roles.length === 0)
    throw new ExamError('forbidden', 'page.forbidden', `${right} is not for ${me.actor.roles.join(', ') || 'nobody'}.`)
  if (isDeed && right.startsWith('enrolment.') && !roles.includes('office')) pace.take('claim', me.person)
  const key = isDeed ? keyOf(c) : undefined
  const actor = {...me.actor, roles}
  if (key === undefined) return {ctx: served.contextFor({actor}), me, key}
  const fingerprint = served.hash.sha256(`${c.req.method} ${c.req.path}\n${await c.req.text()}`)
  return {ctx: served.contextFor({actor, fingerprint}), me, key: `api:${me.person}:${key}`}
}

/** @throws ExamError `api.key-needed`, `api.bad-key` */
function keyOf(c: Request<Env>): string {
  const key = c.req.header('idempotency-key')
  if (key === undefined) {
    const message = 'A deed needs a key of its own, so that it is done once: Idempotency-Key: 8 to 100 letters.'
    throw new ExamError('invalid', 'api.key-needed', message)
  }
  if (KEY.test(key)) return key
  throw new ExamError('invalid', 'api.bad-key', 'An Idempotency-Key has 8 to 100 letters, digits and signs, no spaces.')
}
