import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ROLES, type Role} from '../../deeds.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {allByCode} from '../by-code.ts'
import {DayText} from '../programmes/day-text.ts'
import type {PersonRole} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** A role for a person by staff code, for some time and some locations or exams where named. */
export const GrantRole = z.strictObject({
  person: z.string().trim().min(1),
  role: z.enum(ROLES).exclude(['student', 'system']),
  /** Codes that limit the role; none is everything. */
  locations: z.array(z.string()).default([]),
  exams: z.array(z.string()).default([]),
  /** Of which periods an inspector may read the dossiers. */
  periods: z.array(z.string()).default([]),
  from: DayText.nullable().default(null),
  to: DayText.nullable().default(null),
})

/**
 * Gives a person a role. A student is one by his number, and nobody is given that role; who sits on an exam board is said
 * of the board too.
 *
 * @throws ExamError `role.refused` with `role.held`; `role.ends-before-it-starts`; `<noun>.not-found`
 */
export async function grantRole(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof GrantRole>,
): Promise<Readonly<{person: string; role: Role}>> {
  const {person: code, role, from: fromOn, to: toOn, ...named} = parsed(GrantRole, input)
  if (fromOn !== null && toOn !== null && toOn < fromOn)
    throw new ExamError('invalid', 'role.ends-before-it-starts', `A role from ${fromOn} cannot end on ${toOn}.`)
  return ctx.write('user.grant-role', {}, async (stores, entry) => {
    const person = await stores.staff.get(code)
    const held = await stores.roles.all({personId: person.id, role})
    refuseIfAny('role', alreadyHeld(held, {role, fromOn, toOn}, code))
    const scope = await scopeOf(stores, named)
    await stores.roles.add([{id: ctx.ids.next(), personId: person.id, role, scope, fromOn, toOn, endedAt: null}])
    entry.note({about: ['person', person.id], for: person.id, facts: {role, ...named, from: fromOn, to: toOn}})
    return {person: person.staffCode ?? code, role}
  })
}

type Term = Pick<PersonRole, 'role' | 'fromOn' | 'toOn'>

function alreadyHeld(held: readonly PersonRole[], {role, fromOn, toOn}: Term, code: string): readonly Reason[] {
  const overlap = held.some(
    (each) => (each.fromOn ?? '') <= (toOn ?? '9999') && (fromOn ?? '') <= (each.toOn ?? '9999'),
  )
  if (!overlap) return []
  const message = `${code} holds the role ${role} already; end it first with: ontrac user end ${code} ${role}`
  return [{code: 'role.held', message}]
}

async function scopeOf(
  stores: InstitutionStores,
  {locations, exams, periods}: Pick<z.output<typeof GrantRole>, 'locations' | 'exams' | 'periods'>,
): Promise<PersonRole['scope']> {
  const locationIds = (await allByCode(stores.locations, 'code', locations)).map(({id}) => id)
  const examIds = (await allByCode(stores.exams, 'code', exams)).map(({id}) => id)
  const periodIds = (await allByCode(stores.periods, 'code', periods)).map(({id}) => id)
  const scope = {locationIds, examIds, periodIds}
  return Object.fromEntries(Object.entries(scope).filter(([, ids]) => ids.length > 0))
}
