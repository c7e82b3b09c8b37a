import {sql} from 'kysely'
import type {JobStore, OperationStores, RunStore} from '../../src/operation/store.ts'
import {openTable} from '../table.ts'
import {openAudit} from './audit.ts'
import {healthOf} from './health.ts'
import type {Opening} from './opening.ts'
import {openOutbox} from './outbox.ts'

/** Opens what every phase may use: outbox, jobs, runs and the audit trail. */
export function openOperation(opening: Opening): OperationStores {
  return {
    outbox: openOutbox(opening),
    jobs: openJobs(opening),
    runs: openRuns(opening),
    audit: openAudit(opening),
    health: () => healthOf(opening),
  }
}

function openJobs({tx, access, kind, ids}: Opening): JobStore {
  return {
    all: openTable(tx, access, 'job', {ends: null, versioned: false}).all,
    async plan(jobs) {
      for (const job of jobs) {
        await tx
          .insertInto('job')
          .values({
            ...job,
            id: ids.next<string>(),
            attempts: 0,
            leaseToken: null,
            leasedUntil: null,
            doneAt: null,
            lastError: null,
          })
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
        .set({doneAt: access.now, leaseToken: null, leasedUntil: null, lastError: null})
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
    async giveUp(job, token, error) {
      await tx
        .updateTable('job')
        .set({doneAt: access.now, lastError: error, leaseToken: null, leasedUntil: null})
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
    step: (run, position) =>
      tx.selectFrom('runStep').selectAll().where('runId', '=', run).where('position', '=', position).executeTakeFirst(),
    async stepDone(run, position, inverse) {
      await tx.updateTable('runStep').set({inverse}).where('runId', '=', run).where('position', '=', position).execute()
      await tx
        .updateTable('run')
        .set({nextStep: position + 1, version: sql`version + 1`})
        .where('id', '=', run)
        .execute()
    },
    async forgetPlan(run, from, to) {
      await tx
        .updateTable('runStep')
        .set({payload: {}})
        .where('runId', '=', run)
        .where('position', '>=', from)
        .where('position', '<', to)
        .execute()
    },
    async forget(runs) {
      if (runs.length > 0)
        await tx.updateTable('runStep').set({payload: {}, inverse: null}).where('runId', 'in', runs).execute()
    },
    heldFrom: ({kinds, before, limit}) =>
      tx
        .selectFrom('run')
        .selectAll()
        .where('kind', 'in', kinds)
        .where(sql<boolean>`coalesce(applied_at, created_at) < ${before}`)
        .where(
          sql<boolean>`exists (select 1 from run_step s where s.run_id = run.id and (s.inverse is not null or s.payload <> '{}'))`,
        )
        .orderBy('id')
        .limit(limit)
        .execute(),
  }
}
