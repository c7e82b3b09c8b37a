import type {Entry} from '../context.ts'
import type {Deed} from '../deeds.ts'
import {ExamError, type Reason, refuse} from '../errors.ts'
import type {SessionId} from '../ids.ts'
import type {Exam, Period, PeriodTransition} from '../institution/model.ts'
import type {Json} from '../json.ts'
import type {QueuedLetter} from '../operation/store.ts'
import type {Ids} from '../ports.ts'
import type {Instant} from '../time.ts'
import type {LifecycleStores} from './store.ts'

/** The steps of a period's life, in their usual order. */
export const STEP_NAMES = ['open', 'freeze', 'publish', 'close', 'archive'] as const
export type StepName = (typeof STEP_NAMES)[number]

/** What a step is taken with: the whole period, or one exam of it. */
export type StepScope = Readonly<{period: Period; exam: Exam | null}>

/** What happens when a step is taken, as a sentence with its counts. */
export type Consequence = Reason

/** Counts and codes for the audit trail. */
export type StepFacts = Readonly<Record<string, Json>>

/** Taking a step back, until a stated event (design §4). */
export type StepUndo = Readonly<{
  deed: Deed
  guards: (stores: LifecycleStores, scope: StepScope, done: PeriodTransition) => Promise<readonly Reason[]>
  apply: (stores: LifecycleStores, entry: Entry, scope: StepScope, done: PeriodTransition) => Promise<StepFacts>
  /** Whom taking it back tells what; asked before it is taken back, posted after. Takes back letters that wait still. */
  letters?: (stores: LifecycleStores, scope: StepScope, done: PeriodTransition) => Promise<readonly QueuedLetter[]>
}>

/** One step of a period's life: when it may be taken, what follows from it, what it does. */
export type PeriodStep = Readonly<{
  name: StepName
  deed: Deed
  /** Whether it may be taken for one exam. */
  perExam: boolean
  /** Every reason why it cannot be taken now. */
  guards: (stores: LifecycleStores, scope: StepScope) => Promise<readonly Reason[]>
  consequences: (stores: LifecycleStores, scope: StepScope, now: Instant) => Promise<readonly Consequence[]>
  /** Sessions to lock beside the period, where it changes any. */
  sessions?: (stores: LifecycleStores, scope: StepScope) => Promise<readonly SessionId[]>
  apply: (stores: LifecycleStores, entry: Entry, ids: Ids, scope: StepScope) => Promise<StepFacts>
  /** Whom the step tells what, once it is taken. */
  letters?: (stores: LifecycleStores, entry: Entry, scope: StepScope) => Promise<readonly QueuedLetter[]>
  /** Missing where it cannot be undone. */
  undo?: StepUndo
}>

/** Why a period in this state cannot take a step that needs another. */
export function stateReasons({code, state}: Period, needed: Period['state'], step: StepName): readonly Reason[] {
  if (state === needed) return []
  const message = `Period ${code} is ${state}; ${step} needs one that is ${needed}. See it with: ontrac period show ${code}`
  return [{code: 'period.wrong-state', message, details: {state, needed}}]
}

/** Moves a period on, only from the state it is expected in (design rule 11). @throws ExamError `period.refused` with `period.wrong-state` */
export async function moveState(
  {periods}: LifecycleStores,
  {id, code}: Period,
  from: Period['state'],
  to: Period['state'],
): Promise<void> {
  if ((await periods.changeAll({id, state: from}, {state: to})) === 1) return
  const message = `Period ${code} was moved on by somebody else just now. See it with: ontrac period show ${code}`
  throw refuse('period', [{code: 'period.wrong-state', message}])
}

/** The scope that people name by codes. @throws ExamError `period.not-found`, `exam.not-found`, `period.step-whole` */
export async function stepScope(
  stores: LifecycleStores,
  step: PeriodStep,
  named: Readonly<{period: string; exam?: string | undefined}>,
): Promise<StepScope> {
  const period = await stores.periods.get(named.period)
  if (named.exam === undefined) return {period, exam: null}
  if (step.perExam) return {period, exam: await stores.exams.get(named.exam)}
  throw new ExamError(
    'invalid',
    'period.step-whole',
    `A period is ${PARTICIPLE[step.name]} as a whole; leave --exam out.`,
  )
}

/** The step in the past tense. */
export const PARTICIPLE: Readonly<Record<StepName, string>> = {
  open: 'opened',
  freeze: 'frozen',
  publish: 'published',
  close: 'closed',
  archive: 'archived',
}
