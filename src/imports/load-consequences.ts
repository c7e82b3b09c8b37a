import type {PersonId, ProgrammeId} from '../ids.ts'
import type {AvailableDay, Exam, ExamPlanEntry, Programme} from '../institution/model.ts'
import {isSchoolDay} from '../institution/programmes/school-days.ts'
import type {Registration} from '../registration/model.ts'
import {isInPlan} from '../registration/registration-reasons.ts'
import type {Day} from '../time.ts'
import {distinct} from './look-up.ts'
import type {ImportStores} from './store.ts'
import {type ChangeCase, type Changing, consequencesOf, type Hanging} from './student-consequences.ts'
import {dayRow} from './weekday-changes.ts'

/** Loads what hangs on students and answers what their changes mean; a dozen queries whatever their number. */
export async function openConsequences(
  stores: ImportStores,
  students: readonly Changing[],
): Promise<(person: PersonId) => ReturnType<typeof consequencesOf>> {
  if (students.length === 0) return () => ({listed: [], freed: []})
  const personId = students.map((student) => student.personId)
  const registrations = await stores.registrations.all({personId})
  const needs = Map.groupBy(await stores.needs.all({personId}), (need) => need.personId)
  const open = Map.groupBy(await hangingOn(stores, registrations), ({registration}) => registration.personId)
  const people = new Map((await stores.persons.history({id: personId})).map((person) => [person.id, person]))
  const plans = await plansOf(stores, students)
  const days = await schoolDaysOf(stores, students)
  const cases = new Map(
    students.map((student) => [
      student.personId,
      {
        student,
        kind: people.get(student.personId)?.kind ?? 'regular',
        hanging: open.get(student.personId) ?? [],
        needs: needs.get(student.personId) ?? [],
        ...plans(student),
        isSchoolDay: days(student),
      } satisfies ChangeCase,
    ]),
  )
  return (person) => {
    const change = cases.get(person)
    return change ? consequencesOf(change) : {listed: [], freed: []}
  }
}

async function hangingOn(stores: ImportStores, registrations: readonly Registration[]): Promise<readonly Hanging[]> {
  const enrolments = await stores.enrolments.all({registrationId: registrations.map(({id}) => id)})
  const sessions = new Map(
    (await stores.sessions.history({id: enrolments.map(({sessionId}) => sessionId)})).map((row) => [row.id, row]),
  )
  const byRegistration = new Map(enrolments.map((row) => [row.registrationId, row]))
  const examIds = [...new Set(registrations.map(({examId}) => examId))]
  const exams = new Map((await stores.exams.history({id: examIds})).map((exam) => [exam.id, exam]))
  return registrations.flatMap((registration) => {
    const exam = exams.get(registration.examId)
    const enrolment = byRegistration.get(registration.id)
    const session = enrolment && sessions.get(enrolment.sessionId)
    return exam ? [{registration, exam, ...(enrolment ? {enrolment} : {}), ...(session ? {session} : {})}] : []
  })
}

/** Which exams are in the plans of the programmes that students keep. */
async function plansOf(
  stores: ImportStores,
  students: readonly Changing[],
): Promise<(student: Changing) => Pick<ChangeCase, 'inPlan' | 'planned'>> {
  const code = distinct(students.flatMap(({programmes}) => programmes))
  const programmes = await stores.programmes.all({code})
  const entries =
    programmes.length === 0
      ? []
      : await stores.examPlanEntries.all({crebo: ['*', ...distinct(programmes.map(({crebo}) => crebo))]})
  const exams = await stores.exams.all({id: [...new Set(entries.map(({examId}) => examId))]})
  const byExam = Map.groupBy(entries, ({examId}) => examId)
  const known = new Map<ProgrammeId, readonly Exam[]>(
    programmes.map((programme) => [programme.id, exams.filter(({id}) => isPlanned(byExam.get(id) ?? [], programme))]),
  )
  return (student) => {
    const own = programmes.filter((programme) => student.programmes.includes(programme.code))
    const planned = [...new Set(own.flatMap(({id}) => known.get(id) ?? []))]
    return {planned, inPlan: (exam) => planned.some(({id}) => id === exam.id)}
  }
}

function isPlanned(entries: readonly ExamPlanEntry[], programme: Programme): boolean {
  return entries.some((entry) => isInPlan(entry, programme))
}

async function schoolDaysOf(
  stores: ImportStores,
  students: readonly Changing[],
): Promise<(student: Changing) => (on: Day) => boolean> {
  const own = await stores.availableDays.all({personId: students.map(({personId}) => personId)})
  const groups = await stores.groups.all({code: distinct(students.flatMap(({groups: codes}) => codes))})
  const ofGroups = await stores.availableDays.all({groupId: groups.map(({id}) => id)})
  return (student) => {
    const ids = groups.filter(({code}) => student.groups.includes(code)).map(({id}) => id)
    const mine = ownDays(student, own)
    const theirs = ofGroups.filter(({groupId}) => groupId !== null && ids.includes(groupId))
    return (on) => isSchoolDay(mine, theirs, on)
  }
}

/** His days as they are after the import: exceptions by date stay, weekdays are those said anew. */
function ownDays({personId, days}: Changing, known: readonly AvailableDay[]): readonly AvailableDay[] {
  const own = known.filter((each) => each.personId === personId)
  if (days === undefined) return own
  return [
    ...own.filter(({weekday}) => weekday === null),
    ...days.map((weekday) => dayRow('', {personId, groupId: null}, {weekday})),
  ]
}
