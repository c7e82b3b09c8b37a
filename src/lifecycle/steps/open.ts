import type {Reason} from '../../errors.ts'
import type {Period, PeriodWindow} from '../../institution/model.ts'
import {windowText} from '../../institution/periods/period-windows.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {moveState, type PeriodStep, stateReasons} from '../period-step.ts'
import type {LifecycleStores} from '../store.ts'

/** Opening: registration may begin, as its windows say. Undone until somebody is registered. */
export const open: PeriodStep = {
  name: 'open',
  deed: 'period.advance',
  perExam: false,
  guards: async (stores, {period}) => [
    ...stateReasons(period, 'draft', 'open'),
    ...windowReasons(period, await windowsOf(stores, period)),
  ],
  async consequences(stores, {period}) {
    const {zone} = await theInstitution(stores)
    const windows = await windowsOf(stores, period)
    const whole = windows.find(({examId}) => examId === null)
    const own = windows.filter(({examId}) => examId !== null).length
    const general = whole
      ? [
          {
            code: 'period.registration',
            message: `Registration is possible in ${windowText(whole, zone)}.`,
            details: {opensAt: whole.opensAt, closesAt: whole.closesAt},
          },
        ]
      : []
    if (own === 0) return general
    return [
      ...general,
      {
        code: 'period.own-windows',
        message: `${own} exams have a registration window of their own.`,
        details: {exams: own},
      },
    ]
  },
  async apply(stores, _entry, _ids, {period}) {
    await moveState(stores, period, 'draft', 'open')
    return {}
  },
  undo: {
    deed: 'period.undo',
    async guards(stores, {period}) {
      const registered = (await stores.registrations.history({periodId: period.id}, {limit: 1})).length > 0
      const message = `Somebody is registered in period ${period.code}; it stays open.`
      return [
        ...stateReasons(period, 'open', 'open'),
        ...(registered ? [{code: 'period.somebody-registered', message}] : []),
      ]
    },
    async apply(stores, _entry, {period}) {
      await moveState(stores, period, 'open', 'draft')
      return {}
    },
  },
}

async function windowsOf({periodWindows}: LifecycleStores, {id}: Period): Promise<readonly PeriodWindow[]> {
  return periodWindows.all({periodId: id, kind: 'registration'})
}

function windowReasons({code}: Period, windows: readonly PeriodWindow[]): Reason[] {
  if (windows.length > 0) return []
  const message = `Period ${code} has no registration window. Set it with: ontrac period windows ${code} --registration FROM..TO`
  return [{code: 'period.no-registration-window', message}]
}
