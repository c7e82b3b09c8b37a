import type {Access} from '../context.ts'
import type {ExamId, PeriodId, PersonId} from '../ids.ts'
import type {Exam, Period, Person} from '../institution/model.ts'
import {firstTakingDay, windowFor} from '../institution/periods/period-windows.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {ResitRequest} from './model.ts'
import type {ResitCase} from './resit-reasons.ts'
import type {ResultStores} from './store.ts'

/** A student and an exam that he may want to take again. */
export type ResitFile = ResitCase & Readonly<{person: Person; exam: Exam}>

/** What the store knows of a student's exam, as far as a resit depends on it; `but` is the request that is being decided. */
export async function resitFile(
  stores: ResultStores,
  {person, exam}: Readonly<{person: Person; exam: Exam}>,
  but?: ResitRequest,
): Promise<ResitFile> {
  const about = {personId: person.id, examId: exam.id}
  const attempts = await stores.outcomes.list({persons: [person.id], exam: exam.id})
  const registrations = await stores.registrations.history(about)
  const absences = await stores.absences.all({personId: person.id, registrationId: registrations.map(({id}) => id)})
  const asked = await stores.resits.all({...about, state: ['asked', 'waits-for-sis']})
  return {
    student: person.studentNumber ?? '',
    person,
    exam,
    attempts,
    absences,
    ownedBySis: attempts.some(({source}) => source === 'sis') || registrations.some(({source}) => source === 'sis'),
    open: registrations.find(({closedAt}) => closedAt === null),
    asked: asked.find(({id}) => id !== but?.id),
  }
}

/**
 * The period in which a resit is taken when none is named: the open one in which the exam can still be taken, the earliest
 * first. It may be the period of the first attempt (domain §1.5).
 */
export async function resitPeriod(
  stores: ResultStores,
  exam: ExamId,
  {now}: Pick<Access, 'now'>,
): Promise<Period | undefined> {
  const {zone} = await theInstitution(stores)
  const open = await stores.periods.all({state: 'open'})
  const windows = Map.groupBy(
    await stores.periodWindows.all({periodId: open.map(({id}) => id)}),
    ({periodId}): PeriodId => periodId,
  )
  return open
    .map((period) => ({period, own: windows.get(period.id) ?? []}))
    .filter(({own}) => {
      const taking = windowFor(own, 'taking', exam)
      return taking !== undefined && now < taking.closesAt
    })
    .toSorted((a, b) =>
      firstTakingDay(a.period, a.own, exam, zone) < firstTakingDay(b.period, b.own, exam, zone) ? -1 : 1,
    )
    .at(0)?.period
}

/** Whom and what a request is about. @throws ExamError `person.not-found`, `exam.not-found` */
export async function subjectOf(
  stores: ResultStores,
  {personId, examId}: Readonly<{personId: PersonId; examId: ExamId}>,
): Promise<Readonly<{person: Person; exam: Exam}>> {
  return {person: await stores.persons.get(personId), exam: await stores.exams.get(examId)}
}
