import type {Reason} from '../../errors.ts'
import type {PeriodTransition} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {DemandFreeze} from '../../registration/model.ts'
import {activeFreezes, freezeDemand, freezeReasons} from '../../registration/freeze-demand.ts'
import {type PeriodStep, stateReasons, type StepScope} from '../period-step.ts'
import type {LifecycleStores} from '../store.ts'

/** Freezing the demand (feature P1): what is agreed is counted and kept; what comes later is a delta. */
export const freeze: PeriodStep = {
  name: 'freeze',
  deed: 'demand.freeze',
  perExam: true,
  guards: async (stores, scope) => [
    ...stateReasons(scope.period, 'open', 'freeze'),
    ...(await freezeReasons(stores, scope)),
  ],
  async consequences(stores, {period, exam}) {
    const {policy} = await theInstitution(stores)
    const about = {periodId: period.id, ...(exam ? {examId: exam.id} : {})}
    const agreed = await stores.registrations.count({...about, state: 'agreed'})
    const days = policy.lateRegistrationDays
    return [
      {
        code: 'period.counts-frozen',
        message: `${agreed} registrations are frozen as the demand to plan for.`,
        details: {registrations: agreed},
      },
      {
        code: 'period.late-only',
        message: `After it only the exam office registers, as late ones with a reason, until ${days} days before the first session.`,
        details: {days},
      },
    ]
  },
  async apply(stores, entry, ids, scope) {
    const {frozen} = await freezeDemand(stores, entry, ids, scope)
    return {frozen}
  },
  undo: {
    deed: 'demand.undo-freeze',
    async guards(stores, scope, done) {
      const mine = await freezeOfStep(stores, scope, done)
      const covers = coveringReasons(scope, mine, await activeFreezes(stores, scope.period))
      return [...stateReasons(scope.period, 'open', 'freeze'), ...covers, ...(await publishedReasons(stores, scope))]
    },
    async apply(stores, entry, scope, done) {
      const mine = await freezeOfStep(stores, scope, done)
      if (mine) await stores.freezes.change(mine.id, {undoneAt: entry.now})
      return {frozenAt: mine?.frozenAt ?? null}
    },
  },
}

/** A freeze and its step are made in one transaction, so at one time. */
async function freezeOfStep(
  stores: LifecycleStores,
  {period, exam}: StepScope,
  done: PeriodTransition,
): Promise<DemandFreeze | undefined> {
  const active = await activeFreezes(stores, period)
  return active.find(({examId, frozenAt}) => examId === (exam?.id ?? null) && frozenAt === done.doneAt)
}

/** The freeze of a whole period left out what was frozen by itself, so it is undone first. */
function coveringReasons(
  {period, exam}: StepScope,
  mine: DemandFreeze | undefined,
  active: readonly DemandFreeze[],
): Reason[] {
  const whole = active.find(({examId}) => examId === null)
  if (!exam || !mine || !whole) return []
  const message = `Period ${period.code} as a whole was frozen after ${exam.code}. Undo that first: ontrac period undo ${period.code} freeze`
  return [{code: 'period.frozen-whole', message}]
}

async function publishedReasons(stores: LifecycleStores, {period, exam}: StepScope): Promise<Reason[]> {
  const published = (await stores.lifecycle.sessions(period.id, exam?.id ?? null)).filter(
    ({state}) => state !== 'planned',
  )
  if (published.length === 0) return []
  const codes = published.map(({code}) => code)
  const message = `Sessions that were planned on this demand are published (${codes.slice(0, 3).join(', ')}${codes.length > 3 ? ', …' : ''}), so the freeze stays.`
  return [{code: 'period.session-published', message, details: {sessions: codes}}]
}
