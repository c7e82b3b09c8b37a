import type {Run} from '../../operation/records.ts'
import type {Day} from '../../time.ts'
import {type PlannedDuty, type RotaCosts, rotaOptions, type StaffShare} from './rota-body.ts'

/** A rota as people read it; codes only. */
export type RotaSheet = Readonly<{
  /** Empty for one that is only looked at. */
  code: string
  period: string
  state: Run['state']
  duties: readonly Omit<PlannedDuty, 'sessionId' | 'locationId' | 'personId' | 'startsAt' | 'endsAt'>[]
  /** Duties that nobody can do. */
  unfilled: number
  /** From this day on the shares count. */
  since: Day
  shares: readonly StaffShare[]
  costs: RotaCosts
}>

/** Makes the sheet of a rota. */
export function rotaSheet(run: Pick<Run, 'code' | 'state' | 'options'>, duties: readonly PlannedDuty[]): RotaSheet {
  const {period, since, share, costs} = rotaOptions(run)
  return {
    code: run.code,
    period,
    state: run.state,
    duties: duties
      .map(({sessionId: _, locationId: __, personId: ___, startsAt: ____, endsAt: _____, ...duty}) => duty)
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    unfilled: duties.filter(({personId}) => personId === null).length,
    since,
    shares: share,
    costs,
  }
}

function keyOf({on, from, session, location, kind}: RotaSheet['duties'][number]): string {
  return `${on} ${from} ${session ?? `~${location ?? ''}`} ${kind === 'lead' ? 0 : 1}`
}
