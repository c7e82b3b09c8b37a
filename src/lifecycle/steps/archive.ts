import type {Reason} from '../../errors.ts'
import type {ArchiveBundle} from '../../archive/model.ts'
import type {Period} from '../../institution/model.ts'
import {moveState, type PeriodStep, stateReasons} from '../period-step.ts'
import type {LifecycleStores} from '../store.ts'

/** Archiving: the period rests; its bundle was built after it was closed. Nothing undoes it. */
export const archive: PeriodStep = {
  name: 'archive',
  deed: 'period.advance',
  perExam: false,
  guards: async (stores, {period}) => [
    ...stateReasons(period, 'closed', 'archive'),
    ...(await bundleReasons(stores, period)),
  ],
  async consequences(stores, {period}) {
    const bundle = await bundleOf(stores, period)
    if (!bundle) return []
    return [
      {
        code: 'period.archived-as',
        message: `It is kept in archive ${bundle.code}. This cannot be undone.`,
        details: {bundle: bundle.code},
      },
    ]
  },
  async apply(stores, _entry, _ids, {period}) {
    const bundle = await bundleOf(stores, period)
    await moveState(stores, period, 'closed', 'archived')
    return {bundle: bundle?.code ?? null}
  },
}

async function bundleReasons(stores: LifecycleStores, period: Period): Promise<Reason[]> {
  if (await bundleOf(stores, period)) return []
  const message = `No archive of period ${period.code} was built since it was closed. Build it with: ontrac archive build ${period.code}`
  return [{code: 'period.no-archive', message}]
}

/** The newest bundle that was built since the period was last closed. */
async function bundleOf(
  {bundles, periodTransitions}: LifecycleStores,
  {id}: Period,
): Promise<ArchiveBundle | undefined> {
  const closings = await periodTransitions.all({periodId: id, deed: 'close', undoneAt: null})
  const closedAt = closings
    .flatMap(({doneAt}) => doneAt ?? [])
    .toSorted()
    .at(-1)
  const built = await bundles.all({periodId: id}, {orderBy: 'builtAt', descending: true, limit: 1})
  return built.find(({builtAt}) => closedAt === undefined || builtAt >= closedAt)
}
