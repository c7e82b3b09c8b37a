import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import {fullName} from '../../institution/people/names.ts'
import type {Room} from '../../institution/model.ts'
import {parsed} from '../../parsed.ts'
import {seatRoom} from '../../planning/engine/seating/seat-room.ts'
import {
  neighbourBound,
  type SeatingPlan,
  type SeatingProblem,
  sameNeighbours,
} from '../../planning/engine/seating/seating-problem.ts'
import {heldSession} from '../../planning/sessions/held-session.ts'
import type {Session} from '../../planning/model.ts'
import {requirePlanningRight} from '../../planning/sessions/planning-right.ts'
import {rosterOf} from '../lists/roster.ts'
import {
  gridOf,
  labelOf,
  placeOf,
  type RoomGrid,
  type SeatingSheet,
  seatingProblem,
  type SeatingWish,
  type Sitter,
  sittersOf,
} from './seating.ts'
import type {DeliveryStores} from '../store.ts'

/** How to fill the room of a session; `seats` names a place for a student number. */
export const MakeSeating = z.strictObject({
  session: z.string().min(1),
  way: z.enum(['order', 'mix', 'distance']).default('mix'),
  reserve: z.int().min(0).max(50).default(0),
  closed: z.array(z.string()).default([]),
  front: z.array(z.string()).default([]),
  seats: z.record(z.string(), z.string()).default({}),
  dryRun: z.boolean().default(false),
})
type Wanted = z.output<typeof MakeSeating>

const OPEN: readonly Session['state'][] = ['planned', 'published', 'final']

/**
 * Gives everybody enrolled in a session a place in its room (feature P14): by list, with different exams next to each other or
 * with empty places between; special places first, some kept free for strays. The labels stand on lists, slips and report.
 *
 * @throws ExamError `session.not-found`, `seating.unknown-place`; `seating.refused` with `session.closed`, `session.no-room`,
 * `seating.no-candidates`, `seating.too-small`, `seating.not-a-candidate`
 */
export async function makeSeating(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof MakeSeating>,
): Promise<SeatingSheet> {
  const wanted = parsed(MakeSeating, input)
  if (wanted.dryRun) return ctx.read('plan.read', async (stores) => (await prepared(stores, wanted)).sheet)
  const {id} = await ctx.read('plan.read', (stores) => stores.sessions.get(wanted.session))
  return ctx.write('seating.make', {lock: {session: [id]}}, async (stores, entry) => {
    const {session, sitters, plan, grid, sheet} = await prepared(stores, wanted)
    await requirePlanningRight(stores, entry, await heldSession(stores, session))
    const labels = new Map(
      sitters.flatMap(({seatId}, i) => (plan.places[i]! < 0 ? [] : [[seatId, labelOf(grid, plan.places[i]!)]])),
    )
    await stores.delivery.labelSeats(labels)
    entry.note({about: ['session', session.id], facts: {code: session.code, seated: labels.size, way: wanted.way}})
    return sheet
  })
}

async function prepared(stores: DeliveryStores, wanted: Wanted) {
  const {session, room, sitters} = await seatedIn(stores, wanted.session)
  const grid = gridOf(room)
  const problem = seatingProblem(grid, sitters, wishOf(wanted, grid))
  refuseIfAny('seating', [...stateReasons(session), ...fillReasons(problem, sitters, wanted)])
  const plan = seatRoom(problem)
  return {session, sitters, plan, grid, sheet: seatingSheet({session, room, grid, problem, sitters, plan})}
}

/** A session with its room and those who sit in it. @throws ExamError `session.not-found`; `seating.refused` with `session.no-room` */
export async function seatedIn(stores: DeliveryStores, code: string) {
  const session = await stores.sessions.get(code)
  const [room] = session.roomId === null ? [] : await stores.rooms.history({id: session.roomId})
  const message = `Session ${session.code} has no room of the school, so nobody is seated in it.`
  refuseIfAny('seating', room ? [] : [{code: 'session.no-room', message}])
  const roster = await rosterOf(stores, session)
  return {session, room: room as Room, sitters: sittersOf(roster, ({person}) => fullName(person))}
}

export function stateReasons({code, state}: Session): Reason[] {
  return OPEN.includes(state)
    ? []
    : [{code: 'session.closed', message: `Session ${code} is ${state}; its seats no longer change.`}]
}

function wishOf({way, reserve, closed, front, seats}: Wanted, grid: RoomGrid): SeatingWish {
  const place = (label: string): number => {
    const found = placeOf(grid, label)
    if (found !== undefined) return found
    const message = `There is no place "${label}": the room has rows A to ${labelOf({columns: 1}, grid.rows - 1).replace('1', '')} of ${grid.columns} places.`
    throw new ExamError('invalid', 'seating.unknown-place', message, {label})
  }
  return {
    way,
    reserve,
    closed: closed.map(place),
    front,
    fixed: new Map(Object.entries(seats).map(([student, label]) => [student, place(label)])),
  }
}

function fillReasons(
  {rows, columns, closed, candidates}: SeatingProblem,
  sitters: readonly Sitter[],
  {session, front, seats}: Wanted,
): Reason[] {
  if (sitters.length === 0)
    return [{code: 'seating.no-candidates', message: `Nobody is enrolled in session ${session} yet.`}]
  const places = rows * columns - closed.length
  const strangers = [...front, ...Object.keys(seats)].filter((student) => !candidates.some(({key}) => key === student))
  return [
    ...(places >= candidates.length
      ? []
      : [
          {
            code: 'seating.too-small',
            message: `The room has ${places} places for ${candidates.length} students; correct it with: ontrac room change --rows --columns`,
          },
        ]),
    ...strangers.map((student) => ({
      code: 'seating.not-a-candidate',
      message: `Student ${student} is not enrolled in session ${session}.`,
      details: {student},
    })),
  ]
}

type Seated = Readonly<{
  session: Session
  room: Pick<Room, 'code'>
  grid: RoomGrid
  problem: SeatingProblem
  sitters: readonly Sitter[]
  plan: SeatingPlan
}>

/** A seating as people read it. */
export function seatingSheet({session, room, grid, problem, sitters, plan}: Seated): SeatingSheet {
  const seats = sitters.flatMap(({student, name, exams}, i) => {
    const place = plan.places[i]!
    if (place < 0) return []
    return [
      {
        place,
        seat: labelOf(grid, place),
        row: Math.floor(place / grid.columns) + 1,
        column: (place % grid.columns) + 1,
        student,
        name,
        exams,
      },
    ]
  })
  return {
    session: session.code,
    on: session.onDate,
    room: room.code,
    grid,
    seats: seats.toSorted((a, b) => a.place - b.place).map(({place: _, ...seat}) => seat),
    reserved: plan.reserved.map((place) => labelOf(grid, place)),
    without: sitters.filter((_, i) => plan.places[i]! < 0).map(({student}) => student),
    sameNeighbours: sameNeighbours(problem, plan),
    atLeast: neighbourBound(problem),
  }
}
