import {sql} from 'kysely'
import type {ArchiveStores} from '../../src/archive/store.ts'
import type {ExchangeQuestions, ExchangeStores, WaitingLane} from '../../src/exchange/store.ts'
import type {Instant} from '../../src/time.ts'
import {openTable} from '../table.ts'
import {openErasure} from './exchange-erasure.ts'
import {openExchangeFacts} from './exchange-facts.ts'
import {openUntold} from './exchange-untold.ts'
import {openFiles} from './files.ts'
import type {Opening} from './opening.ts'
import {openSecrets} from './secrets.ts'

/** Opens the memory of the exchange with other systems. */
export function openExchange(opening: Opening): Omit<ExchangeStores, keyof ArchiveStores> {
  const {tx, access} = opening
  return {
    parties: openTable(tx, access, 'party', {code: 'code'}),
    externals: openTable(tx, access, 'externalRecord', {noun: 'external-record', ends: null}),
    sent: openTable(tx, access, 'sentRecord', {noun: 'sent-record', ends: null}),
    apiClients: openTable(tx, access, 'apiClient', {noun: 'client', code: 'clientId', versioned: false}),
    exchange: {
      ...openKeeping(opening),
      ...openUntold(opening),
      ...openExchangeFacts(opening),
      ...openLog(opening),
      ...openTokens(opening),
      ...openSecrets(opening),
      ...openFiles(opening),
      ...openErasure(opening),
    },
  }
}

/** Rows in one statement, within the parameters that both engines take. */
const TOGETHER = 500

function openKeeping({tx}: Opening): Pick<ExchangeQuestions, 'keepExternals' | 'keepSent' | 'sentGone'> {
  return {
    async keepExternals(rows) {
      for (let i = 0; i < rows.length; i += TOGETHER)
        await tx
          .insertInto('externalRecord')
          .values(rows.slice(i, i + TOGETHER))
          .onConflict((conflict) =>
            conflict.columns(['partyId', 'kind', 'externalId']).doUpdateSet((eb) => ({
              state: eb.ref('excluded.state'),
              body: eb.ref('excluded.body'),
              personId: eb.ref('excluded.personId'),
              examId: eb.ref('excluded.examId'),
              registrationId: eb.ref('excluded.registrationId'),
              enrolmentId: eb.ref('excluded.enrolmentId'),
              problem: eb.ref('excluded.problem'),
              changedAt: eb.ref('excluded.changedAt'),
              version: sql<number>`external_record.version + 1`,
            })),
          )
          .execute()
    },
    async keepSent(rows) {
      for (let i = 0; i < rows.length; i += TOGETHER)
        await tx
          .insertInto('sentRecord')
          .values(rows.slice(i, i + TOGETHER))
          .onConflict((conflict) =>
            conflict.columns(['partyId', 'kind', 'localId']).doUpdateSet((eb) => ({
              parentId: eb.ref('excluded.parentId'),
              digest: eb.ref('excluded.digest'),
              state: eb.ref('excluded.state'),
              queuedAt: eb.ref('excluded.queuedAt'),
              version: sql<number>`sent_record.version + 1`,
            })),
          )
          .execute()
    },
    async sentGone(party, parents) {
      if (parents.length === 0) return
      await tx
        .updateTable('sentRecord')
        .set({state: 'cancelled'})
        .where('partyId', '=', party)
        .where('kind', '=', 'participation')
        .where('parentId', 'in', parents)
        .execute()
    },
  }
}

function openLog({tx}: Opening): Pick<ExchangeQuestions, 'log' | 'logged' | 'oldest' | 'forget' | 'lanes'> {
  return {
    async log(lines) {
      for (let i = 0; i < lines.length; i += TOGETHER)
        await tx
          .insertInto('exchangeLog')
          .values(lines.slice(i, i + TOGETHER))
          .execute()
    },
    async logged({party, since, failed, after, limit}) {
      let query = tx.selectFrom('exchangeLog').selectAll()
      if (party !== undefined) query = query.where('partyId', '=', party)
      if (since !== undefined) query = query.where('at', '>=', since)
      if (failed === true) query = query.where((eb) => eb.or([eb('status', '=', 0), eb('status', '>=', 400)]))
      if (after !== undefined) query = query.where('id', '<', after)
      return query.orderBy('id', 'desc').limit(limit).execute()
    },
    async oldest() {
      const first = await tx.selectFrom('exchangeLog').select('at').orderBy('at').limit(1).executeTakeFirst()
      return first?.at ?? ('9999' as Instant)
    },
    async forget(before) {
      const log = await tx.deleteFrom('exchangeLog').where('at', '<', before).executeTakeFirstOrThrow()
      await tx.deleteFrom('clientToken').where('expiresAt', '<', before).execute()
      return Number(log.numDeletedRows)
    },
    async lanes(prefix, limit) {
      const {rows} = await sql<WaitingLane>`select l.key, l.parked, m.id as message, m.attempts, m.due_at, m.last_error,
          cast((select count(*) from message w where w.lane_key = l.key and w.state in ('waiting', 'refused', 'given-up')) as integer) as waiting
        from lane l join message m on m.lane_key = l.key and m.sequence = (select min(f.sequence) from message f
          where f.lane_key = l.key and f.state in ('waiting', 'refused', 'given-up'))
        where l.key > ${prefix} and l.key < ${`${prefix}~`} order by l.key limit ${limit}`.execute(tx)
      return rows
    },
  }
}

function openTokens({tx}: Opening): Pick<ExchangeQuestions, 'addToken' | 'clientOfToken'> {
  return {
    async addToken(token) {
      await tx.insertInto('clientToken').values(token).execute()
    },
    clientOfToken: (hash, now) =>
      tx
        .selectFrom('clientToken as t')
        .innerJoin('apiClient as c', 'c.id', 't.clientId')
        .selectAll('c')
        .select('t.scopes')
        .where('t.tokenHash', '=', hash)
        .where('t.expiresAt', '>', now)
        .where('c.endedAt', 'is', null)
        .executeTakeFirst(),
  }
}
