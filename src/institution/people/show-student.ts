import type {Context} from '../../context.ts'
import {type Day, dayOf} from '../../time.ts'
import type {Need, Person, Programme, ProgrammeEnrolment} from '../model.ts'
import {fullName} from './names.ts'
import {usualWeekdays} from '../programmes/school-days.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** What the school knows of a student before any exam: for the counter. */
export type StudentView = Readonly<{
  student: string
  name: string
  idCheckName: string
  kind: Person['kind']
  email: string
  language: string
  programmes: readonly Readonly<{
    code: string
    name: string
    route: string
    main: boolean
    startsOn: Day
    plannedEndOn: Day | null
    employer: string
  }>[]
  groups: readonly string[]
  needs: readonly Readonly<{
    code: string
    basis: Need['basis']
    value: number
    scope: string
    from: Day | null
    to: Day | null
  }>[]
  /** 1 (Monday) to 7: the weekdays at school, exceptions apart. */
  schoolDays: readonly number[]
  exceptions: readonly Readonly<{on: Day; available: boolean}>[]
}>

/** A student. @throws ExamError `student.not-found`, also for a student out of reach */
export async function showStudent(ctx: Context<InstitutionStores>, number: string): Promise<StudentView> {
  return ctx.read('people.read', async (stores, {now}) => {
    const institution = await theInstitution(stores)
    const person = await stores.students.get(number)
    const enrolments = await stores.programmeEnrolments.all({personId: person.id})
    const programmes = new Map(
      (await stores.programmes.history({id: enrolments.map(({programmeId}) => programmeId)})).map((each) => [
        each.id,
        each,
      ]),
    )
    const members = await stores.groupMembers.all({personId: person.id})
    const groups = await stores.groups.all({id: members.map(({groupId}) => groupId)})
    const own = await stores.availableDays.all({personId: person.id})
    const ofGroups = await stores.availableDays.all({groupId: groups.map(({id}) => id)})
    const needs = await stores.needs.all({personId: person.id})
    return {
      student: person.studentNumber ?? number,
      name: fullName(person),
      idCheckName: person.idCheckName,
      kind: person.kind,
      email: person.email,
      language: person.language ?? institution.language,
      programmes: enrolments.map((study) => studyOf(study, programmes.get(study.programmeId))),
      groups: groups.map(({code}) => code),
      needs: needs.map(needOf),
      schoolDays: usualWeekdays(own, ofGroups, dayOf(now, institution.zone)),
      exceptions: [...own, ...ofGroups].flatMap(({onDate, available}) => (onDate ? [{on: onDate, available}] : [])),
    }
  })
}

function studyOf(
  {main, startsOn, plannedEndOn, employer}: ProgrammeEnrolment,
  programme: Programme | undefined,
): StudentView['programmes'][number] {
  const {code = '', name = '', route = ''} = programme ?? {}
  return {code, name, route, main, startsOn, plannedEndOn, employer}
}

function needOf({code, basis, value, scopeKind, scopeValue, fromOn, toOn}: Need): StudentView['needs'][number] {
  return {code, basis, value, scope: scopeValue ?? scopeKind, from: fromOn, to: toOn}
}
