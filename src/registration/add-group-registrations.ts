import {z} from 'zod'
import type {Access, Context} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {Group, Person} from '../institution/model.ts'
import {listName} from '../institution/people/names.ts'
import {parsed} from '../parsed.ts'
import {sourceFor} from './add-registration.ts'
import {addRegistrations, type Outcome} from './add-registrations.ts'
import {type Candidate, type Prepared, prepareRegistrations} from './prepare-registrations.ts'
import type {RegistrationStores} from './store.ts'

/** A group to register for an exam, all by code. */
export const AddGroupRegistrations = z.strictObject({
  group: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  period: z.string().trim().min(1),
  location: z.string().trim().min(1).optional(),
  late: z.boolean().default(false),
  reason: z.string().trim().max(2000).default(''),
})

type Wanted = z.output<typeof AddGroupRegistrations>

/** What becomes, or became, of each student of the group, by name. */
export type GroupRegistration = Readonly<{
  student: string
  name: string
  does: 'add' | 'refuse'
  /** Of the registration that was made. */
  code: string | null
  state: 'wanted' | 'agreed' | null
  reasons: readonly Reason[]
}>

export type GroupRegistrations = Readonly<{
  group: string
  exam: string
  period: string
  /** False as long as it is only looked at. */
  applied: boolean
  added: number
  refused: number
  students: readonly GroupRegistration[]
}>

/** Shows what {@link addGroupRegistrations} would do; changes nothing. @throws as there */
export async function previewGroupRegistrations(
  ctx: Context<RegistrationStores>,
  input: z.input<typeof AddGroupRegistrations>,
): Promise<GroupRegistrations> {
  const wanted = parsed(AddGroupRegistrations, input)
  return ctx.read('registration.read', async (stores, access) => {
    const {students, candidates} = await membersOf(stores, access, wanted)
    const prepared = await prepareRegistrations(stores, access, candidates)
    return {...answerFor(wanted, students, prepared.map(planned)), applied: false}
  })
}

/**
 * Registers every student of a group who may be registered, and says of the others why not (feature R2). Doing it twice adds
 * nobody twice. A teacher registers her own groups: of others she sees nobody.
 *
 * @throws ExamError `group.not-found`, `exam.not-found`, `period.not-found`, `location.not-found`
 */
export async function addGroupRegistrations(
  ctx: Context<RegistrationStores>,
  input: z.input<typeof AddGroupRegistrations>,
): Promise<GroupRegistrations> {
  const wanted = parsed(AddGroupRegistrations, input)
  const person = await ctx.read('registration.read', async (stores, access) =>
    (await membersOf(stores, access, wanted)).students.map(({id}) => id),
  )
  return ctx.write('registration.add', {lock: {person}}, async (stores, entry) => {
    const {group, students, candidates} = await membersOf(stores, entry, wanted)
    const outcomes = await addRegistrations(
      stores,
      entry,
      ctx.ids,
      await prepareRegistrations(stores, entry, candidates),
    )
    const answer = {...answerFor(wanted, students, outcomes.map(done)), applied: true}
    const {exam, period, reason} = wanted
    const text = reason ? {text: reason} : {}
    entry.note({
      about: ['group', group.id],
      facts: {code: group.code, exam, period, added: answer.added, refused: answer.refused},
      ...text,
    })
    for (const outcome of outcomes) {
      if (outcome.did === 'refused') continue
      const {id, code, personId, state, late} = outcome.registration
      entry.note({
        about: ['registration', id],
        for: personId,
        facts: {code, exam, period, state, late, did: outcome.did},
        ...text,
      })
    }
    return answer
  })
}

type Members = Readonly<{group: Group; students: readonly Person[]; candidates: readonly Candidate[]}>

async function membersOf(stores: RegistrationStores, access: Access, wanted: Wanted): Promise<Members> {
  const group = await stores.groups.get(wanted.group)
  const [exam, period] = [await stores.exams.get(wanted.exam), await stores.periods.get(wanted.period)]
  const location = wanted.location === undefined ? null : await stores.locations.get(wanted.location)
  const members = await stores.groupMembers.all({groupId: group.id})
  const students = await stores.persons.all({id: members.map(({personId}) => personId)}, {orderBy: 'sortKey'})
  const {late, reason} = wanted
  const asked = {
    examId: exam.id,
    periodId: period.id,
    locationId: location?.id ?? null,
    late,
    reason,
    source: sourceFor(access),
  }
  return {group, students, candidates: students.map(({id}) => ({...asked, personId: id}))}
}

type Row = Omit<GroupRegistration, 'student' | 'name'>

const REFUSED = {does: 'refuse', code: null, state: null} as const

function planned(one: Prepared): Row {
  if (one.does === 'add') return {does: 'add', code: null, state: one.state, reasons: []}
  return {...REFUSED, reasons: one.does === 'refuse' ? one.reasons : []}
}

function done(outcome: Outcome): Row {
  if (outcome.did === 'refused') return {...REFUSED, reasons: outcome.reasons}
  const {code, state} = outcome.registration
  return {does: 'add', code, state: state === 'wanted' ? 'wanted' : 'agreed', reasons: []}
}

function answerFor(
  {group, exam, period}: Wanted,
  students: readonly Person[],
  rows: readonly Row[],
): Omit<GroupRegistrations, 'applied'> {
  const added = rows.filter(({does}) => does === 'add').length
  const named = rows.map((row, i) => ({student: students[i]?.studentNumber ?? '', name: nameOf(students[i]), ...row}))
  return {group, exam, period, added, refused: rows.length - added, students: named}
}

function nameOf(student: Person | undefined): string {
  return student ? listName(student) : ''
}
