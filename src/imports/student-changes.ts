import type {GroupMember, Person, ProgrammeEnrolment} from '../institution/model.ts'
import {newPerson} from '../institution/people/new-person.ts'
import type {Day} from '../time.ts'
import type {SeenStudent, StudentRow} from './kinds/students.ts'
import {renamed} from './person-changes.ts'
import {adding, changing, type RecordChange} from './record-change.ts'
import type {StudentsKnown} from './students-known.ts'
import {weekdayChanges} from './weekday-changes.ts'

/** A row about a student; `first` is the first one about him in the file. */
export type StudentCase = Readonly<{
  row: StudentRow
  student: SeenStudent
  first: boolean
  known: StudentsKnown
  today: Day
  next: <T extends string>() => T
}>

/** What must change so that the store says of a student what the row says. Notes in `student` that he has moved. */
export function studentRowChanges(about: StudentCase): readonly RecordChange[] {
  const study = studyChanges(about)
  const member = memberChanges(about)
  const days = dayChanges(about)
  const arrives = study.some((change) => 'add' in change) || joinsGroup(about)
  if (!about.student.isNew && (arrives || days.length > 0 || endsEarlier(about))) about.student.moved = true
  return [...personChanges(about, arrives), ...study, ...member, ...days]
}

function personChanges({row, student, first, known}: StudentCase, arrives: boolean): readonly RecordChange[] {
  const person = known.persons.get(row.number)
  const locationId = locationFor(row, known, arrives && row.main !== false && student.mainLine === null)
  if (!first) return locationId === undefined ? [] : laterLocation(student, person, locationId)
  const facts = {
    givenName: row.givenName,
    prefix: row.prefix,
    familyName: row.familyName,
    idCheckName: row.idName === '' ? undefined : row.idName,
    email: row.email,
    kind: row.kind,
    language: row.language,
    eckId: row.eckId,
    accountId: row.accountId,
    sisId: row.sisId,
    locationId,
  }
  if (person) return changing('persons', person, {...renamed(person, facts as Partial<Person>), endedAt: null})
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
  const made = newPerson(student.id, {
    ...(given as typeof facts & Readonly<{idCheckName: string; prefix: string; locationId: Person['locationId']}>),
    kind: row.kind ?? 'regular',
    language: row.language ?? null,
    eckId: row.eckId ?? null,
    accountId: row.accountId ?? null,
    sisId: row.sisId ?? null,
    studentNumber: row.number,
  })
  return [adding('persons', made)]
}

/** The row with the main programme came after the one that made the student. */
function laterLocation(
  student: SeenStudent,
  person: Person | undefined,
  locationId: Person['locationId'],
): readonly RecordChange[] {
  if (person) return changing('persons', person, {locationId})
  return [{in: 'persons', id: student.id, was: {locationId: null}, set: {locationId}}]
}

/**
 * Where a student is at home: what the file says, else where his group or programme is when he comes into it. Undefined is
 * not said, so that what was set by hand stays.
 */
function locationFor(
  {location, group, programme}: StudentRow,
  {locations, groups, programmes}: StudentsKnown,
  arrivesInMain: boolean,
): Person['locationId'] | undefined {
  if (location) return locations.get(location)?.id ?? null
  if (!arrivesInMain) return undefined
  return groups.get(group ?? '')?.locationId ?? programmes.get(programme ?? '')?.locationId ?? undefined
}

function studyChanges({row, student, known, today, next}: StudentCase): readonly RecordChange[] {
  const programme = known.programmes.get(row.programme ?? '')
  if (!programme) return []
  const studies = known.studies.get(student.id) ?? []
  const study = studies.find(({programmeId}) => programmeId === programme.id)
  const main = row.main ?? (study ? undefined : student.mainLine === null)
  if (study) {
    const {startsOn, plannedEndOn, employer} = row
    return changing('programmeEnrolments', study, {
      main,
      startsOn: startsOn ?? undefined,
      plannedEndOn,
      employer,
    })
  }
  return [
    adding<ProgrammeEnrolment>('programmeEnrolments', {
      id: next<string>(),
      personId: student.id,
      programmeId: programme.id,
      main: main ?? true,
      startsOn: row.startsOn ?? today,
      plannedEndOn: row.plannedEndOn ?? null,
      endedOn: null,
      diplomaOn: null,
      employer: row.employer ?? '',
      version: 1,
    }),
  ]
}

/** Whether the row names a group that he was not in before this file: in whichever row of his it is named first. */
function joinsGroup({row, student, known}: StudentCase): boolean {
  const group = known.groups.get(row.group ?? '')
  if (!group) return false
  return !known.members.get(student.id)?.some(({groupId}) => groupId === group.id)
}

function memberChanges(about: StudentCase): readonly RecordChange[] {
  const {row, student, known, today, next} = about
  const group = known.groups.get(row.group ?? '')
  if (!group || !joinsGroup(about) || student.groups.includes(row.group ?? '')) return []
  const member = {groupId: group.id, personId: student.id, fromOn: today, toOn: null, endedAt: null}
  return [adding<GroupMember>('groupMembers', {id: next<string>(), ...member})]
}

function dayChanges({row, student, first, known, next}: StudentCase): readonly RecordChange[] {
  if (!first) return []
  return weekdayChanges({personId: student.id, groupId: null}, row.days, known.days.get(student.id) ?? [], next)
}

function endsEarlier({row, student, known}: StudentCase): boolean {
  const programme = known.programmes.get(row.programme ?? '')
  const study = known.studies.get(student.id)?.find(({programmeId}) => programmeId === programme?.id)
  return Boolean(study && row.plannedEndOn && (study.plannedEndOn ?? '9999') > row.plannedEndOn)
}
