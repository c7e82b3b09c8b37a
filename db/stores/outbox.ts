import {type SqlBool, sql} from 'kysely'
import type {Message} from '../../src/operation/records.ts'
import type {LaneKind, MessageLine, Outbox, QueuedLetter, QueuedMessage} from '../../src/operation/store.ts'
import {openTable} from '../table.ts'
import type {Opening} from './opening.ts'

/** Opens the outbox: messages written in the deed's transaction, sent after it. */
export function openOutbox(opening: Opening): Outbox {
  return {
    messages: openTable(opening.tx, opening.access, 'message', {ends: null, versioned: false}),
    ...openPosting(opening),
    ...openSending(opening),
    ...openMessageList(opening),
  }
}

/** Lanes numbered in one statement, and what a lane begins with. */
const LANES = 1000
const NEW_LANE = {leaseToken: null, leasedUntil: null, parked: false, version: 1} as const

function openPosting({tx, access, ids}: Opening): Pick<Outbox, 'post' | 'queue' | 'withdrawRun' | 'repeat'> {
  const messages = openTable(tx, access, 'message', {ends: null, versioned: false})
  return {
    async post(letters) {
      const known = await knownKeys(letters)
      const fresh = letters.filter(({key}) => key === undefined || !known.has(key))
      const byLane = [...Map.groupBy(fresh, ({person}) => `mail:${person}`)].toSorted(([a], [b]) => (a < b ? -1 : 1))
      const first = await numbers(new Map(byLane.map(([lane, queued]) => [lane, queued.length])))
      const rows = byLane.flatMap(([lane, queued]) =>
        queued.map((letter, i) => toMessage(letter, lane, (first.get(lane) ?? 0) + i)),
      )
      await messages.add(rows)
    },
    async queue(queued) {
      const byLane = [...Map.groupBy(queued, ({lane}) => lane)].toSorted(([a], [b]) => (a < b ? -1 : 1))
      const first = await numbers(new Map(byLane.map(([lane, own]) => [lane, own.length])))
      await messages.add(
        byLane.flatMap(([lane, own]) => own.map((message, i) => toExchange(message, (first.get(lane) ?? 0) + i))),
      )
    },
    async withdrawRun(run) {
      const {numUpdatedRows} = await tx
        .updateTable('message')
        .set({state: 'withdrawn'})
        .where('runId', '=', run)
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow()
      return Number(numUpdatedRows)
    },
    async repeat(message) {
      const sequence = (await numbers(new Map([[message.laneKey, 1]]))).get(message.laneKey) ?? 0
      const again: Message = {
        ...message,
        id: ids.next<string>(),
        sequence,
        dedupeKey: null,
        runId: null,
        state: 'waiting',
        dueAt: access.now,
        attempts: 0,
        lastError: null,
        queuedAt: access.now,
        sentAt: null,
      }
      await messages.add([again])
      return again
    },
  }

  async function knownKeys(letters: readonly QueuedLetter[]): Promise<ReadonlySet<string>> {
    const keys = letters.flatMap(({key}) => (key === undefined ? [] : [key]))
    if (keys.length === 0) return new Set()
    const rows = await tx.selectFrom('message').select('dedupeKey').where('dedupeKey', 'in', keys).execute()
    return new Set(rows.map(({dedupeKey}) => dedupeKey ?? ''))
  }

  /**
   * The first number of so many in each lane. A lane's row is locked by it, in the order given, so that two senders never
   * share a number (design rule 10).
   */
  async function numbers(counts: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
    const first = new Map<string, number>()
    const lanes = [...counts]
    for (let i = 0; i < lanes.length; i += LANES) {
      const rows = lanes.slice(i, i + LANES).map(([key, count]) => ({key, nextSequence: 1 + count, ...NEW_LANE}))
      const numbered = await tx
        .insertInto('lane')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({nextSequence: sql`lane.next_sequence + excluded.next_sequence - 1`}),
        )
        .returning(['key', 'nextSequence'])
        .execute()
      for (const {key, nextSequence} of numbered) first.set(key, nextSequence - (counts.get(key) ?? 0))
    }
    return first
  }

  function toExchange({lane: laneKey, kind, person, body}: QueuedMessage, sequence: number): Message {
    return {
      id: ids.next<string>(),
      laneKey,
      sequence,
      kind,
      dedupeKey: null,
      runId: null,
      personId: person,
      body,
      state: 'waiting',
      dueAt: access.now,
      attempts: 0,
      lastError: null,
      queuedAt: access.now,
      sentAt: null,
    }
  }

  function toMessage({person, letter, data, key, run, dueAt}: QueuedLetter, laneKey: string, sequence: number) {
    return {
      id: ids.next<string>(),
      laneKey,
      sequence,
      kind: 'letter',
      dedupeKey: key ?? null,
      runId: run ?? null,
      personId: person,
      body: {letter, data},
      state: 'waiting' as const,
      dueAt: dueAt ?? access.now,
      attempts: 0,
      lastError: null,
      queuedAt: access.now,
      sentAt: null,
    }
  }
}

function openSending({
  tx,
  access,
  kind,
}: Opening): Pick<
  Outbox,
  'lanes' | 'hasDue' | 'leaseLanes' | 'next' | 'nextOf' | 'park' | 'unpark' | 'mark' | 'releaseLanes'
