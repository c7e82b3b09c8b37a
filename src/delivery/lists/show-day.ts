import type {Context} from '../../context.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {type SessionSheet, sessionSheets} from '../../planning/sessions/session-sheet.ts'
import {day, dayOf} from '../../time.ts'
import {ownAmong} from '../reports/own-session.ts'
import type {DayCount, DeliveryStores} from '../store.ts'

/** A session on the board of a day: how many are there, and what happened. */
export type DayLine = SessionSheet & Omit<DayCount, 'sessionId'>

const NOTHING = {
  report: null,
  known: 0,
  present: 0,
  absent: 0,
  lateArrivals: 0,
  handedIn: 0,
  events: 0,
  cases: 0,
} as const

/** The sessions of a day with what their reports say so far, by start and place, in a fixed number of queries. `on` is today unless given. */
export async function showDay(
  ctx: Context<DeliveryStores>,
  {on}: Readonly<{on?: string | undefined}> = {},
): Promise<Readonly<{on: string; sessions: readonly DayLine[]}>> {
  return ctx.read('report.read', async (stores, access) => {
    const {zone} = await theInstitution(stores)
    const wanted = on === undefined ? dayOf(access.now, zone) : day(on)
    const all = await stores.sessions.all({onDate: wanted})
    const sessions = await ownAmong(stores, access, all)
    const counts = new Map(
      (await stores.delivery.day(sessions.map(({id}) => id))).map((each) => [each.sessionId, each]),
    )
    const sheets = await sessionSheets(stores, sessions)
    const lines = sheets.map((sheet): DayLine => {
      const {sessionId: _, ...count} = counts.get(sheet.id) ?? {sessionId: sheet.id, ...NOTHING}
      return {...sheet, ...count}
    })
    return {on: wanted, sessions: lines.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))}
  })
}

function place({from, room, place: address, code}: SessionSheet): string {
  return `${from} ${room ?? address} ${code}`
}
