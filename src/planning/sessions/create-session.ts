import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {parsed} from '../../parsed.ts'
import {instant} from '../../time.ts'
import {durationWarnings} from './expected-minutes.ts'
import {requirePlanningRight} from './planning-right.ts'
import {freeSessionCode, sessionCode} from './session-code.ts'
import {sessionConflicts} from './session-conflicts.ts'
import {readSession, SessionInput} from './session-input.ts'
import {addSessionRows, sessionRows} from './session-rows.ts'
import {type SessionSheet, sessionSheet} from './session-sheet.ts'
import {surroundingsOf} from './session-surroundings.ts'
import {type SessionWish, staffOf} from './session-wish.ts'
import type {PlanningStores} from '../store.ts'

/** A session made by hand; `sharesUntil` is when seats kept for some become everybody's. */
export const CreateSession = SessionInput.extend({
  code: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,60}$/, 'use letters, digits, "-", "_" or "."')
    .optional(),
  sharesUntil: z.string().optional(),
  dryRun: z.boolean().default(false),
})

/** The session with what the office should know though it is no reason to refuse. */
export type CreatedSession = SessionSheet & Readonly<{warnings: readonly Reason[]}>

/**
 * Plans a session by hand, and takes its room and people for that time (features P2, P4, P6).
 *
 * Room and people are checked over all periods under their locks, so two sessions never get the same. A dry run answers
 * the same refusals and a sheet, and changes nothing.
 *
 * @throws ExamError `session.refused` with the reasons of `sessionConflicts`; `session.exists`; `session.not-yours`
 */
export async function createSession(
  ctx: Context<PlanningStores>,
  input: z.input<typeof CreateSession>,
): Promise<CreatedSession> {
  const wanted = parsed(CreateSession, input)
  if (wanted.dryRun)
    return ctx.read('plan.read', async (stores, access) => (await prepare(ctx, stores, access, wanted)).preview())
  const first = await ctx.read('plan.read', (stores) => readSession(stores, asInput(wanted)))
  return ctx.write('session.create', {lock: lockOf(first)}, async (stores, entry) => {
    const prepared = await prepare(ctx, stores, entry, wanted)
    const {rows, warnings} = prepared
    await addSessionRows(stores, [rows])
    entry.note({
      about: ['session', rows.session.id],
      facts: {
        code: rows.session.code,
        startsAt: rows.session.startsAt,
        minutes: rows.session.minutes,
        exams: prepared.wish.exams.map(({exam}) => exam.code),
      },
    })
    return {...(await sessionSheet(stores, rows.session)), warnings}
  })
}

type Wanted = z.output<typeof CreateSession>
type Acting = Parameters<typeof requirePlanningRight>[1]

/** Reads, checks and lays out the rows; the same for the deed and its preview. */
async function prepare(ctx: Context<PlanningStores>, stores: PlanningStores, access: Acting, wanted: Wanted) {
  const wish = await readSession(stores, asInput(wanted))
  await requirePlanningRight(stores, access, wish)
  const {policy, zone} = await theInstitution(stores)
  refuseIfAny('session', [
    ...(await knownCode(stores, wanted.code)),
    ...sessionConflicts(wish, await surroundingsOf(stores, wish)),
  ])
  const code =
    wanted.code ??
    (await freeSessionCode(stores, sessionCode(wish.room?.code ?? wish.location?.code ?? 'EXT', wish.moment)))
  const releasesAt = wanted.sharesUntil === undefined ? {} : {releasesAt: instant(wanted.sharesUntil, zone)}
  const rows = sessionRows(ctx.ids, wish, {code, bookedBy: access.person, ...releasesAt})
  const warnings = await durationWarnings(stores, wish, policy.betweenExamsMinutes)
  const preview = async (): Promise<CreatedSession> => {
    const sheet = await sessionSheet(stores, rows.session)
    const named = (duty: string): string[] =>
      wish.duties.filter((each) => each.duty === duty).map(({person}) => person.staffCode ?? '')
    return {
      ...sheet,
      exams: wish.exams.map(({exam}) => exam.code),
      lead: named('lead')[0] ?? null,
      invigilators: named('invigilator'),
      capacity: wish.capacity,
      warnings,
    }
  }
  return {wish, rows, warnings, preview}
}

function asInput({code: _, sharesUntil: __, dryRun: ___, ...session}: Wanted): SessionInput {
  return session
}

/** Room and people, and the period where an exam is taken at one moment: two sessions of it must agree on theirs. */
function lockOf(wish: SessionWish) {
  const once = wish.exams.some(({exam}) => exam.rules.moments === 'one')
  return {period: once ? [wish.period.id] : [], person: staffOf(wish), room: wish.room ? [wish.room.id] : []}
}

async function knownCode(stores: PlanningStores, code: string | undefined): Promise<Reason[]> {
  if (code === undefined || !(await stores.sessions.find(code))) return []
  return [{code: 'session.exists', message: `There is a session ${code} already; give this one another --code.`}]
}
