import type {Context} from '../context.ts'
import type {Session} from '../planning/model.ts'
import type {LifecycleStores, SessionState} from './store.ts'

/** How a period stands in numbers. */
export type PeriodFigures = Readonly<{
  period: string
  /** Registrations that nobody decided on, those that are to have a seat or had one, and those without one still. */
  wanted: number
  agreed: number
  /** Sessions that were not cancelled, by state. */
  sessions: number
  states: Readonly<Partial<Record<Session['state'], number>>>
  /** Seats of all of them; `taken` counts enrolments and who waits. */
  seats: number
  taken: number
}>

/** Counts what a period holds: registrations, sessions by state, seats. @throws ExamError `period.not-found` */
export async function showPeriodFigures(ctx: Context<LifecycleStores>, key: string): Promise<PeriodFigures> {
  return ctx.read('demand.read', async (stores) => {
    const {id, code} = await stores.periods.get(key)
    const sessions = await stores.lifecycle.sessions(id, null)
    return {
      period: code,
      wanted: await stores.registrations.count({periodId: id, state: 'wanted'}),
      agreed: await stores.registrations.count({periodId: id, state: ['agreed', 'used']}),
      sessions: sessions.length,
      states: statesOf(sessions),
      seats: sessions.reduce((sum, {seats}) => sum + seats, 0),
      taken: sessions.reduce((sum, {taken}) => sum + taken, 0),
    }
  })
}

function statesOf(sessions: readonly SessionState[]): PeriodFigures['states'] {
  return Object.fromEntries(
    [...Map.groupBy(sessions, ({state}) => state)].map(([state, those]) => [state, those.length]),
  )
}
