import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {day, spanOf, wallTime} from '../../time.ts'
import {changePlan, type PlanChange, type PlanEdit} from './plan-change.ts'
import {crewed} from './crews.ts'
import type {OpenedSession} from '../engine/problem.ts'
import {type OpenPlan, sessionIn} from './open-plan.ts'
import {pinsOf} from './plan-body.ts'
import {reseated} from './reseated.ts'
import type {PlanningStores} from '../store.ts'

/** A session of a draft plan and where it goes; what is not given stays. Codes. */
export const MovePlanned = z.strictObject({
  plan: z.string().min(1),
  session: z.string().min(1),
  room: z.string().min(1).optional(),
  on: z.string().optional(),
  from: z.string().optional(),
  dryRun: z.boolean().default(false),
})

/** Two sessions of a draft plan that change places. */
export const SwapPlanned = z.strictObject({
  plan: z.string().min(1),
  session: z.string().min(1),
  with: z.string().min(1),
  dryRun: z.boolean().default(false),
})

/**
 * Moves a session of a draft plan to another room or time. Who can no longer sit in it gets a seat that is left elsewhere,
 * and who can no longer work in it is replaced; nobody else moves.
 *
 * @throws ExamError as {@link changePlan}; `plan.no-session`, `room.not-found`; `plan.refused` with `plan.pinned`,
 * `plan.nothing-moves`
 */
export async function movePlanned(
  ctx: Context<PlanningStores>,
  input: z.input<typeof MovePlanned>,
): Promise<PlanChange> {
  const wanted = parsed(MovePlanned, input)
  return changePlan(ctx, wanted, (open) => {
    const index = sessionIn(open, wanted.session)
    const session = open.draft.opened[index]!
    const moved = {...session, ...placeOf(open, session, wanted)}
    if (moved.room === session.room && moved.from === session.from)
      throw refusal('plan.nothing-moves', 'Nothing changes; say where or when with --room, --on or --from.')
    return edited(open, new Map([[index, moved]]))
  })
}

/**
 * Lets two sessions of a draft plan change rooms and times; each keeps its own length. As {@link movePlanned} otherwise.
 *
 * @throws ExamError as {@link movePlanned}
 */
export async function swapPlanned(
  ctx: Context<PlanningStores>,
  input: z.input<typeof SwapPlanned>,
): Promise<PlanChange> {
  const wanted = parsed(SwapPlanned, input)
  return changePlan(ctx, wanted, (open) => {
    const [one, other] = [sessionIn(open, wanted.session), sessionIn(open, wanted.with)]
    if (one === other) throw refusal('plan.nothing-moves', 'Name two different sessions.')
    const [a, b] = [open.draft.opened[one]!, open.draft.opened[other]!]
    const [first, second] = a.from <= b.from ? [a, b] : [b, a]
    const swapped = turned(first, second, open.planned.problem.turnaround)
    return edited(
      open,
      new Map([
        [one, swapped.get(a)!],
        [other, swapped.get(b)!],
      ]),
    )
  })
}

/** Where two sessions go that change places. After each other in one room they turn round, and end when they ended. */
function turned(first: OpenedSession, second: OpenedSession, rest: number): ReadonlyMap<OpenedSession, OpenedSession> {
  const inARow = first.room === second.room && second.from < first.from + (second.to - second.from) + rest
  const last = {...second, from: second.to - (first.to - first.from)}
  return new Map([
    [first, at(first, inARow ? last : second)],
    [second, at(second, first)],
  ])
}

/** A draft with some of its sessions elsewhere. @throws ExamError `plan.pinned` */
export function edited(open: OpenPlan, changes: ReadonlyMap<number, OpenedSession>): PlanEdit {
  const pinned = pinsOf(open.body).sessions
  for (const index of changes.keys()) {
    const {id, code} = open.body.sessions[index]!
    if (pinned.includes(id))
      throw refusal(
        'plan.pinned',
        `Session ${code} is pinned; free it first with: ontrac plan pin ${open.plan.code} ${code} --off`,
      )
  }
  const {problem} = open.planned
  const draft = {...open.draft, opened: open.draft.opened.map((session, index) => changes.get(index) ?? session)}
  const sessions = new Set([...changes.keys()].map((index) => problem.fixed.length + index))
  return {draft: crewed(problem, reseated(problem, draft, sessions), new Set(changes.keys()))}
}

function placeOf(
  {planned}: OpenPlan,
  session: OpenedSession,
  {room, on, from}: z.output<typeof MovePlanned>,
): Pick<OpenedSession, 'room' | 'from' | 'to'> {
  const wall = planned.timeline.wallAt(session.from)
  const moment = {
    on: on === undefined ? wall.on : day(on),
    from: from === undefined ? wall.from : wallTime(from),
    minutes: session.to - session.from,
    zone: planned.zone,
  }
  const [start, end] = planned.timeline.stretch(spanOf(moment))
  const where =
    room === undefined ? session.room : planned.rooms.findIndex(({code, id}) => code === room || id === room)
  if (where < 0)
    throw new ExamError('not-found', 'room.not-found', `There is no room "${room}". List them with: ontrac room list`, {
      what: 'room',
      key: room,
    })
  return {room: where, from: start, to: end}
}

function at(session: OpenedSession, {room, from}: OpenedSession): OpenedSession {
  return {...session, room, from, to: from + session.to - session.from}
}

function refusal(code: string, message: string): ExamError {
  return new ExamError('refused', 'plan.refused', message, {reasons: [{code, message}]})
}
