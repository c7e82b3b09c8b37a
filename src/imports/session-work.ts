import type {Entry, Lock} from '../context.ts'
import {ExamError, type Reason} from '../errors.ts'
import type {PersonId, RoomId, SessionId} from '../ids.ts'
import type {Json} from '../json.ts'
import {requirePlanningRight} from '../planning/sessions/planning-right.ts'
import {sessionConflicts} from '../planning/sessions/session-conflicts.ts'
import {readSession, type SessionInput} from '../planning/sessions/session-input.ts'
import {addSessionRows, sessionRows} from '../planning/sessions/session-rows.ts'
import {surroundingsOf} from '../planning/sessions/session-surroundings.ts'
import {type SessionWish} from '../planning/sessions/session-wish.ts'
import {distinct} from './look-up.ts'
import type {StepDone, StepOf, StepWork} from './import-kind.ts'
import type {ImportStores} from './store.ts'

/** A session to make, as people type it. */
export type SessionItem = Readonly<{line: number; code: string; input: SessionInput}>

/** How sessions from a file are made: each checked under the locks of its room and people, one that cannot be is left out. */
export const sessionWork: StepWork = {
  lock: (stores, payload) => lockFor(stores, payload as unknown as readonly SessionItem[]),
  apply: (stores, entry, payload, of) => apply(stores, entry, payload as unknown as readonly SessionItem[], of),
  async undoLock(stores, inverse) {
    const session = inverse as unknown as readonly SessionId[]
    return {session, pool: (await stores.pools.all({sessionId: session})).map(({id}) => id)}
  },
  undo: (stores, entry, inverse) => undo(stores, entry, inverse as unknown as readonly SessionId[]),
}

/** Rooms and people, and the period where an exam is taken at one moment: two sessions of it must agree on theirs. */
async function lockFor(stores: ImportStores, items: readonly SessionItem[]): Promise<Lock> {
  const period = await stores.periods.all({code: distinct(items.map(({input}) => input.period))})
  const room = await stores.rooms.all({code: distinct(items.map(({input}) => input.room))})
  const codes = distinct(items.flatMap(({input}) => input.duties.map(({staff}) => staff)))
  const person = await stores.persons.all({staffCode: codes})
  return {
    period: period.map(({id}) => id),
    room: room.map(({id}): RoomId => id),
    person: person.map(({id}): PersonId => id),
  }
}

async function apply(
  stores: ImportStores,
  entry: Entry,
  items: readonly SessionItem[],
  {ids}: StepOf,
): Promise<StepDone> {
  const made: SessionId[] = []
  const left: Reason[] = []
  for (const item of items) {
    const {wish, reasons} = await checked(stores, entry, item)
    if (!wish || reasons.length > 0) {
      left.push(...reasons.map((reason) => leftOut(item, reason)))
      continue
    }
    const rows = sessionRows(ids, wish, {code: item.code, bookedBy: entry.person})
    await addSessionRows(stores, [rows])
    made.push(rows.session.id)
  }
  return {inverse: made as unknown as Json, left}
}

type Checked = Readonly<{wish?: SessionWish; reasons: readonly Reason[]}>

async function checked(stores: ImportStores, entry: Entry, {code, input}: SessionItem): Promise<Checked> {
  try {
    const wish = await readSession(stores, input)
    await requirePlanningRight(stores, entry, wish)
    const known = await stores.sessions.find(code)
    const exists = known ? [{code: 'session.exists', message: `There is a session ${code} by now.`}] : []
    return {wish, reasons: [...exists, ...sessionConflicts(wish, await surroundingsOf(stores, wish))]}
  } catch (error) {
    if (error instanceof ExamError) return {reasons: [{code: error.code, message: error.message}]}
    throw error
  }
}

function leftOut({line, code: session}: SessionItem, {code, message}: Reason): Reason {
  return {code, message: `Line ${line}, session ${session}, was left out: ${message}`, details: {line}}
}

/** Takes sessions away that are still planned, unchanged and empty. */
async function undo(
  stores: ImportStores,
  entry: Entry,
  made: readonly SessionId[],
): Promise<Readonly<{restored: number; kept: readonly Reason[]}>> {
  const sessions = await stores.sessions.all({id: made})
  const used = await stores.planning.inUse(sessions.map(({id}) => id))
  const going = sessions.filter(({id, state, version}) => state === 'planned' && version === 1 && !used.has(id))
  const id = going.map((session) => session.id)
  const end = {endedAt: entry.now}
  await stores.sessions.changeAll({id}, {state: 'cancelled', ...end})
  for (const table of [stores.sessionParts, stores.sessionExams, stores.pools, stores.duties, stores.bookings])
    await table.changeAll({sessionId: id}, end)
  const kept = sessions
    .filter((session) => !going.includes(session))
    .map(({code}) => ({
      code: 'import.touched',
      message: `Session ${code} stays: it was changed, published or filled since.`,
    }))
  return {restored: going.length, kept}
}
