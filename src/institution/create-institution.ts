import {z} from 'zod'
import type {Context} from '../context.ts'
import {ROLES} from '../deeds.ts'
import {refuse} from '../errors.ts'
import type {BoardId, InstitutionId, MandateId, PersonId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {type Day, dayOf, plusDays} from '../time.ts'
import {MANDATED_DEEDS} from './give-mandate.ts'
import type {Institution, Person} from './model.ts'
import {newPerson} from './new-person.ts'
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
  person: z.strictObject({
    staffCode: z.string().trim().min(1),
    givenName: z.string().trim().min(1),
    prefix: z.string().trim().default(''),
    familyName: z.string().trim().min(1),
    email: z.email(),
  }),
  roles: z.array(z.enum(ROLES).exclude(['student', 'system'])).default(['admin', 'office', 'functionary']),
  /** How that person signs in: the OS user. */
  signIn: z.strictObject({kind: z.string(), subject: z.string()}),
  board: z.string().trim().min(1).default('EC'),
})

export type CreatedInstitution = Readonly<{
  institution: Institution
  person: Person
  roles: readonly string[]
  board: string
  mandate: string | null
}>

/** A first mandate holds for a year; the board gives the next one itself. */
const MANDATE_DAYS = 365

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
    if (existing)
      throw refuse('institution', [
        {
          code: 'institution.exists',
          message: `This store is of ${existing.name} already; use another store with --store.`,
        },
      ])
    const institution: Institution = {
      id: ctx.ids.next<InstitutionId>(),
      name: wanted.name,
      language: wanted.language,
      zone: wanted.zone,
      policy: Policy.parse({}),
      rehearsal: wanted.rehearsal,
      createdAt: entry.now,
      version: 1,
    }
    await stores.institutions.add([institution])
    const person = newPerson(ctx.ids.next<PersonId>(), {...wanted.person, kind: 'staff'})
    await stores.persons.add([person])
    await stores.accounts.add([
      {id: ctx.ids.next(), personId: person.id, ...wanted.signIn, createdAt: entry.now, endedAt: null},
    ])
    await stores.roles.add(
      wanted.roles.map((role) => ({
        id: ctx.ids.next(),
        personId: person.id,
        role,
        scope: {},
        fromOn: null,
        toOn: null,
        endedAt: null,
      })),
    )
    const mandate = await firstBoard(ctx, stores, person, wanted, dayOf(entry.now, wanted.zone))
    entry.note({
      about: ['institution', institution.id],
      for: person.id,
      facts: {roles: wanted.roles, board: wanted.board, mandate},
      text: institution.name,
    })
    return {institution, person, roles: wanted.roles, board: wanted.board, mandate}
  })
}

async function firstBoard(
  ctx: Context<InstitutionStores>,
  stores: InstitutionStores,
  person: Person,
  wanted: z.output<typeof CreateInstitution>,
  today: Day,
): Promise<string | null> {
  const board = {
    id: ctx.ids.next<BoardId>(),
    code: wanted.board,
    name: `Examencommissie ${wanted.board}`,
    endedAt: null,
    version: 1,
  }
  await stores.boards.add([board])
  if (wanted.roles.includes('board'))
    await stores.boardMembers.add([
      {id: ctx.ids.next(), boardId: board.id, personId: person.id, fromOn: null, toOn: null, endedAt: null},
    ])
  if (!wanted.roles.includes('functionary')) return null
  const code = ctx.ids.code(6)
  await stores.mandates.add([
    {
      id: ctx.ids.next<MandateId>(),
      code,
      boardId: board.id,
      personId: person.id,
      deeds: MANDATED_DEEDS,
      examIds: [],
      programmeIds: [],
      fromOn: today,
      toOn: plusDays(today, MANDATE_DAYS),
      documentFileId: null,
      revokedAt: null,
      version: 1,
    },
  ])
  return code
}
