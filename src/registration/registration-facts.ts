import type {Access} from '../context.ts'
import type {ExamId, PeriodId, PersonId} from '../ids.ts'
import type {Period, Person, Programme} from '../institution/model.ts'
import {firstTakingDay, windowFor} from '../institution/periods/period-windows.ts'
import type {InstitutionStores} from '../institution/store.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {dayOf, plusDays} from '../time.ts'
import {freezeOf} from './freezes.ts'
import type {Registration} from './model.ts'
import type {OpenRegistration, RegistrationCase, RegistrationTerm} from './registration-reasons.ts'
import type {RegistrationStores} from './store.ts'

/** Whom and what a batch of registrations is about. */
export type RegistrationPair = Readonly<{personId: PersonId; examId: ExamId; periodId: PeriodId}>

/** The part of a case that the store knows; undefined when the student, exam or period is not there or out of reach. */
export type RegistrationFacts = Omit<RegistrationCase, 'role' | 'source' | 'late' | 'reason' | 'now' | 'zone'>

/**
 * Loads what {@link RegistrationCase} needs for a whole batch, in a dozen queries whatever its size (at most a few hundred).
 *
 * A student out of the reach of the one who acts is not found, as if he were not there.
 */
export async function registrationFacts(
  stores: RegistrationStores,
  access: Access,
  pairs: readonly RegistrationPair[],
): Promise<(pair: RegistrationPair) => RegistrationFacts | undefined> {
  const persons = unique(pairs.map(({personId}) => personId))
  const examIds = unique(pairs.map(({examId}) => examId))
  const students = byId(await stores.persons.history({id: persons}))
  const exams = byId(await stores.exams.all({id: examIds}))
  const periods = byId(await stores.periods.all({id: unique(pairs.map(({periodId}) => periodId))}))
  const programmes = await programmesOf(stores, persons)
  const planEntries = Map.groupBy(await stores.examPlanEntries.all({examId: examIds}), ({examId}) => examId)
  const about = {personId: persons, examId: examIds}
  const exemptions = Map.groupBy(await stores.exemptions.all(about), pairKey)
  const attempts = Map.groupBy(await stores.attempts.all(about), pairKey)
  const open = await openRegistrations(stores, await stores.registrations.all(about))
  const terms = await termsOf(stores, [...periods.values()], examIds)

  return ({personId, examId, periodId}) => {
    const [student, exam, period, term] = [
      students.get(personId),
      exams.get(examId),
      periods.get(periodId),
      terms(periodId, examId),
    ]
    if (!student || !exam || !period || !term) return undefined
    const key = pairKey({personId, examId})
    return {
      student,
      exam,
      period,
      term,
      programmes: programmes.get(personId) ?? [],
      planEntries: planEntries.get(examId) ?? [],
      exemptions: exemptions.get(key) ?? [],
      attempts: attempts.get(key) ?? [],
      open: open.get(key),
    }
  }
}

/** One text for a student and an exam. */
export function pairKey({personId, examId}: Readonly<{personId: string; examId: string}>): string {
  return `${personId} ${examId}`
}

/** Open registrations by student and exam, as a refusal names them. */
export async function openRegistrations(
  stores: RegistrationStores,
  open: readonly Registration[],
): Promise<ReadonlyMap<string, OpenRegistration>> {
  if (open.length === 0) return new Map()
  const {zone} = await theInstitution(stores)
  const periods = byId(await stores.periods.all({id: unique(open.map(({periodId}) => periodId))}))
  const askers = unique(open.flatMap(({requestedBy}) => requestedBy ?? []))
  const people = byId(await stores.persons.history({id: askers}))
  return new Map(
    open.map((registration) => [
      pairKey(registration),
      {
        registration,
        period: periods.get(registration.periodId)?.code ?? '',
        by: registration.requestedBy === null ? null : codeOf(people.get(registration.requestedBy)),
        on: dayOf(registration.requestedAt, zone),
      },
    ]),
  )
}

function codeOf(person: Person | undefined): string | null {
  return person?.staffCode ?? person?.studentNumber ?? null
}

/** The programmes that students are in, ended ones left out. */
async function programmesOf(
  stores: InstitutionStores,
  persons: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly Programme[]>> {
  const enrolled = await stores.programmeEnrolments.all({personId: persons})
  const programmes = byId(await stores.programmes.history({id: unique(enrolled.map(({programmeId}) => programmeId))}))
  return new Map(
    [...Map.groupBy(enrolled, ({personId}) => personId)].map(([person, rows]) => [
      person,
      rows.flatMap(({programmeId}) => programmes.get(programmeId) ?? []),
    ]),
  )
}

/** Windows, freeze and the last day for late ones, per period and exam. */
async function termsOf(
  stores: RegistrationStores,
  periods: readonly Period[],
  exams: readonly ExamId[],
): Promise<(period: PeriodId, exam: ExamId) => RegistrationTerm | undefined> {
  const {zone, policy} = await theInstitution(stores)
  const terms = new Map<string, RegistrationTerm>()
  for (const period of periods) {
    const windows = await stores.periodWindows.all({periodId: period.id})
    const freezes = await stores.freezes.all({periodId: period.id, undoneAt: null})
    const planned = await stores.registration.firstPlannedDays(period.id, exams)
    for (const exam of exams) {
      const first = planned.get(exam) ?? firstTakingDay(period, windows, exam, zone)
      terms.set(`${period.id} ${exam}`, {
        window: windowFor(windows, 'registration', exam),
        frozenAt: freezeOf(freezes, exam)?.frozenAt ?? null,
        lateUntil: plusDays(first, -policy.lateRegistrationDays),
      })
    }
  }
  return (period, exam) => terms.get(`${period} ${exam}`)
}

function byId<T extends {readonly id: string}>(rows: readonly T[]): ReadonlyMap<T['id'], T> {
  return new Map(rows.map((row) => [row.id, row]))
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
