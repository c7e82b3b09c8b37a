import {z} from 'zod'
import type {Context} from '../context.ts'
import {ROLES, type Role} from '../deeds.ts'
import {refuse} from '../errors.ts'
import {parsed} from '../parsed.ts'
import type {Day} from '../time.ts'
import {fullName} from './names.ts'
import type {InstitutionStores} from './store.ts'

export const MapUser = z.strictObject({
  /** The name of the user on the machine where he types. */
  osUser: z.string().trim().min(1),
  /** Staff code or student number. */
  person: z.string().trim().min(1),
})

/**
 * Says which person an OS user of the terminal is (design rule 19); an earlier mapping of that user ends.
 *
 * @throws ExamError `staff.not-found`
 */
export async function mapUser(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof MapUser>,
): Promise<Readonly<{osUser: string; person: string}>> {
  const {osUser, person: code} = parsed(MapUser, input)
  return ctx.write('user.map', {}, async ({accounts, staff, students}, entry) => {
    const person = (await students.find(code)) ?? (await staff.get(code))
    await accounts.changeAll({kind: 'os', subject: osUser}, {endedAt: entry.now})
    await accounts.add([
      {id: ctx.ids.next(), personId: person.id, kind: 'os', subject: osUser, createdAt: entry.now, endedAt: null},
    ])
    entry.note({about: ['person', person.id], for: person.id, facts: {person: code}})
    return {osUser, person: code}
  })
}

const DayText = z.iso.date().transform((text) => text as Day)

export const GrantRole = z.strictObject({
  person: z.string(),
  role: z.enum(ROLES).exclude(['student', 'system']),
  /** Codes that limit the role; none is everything. */
  locations: z.array(z.string()).default([]),
  exams: z.array(z.string()).default([]),
  from: DayText.nullable().default(null),
  to: DayText.nullable().default(null),
})

/** Gives a person a role, for some locations or exams where named. @throws ExamError `role.refused` with `role.held`; `<noun>.not-found` */
export async function grantRole(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof GrantRole>,
): Promise<Readonly<{person: string; role: Role}>> {
  const wanted = parsed(GrantRole, input)
  return ctx.write('user.grant-role', {}, async (stores, entry) => {
    const person = await stores.staff.get(wanted.person)
    const held = await stores.roles.all({personId: person.id, role: wanted.role})
    if (held.length > 0)
      throw refuse('role', [
        {
          code: 'role.held',
          message: `${wanted.person} holds the role ${wanted.role} already; end it first with: ontrac user end ${wanted.person} ${wanted.role}`,
        },
      ])
    const locations = await Promise.all(wanted.locations.map((code) => stores.locations.get(code)))
    const exams = await Promise.all(wanted.exams.map((code) => stores.exams.get(code)))
    const scope = {
      ...(locations.length > 0 ? {locationIds: locations.map(({id}) => id)} : {}),
      ...(exams.length > 0 ? {examIds: exams.map(({id}) => id)} : {}),
    }
    await stores.roles.add([
      {
        id: ctx.ids.next(),
        personId: person.id,
        role: wanted.role,
        scope,
        fromOn: wanted.from,
        toOn: wanted.to,
        endedAt: null,
      },
    ])
    entry.note({
      about: ['person', person.id],
      for: person.id,
      facts: {role: wanted.role, locations: wanted.locations, exams: wanted.exams},
    })
    return {person: wanted.person, role: wanted.role}
  })
}

/** Takes a role back from now on. @throws ExamError `role.refused` with `role.not-held`; `staff.not-found` */
export async function endRole(
  ctx: Context<InstitutionStores>,
  {person: code, role}: Readonly<{person: string; role: Role}>,
): Promise<Readonly<{person: string; role: Role}>> {
  return ctx.write('user.end-role', {}, async ({staff, roles}, entry) => {
    const person = await staff.get(code)
    const ended = await roles.changeAll({personId: person.id, role}, {endedAt: entry.now})
    if (ended === 0) throw refuse('role', [{code: 'role.not-held', message: `${code} does not hold the role ${role}.`}])
    entry.note({about: ['person', person.id], for: person.id, facts: {role}})
    return {person: code, role}
  })
}

/** A person who can sign in or holds a role. */
export type UserView = Readonly<{person: string; name: string; osUsers: readonly string[]; roles: readonly Role[]}>

/** Who may work with ontrac, and as what; by staff code. */
export async function listUsers(ctx: Context<InstitutionStores>): Promise<readonly UserView[]> {
  return ctx.read('operation.read', async ({accounts, roles, persons}) => {
    const byPerson = Map.groupBy(await roles.all(), ({personId}) => personId)
    const signIns = Map.groupBy(await accounts.all({kind: 'os'}), ({personId}) => personId)
    const known = await persons.all({id: [...new Set([...byPerson.keys(), ...signIns.keys()])]})
    return known
      .map((person) => ({
        person: person.staffCode ?? person.studentNumber ?? '',
        name: fullName(person),
        osUsers: (signIns.get(person.id) ?? []).map(({subject}) => subject),
        roles: (byPerson.get(person.id) ?? []).map(({role}) => role).toSorted(),
      }))
      .toSorted((a, b) => (a.person < b.person ? -1 : 1))
  })
}
