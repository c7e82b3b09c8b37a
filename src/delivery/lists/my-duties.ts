import type {Context} from '../../context.ts'
import {type SessionSheet, sessionSheets} from '../../planning/sessions/session-sheet.ts'
import type {SessionDuty} from '../../planning/model.ts'
import {plusMinutes} from '../../time.ts'
import type {DeliveryStores} from '../store.ts'

/** A session at which somebody is on duty. */
export type MyDuty = SessionSheet & Readonly<{duty: SessionDuty['duty']}>

/** A session stays among the duties for so long after its end, for its report to be signed. */
const AFTER_MINUTES = 12 * 60
const DONE: readonly SessionSheet['state'][] = ['planned', 'cancelled']

/** The duties of whoever asks that are not over, the soonest first; those of sessions that are not published yet are left out. */
export async function myDuties(ctx: Context<DeliveryStores>): Promise<readonly MyDuty[]> {
  return ctx.read('report.read', async (stores, {person, now}) => {
    if (person === null) return []
    const all = await stores.duties.all({personId: person})
    const coming = all.filter(({endsAt}) => now < plusMinutes(endsAt, AFTER_MINUTES))
    const duties = new Map(coming.map(({sessionId, duty}) => [sessionId, duty]))
    const sheets = await sessionSheets(stores, await stores.sessions.all({id: [...duties.keys()]}))
    return sheets
      .filter(({state}) => !DONE.includes(state))
      .toSorted((a, b) => (`${a.startsAt} ${a.code}` < `${b.startsAt} ${b.code}` ? -1 : 1))
      .map((sheet) => ({...sheet, duty: duties.get(sheet.id) ?? 'invigilator'}))
  })
}
