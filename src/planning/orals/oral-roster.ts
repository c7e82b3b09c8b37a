import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {Day} from '../../time.ts'
import type {Session} from '../model.ts'
import {oralSheet, type SlotSheet} from './oral-sheet.ts'
import type {PlanningStores} from '../store.ts'

/** Of which sessions: one, or all oral ones of a period; and for whom. Codes. */
export const OralRosterOf = z.strictObject({
  of: z.string().min(1).describe('Code of a session or a period.'),
  student: z.string().optional(),
  examiner: z.string().optional(),
  room: z.string().optional(),
})

/** A time in a session. */
export type OralRosterRow = SlotSheet & Readonly<{session: string; on: Day}>
/** The times asked for, by day and start. */
export type OralRoster = Readonly<{of: string; rows: readonly OralRosterRow[]}>

/**
 * Who comes when, to whom and where: of all oral sessions of a period or of one, for a student, an examiner or a room
 * (feature P5). Times that nobody has are left out of a student's roster.
 *
 * @throws ExamError `oral.unknown` when there is no such session or period
 */
export async function oralRoster(
  ctx: Context<PlanningStores>,
  input: z.input<typeof OralRosterOf>,
): Promise<OralRoster> {
  const wanted = parsed(OralRosterOf, input)
  return ctx.read('plan.read', async (stores) => {
    const rows: OralRosterRow[] = []
    for (const session of await sessionsNamed(stores, wanted.of)) rows.push(...(await rowsOf(stores, session)))
    const {student, examiner, room} = wanted
    const own = rows.filter(
      (row) =>
        (student === undefined || row.student === student) &&
        (examiner === undefined || row.examiners.includes(examiner)) &&
        (room === undefined || row.room === room),
    )
    return {of: wanted.of, rows: own.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))}
  })
}

function keyOf({on, from, session, student}: OralRosterRow): string {
  return `${on} ${from} ${session} ${student ?? ''}`
}

async function sessionsNamed(stores: PlanningStores, key: string): Promise<readonly Session[]> {
  const session = await stores.sessions.find(key)
  if (session) return [session]
  const period = await stores.periods.find(key)
  if (!period) {
    const message = `There is no session or period "${key}". List sessions with: ontrac session list`
    throw new ExamError('not-found', 'oral.unknown', message, {key})
  }
  return (await stores.planning.sessions({period: period.id})).filter(({kind}) => kind === 'oral')
}

async function rowsOf(stores: PlanningStores, session: Session): Promise<readonly OralRosterRow[]> {
  const sheet = await oralSheet(stores, session)
  return sheet.slots.map((slot) => ({
    ...slot,
    session: session.code,
    on: sheet.on,
  }))
}
