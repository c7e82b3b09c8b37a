import type {Reason} from '../../errors.ts'
import type {Period} from '../../institution/model.ts'
import {moveState, type PeriodStep, stateReasons} from '../period-step.ts'
import type {OpenMatters} from '../store.ts'

/** Closing: everything of the period is settled. Undone until it is archived. */
export const close: PeriodStep = {
  name: 'close',
  deed: 'period.advance',
  perExam: false,
  async guards(stores, {period}) {
    const matters = await stores.lifecycle.openMatters(period.id)
    return [...stateReasons(period, 'open', 'close'), ...matterReasons(period, matters)]
  },
  async consequences() {
    const message = 'Nothing is registered, planned or enrolled in it any more, and its archive can be built.'
    return [{code: 'period.settled', message}]
  },
  async apply(stores, _entry, _ids, {period}) {
    await moveState(stores, period, 'open', 'closed')
    return {}
  },
  undo: {
    deed: 'period.undo',
    guards: async (_stores, {period}) => stateReasons(period, 'closed', 'close'),
    async apply(stores, _entry, {period}) {
      await moveState(stores, period, 'closed', 'open')
      return {}
    },
  },
}

function matterReasons({code}: Period, {sessions, results, absences, cases, registrations}: OpenMatters): Reason[] {
  const some = (codes: readonly string[]): string => `${codes.slice(0, 5).join(', ')}${codes.length > 5 ? ', …' : ''}`
  const when = (is: boolean, reason: string, message: string, details: Reason['details']): Reason[] =>
    is ? [{code: reason, message, ...(details ? {details} : {})}] : []
  return [
    ...when(
      sessions.length > 0,
      'period.sessions-open',
      `${sessions.length} sessions are neither reported nor cancelled: ${some(sessions)}. See them with: ontrac session list ${code}`,
      {sessions},
    ),
    ...when(
      results > 0,
      'period.results-open',
      `${results} results are not established. See them with: ontrac result list --period ${code}`,
      {results},
    ),
    ...when(
      absences > 0,
      'period.absences-open',
      `${absences} absences are not judged. See them with: ontrac absence list`,
      {absences},
    ),
    ...when(
      cases.length > 0,
      'period.cases-open',
      `${cases.length} cases are not decided: ${some(cases)}. See them with: ontrac case list`,
      {cases},
    ),
    ...when(
      registrations > 0,
      'period.registrations-open',
      `${registrations} registrations are open still. Carry them over with: ontrac registration carry-over ${code} NEXT`,
      {registrations},
    ),
  ]
}
