import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {ROLES} from '../deeds.ts'
import {refuse} from '../errors.ts'
import type {BoardId, InstitutionId, MandateId, PersonId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {dayOf, plusDays} from '../time.ts'
import {MANDATED_DEEDS} from './boards/give-mandate.ts'
import type {Institution, Person, PersonRole} from './model.ts'
import {NAME_FIELDS} from './people/name-fields.ts'
import {newPerson} from './people/new-person.ts'
import {Policy} from './policy.ts'
import type {InstitutionStores} from './store.ts'

const Zone = z
  .string()
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'is no time zone, such as Europe/Amsterdam')

/** The school and the first person, who works at the terminal. */
export const CreateInstitution = z.strictObject({
  name: z.string().trim().min(1),
  language: z.enum(['nl', 'en']).default('nl'),
  zone: Zone.default('Europe/Amsterdam'),
  rehearsal: z.boolean().default(false),
  person: z.strictObject({...NAME_FIELDS, staffCode: z.string().trim().min(1).max(20)}),
  roles: z
    .array(z.enum(ROLES).exclude(['student', 'system']))
    .min(1)
    .default(['admin', 'office', 'functionary']),
  /** How that person signs in: the OS user. */
  signIn: z.strictObject({kind: z.string(), subject: z.string().min(1)}),
  board: z.string().trim().min(1).max(40).default('EC'),
})
type Wanted = z.output<typeof CreateInstitution>

/** The school that was made, with the codes by which it goes on. */
export type CreatedInstitution = Readonly<{
  institution: Institution
  person: Person
  roles: readonly string[]
  board: string
  mandate: string | null
}>

/** A first mandate holds for a year; the board gives the next one itself. */
const MANDATE_DAYS = 365
const CODE_LETTERS = 6

/**
 * Makes the school in an empty store, with the person at the terminal, an exam board, and that person's mandate when he is
 * to be a functionary (design rule 19).
 *
 * @throws ExamError `institution.refused` with `institution.exists`; `input.invalid`
 */
export async function createInstitution(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof CreateInstitution>,
): Promise<CreatedInstitution> {
  const wanted = parsed(CreateInstitution, input)
  return ctx.write('institution.create', {}, async (stores, entry) => {
    const [existing] = await stores.institutions.all()
    if (existing) {
      const message = `This store is of ${existing.name} already; use another store with --store.`
      throw refuse('institution', [{code: 'institution.exists', message}])
    }
    const institution = newInstitution(ctx, entry, wanted)
    await stores.institutions.add([institution])
    const person = await firstPerson(ctx, stores, entry, wanted)
    const mandate = await firstBoard(ctx, stores, entry, {person, wanted})
    entry.note({
      about: ['institution', institution.id],
      for: person.id,
      facts: {roles: wanted.roles, board: wanted.board, mandate},
      text: institution.name,
    })
    return {institution, person, roles: wanted.roles, board: wanted.board, mandate}
  })
}

function newInstitution(ctx: Context<InstitutionStores>, {now}: Entry, wanted: Wanted): Institution {
  const {name, language, zone, rehearsal} = wanted
  const id = ctx.ids.next<InstitutionId>()
  return {id, name, language, zone, rehearsal, policy: Policy.parse({}), createdAt: now, version: 1}
}

async function firstPerson(
  ctx: Context<InstitutionStores>,
  stores: InstitutionStores,
  entry: Entry,
  {person: facts, roles, signIn}: Wanted,
): Promise<Person> {
  const person = newPerson(ctx.ids.next<PersonId>(), {...facts, kind: 'staff'})
  await stores.persons.add([person])
  await stores.accounts.add([{id: ctx.ids.next(), personId: person.id, ...signIn, createdAt: entry.now, endedAt: null}])
  const role = (name: PersonRole['role']): PersonRole => {
    return {id: ctx.ids.next(), personId: person.id, role: name, scope: {}, fromOn: null, toOn: null, endedAt: null}
  }
  await stores.roles.add([...new Set(roles)].map(role))
  return person
}

async function firstBoard(
  ctx: Context<InstitutionStores>,
  stores: InstitutionStores,
  entry: Entry,
  {person: {id: personId}, wanted}: Readonly<{person: Person; wanted: Wanted}>,
): Promise<string | null> {
  const boardId = ctx.ids.next<BoardId>()
  const {board: code, roles, zone} = wanted
  await stores.boards.add([{id: boardId, code, name: `Examencommissie ${code}`, endedAt: null, version: 1}])
  if (roles.includes('board'))
    await stores.boardMembers.add([{id: ctx.ids.next(), boardId, personId, fromOn: null, toOn: null, endedAt: null}])
  if (!roles.includes('functionary')) return null
  const today = dayOf(entry.now, zone)
  const mandate = {
    id: ctx.ids.next<MandateId>(),
    code: ctx.ids.code(CODE_LETTERS),
    boardId,
    personId,
    deeds: MANDATED_DEEDS,
    examIds: [],
    programmeIds: [],
    fromOn: today,
    toOn: plusDays(today, MANDATE_DAYS),
    documentFileId: null,
    revokedAt: null,
    version: 1,
  }
  await stores.mandates.add([mandate])
  return mandate.code
}
