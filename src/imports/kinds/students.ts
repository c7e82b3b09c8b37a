import type {PersonId} from '../../ids.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {canonicalJson} from '../../json.ts'
import {type Day, dayOf} from '../../time.ts'
import {choice, code, date, email, form, list, text, weekday, yesNo} from '../cells.ts'
import {decided} from '../decided.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type Start} from '../import-kind.ts'
import {unknown} from '../look-up.ts'
import {loadStudents, type StudentsKnown} from '../students-known.ts'
import {studentRowChanges} from '../student-changes.ts'
import {studentsRest} from '../students-rest.ts'
import {studentWork} from '../student-work.ts'

const FIELDS = {
  number: required(
    'studentnummer student_number deelnemernummer leerlingnummer stamnr',
    form(/^\S{1,20}$/, 'a student number'),
  ),
  givenName: required('roepnaam given_name voornaam', text()),
  prefix: optional('voorvoegsel prefix tussenvoegsel', text(40), ''),
  familyName: required('achternaam family_name', text()),
  idName: optional('naam_op_id name_on_id', text(), ''),
  email: required('email e_mail mail', email),
  kind: optional(
    'soort kind',
    choice({
      regulier: 'regular',
      extraneus: 'exam-only',
      gast: 'guest',
      regular: 'regular',
      'exam-only': 'exam-only',
      guest: 'guest',
    } as const),
    'regular',
  ),
  programme: optional('opleiding programme opleidingscode', code, null),
  main: optional('hoofdinschrijving main', yesNo, null),
  startsOn: optional('startdatum starts_on', date, null),
  plannedEndOn: optional('verwachte_einddatum planned_end_on einddatum', date, null),
  group: optional('klas group groep', code, null),
  days: optional('schooldagen school_days', list(weekday), []),
  employer: optional('leerbedrijf employer', text(), ''),
  language: optional('taal language', choice({nl: 'nl', en: 'en'} as const), null),
  location: optional('locatie location', code, null),
  eckId: optional('eckid eck_id', text(), null),
  accountId: optional('accountid account_id', text(), null),
  sisId: optional('sisid sis_id', text(60), null),
}
/** A student in one of his programmes, as a row says it. */
export type StudentRow = RowOf<typeof FIELDS>

/**
 * Students, one row for each programme of a student. The file says in which programmes and groups the students in it are:
 * what it no longer names of them is ended. Who is not in it stays, unless it is said to hold everybody.
 */
export const students = importKind({
  name: 'students',
  deed: 'student.change',
  fields: FIELDS,
  key: ({number, programme}) => `${number} ${programme ?? ''}`,
  begin: planStudents,
  work: studentWork,
})

/** A student as far as the rows so far have spoken of him. */
export type SeenStudent = {
  readonly line: number
  readonly number: string
  readonly id: PersonId
  readonly isNew: boolean
  /** Digest of what must be the same in each of his rows. */
  readonly facts: string
  mainLine: number | null
  readonly programmes: string[]
  readonly groups: string[]
  readonly days: readonly number[] | undefined
  /** The last day on which one of his programmes is planned to end. */
  endsOn: Day | null
  /** His group or days change or his programme ends earlier, so that what he is placed in may not fit. */
  moved: boolean
}

function planStudents(start: Start): Planner<StudentRow> {
  const seen = new Map<string, SeenStudent>()
  const leftOut = new Set<string>()
  return {
    async decide(stores, access, rows) {
      const known = await loadStudents(stores, rows)
      const today = dayOf(access.now, (await theInstitution(stores)).zone)
      return rows.map(({line, row}): Decision => {
        const about = `Student ${row.number}`
        const facts = start.hash.sha256(canonicalJson(personalPart(row)))
        const before = seen.get(row.number)
        const complaints = complaintsOf(row, facts, before, known, start)
        if (complaints.length > 0) return {line, about, does: 'bad', complaints}
        const person = known.persons.get(row.number)
        const student = before ?? {
          line,
          number: row.number,
          id: person?.id ?? start.ids.next<PersonId>(),
          isNew: !person || person.endedAt !== null,
          facts,
          mainLine: null,
          programmes: [],
          groups: [],
          days: row.days,
          endsOn: null,
          moved: false,
        }
        seen.set(row.number, student)
        const changes = studentRowChanges({row, student, first: !before, known, today, next: start.ids.next})
        remember(student, line, row)
        return decided(line, about, student.isNew, changes)
      })
    },
    leftOut: ({number}) => void (number !== undefined && leftOut.add(number)),
    rest: studentsRest(seen, leftOut, start),
  }
}

/** What is said of the student himself, and so again in each of his rows. */
function personalPart({
  programme: _,
  main: __,
  startsOn: ___,
  plannedEndOn: ____,
  group: _____,
  employer: ______,
  ...personal
}: StudentRow) {
  return personal
}

function remember(student: SeenStudent, line: number, {programme, group, main, plannedEndOn}: StudentRow): void {
  if (plannedEndOn && plannedEndOn > (student.endsOn ?? '')) student.endsOn = plannedEndOn
  if (programme) student.programmes.push(programme)
  if (group && !student.groups.includes(group)) student.groups.push(group)
  if (programme && main !== false) student.mainLine ??= line
}

function complaintsOf(
  row: StudentRow,
  facts: string,
  before: SeenStudent | undefined,
  {programmes, groups, locations}: StudentsKnown,
  {has}: Start,
): readonly Complaint[] {
  const {programme, group, location} = row
  return [
    ...(programme && !programmes.has(programme)
      ? [unknown('programme', 'programme', programme, 'programme list')]
      : []),
    ...(group && !groups.has(group) ? [unknown('group', 'group', group, 'group list')] : []),
    ...(location && !locations.has(location) ? [unknown('location', 'location', location, 'room list')] : []),
    ...(has('programme') && !programme && (row.kind ?? 'regular') === 'regular' ? [noProgramme()] : []),
    ...(row.startsOn && row.plannedEndOn && row.plannedEndOn < row.startsOn ? [upsideDown(row.startsOn)] : []),
    ...(before && before.facts !== facts ? [contradiction(before)] : []),
    ...(before && before.mainLine !== null && row.main === true ? [twoMain(before.mainLine)] : []),
  ]
}

function noProgramme(): Complaint {
  return {
    code: 'student.no-programme',
    message: 'A regular student is in a programme; fill it in, or write extraneus or gast as his kind.',
    field: 'programme',
  }
}

function upsideDown(startsOn: string): Complaint {
  return {
    code: 'student.ends-before-start',
    message: `The programme starts on ${startsOn} and cannot end before; correct one of the days.`,
    field: 'plannedEndOn',
  }
}

function contradiction({line, number}: SeenStudent): Complaint {
  return {
    code: 'import.contradiction',
    message: `Student ${number} has other details on line ${line}; make them the same.`,
    field: 'number',
  }
}

function twoMain(line: number): Complaint {
  return {
    code: 'student.two-main-programmes',
    message: `Line ${line} has his main programme already; write nee on one of both.`,
    field: 'main',
  }
}
