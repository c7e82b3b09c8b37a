import type {Access} from '../../context.ts'
import type {Exam, Location, Period, Person} from '../../institution/model.ts'
import type {Json} from '../../json.ts'
import type {Registration} from '../../registration/model.ts'
import {type Candidate, prepareRegistrations} from '../../registration/prepare-registrations.ts'
import {pairKey} from '../../registration/registration-facts.ts'
import type {Table} from '../../store.ts'
import {code, form, text} from '../cells.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type Start} from '../import-kind.ts'
import {activeByCode, idOf, type Named, unknown} from '../look-up.ts'
import {candidateOf, type RegistrationItem, registrationWork} from '../registration-work.ts'
import type {ImportStores} from '../store.ts'
import {namingComplaints, type StudentsAndExams} from '../students-and-exams.ts'

const FIELDS = {
  student: required('studentnummer student_number', form(/^\S{1,20}$/, 'a student number')),
  exam: required('examen exam', code),
  location: optional('voorkeurslocatie location', code, null),
  remark: optional('opmerking remark', text(2000), ''),
  sourceId: optional('sisid sis_id', text(60), null),
}
type Row = RowOf<typeof FIELDS>

/** Registrations for one period; each is checked by the same rules as one by hand. Those with an id of the SIS are the SIS's. */
export const registrations = importKind({
  name: 'registrations',
  deed: 'registration.add',
  fields: FIELDS,
  needsPeriod: true,
  key: ({student, exam}) => `${student} ${exam}`,
  begin: planRegistrations,
  work: registrationWork,
})

function planRegistrations({options}: Start): Planner<Row> {
  const catalogue = openCatalogue()
  return {
    async decide(stores, access, rows) {
      const period = await catalogue.period(stores, options.period ?? '')
      const known: Known = {
        period,
        students: await activeByCode(
          stores.students,
          'studentNumber',
          rows.map(({row}) => row.student),
        ),
        exams: await catalogue.exams(
          stores,
          rows.map(({row}) => row.exam),
        ),
        locations: await catalogue.locations(
          stores,
          rows.map(({row}) => row.location),
        ),
      }
      const open = await openOf(stores, known)
      const decisions = rows.map(({line, row}) => withoutRules(line, row, known, open))
      const asked = rows
        .filter((_, i) => decisions[i] === undefined)
        .map(({line, row}) => ({about: aboutOf(row), item: itemOf(line, row, known)}))
      const answers = await underTheRules(stores, access, asked, ({item}) => candidateOf(item, period, access, options))
      const rest = answers.values()
      return decisions.map((decision) => decision ?? (rest.next().value as Decision))
    },
  }
}

type Known = StudentsAndExams & Readonly<{locations: Named<Location>; period: Period}>

/** What hardly changes is looked up once for the whole file; the rules look again when the import is applied. */
function openCatalogue() {
  const exams = new Map<string, Exam>()
  const locations = new Map<string, Location>()
  let period: Period | undefined
  const add = async <T extends Readonly<{id: string; code: string}>>(
    known: Map<string, T>,
    table: Table<T>,
    codes: readonly (string | null | undefined)[],
  ): Promise<Named<T>> => {
    const fresh = codes.filter((each) => each && !known.has(each))
    if (fresh.length > 0) for (const [name, row] of await activeByCode(table, 'code', fresh)) known.set(name, row)
    return known
  }
  return {
    period: async (stores: ImportStores, of: string) => (period ??= await stores.periods.get(of)),
    exams: (stores: ImportStores, codes: readonly string[]) => add(exams, stores.exams, codes),
    locations: (stores: ImportStores, codes: readonly (string | null | undefined)[]) =>
      add(locations, stores.locations, codes),
  }
}

async function openOf(
  stores: ImportStores,
  {students, exams}: StudentsAndExams,
): Promise<ReadonlyMap<string, Registration>> {
  const personId = [...students.values()].map(({id}) => id)
  const examId = [...exams.values()].map(({id}) => id)
  return new Map((await stores.registrations.all({personId, examId})).map((row) => [pairKey(row), row]))
}

/** What is plain without the rules: a row that cannot be, or one that is there already. */
function withoutRules(
  line: number,
  row: Row,
  known: Known,
  open: ReadonlyMap<string, Registration>,
): Decision | undefined {
  const about = aboutOf(row)
  const complaints: readonly Complaint[] = [
    ...namingComplaints(row, known),
    ...(row.location && !known.locations.has(row.location)
      ? [unknown('location', 'location', row.location, 'room list')]
      : []),
  ]
  if (complaints.length > 0) return {line, about, does: 'bad', complaints}
  const registration = open.get(pairKey(itemOf(line, row, known)))
  if (!registration || registration.periodId !== known.period.id) return undefined
  const locationId = idOf(known.locations, row.location)
  const set = {
    ...(locationId === undefined || locationId === registration.locationId ? {} : {locationId}),
    ...(row.sourceId && row.sourceId !== registration.sourceId ? {sourceId: row.sourceId} : {}),
  }
  if (Object.keys(set).length === 0) return {line, about, does: 'same'}
  const was = {locationId: registration.locationId, sourceId: registration.sourceId}
  return {line, about, does: 'change', item: itemJson({line, id: registration.id, was, set})}
}

type Adding = Extract<RegistrationItem, {personId: unknown}>

function itemOf(line: number, row: Row, {students, exams, locations}: Known): Adding {
  const locationId = idOf(locations, row.location)
  return {
    line,
    personId: (students.get(row.student) as Person).id,
    examId: (exams.get(row.exam) as Exam).id,
    ...(locationId ? {locationId} : {}),
    ...(row.sourceId ? {sourceId: row.sourceId} : {}),
    ...(row.remark ? {remark: row.remark} : {}),
  }
}

type Asked = Readonly<{about: string; item: Adding}>

/** Puts the rows that are new before the rules of registration, all at once. */
async function underTheRules(
  stores: ImportStores,
  access: Access,
  asked: readonly Asked[],
  candidateFor: (asked: Asked) => Candidate,
): Promise<readonly Decision[]> {
  const prepared = await prepareRegistrations(stores, access, asked.map(candidateFor))
  return prepared.map((one, i): Decision => {
    const {about, item} = asked[i] as Asked
    const {line} = item
    if (one.does === 'refuse') return {line, about, does: 'bad', complaints: one.reasons}
    return {line, about, does: one.does === 'link' ? 'change' : 'add', item: itemJson(item)}
  })
}

function aboutOf({student, exam}: Row): string {
  return `${student} for ${exam}`
}

function itemJson(item: RegistrationItem): Json {
  return item
}
