import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {EnrolmentId, SeatId} from '../../ids.ts'
import type {Period} from '../../institution/model.ts'
import {parsed} from '../../parsed.ts'
import {changeCrew} from '../../planning/rota/assign-duty.ts'
import {openedStanding, standingRepair, type StandingRepair} from '../../planning/certificates/standing-repair.ts'
import {nothingToPlace, standingPlan, type StandingPlan} from '../../planning/certificates/standing-plan.ts'
import {cutOff, finishRun, type RunClaim, type RunOptions, storeRun} from '../assignment/enrolment-run.ts'
import {moveClaims} from './move-all.ts'
import {moveHeld} from './move-session.ts'
import {type RepairedSessions, repairSheet} from './repair-sheet.ts'
import type {EnrolmentStores} from '../store.ts'

/** Which period; `students` looks at seats too that no longer suit their student, such as after a new timetable. */
export const RepairSessions = z.strictObject({
  period: z.string().trim().min(1),
  students: z.boolean().default(false),
  reason: z.string().trim().default(''),
  dryRun: z.boolean().default(false),
})

/**
 * Puts the sessions of a period right after a room, a person or a timetable dropped out, with the fewest moves (feature P12):
 * another room at the same time before another time, somebody else on duty, another seat only for who cannot come along.
 * `dryRun` tells all that would happen, each message with it. It is done session by session, each a deed of its own that can
 * be changed back; asked again it goes on with what is still broken.
 *
 * @throws ExamError `period.not-found`; `session.refused` with `session.reason-needed`; what moving a session, its people and
 * its seats throws when somebody comes in between
 */
export async function repairSessions(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof RepairSessions>,
): Promise<RepairedSessions> {
  const wanted = parsed(RepairSessions, input)
  const looked = await ctx.read('planning.read', async (stores, {now}) => {
    const period = await stores.periods.get(wanted.period)
    const standing = await standingPlan(stores, now, period, true).catch(nothingToPlace)
    if (!standing) return {period, standing}
    const options = optionsOf(period, wanted.reason)
    const cut = await cutOff(stores, 'enrolment.move', options)
    return {period, standing, options, cut, opened: await openedStanding(stores, standing)}
  })
  if (!looked.standing) return nothingBroken(looked.period)
  const {standing, opened, options} = looked
  const repair = standingRepair(standing, opened, wanted.students)
  const answer = repairSheet(standing, repair)
  if (wanted.dryRun) return answer
  refuseIfAny('session', reasonNeeded(standing, repair, wanted.reason))
  if (looked.cut) await finishRun(ctx, looked.cut, moveClaims)
  return carryOut(ctx, {standing, repair, answer, options, reason: wanted.reason})
}

type Work = Readonly<{
  standing: StandingPlan
  repair: StandingRepair
  answer: RepairedSessions
  options: RunOptions
  reason: string
}>

/** Who leaves first, so that nobody is in the way; then seats, rooms and times, and who comes. */
async function carryOut(
  ctx: Context<EnrolmentStores>,
  {standing, repair, answer, options, reason}: Work,
): Promise<RepairedSessions> {
  const moving = new Set(answer.moves.map(({before}) => before.session))
  for (const {session, leave, come} of answer.crews) {
    // At its own time one deed is one letter; at another time those who come are asked for that one.
    const add = moving.has(session) ? [] : comers(standing, repair, session, come)
    if (leave.length + add.length > 0) await changeCrew(ctx, {session, add, remove: [...leave]})
  }
  const claims = claimsOf(ctx, standing, repair)
  const run =
    claims.length === 0
      ? null
      : await storeRun(ctx, 'enrolment.move', claims, {
          options,
          summary: {period: standing.period.code, moved: claims.length},
        })
  const {left} = run ? await finishRun(ctx, run, moveClaims) : {left: []}
  for (const {before, after} of answer.moves) {
    const {on, from, room} = after
    await moveHeld(ctx, {session: before.session, on, from, room, reason, override: false, dryRun: false})
  }
  for (const {session, come} of answer.crews) {
    const add = moving.has(session) ? comers(standing, repair, session, come) : []
    if (add.length > 0) await changeCrew(ctx, {session, add, remove: []})
  }
  return {...answer, changed: left, run: run?.code ?? null, done: true}
}

function optionsOf(period: Period, reason: string): RunOptions {
  return {repair: period.id, reason, override: false}
}

function nothingBroken({code}: Period): RepairedSessions {
  const none = {broken: [], moves: [], seats: [], crews: [], left: [], stuck: [], messages: [], changed: []}
  return {period: code, ...none, run: null, done: false}
}

function reasonNeeded({planned}: StandingPlan, {moves, crews, seats}: StandingRepair, reason: string): Reason[] {
  const published = [...moves, ...crews].some((index) => planned.fixed[index]!.session.state !== 'planned')
  if (reason !== '' || (!published && seats.length === 0)) return []
  const message = 'Sessions of this repair are published: say why, for the people concerned, with --reason.'
  return [{code: 'session.reason-needed', message}]
}

function claimsOf(ctx: Context<EnrolmentStores>, {planned}: StandingPlan, {seats, found}: StandingRepair): RunClaim[] {
  const seatIds = new Map<string, SeatId>()
  return seats.flatMap((demand) => {
    const {registrationId, code, personId, seatedIn, enrolmentId} = planned.demand[demand]!
    const session = planned.fixed[found.draft.seatOf[demand]!]!.session.id
    if (seatedIn === null || enrolmentId === null) return []
    const key = `${personId} ${session}`
    const seatId = seatIds.get(key) ?? ctx.ids.next<SeatId>()
    seatIds.set(key, seatId)
    return [
      {
        registrationId,
        code,
        personId,
        sessionId: session,
        enrolmentId: ctx.ids.next<EnrolmentId>(),
        seatId,
        from: {enrolmentId, sessionId: seatedIn},
      },
    ]
  })
}

function comers({planned}: StandingPlan, {found}: StandingRepair, session: string, come: readonly string[]) {
  const index = planned.fixed.findIndex((each) => each.session.code === session)
  const {lead} = found.draft.opened[index]!
  return come.map((staff) => ({
    staff,
    duty: planned.staff[lead]?.code === staff ? ('lead' as const) : ('invigilator' as const),
  }))
}
