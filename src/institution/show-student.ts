import type {Context} from '../context.ts'
import {type Day, dayOf, plusDays, weekdayOf} from '../time.ts'
import type {AvailableDay, Need, Person} from './model.ts'
import {fullName} from './names.ts'
import {isSchoolDay} from './school-days.ts'
import type {InstitutionStores} from './store.ts'
import {theInstitution} from './the-institution.ts'

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

/** @throws ExamError `student.not-found`, also for a student out of reach */
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
      student: number,
      name: fullName(person),
      idCheckName: person.idCheckName,
      kind: person.kind,
      email: person.email,
      language: person.language ?? institution.language,
      programmes: enrolments.map(({programmeId, main, startsOn, plannedEndOn, employer}) => {
        const programme = programmes.get(programmeId)
        return {
          code: programme?.code ?? '',
          name: programme?.name ?? '',
          route: programme?.route ?? '',
          main,
          startsOn,
          plannedEndOn,
          employer,
        }
      }),
      groups: groups.map(({code}) => code),
      needs: needs.map((need) => ({
        code: need.code,
        basis: need.basis,
        value: need.value,
        scope: need.scopeValue ?? need.scopeKind,
        from: need.fromOn,
        to: need.toOn,
      })),
      schoolDays: weekdays(own, ofGroups, dayOf(now, institution.zone)),
      exceptions: [...own, ...ofGroups].flatMap(({onDate, available}) => (onDate ? [{on: onDate, available}] : [])),
    }
  })
}

function weekdays(own: readonly AvailableDay[], ofGroups: readonly AvailableDay[], today: Day): readonly number[] {
  const usual = (days: readonly AvailableDay[]): readonly AvailableDay[] => days.filter(({onDate}) => onDate === null)
  const monday = plusDays(today, 1 - weekdayOf(today))
  return [1, 2, 3, 4, 5, 6, 7].filter((weekday) =>
    isSchoolDay(usual(own), usual(ofGroups), plusDays(monday, weekday - 1)),
  )
}
