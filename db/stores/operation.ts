import {sql} from 'kysely'
import type {AuditEntry} from '../../src/operation/records.ts'
import type {AuditStore, JobStore, OperationStores, Outbox, QueuedLetter, RunStore} from '../../src/operation/store.ts'
import {openTable} from '../table.ts'
import type {Opening} from './opening.ts'

/** Opens what every phase may use: outbox, jobs, runs and the audit trail. */
export function openOperation(opening: Opening): OperationStores {
  return {outbox: openOutbox(opening), jobs: openJobs(opening), runs: openRuns(opening), audit: openAudit(opening)}
}

function openOutbox({tx, access, kind, ids}: Opening): Outbox {
  const messages = openTable(tx, access, 'message', {ends: null, versioned: false})
  return {
    messages,
    lanes: () => tx.selectFrom('lane').selectAll().orderBy('key').execute(),
    async post(letters) {
      const known = await knownKeys(letters)
      const fresh = letters.filter(({key}) => key === undefined || !known.has(key))
      const byLane = Map.groupBy(fresh, ({person}) => `mail:${person}`)
      for (const [lane, queued] of [...byLane].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const first = await numbers(lane, queued.length)
        await messages.add(queued.map((letter, i) => toMessage(letter, lane, first + i)))
      }
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
    async leaseLanes(limit, token, until) {
      const free = tx
        .selectFrom('lane')
        .select('lane.key')
        .where('parked', '=', false)
        .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', access.now)]))
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('message')
              .select('message.id')
              .whereRef('message.laneKey', '=', 'lane.key')
              .where('message.state', '=', 'waiting')
              .where('message.dueAt', '<=', access.now),
          ),
        )
        .orderBy('lane.key')
        .limit(limit)
      const keys = (await (kind === 'postgres' ? free.forUpdate().skipLocked() : free).execute()).map(({key}) => key)
      if (keys.length > 0) await tx.updateTable('lane').set({leaseToken: token, leasedUntil: until}).where('key', 'in', keys).execute()
      return keys
    },
    next: (lane) =>
      tx
        .selectFrom('message')
        .selectAll()
        .where('laneKey', '=', lane)
        .where('state', '=', 'waiting')
        .where('dueAt', '<=', access.now)
        .orderBy('sequence')
        .limit(1)
        .executeTakeFirst(),
    async releaseLane(lane, token) {
      const {numUpdatedRows} = await tx
        .updateTable('lane')
        .set({leaseToken: null, leasedUntil: null})
        .where('key', '=', lane)
        .where('leaseToken', '=', token)
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },
  }

  async function knownKeys(letters: readonly QueuedLetter[]): Promise<ReadonlySet<string>> {
    const keys = letters.flatMap(({key}) => (key === undefined ? [] : [key]))
    if (keys.length === 0) return new Set()
    const rows = await tx.selectFrom('message').select('dedupeKey').where('dedupeKey', 'in', keys).execute()
    return new Set(rows.map(({dedupeKey}) => dedupeKey ?? ''))
  }

  /** The row's own lock gives the sequence, so two senders never share a number (design rule 10). */
  async function numbers(lane: string, count: number): Promise<number> {
    const row = await tx
      .insertInto('lane')
      .values({key: lane, nextSequence: 1 + count, leaseToken: null, leasedUntil: null, parked: false, version: 1})
      .onConflict((conflict) => conflict.column('key').doUpdateSet({nextSequence: sql`lane.next_sequence + ${sql.lit(count)}`}))
      .returning('nextSequence')
      .executeTakeFirstOrThrow()
    return row.nextSequence - count
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

function openJobs({tx, access, kind, ids}: Opening): JobStore {
  return {
    all: openTable(tx, access, 'job', {ends: null, versioned: false}).all,
    async plan(jobs) {
      for (const job of jobs) {
        await tx
          .insertInto('job')
          .values({...job, id: ids.next<string>(), attempts: 0, leaseToken: null, leasedUntil: null, doneAt: null, lastError: null})
          .onConflict((conflict) => conflict.columns(['kind', 'key']).where('doneAt', 'is', null).doNothing())
          .execute()
      }
    },
    async lease(limit, token, until) {
      const due = tx
        .selectFrom('job')
        .select('id')
        .where('doneAt', 'is', null)
        .where('dueAt', '<=', access.now)
        .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', access.now)]))
        .orderBy('dueAt')
        .orderBy('id')
        .limit(limit)
      const found = (await (kind === 'postgres' ? due.forUpdate().skipLocked() : due).execute()).map(({id}) => id)
      if (found.length === 0) return []
      return tx
        .updateTable('job')
        .set({leaseToken: token, leasedUntil: until, attempts: sql`attempts + 1`})
        .where('id', 'in', found)
        .returningAll()
        .execute()
    },
    async done(job, token) {
      const {numUpdatedRows} = await tx
        .updateTable('job')
        .set({doneAt: access.now, leaseToken: null, leasedUntil: null})
        .where('id', '=', job)
        .where('leaseToken', '=', token)
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },
    async retry(job, token, dueAt, error) {
      await tx
        .updateTable('job')
        .set({dueAt, lastError: error, leaseToken: null, leasedUntil: null})
        .where('id', '=', job)
        .where('leaseToken', '=', token)
        .execute()
    },
  }
}

function openRuns({tx, access}: Opening): RunStore {
  return {
    ...openTable(tx, access, 'run', {ends: null, code: 'code'}),
    async addSteps(run, payloads, from = 0) {
      for (const [i, payload] of payloads.entries()) {
        await tx
          .insertInto('runStep')
          .values({runId: run, position: from + i, payload, inverse: null})
          .execute()
      }
    },
    step: (run, position) => tx.selectFrom('runStep').selectAll().where('runId', '=', run).where('position', '=', position).executeTakeFirst(),
    async stepDone(run, position, inverse) {
      await tx.updateTable('runStep').set({inverse}).where('runId', '=', run).where('position', '=', position).execute()
      await tx
        .updateTable('run')
        .set({nextStep: position + 1, version: sql`version + 1`})
        .where('id', '=', run)
        .execute()
    },
  }
}

function openAudit({tx}: Opening): AuditStore {
  return {
    async entries({aboutKind, aboutId, deed, actor, after, limit}) {
      let query = tx.selectFrom('auditEntry').leftJoin('auditText', 'auditText.entryId', 'auditEntry.id').selectAll('auditEntry').select('auditText.content as text')
      if (aboutKind !== undefined) query = query.where('aboutKind', '=', aboutKind)
      if (aboutId !== undefined) query = query.where('aboutId', '=', aboutId)
      if (deed !== undefined) query = query.where('deed', '=', deed)
      if (actor !== undefined) query = query.where('actorId', '=', actor)
      if (after !== undefined) query = query.where('auditEntry.id', '<', after)
      return query.orderBy('auditEntry.id', 'desc').limit(limit).execute()
    },
    unsealed: (limit) => tx.selectFrom('auditEntry').selectAll().where('sealNumber', 'is', null).orderBy('id').limit(limit).execute(),
    lastSeal: () => tx.selectFrom('auditSeal').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst(),
    async seal(seal, entries) {
      await tx.insertInto('auditSeal').values(seal).execute()
      for (const [position, id] of entries.entries()) {
        await tx.updateTable('auditEntry').set({sealNumber: seal.number, sealPosition: position}).where('id', '=', id).execute()
      }
    },
    seals: (after, limit) => tx.selectFrom('auditSeal').selectAll().where('number', '>', after).orderBy('number').limit(limit).execute(),
    sealed: (seal): Promise<AuditEntry[]> => tx.selectFrom('auditEntry').selectAll().where('sealNumber', '=', seal).orderBy('sealPosition').execute(),
    async texts(entries) {
      if (entries.length === 0) return new Map()
      const rows = await tx.selectFrom('auditText').selectAll().where('entryId', 'in', entries).execute()
      return new Map(rows.map(({entryId, salt, content}) => [entryId, {salt, content}]))
    },
  }
}
