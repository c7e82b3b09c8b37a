import type {GroupId, PersonId} from '../../ids.ts'
import type {AvailableDay, Group, GroupTeacher, Location, Person, Programme} from '../../institution/model.ts'
import {recordWork} from '../apply-records.ts'
import {code, list, text, weekday} from '../cells.ts'
import {decided} from '../decided.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type Start} from '../import-kind.ts'
import {activeByCode, everByCode, idOf, type Named, unknown} from '../look-up.ts'
import {adding, changing, ending, type RecordChange} from '../record-change.ts'
import {weekdayChanges} from '../weekday-changes.ts'

const FIELDS = {
  code: required('klas group groep', code),
  name: optional('naam name', text(), ''),
  programme: required('opleiding programme', code),
  location: optional('locatie location', code, null),
  teachers: optional('docenten teachers', list(code), []),
  days: optional('schooldagen school_days', list(weekday), []),
}
type Row = RowOf<typeof FIELDS>

/** Groups with their teachers and school days; who is in them comes with the students. */
export const groups = importKind({
  name: 'groups',
  deed: 'group.change',
  fields: FIELDS,
  key: (row) => row.code,
  begin: planGroups,
  work: recordWork,
})

type Known = Readonly<{
  groups: Named<Group>
  programmes: Named<Programme>
  locations: Named<Location>
  staff: Named<Person>
  teachers: ReadonlyMap<GroupId, readonly GroupTeacher[]>
  days: ReadonlyMap<GroupId | null, readonly AvailableDay[]>
}>

function planGroups({ids}: Start): Planner<Row> {
  return {
    async decide(stores, _, rows) {
      const known = await load(stores, rows)
      return rows.map(({line, row}): Decision => {
        const about = `Group ${row.code}`
        const complaints = complaintsOf(row, known)
        if (complaints.length > 0) return {line, about, does: 'bad', complaints}
        const group = known.groups.get(row.code)
        const id = group?.id ?? ids.next<GroupId>()
        const wanted = {
          name: row.name === '' ? row.code : row.name,
          programmeId: idOf(known.programmes, row.programme),
          locationId: idOf(known.locations, row.location),
        } as Partial<Group>
        return decided(line, about, !group || group.endedAt !== null, [
          ...(group ? changing('groups', group, {...wanted, endedAt: null}) : [addGroup(id, row.code, wanted)]),
          ...teacherChanges(id, row, known, ids.next),
          ...weekdayChanges({groupId: id, personId: null}, row.days, known.days.get(id) ?? [], ids.next),
        ])
      })
    },
  }
}

type Decide = Planner<Row>['decide']

async function load(stores: Parameters<Decide>[0], rows: Parameters<Decide>[2]): Promise<Known> {
  const of = (column: 'code' | 'programme' | 'location') => rows.map(({row}) => row[column])
  const known = await everByCode(stores.groups, 'code', of('code'))
  const groupId = [...known.values()].map(({id}) => id)
  return {
    groups: known,
    programmes: await activeByCode(stores.programmes, 'code', of('programme')),
    locations: await activeByCode(stores.locations, 'code', of('location')),
    staff: await activeByCode(
      stores.staff,
      'staffCode',
      rows.flatMap(({row}) => row.teachers ?? []),
    ),
    teachers: Map.groupBy(await stores.groupTeachers.all({groupId}), (teacher) => teacher.groupId),
    days: Map.groupBy(await stores.availableDays.all({groupId}), (each) => each.groupId),
  }
}

function complaintsOf({programme, location, teachers = []}: Row, known: Known): readonly Complaint[] {
  const strangers = teachers.filter((teacher) => !known.staff.has(teacher))
  return [
    ...(known.programmes.has(programme) ? [] : [unknown('programme', 'programme', programme, 'programme list')]),
    ...(location && !known.locations.has(location) ? [unknown('location', 'location', location, 'room list')] : []),
    ...strangers.map((teacher) => unknown('teachers', 'employee', teacher, 'staff list')),
  ]
}

/** The file says who teaches a group: who is named is added, who is not is ended. */
function teacherChanges(groupId: GroupId, {teachers}: Row, known: Known, next: () => string): readonly RecordChange[] {
  if (teachers === undefined) return []
  const wanted = teachers.map((teacher) => known.staff.get(teacher)?.id as PersonId)
  const now = known.teachers.get(groupId) ?? []
  const missing = wanted.filter((id) => !now.some(({personId}) => personId === id))
  return [
    ...missing.map((personId) => adding('groupTeachers', {id: next(), groupId, personId, endedAt: null})),
    ...now.filter(({personId}) => !wanted.includes(personId)).map((teacher) => ending('groupTeachers', teacher)),
  ]
}

function addGroup(id: GroupId, groupCode: string, {name, programmeId, locationId}: Partial<Group>): RecordChange {
  return adding<Group>('groups', {
    id,
    code: groupCode,
    name: name ?? groupCode,
    programmeId: programmeId ?? null,
    locationId: locationId ?? null,
    endedAt: null,
    version: 1,
  })
}