> {
  const mayGo = sql<SqlBool>`m.state = 'waiting' and m.due_at <= ${access.now} and not exists (
    select 1 from message e where e.lane_key = m.lane_key and e.sequence < m.sequence and e.state = 'waiting'
      and e.due_at > ${access.now} and (e.attempts > 0 or e.run_id is not null))`
  // From one key to the one after it: all lanes of a kind, by the index of the key on both engines.
  const ofKind = (lane: LaneKind) => sql<SqlBool>`m.lane_key > ${`${lane}:`} and m.lane_key < ${`${lane};`}`
  const isFree = sql<SqlBool>`l.parked = 0 and (l.leased_until is null or l.leased_until <= ${access.now})`

  /** Read along the index of waiting messages, so that it costs the same however many wait. */
  async function freeLanes(lane: LaneKind, after: string, limit: number): Promise<readonly string[]> {
    const {rows} = await sql<{
      key: string
    }>`select distinct m.lane_key as key from message m join lane l on l.key = m.lane_key
      where ${mayGo} and ${ofKind(lane)} and m.lane_key > ${after} and ${isFree} order by m.lane_key limit ${limit}`.execute(
      tx,
    )
    return rows.map(({key}) => key)
  }

  /** Those that nobody else leases at this moment; on SQLite there is nobody else. */
  async function lockFree(keys: readonly string[]): Promise<readonly string[]> {
    if (kind === 'sqlite') return keys
    const {rows} = await sql<{key: string}>`select l.key from lane l where l.key in (${sql.join(keys)}) and ${isFree}
      order by l.key for no key update skip locked`.execute(tx)
    return rows.map(({key}) => key)
  }

  return {
    lanes: () => tx.selectFrom('lane').selectAll().orderBy('key').execute(),
    async hasDue(lane) {
      const {rows} = await sql`select 1 as one from message m join lane l on l.key = m.lane_key
        where ${mayGo} and ${ofKind(lane)} and ${isFree} limit 1`.execute(tx)
      return rows.length > 0
    },
    async leaseLanes(lane, {token, until, after, limit}) {
      for (let from = after; ;) {
        const candidates = await freeLanes(lane, from, limit)
        if (candidates.length === 0) return []
        const leased = await lockFree(candidates)
        if (leased.length > 0) {
          await tx.updateTable('lane').set({leaseToken: token, leasedUntil: until}).where('key', 'in', leased).execute()
          return leased
        }
        from = candidates.at(-1) ?? from
      }
    },
    async next(lanes) {
      if (lanes.length === 0) return []
      const {rows} = await sql<Message>`select n.* from message n where n.lane_key in (${sql.join(lanes)})
        and n.sequence = (select min(m.sequence) from message m where m.lane_key = n.lane_key and ${mayGo})
        order by n.lane_key`.execute(tx)
      return rows
    },
    async nextOf(lanes, most) {
      if (lanes.length === 0) return []
      const {rows} = await sql<Message & {place: number}>`select * from (select m.*,
          row_number() over (partition by m.lane_key order by m.sequence) as place from message m
          where m.lane_key in (${sql.join(lanes)}) and ${mayGo}) n
        where n.place <= ${most} order by n.lane_key, n.sequence`.execute(tx)
      return rows.map(({place: _place, ...message}) => message)
    },
    async park(lane) {
      await tx.updateTable('lane').set({parked: true}).where('key', '=', lane).execute()
    },
    async unpark(lane) {
      await tx.updateTable('lane').set({parked: false}).where('key', '=', lane).execute()
    },
    async mark(marks, token, until) {
      const lanes = [...new Set(marks.map(({message}) => message.laneKey))]
      if (lanes.length === 0) return new Set()
      // In order of key, as a deed that posts letters takes them.
      const own = tx.selectFrom('lane').select('key').where('key', 'in', lanes).where('leaseToken', '=', token)
      const rows = await (kind === 'postgres' ? own.orderBy('key').forNoKeyUpdate() : own).execute()
      const held = new Set(rows.map(({key}) => key))
      if (held.size === 0) return held
      await tx
        .updateTable('lane')
        .set({leasedUntil: until})
        .where('key', 'in', [...held])
        .execute()
      const mine = marks.filter(({message}) => held.has(message.laneKey))
      // Most were sent at the first try, so there are few different changes.
      for (const same of Map.groupBy(mine, ({change}) => JSON.stringify(change)).values()) {
        const ids = same.map(({message}) => message.id)
        await tx
          .updateTable('message')
          .set(same[0]?.change ?? {})
          .where('id', 'in', ids)
          .execute()
      }
      return held
    },
    async releaseLanes(lanes, token) {
      if (lanes.length === 0) return
      await tx
        .updateTable('lane')
        .set({leaseToken: null, leasedUntil: null})
        .where('key', 'in', lanes)
        .where('leaseToken', '=', token)
        .execute()
    },
  }
}

function openMessageList({tx}: Opening): Pick<Outbox, 'list'> {
  return {
    async list({ids, state, person, after, limit}) {
      let query = tx
        .selectFrom('message as m')
        .leftJoin('person as p', 'p.id', 'm.personId')
        .selectAll('m')
        .select(['p.studentNumber', 'p.staffCode', 'p.givenName', 'p.prefix', 'p.familyName'])
      query = query.where('m.kind', '=', 'letter')
      if (ids !== undefined) query = query.where('m.id', 'in', ids)
      if (state !== undefined) query = query.where('m.state', '=', state)
      if (person !== undefined) query = query.where('m.personId', '=', person)
      if (after !== undefined) query = query.where('m.id', '<', after)
      const rows = await query.orderBy('m.id', 'desc').limit(limit).execute()
      return rows.map(({studentNumber, staffCode, givenName, prefix, familyName, ...message}): MessageLine => ({
        ...message,
        person: studentNumber ?? staffCode,
        name: familyName === null ? null : [givenName, prefix, familyName].filter(Boolean).join(' '),
      }))
    },
  }
}
