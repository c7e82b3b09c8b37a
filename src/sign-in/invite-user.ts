import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {ExamError} from '../errors.ts'
import {dayOf} from '../time.ts'
import {inForce} from '../institution/in-force.ts'
import type {Person} from '../institution/model.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import {parsed} from '../parsed.ts'
import {newLink, SET_UP_MINUTES} from './links.ts'
import type {Secrets} from './ports.ts'

/** Staff code of the person, and how the link gets to him. */
export const InviteUser = z.strictObject({
  person: z.string().trim().min(1),
  by: z.enum(['mail', 'hand']).default('mail').describe('`hand` answers the token and mails nothing.'),
})

/** An invitation; the token only where it goes by hand. */
export type Invitation = Readonly<{person: string; hours: number; token: string | null}>

/**
 * Invites an employee or external to set up his sign-in. Earlier invitations end.
 *
 * @throws ExamError `staff.not-found`, `user.no-address`
 */
export async function inviteUser(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
  input: z.input<typeof InviteUser>,
): Promise<Invitation> {
  const {person: code, by} = parsed(InviteUser, input)
  return ctx.write('user.invite', {}, async (stores, entry) => invite(ctx, stores, entry, {secrets, code, by}))
}

/** As {@link inviteUser}, for the lost: his password, app, recovery codes and sessions end at once. */
export async function resetUser(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
  input: z.input<typeof InviteUser>,
): Promise<Invitation> {
  const {person: code, by} = parsed(InviteUser, input)
  return ctx.write('user.reset', {}, async (stores, entry) => {
    const {id} = await stores.staff.get(code)
    await stores.credentials.changeAll({personId: id}, {endedAt: entry.now})
    await stores.webSessions.changeAll({personId: id}, {endedAt: entry.now})
    return invite(ctx, stores, entry, {secrets, code, by})
  })
}

/**
 * The invitation of a school's first administrator, while no administrator can sign in: the one at the terminal when he is
 * one, else the first by code. Null when somebody can.
 */
export async function inviteFirstAdmin(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
  osUser: string,
): Promise<Invitation | null> {
  const code = await ctx.read('operation.read', async (stores, {now}) => {
    const {zone} = await theInstitution(stores)
    const admins = (await stores.roles.all({role: 'admin'})).filter((role) => inForce(role, dayOf(now, zone)))
    const ids = admins.map(({personId}) => personId)
    if (ids.length === 0 || (await stores.credentials.count({personId: ids, kind: 'totp'})) > 0) return undefined
    const people = (await stores.persons.all({id: ids})).toSorted((a, b) =>
      (a.staffCode ?? '') < (b.staffCode ?? '') ? -1 : 1,
    )
    const [here] = await stores.accounts.all({kind: 'os', subject: osUser})
    return (people.find(({id}) => id === here?.personId) ?? people[0])?.staffCode ?? undefined
  })
  return code === undefined ? null : inviteUser(ctx, secrets, {person: code, by: 'hand'})
}

type Wanted = Readonly<{secrets: Secrets; code: string; by: 'mail' | 'hand'}>

async function invite(
  ctx: Context<LifecycleStores>,
  stores: LifecycleStores,
  entry: Entry,
  {secrets, code, by}: Wanted,
): Promise<Invitation> {
  const person: Person = await stores.staff.get(code)
  if (by === 'mail' && person.email === '')
    throw new ExamError(
      'refused',
      'user.no-address',
      `${code} has no e-mail address; add it with: ontrac staff change ${code} --email ADDRESS`,
    )
  await stores.signInLinks.changeAll({personId: person.id, purpose: 'set-up'}, {endedAt: entry.now})
  const ways = {ids: ctx.ids, hash: ctx.hash, secrets}
  const {token, letter} = await newLink(stores, ways, entry, {person, purpose: 'set-up', minutes: SET_UP_MINUTES})
  if (by === 'mail') await stores.outbox.post([letter])
  return {person: code, hours: SET_UP_MINUTES / 60, token: by === 'hand' ? token : null}
}
