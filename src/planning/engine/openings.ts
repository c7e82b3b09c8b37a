import {type Board, fits, open, roomIsFree, seat, type Sitting} from './board.ts'
import {type Bundle, earliestIn} from './bundles.ts'

/** Where and when a session could be opened for one bundle. */
type Opening = Readonly<{room: number; slot: number; from: number; likely: number; spare: number}>

/** How many openings are tried in full, the most promising first. */
const TRIED = 4

/** What a search for openings may choose from. */
export type Choice = Readonly<{
  /** Rooms at these locations; undefined is anywhere. */
  locations?: ReadonlySet<number>
  /** The only start there is, of an exam that all take at once. */
  start?: number
}>

/** Bundles that could share sessions, with how many of them each slot suits. */
export type Queue = {readonly bundles: Bundle[]; readonly suited: number[]}

/** Lines up bundles, those with the fewest slots first: they have the least choice. */
export function queueOf(board: Board, bundles: readonly Bundle[]): Queue {
  const sorted = bundles.toSorted(
    (a, b) =>
      a.slots.length - b.slots.length ||
      b.features.length - a.features.length ||
      b.minutes - a.minutes ||
      a.order - b.order,
  )
  const suited = board.problem.slots.map(() => 0)
  for (const {slots} of sorted) for (const slot of slots) suited[slot]!++
  return {bundles: sorted, suited}
}

/** Takes a bundle out of the queue. */
function leave({bundles, suited}: Queue, bundle: Bundle): void {
  bundles.splice(bundles.indexOf(bundle), 1)
  for (const slot of bundle.slots) suited[slot]!--
}

/**
 * Opens the session that seats most of the queue and its first bundle, fills it in the order of the queue, and answers how
 * many it seats; 0 when there is no room and time for the first.
 */
export function openFor(board: Board, queue: Queue, choice: Choice): number {
  const first = queue.bundles[0]!
  const best = openings(board, first, queue, choice)
    .slice(0, TRIED)
    .map((opening) => ({opening, seated: seatedBy(board, queue, opening)}))
    .reduce<{opening: Opening; seated: number} | undefined>(
      (most, each) => (each.seated > (most?.seated ?? 0) ? each : most),
      undefined,
    )
  if (!best) return 0
  const {room, slot, from} = best.opening
  const sitting = open(board, room, slot, from, first.family)
  seat(board, first, sitting)
  leave(queue, first)
  return 1 + fill(board, queue, sitting)
}

/** Gives seats left in a session to the queue, in order; answers how many. */
export function fill(board: Board, queue: Queue, sitting: Sitting): number {
  const seated: Bundle[] = []
  for (const bundle of queue.bundles) {
    if (sitting.members.length >= sitting.seats) break
    if (!couldBeIn(bundle, sitting) || !fits(board, bundle, sitting)) continue
    seat(board, bundle, sitting)
    seated.push(bundle)
  }
  for (const bundle of seated) leave(queue, bundle)
  return seated.length
}

/** A quick no for a slot that never suits somebody, and for a room his exam may not share. */
export function couldBeIn({slots, family}: Bundle, sitting: Sitting): boolean {
  return sitting.fixed >= 0 || (sitting.family === family && slots.includes(sitting.slot))
}

function openings(board: Board, first: Bundle, {suited}: Queue, choice: Choice): Opening[] {
  const {rooms} = board.problem
  const places = [...rooms.keys()].filter(
    (room) => holds(board, room, first) && (choice.locations?.has(rooms[room]!.location) ?? true),
  )
  const busy = board.leads.map(() => 0)
  for (const {slot} of board.opened) busy[slot]!++
  const found = first.slots.flatMap((slot) =>
    places.flatMap((room): Opening[] => {
      const from = startIn(board, first, slot, room, choice)
      if (from === undefined) return []
      const seats = seatsFor(board, room, first)
      const likely = Math.min(suited[slot]!, seats)
      // A room and time are worth less when nobody is left to lead there.
      const led = board.leads[slot]! === 0 || busy[slot]! < board.leads[slot]!
      return [
        {
          room,
          slot,
          from,
          likely: led ? likely : likely / 2,
          spare: seats - likely + 100 * needless(board, room, first),
        },
      ]
    }),
  )
  return found.toSorted((a, b) => b.likely - a.likely || a.spare - b.spare || a.from - b.from || a.room - b.room)
}

/** Features that nobody asks for and that others may need. */
function needless({problem}: Board, room: number, {features}: Bundle): number {
  return problem.rooms[room]!.features.filter((feature) => feature === 'quiet' && !features.includes(feature)).length
}

function holds({problem}: Board, room: number, {features, computer}: Bundle): boolean {
  const {seats, computers, features: offered} = problem.rooms[room]!
  return seats > 0 && (!computer || computers > 0) && features.every((feature) => offered.includes(feature))
}

/** Seats of a room for exams such as a bundle's. */
export function seatsFor({problem}: Board, room: number, {computer}: Bundle): number {
  const {seats, computers} = problem.rooms[room]!
  return computer ? Math.min(seats, computers) : seats
}

/** The first start in a slot at which both the room and the bundle are free. */
function startIn(board: Board, bundle: Bundle, slot: number, room: number, {start}: Choice): number | undefined {
  const {problem} = board
  const {from, to} = problem.slots[slot]!
  const grid = (minute: number): number => from + Math.ceil((minute - from) / 15) * 15
  const rests = board.inRoom[room]!.map((other) => other.to + problem.turnaround)
  const after = [...rests, ...problem.rooms[room]!.busy.map(([, end]) => end)]
    .filter((end) => from < end && end < to)
    .map(grid)
  const own = earliestIn(problem, bundle, slot)
  const starts =
    start === undefined ? [from, ...(own === undefined ? [] : [own]), ...after] : [start].filter((only) => from <= only)
  return starts
    .toSorted((a, b) => a - b)
    .find((minute) => minute + bundle.minutes <= to && isOpenTo(board, bundle, slot, room, minute))
}

function isOpenTo(board: Board, bundle: Bundle, slot: number, room: number, from: number): boolean {
  return (
    roomIsFree(board, room, from, from + bundle.minutes) && fits(board, bundle, trial(board, bundle, slot, room, from))
  )
}

/** A session that is not on the board: what it would seat is counted before it is opened. */
function trial({problem}: Board, {family}: Bundle, slot: number, room: number, from: number): Sitting {
  const {seats, computers, features, location} = problem.rooms[room]!
  return {
    fixed: -1,
    room,
    location,
    slot,
    from,
    to: from,
    limit: problem.slots[slot]!.to,
    family,
    offers: [],
    seats,
    computers,
    features,
    members: [],
  }
}

/** How many of the queue would sit there; the board stays as it is. */
function seatedBy(board: Board, {bundles}: Queue, {slot, room, from}: Opening): number {
  const first = bundles[0]!
  const sitting = trial(board, first, slot, room, from)
  for (const bundle of bundles) {
    if (sitting.members.length >= sitting.seats) break
    if (!couldBeIn(bundle, sitting) || !fits(board, bundle, sitting)) continue
    // One student may have several bundles here; he sits once.
    if (sitting.members.some(({student}) => student === bundle.student)) continue
    sitting.members.push(bundle)
    sitting.to = Math.max(sitting.to, from + bundle.minutes)
  }
  return sitting.members.includes(first) ? sitting.members.length : 0
}
