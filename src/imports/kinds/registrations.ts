import type {Access} from '../../context.ts'
import type {LocationId} from '../../ids.ts'
import type {Exam, Location, Period, Person} from '../../institution/model.ts'
import type {Json} from '../../json.ts'
import {sourceFor} from '../../registration/add-registration.ts'
import type {Registration} from '../../registration/model.ts'
import {type Candidate, prepareRegistrations} from '../../registration/prepare-registrations.ts'
import {pairKey} from '../../registration/registration-facts.ts'
import {code, form, text} from '../cells.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type ReadRow, type Start} from '../import-kind.ts'
import {activeByCode, idOf, type Named, unknown} from '../look-up.ts'
import {type RegistrationItem, registrationWork} from '../registration-work.ts'
import type {ImportStores} from '../store.ts'
import {namingComplaints, type StudentsAndExams, studentsAndExams} from '../students-and-exams.ts'

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
  return {
    async decide(stores, access, rows) {
      const period = await stores.periods.get(options.period ?? '')
      const named = await studentsAndExams(stores, rows)
      const locations = await activeByCode(
        stores.locations,
        'code',
        rows.map(({row}) => row.location),
      )
      const open = await openOf(stores, named)
      const decisions = rows.map(({line, row}) => known(line, row, {named, locations, period, open}))
      return preparedFor(stores, access, rows, decisions, (row) =>
        candidateOf(access, row, options, {named, locations, period}),
      )
    },
  }
}

type Known = Readonly<{
  named: StudentsAndExams
  locations: Named<Location>
  period: Period
  open: ReadonlyMap<string, Registration>
}>

async function openOf(stores: ImportStores, {students, exams}: StudentsAndExams): Promise<Known['open']> {
  const personId = [...students.values()].map(({id}) => id)
  const examId = [...exams.values()].map(({id}) => id)
  return new Map((await stores.registrations.all({personId, examId})).map((row) => [pairKey(row), row]))
}

/** What is plain without the rules: a row that cannot be, or one that is there already. */
function known(line: number, row: Row, {named, locations, period, open}: Known): Decision | undefined {
  const about = aboutOf(row)
  const complaints: readonly Complaint[] = [
    ...namingComplaints(row, named),
    ...(row.location && !locations.has(row.location)
      ? [unknown('location', 'location', row.location, 'room list')]
      : []),
  ]
  if (complaints.length > 0) return {line, about, does: 'bad', complaints}
  const registration = open.get(pairKey(pairOf(row, named)))
  if (!registration || registration.periodId !== period.id) return undefined
  const locationId = idOf(locations, row.location)
  const set = {
    ...(locationId === undefined || locationId === registration.locationId ? {} : {locationId}),
    ...(row.sourceId && row.sourceId !== registration.sourceId ? {sourceId: row.sourceId} : {}),
  }
  if (Object.keys(set).length === 0) return {line, about, does: 'same'}
  const was = {locationId: registration.locationId, sourceId: registration.sourceId}
  return {line, about, does: 'change', item: itemJson({line, about, id: registration.id, was, set})}
}

function pairOf({student, exam}: Row, {students, exams}: StudentsAndExams) {
  return {personId: (students.get(student) as Person).id, examId: (exams.get(exam) as Exam).id}
}

/** Puts the rows that are new before the rules of registration, all at once. */
async function preparedFor(
  stores: ImportStores,
  access: Access,
  rows: readonly ReadRow<Row>[],
  decisions: readonly (Decision | undefined)[],
  candidateFor: (row: Row) => Candidate,
): Promise<readonly Decision[]> {
  const open = rows.filter((_, i) => decisions[i] === undefined)
  const prepared = await prepareRegistrations(
    stores,
    access,
    open.map(({row}) => candidateFor(row)),
  )
  const rest = prepared.values()
  return rows.map(({line, row}, i): Decision => {
    const decision = decisions[i]
    if (decision) return decision
    const about = aboutOf(row)
    const one = rest.next().value
    if (!one) throw new Error('Each candidate is answered.')
    if (one.does === 'refuse') return {line, about, does: 'bad', complaints: one.reasons}
    return {
      line,
      about,
      does: one.does === 'link' ? 'change' : 'add',
      item: itemJson({line, about, candidate: one.candidate}),
    }
  })
}

function candidateOf(
  access: Access,
  row: Row,
  {late = false, reason = ''}: Start['options'],
  {named, locations, period}: Omit<Known, 'open'>,
): Candidate {
  const locationId: LocationId | null = idOf(locations, row.location) ?? null
  return {
    ...pairOf(row, named),
    periodId: period.id,
    source: row.sourceId ? 'sis' : sourceFor(access, undefined),
    ...(row.sourceId ? {sourceId: row.sourceId} : {}),
    ...(locationId ? {locationId} : {}),
    ...(late ? {late, reason} : {}),
    ...(row.remark ? {remark: row.remark} : {}),
  }
}

function aboutOf({student, exam}: Row): string {
  return `${student} for ${exam}`
}

function itemJson(item: RegistrationItem): Json {
  return item
}
