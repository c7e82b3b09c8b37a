import type {Context} from '../../context.ts'
import type {PersonId} from '../../ids.ts'
import {dayOf} from '../../time.ts'
import {fullName} from '../people/names.ts'
import {usualWeekdays} from './school-days.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** A group with those who are in it; students only within the reach of the one who looks. */
export type GroupView = Readonly<{
  group: string
  name: string
  programme: string
  location: string
  teachers: readonly Readonly<{staff: string; name: string}>[]
  students: readonly Readonly<{id: PersonId; student: string; name: string}>[]
  /** 1 (Monday) to 7. */
  schoolDays: readonly number[]
  exceptions: readonly Readonly<{on: string; available: boolean}>[]
}>

/** A group in use, students by family name. @throws ExamError `group.not-found` */
export async function showGroup(ctx: Context<InstitutionStores>, code: string): Promise<GroupView> {
  return ctx.read('people.read', async (stores, {now}) => {
    const group = await stores.groups.get(code)
    const taught = await stores.groupTeachers.all({groupId: group.id})
    const teachers = await stores.staff.all({id: taught.map(({personId}) => personId)})
    const members = await stores.groupMembers.all({groupId: group.id})
    const students = await stores.students.all({id: members.map(({personId}) => personId)}, {orderBy: 'sortKey'})
    const days = await stores.availableDays.all({groupId: group.id})
    return {
      group: group.code,
      name: group.name,
      programme: group.programmeId ? (await stores.programmes.get(group.programmeId)).code : '',
      location: group.locationId ? (await stores.locations.get(group.locationId)).code : '',
      teachers: teachers.map((person) => ({staff: person.staffCode ?? '', name: fullName(person)})),
      students: students.map((person) => ({
        id: person.id,
        student: person.studentNumber ?? '',
        name: fullName(person),
      })),
      schoolDays: usualWeekdays([], days, dayOf(now, (await theInstitution(stores)).zone)),
      exceptions: days.flatMap(({onDate, available}) => (onDate ? [{on: onDate, available}] : [])),
    }
  })
}
