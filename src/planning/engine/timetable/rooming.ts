import type {Timetable, TimetableRooms} from './model.ts'

/** Which part is in which room, and what is left in every room and slot. */
export type Rooming = {
  readonly rooms: TimetableRooms
  /** By part; -1 is nowhere. */
  readonly roomOf: Int32Array
  /** Slot × room. */
  readonly left: Int32Array
  readonly counts: Int32Array
  /** Slot × room: parts there that share with none. */
  readonly loners: Int32Array
  /** Slot × room × class of duration, and how many classes there are in slot × room. */
  readonly classCounts: Uint16Array
  readonly classes: Uint8Array
  /** Rooms in which part `p` may be, the cheapest first: `choices[choiceStarts[p]] …`. */
  readonly choices: Uint16Array
  readonly choiceStarts: Int32Array
}

export function emptyRooming({slots, items}: Timetable, rooms: TimetableRooms): Rooming {
  const cells = slots * rooms.rooms
  return {
    rooms,
    roomOf: new Int32Array(rooms.parts[items]!).fill(-1),
    left: rooms.seats.slice(),
    counts: new Int32Array(cells),
    loners: new Int32Array(cells),
    classCounts: new Uint16Array(cells * rooms.classes),
    classes: new Uint8Array(cells),
    ...choicesOf(rooms),
  }
}

function choicesOf({rooms, cost}: TimetableRooms): Pick<Rooming, 'choices' | 'choiceStarts'> {
  const parts = cost.length / rooms
  const choiceStarts = new Int32Array(parts + 1)
  const choices: number[] = []
  for (let part = 0; part < parts; part++) {
    const own: number[] = []
    for (let room = 0; room < rooms; room++) if (cost[part * rooms + room]! >= 0) own.push(room)
    own.sort((a, b) => cost[part * rooms + a]! - cost[part * rooms + b]! || a - b)
    for (const room of own) choices.push(room)
    choiceStarts[part + 1] = choices.length
  }
  return {choices: Uint16Array.from(choices), choiceStarts}
}

/** Whether a part may be put in a room as it is. */
export function fitsIn({rooms, left, counts, loners}: Rooming, part: number, slot: number, room: number): boolean {
  const cell = slot * rooms.rooms + room
  if (left[cell]! < rooms.sizes[part]! || rooms.cost[part * rooms.rooms + room]! < 0) return false
  if (counts[cell] !== 0) return rooms.shared && rooms.alone[part] === 0 && loners[cell] === 0
  for (let on = 1; on < rooms.spans[part]! && slot + on < rooms.ends[slot]!; on++) {
    const next = cell + on * rooms.rooms
    if (counts[next] !== 0 || left[next]! < rooms.sizes[part]!) return false
  }
  return rooms.seats[cell]! > 0
}

/** What a part costs in a room as it is. */
export function costIn({rooms, counts, classCounts}: Rooming, part: number, slot: number, room: number): number {
  const cell = slot * rooms.rooms + room
  const own = rooms.cost[part * rooms.rooms + room]!
  if (rooms.mixed === 0 || counts[cell] === 0) return own
  return classCounts[cell * rooms.classes + rooms.durations[part]!] === 0 ? own + rooms.mixed : own
}

export function putIn(rooming: Rooming, part: number, slot: number, room: number): void {
  const {rooms, left, counts, loners, classCounts, classes, roomOf} = rooming
  const cell = slot * rooms.rooms + room
  roomOf[part] = room
  left[cell]! -= rooms.sizes[part]!
  counts[cell]!++
  loners[cell]! += rooms.alone[part]!
  if (classCounts[cell * rooms.classes + rooms.durations[part]!]!++ === 0) classes[cell]!++
  for (let on = 1; on < rooms.spans[part]! && slot + on < rooms.ends[slot]!; on++) counts[cell + on * rooms.rooms]!++
}

/** Takes a part from its room, and answers what it cost there. */
export function takePart(rooming: Rooming, part: number, slot: number): number {
  const {rooms, left, counts, loners, classCounts, classes, roomOf} = rooming
  const room = roomOf[part]!
  const cell = slot * rooms.rooms + room
  roomOf[part] = -1
  left[cell]! += rooms.sizes[part]!
  counts[cell]!--
  loners[cell]! -= rooms.alone[part]!
  if (--classCounts[cell * rooms.classes + rooms.durations[part]!]! === 0) classes[cell]!--
  for (let on = 1; on < rooms.spans[part]! && slot + on < rooms.ends[slot]!; on++) counts[cell + on * rooms.rooms]!--
  return costIn(rooming, part, slot, room)
}

export function takeOut(rooming: Rooming, item: number, slot: number): number {
  const {parts} = rooming.rooms
  let cost = 0
  for (let part = parts[item]!; part < parts[item + 1]!; part++)
    if (rooming.roomOf[part]! >= 0) cost += takePart(rooming, part, slot)
  return cost
}

/**
 * A room for a part: one of those that fit, the cheapest and then the tightest; `draw` from 0 until 2³² may choose another
 * that fits. -1 when none fits.
 */
export function roomFor(rooming: Rooming, part: number, slot: number, draw: number): number {
  const count = rooming.rooms.rooms
  if ((draw & 1) === 1) {
    const room = Math.imul(draw >>> 16, count) >>> 16
    if (fitsIn(rooming, part, slot, room)) return room
  }
  let best = -1
  let least = Infinity
  const {choices, choiceStarts, left} = rooming
  const {cost} = rooming.rooms
  for (let at = choiceStarts[part]!; at < choiceStarts[part + 1]!; at++) {
    const room = choices[at]!
    // Those that follow cost as much by themselves, or more.
    if (cost[part * count + room]! * 65_536 > least) break
    if (!fitsIn(rooming, part, slot, room)) continue
    const value = costIn(rooming, part, slot, room) * 65_536 + left[slot * count + room]!
    if (value < least) {
      least = value
      best = room
    }
  }
  return best
}

/** Puts all parts of an item in rooms of a slot, and answers their cost; -1 when one of them finds none, and then none has a room. */
export function seatItem(rooming: Rooming, item: number, slot: number, draw: number): number {
  const {parts} = rooming.rooms
  let cost = 0
  for (let part = parts[item]!; part < parts[item + 1]!; part++) {
    const room = roomFor(rooming, part, slot, draw)
    if (room < 0) {
      takeOut(rooming, item, slot)
      return -1
    }
    cost += costIn(rooming, part, slot, room)
    putIn(rooming, part, slot, room)
  }
  return cost
}
