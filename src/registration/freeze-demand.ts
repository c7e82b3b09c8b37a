import type {Entry} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {ExamId, ExamVersionId, FreezeId, PersonId} from '../ids.ts'
import type {Exam, ExamVersion, Need, Period} from '../institution/model.ts'
import {firstTakingDay} from '../institution/periods/period-windows.ts'
import {type ExamNeeds, needsFor} from '../institution/people/personal-needs.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {Ids} from '../ports.ts'
import {freezeOf} from './freezes.ts'
import type {DemandFreeze, FrozenRegistration} from './model.ts'
import type {AgreedRegistration, RegistrationStores} from './store.ts'

/** A whole period, or one exam of it. */
export type FreezeScope = Readonly<{period: Period; exam: Exam | null}>

/** The needs of this many students are translated at a time, so that the event loop stays free. */
const BATCH = 100

/** Why the demand cannot be frozen now: requests that nobody decided, or a freeze that holds already. */
export async function freezeReasons(
  stores: RegistrationStores,
  {period, exam}: FreezeScope,
): Promise<readonly Reason[]> {
  const about = {periodId: period.id, ...(exam ? {examId: exam.id} : {})}
  const undecided = await stores.registrations.count({...about, state: 'wanted'})
  const reasons: Reason[] = []
  if (undecided > 0) {
    const [verb, request] = undecided === 1 ? ['is', 'request'] : ['are', 'requests']
    const message = `${undecided} ${request} for ${exam?.code ?? period.code} ${verb} undecided. See them with: ontrac registration list --state wanted --period ${period.code}`
    reasons.push({code: 'period.requests-undecided', message, details: {undecided}})
  }
  const freezes = await activeFreezes(stores, period)
  const holds = exam ? freezeOf(freezes, exam.id) : freezes.find(({examId}) => examId === null)
  if (holds) {
    const message = `The demand of ${exam ? `${exam.code} in ` : ''}period ${period.code} is frozen already.`
    reasons.push({code: 'period.frozen-already', message, details: {frozenAt: holds.frozenAt}})
  }
  return reasons
}

/**
 * Keeps what is agreed now as it is: student, exam, location, and needs translated for the first day on which the exam may
 * be taken (feature P1). What comes later is a delta. Exams that are frozen by themselves stay with their own freeze.
 *
 * Answers the freeze and how many registrations it holds. One transaction: a freeze is one moment.
 */
export async function freezeDemand(
  stores: RegistrationStores,
  entry: Entry,
  ids: Ids,
  {period, exam}: FreezeScope,
): Promise<Readonly<{freeze: DemandFreeze; frozen: number}>> {
  const earlier = (await activeFreezes(stores, period)).flatMap(({examId}) => (examId === null ? [] : [examId]))
  const freeze: DemandFreeze = {
    id: ids.next<FreezeId>(),
    periodId: period.id,
    examId: exam?.id ?? null,
    frozenAt: entry.now,
    undoneAt: null,
  }
  await stores.freezes.add([freeze])
  await stores.registration.freeze.addPlain(freeze, earlier)
  const translate = await openTranslation(stores, period)
  let persons = await stores.registration.freeze.personsWithNeeds('', BATCH)
  while (persons.length > 0) {
    const rows = await stores.registration.freeze.of(freeze, earlier, persons)
    const translated = await translate(rows)
    await stores.registration.freeze.add(translated.map((row) => ({freezeId: freeze.id, ...row})))
    persons = await stores.registration.freeze.personsWithNeeds(persons.at(-1) ?? '', BATCH)
  }
  return {freeze, frozen: await stores.registration.freeze.settle(freeze)}
}

/** The freezes of a period that are not undone. */
export async function activeFreezes(
  stores: RegistrationStores,
  period: Pick<Period, 'id'>,
): Promise<readonly DemandFreeze[]> {
  return stores.freezes.all({periodId: period.id, undoneAt: null})
}

type Translate = (rows: readonly AgreedRegistration[]) => Promise<readonly Omit<FrozenRegistration, 'freezeId'>[]>

/** Knows of each exam its version and its first day before the first student: both are asked for every registration. */
async function openTranslation(stores: RegistrationStores, period: Period): Promise<Translate> {
  const {zone} = await theInstitution(stores)
  const windows = await stores.periodWindows.all({periodId: period.id})
  const versions = Map.groupBy(await stores.examVersions.all({}, {orderBy: 'code'}), ({examId}) => examId)
  const exams = new Map(
    (await stores.exams.history()).map((exam) => [
      exam.id,
      {
        exam,
        version: versions.get(exam.id)?.[0] ?? unknownVersion(exam.id),
        on: firstTakingDay(period, windows, exam.id, zone),
      },
    ]),
  )
  return async (rows) => {
    const needs = await needsOf(stores, rows)
    return rows.map((row) => {
      const known = exams.get(row.examId)
      if (!known) return {...row, ...NO_NEEDS}
      return {...row, ...needsFor(needs.get(row.personId) ?? [], known.exam, known.version, known.on)}
    })
  }
}

async function needsOf(
  stores: RegistrationStores,
  rows: readonly AgreedRegistration[],
): Promise<ReadonlyMap<PersonId, readonly Need[]>> {
  const persons = [...new Set(rows.map(({personId}) => personId))]
  return Map.groupBy(await stores.needs.all({personId: persons}), ({personId}) => personId)
}

const NO_NEEDS: ExamNeeds = {extraMinutes: 0, aids: []}

/** An exam whose duration is not known yet gives aids and no extra minutes. */
function unknownVersion(examId: ExamId): ExamVersion {
  return {
    id: '' as ExamVersionId,
    examId,
    code: '',
    platform: 'none',
    componentId: null,
    variant: '',
    minutes: 1,
    extraTime: false,
    endedAt: null,
  }
}
