import {z} from 'zod'
import type {Context} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {Person} from '../institution/model.ts'
import {listName} from '../institution/names.ts'
import {parsed} from '../parsed.ts'
import {sourceFor} from './add-registration.ts'
import {addRegistrations} from './add-registrations.ts'
import {type Candidate, prepareRegistrations} from './prepare-registrations.ts'
import type {RegistrationStores} from './store.ts'

/** A group to register for an exam, all by code. */
export const AddGroupRegistrations = z.strictObject({
  group: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  period: z.string().trim().min(1),
  location: z.string().trim().min(1).optional(),
  late: z.boolean().default(false),
  reason: z.string().trim().max(2000).default(''),
  /** Shows what would happen and changes nothing. */
  dryRun: z.boolean().default(false),
})

/** What becomes, or became, of each student of the group. */
export type GroupRegistration = Readonly<{
  student: string
  name: string
  does: 'add' | 'refuse'
  code: string | null
  state: 'wanted' | 'agreed' | null
  reasons: readonly Reason[]
}>
export type GroupRegistrations = Readonly<{
  group: string
  exam: string
  period: string
  applied: boolean
  added: number
  refused: number
  students: readonly GroupRegistration[]
}>

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
  if (wanted.dryRun) {
    return ctx.read('registration.read', async (stores, access) => {
      const {students, candidates} = await candidatesOf(stores, wanted)
      const asked = candidates.map((each) => ({...each, source: sourceFor(access, undefined)}))
      const prepared = await prepareRegistrations(stores, access, asked)
      const rows = prepared.map(
        (one) =>
          (one.does === 'add'
            ? {does: 'add', code: null, state: one.state, reasons: []}
            : {...REFUSED, reasons: one.does === 'refuse' ? one.reasons : []}) as Row,
      )
      return answer(wanted, students, rows, false)
    })
  }
  const {students: locked} = await ctx.read('registration.read', (stores) => candidatesOf(stores, wanted))
  return ctx.write('registration.add', {lock: {person: locked.map(({id}) => id)}}, async (stores, entry) => {
    const {students, candidates} = await candidatesOf(stores, wanted)
    const asked = candidates.map((each) => ({...each, source: sourceFor(entry, undefined)}))
    const outcomes = await addRegistrations(stores, entry, ctx.ids, await prepareRegistrations(stores, entry, asked))
    const rows = outcomes.map((outcome): Row => {
      if (outcome.did === 'refused') return {...REFUSED, reasons: outcome.reasons}
      const {id, code, personId, state, late} = outcome.registration
      const facts = {code, exam: wanted.exam, period: wanted.period, state, group: wanted.group, late}
      entry.note({about: ['registration', id], for: personId, facts, ...(wanted.reason ? {text: wanted.reason} : {})})
      return {does: 'add', code, state: state === 'wanted' ? 'wanted' : 'agreed', reasons: []}
    })
    return answer(wanted, students, rows, true)
  })
}

type Row = Omit<GroupRegistration, 'student' | 'name'>

const REFUSED = {does: 'refuse', code: null, state: null} as const

async function candidatesOf(stores: RegistrationStores, wanted: z.output<typeof AddGroupRegistrations>) {
  const group = await stores.groups.get(wanted.group)
  const [exam, period] = [await stores.exams.get(wanted.exam), await stores.periods.get(wanted.period)]
  const location = wanted.location === undefined ? null : await stores.locations.get(wanted.location)
  const members = await stores.groupMembers.all({groupId: group.id})
  const students = await stores.persons.all({id: members.map(({personId}) => personId)}, {orderBy: 'sortKey'})
  const {late, reason} = wanted
  const candidates = students.map(({id}): Omit<Candidate, 'source'> => ({
    personId: id,
    examId: exam.id,
    periodId: period.id,
    locationId: location?.id ?? null,
    late,
    reason,
  }))
  return {students, candidates}
}

function answer(
  {group, exam, period}: z.output<typeof AddGroupRegistrations>,
  students: readonly Person[],
  rows: readonly Row[],
  applied: boolean,
): GroupRegistrations {
  const added = rows.filter(({does}) => does === 'add').length
  const named = students.map((student, i) => ({
    student: student.studentNumber ?? '',
    name: listName(student),
    ...(rows[i] ?? {...REFUSED, reasons: []}),
  }))
  return {group, exam, period, applied, added, refused: rows.length - added, students: named}
}
