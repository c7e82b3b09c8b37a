import type {PersonId} from '../ids.ts'
import type {AvailableDay, GroupMember, Person, ProgrammeEnrolment} from '../institution/model.ts'
import type {Json} from '../json.ts'
import type {Consequence} from './consequence.ts'
import type {Decision, Start} from './import-kind.ts'
import type {SeenStudent} from './kinds/students.ts'
import {ending, type RecordChange} from './record-change.ts'
import type {ImportStores} from './store.ts'
import {openConsequences} from './load-consequences.ts'
import type {Freed} from './free-registrations.ts'
import type {StudentItem} from './student-work.ts'

/** Students looked at together. */
const TOGETHER = 500

/**
 * What a file of students ends: programmes and groups that it no longer names of the students in it and, when it holds
 * everybody, the students that it does not name. Each with what it means for what hangs on the student. Students of whom a
 * row was left out are passed over.
 */
export function studentsRest(
  seen: ReadonlyMap<string, SeenStudent>,
  leftOut: ReadonlySet<string>,
  {has, options}: Start,
): (stores: ImportStores) => Promise<readonly Decision[] | null> {
  let mentioned: Iterator<readonly SeenStudent[]> | undefined
  let after: string | null = options.full ? '' : null
  return async (stores) => {
    mentioned ??= inParts([...seen.values()].filter(({isNew, number}) => !isNew && !leftOut.has(number)))
    const next = mentioned.next()
    if (!next.done) return refreshed(stores, next.value, has)
    if (after === null) return null
    const page = await stores.students.all({}, {after, limit: TOGETHER})
    after = page.length < TOGETHER ? null : (page.at(-1)?.studentNumber ?? null)
    const gone = page.filter(({studentNumber}) => !seen.has(studentNumber ?? '') && !leftOut.has(studentNumber ?? ''))
    return leaving(stores, gone)
  }
}

function* inParts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < all.length; i += TOGETHER) yield all.slice(i, i + TOGETHER)
}

/** Studies and groups that the rows about a student no longer name. */
async function refreshed(
  stores: ImportStores,
  students: readonly SeenStudent[],
  has: Start['has'],
): Promise<readonly Decision[]> {
  const lost = await lostOf(stores, students, has)
  const touched = students.filter(({id, moved}) => moved || lost.studies.has(id) || lost.members.has(id))
  const consequences = await openConsequences(
    stores,
    touched.map((student) => ({
      personId: student.id,
      number: student.number,
      leaves: false,
      changesProgramme: lost.studies.has(student.id),
      programmes: student.programmes,
      groups: student.groups,
      endsOn: student.endsOn,
      ...(student.days ? {days: student.days} : {}),
    })),
  )
  return touched.map((student) => {
    const changes = [
      ...(lost.studies.get(student.id) ?? []).map((study) => ending('programmeEnrolments', study)),
      ...(lost.members.get(student.id) ?? []).map((member) => ending('groupMembers', member)),
    ]
    return restDecision(`Student ${student.number}, what he leaves`, changes, consequences(student.id))
  })
}

type Lost = Readonly<{
  studies: ReadonlyMap<PersonId, readonly ProgrammeEnrolment[]>
  members: ReadonlyMap<PersonId, readonly GroupMember[]>
}>

async function lostOf(stores: ImportStores, students: readonly SeenStudent[], has: Start['has']): Promise<Lost> {
  const named = new Map(students.map((student) => [student.id, student]))
  const personId = [...named.keys()]
  const studies = has('programme') ? await stores.programmeEnrolments.all({personId}) : []
  const programmes = await codesOf(stores.programmes, studies, ({programmeId}) => programmeId)
  const members = has('group') ? await stores.groupMembers.all({personId}) : []
  const groups = await codesOf(stores.groups, members, ({groupId}) => groupId)
  return {
    studies: Map.groupBy(
      studies.filter((study) => !named.get(study.personId)?.programmes.includes(programmes(study))),
      (study) => study.personId,
    ),
    members: Map.groupBy(
      members.filter((member) => !named.get(member.personId)?.groups.includes(groups(member))),
      (member) => member.personId,
    ),
  }
}

async function codesOf<R, T extends Readonly<{id: string; code: string}>>(
  table: Readonly<{history: (where: {id: readonly T['id'][]}) => Promise<readonly T[]>}>,
  rows: readonly R[],
  idOf: (row: R) => T['id'],
): Promise<(row: R) => string> {
  const found = new Map((await table.history({id: [...new Set(rows.map(idOf))]})).map(({id, code}) => [id, code]))
  return (row) => found.get(idOf(row)) ?? ''
}

/** Students who are not in a file that holds everybody. Who is an employee too stays one. */
async function leaving(stores: ImportStores, gone: readonly Person[]): Promise<readonly Decision[]> {
  const personId = gone.map(({id}) => id)
  const of = <T extends Readonly<{personId: PersonId | null}>>(rows: readonly T[]) =>
    Map.groupBy(rows, (row) => row.personId)
  const studies = of(await stores.programmeEnrolments.all({personId}))
  const members = of(await stores.groupMembers.all({personId}))
  const needs = of(await stores.needs.all({personId}))
  const days: ReadonlyMap<PersonId | null, readonly AvailableDay[]> = of(await stores.availableDays.all({personId}))
  const accounts = of(await stores.accounts.all({personId}))
  const consequences = await openConsequences(
    stores,
    gone.map((person) => ({
      personId: person.id,
      number: person.studentNumber ?? '',
      leaves: true,
      changesProgramme: true,
      programmes: [],
      groups: [],
      endsOn: null,
    })),
  )
  return gone.map((person) => {
    const changes = [
      ...(studies.get(person.id) ?? []).map((row) => ending('programmeEnrolments', row)),
      ...(members.get(person.id) ?? []).map((row) => ending('groupMembers', row)),
      ...(needs.get(person.id) ?? []).map((row) => ending('needs', row)),
      ...(days.get(person.id) ?? []).map((row) => ending('availableDays', row)),
      ...(person.staffCode === null ? (accounts.get(person.id) ?? []).map((row) => ending('accounts', row)) : []),
      ...(person.staffCode === null ? [ending('persons', person)] : []),
    ]
    return restDecision(`Student ${person.studentNumber}`, changes, consequences(person.id))
  })
}

function restDecision(
  about: string,
  changes: readonly RecordChange[],
  {listed, freed}: Readonly<{listed: readonly Consequence[]; freed: readonly Freed[]}>,
): Decision {
  if (changes.length === 0 && freed.length === 0) return {line: 0, about, does: 'same', consequences: listed}
  const item: StudentItem = {line: 0, about, changes, freed}
  return {line: 0, about, does: 'end', item: item as unknown as Json, consequences: listed}
}
