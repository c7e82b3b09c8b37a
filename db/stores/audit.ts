import {type SqlBool, sql} from 'kysely'
import type {AuditLine, AuditStore} from '../../src/operation/store.ts'
import type {Opening} from './opening.ts'

/** Opens reading and sealing of the audit trail. */
export function openAudit(opening: Opening): AuditStore {
  return {...openEntries(opening), ...openSealing(opening), ...openSeals(opening)}
}

function openEntries({tx}: Opening): Pick<AuditStore, 'entries'> {
  return {
    async entries({aboutKind, aboutId, deed, actor, for: concerned, since, until, after, limit}) {
      let query = tx
        .selectFrom('auditEntry as e')
        .leftJoin('auditText as t', 't.entryId', 'e.id')
        .leftJoin('person as a', 'a.id', 'e.actorId')
        .leftJoin('person as f', 'f.id', 'e.forId')
        .selectAll('e')
        .select(['t.content as text'])
        .select(sql<string | null>`coalesce(a.staff_code, a.student_number)`.as('actor'))
        .select(sql<string | null>`coalesce(f.student_number, f.staff_code)`.as('for'))
      if (aboutKind !== undefined) query = query.where('e.aboutKind', '=', aboutKind)
      if (aboutId !== undefined) query = query.where('e.aboutId', '=', aboutId)
      if (deed !== undefined) query = query.where('e.deed', '=', deed)
      if (actor !== undefined) query = query.where('e.actorId', '=', actor)
      if (concerned !== undefined) query = query.where('e.forId', '=', concerned)
      if (since !== undefined) query = query.where('e.at', '>=', since)
      if (until !== undefined) query = query.where('e.at', '<', until)
      if (after !== undefined) query = query.where('e.id', '<', after)
      const rows: AuditLine[] = await query.orderBy('e.id', 'desc').limit(limit).execute()
      return rows
    },
  }
}

function openSealing({tx}: Opening): Pick<AuditStore, 'backlog' | 'unsealed' | 'lastSeal' | 'seal'> {
  return {
    async backlog() {
      return tx
        .selectFrom('auditEntry')
        .select([
          sql<number>`cast(count(*) as integer)`.as('entries'),
          sql<AuditLine['at'] | null>`min(at)`.as('since'),
        ])
        .where('sealNumber', 'is', null)
        .where('deed', '<>', 'audit.seal')
        .executeTakeFirstOrThrow()
    },
    unsealed: (limit) =>
      tx.selectFrom('auditEntry').selectAll().where('sealNumber', 'is', null).orderBy('id').limit(limit).execute(),
    lastSeal: () => tx.selectFrom('auditSeal').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst(),
    async seal(seal, entries) {
      const added = await tx
        .insertInto('auditSeal')
        .values(seal)
        .onConflict((conflict) => conflict.column('number').doNothing())
        .executeTakeFirst()
      if (added.numInsertedOrUpdatedRows !== 1n) return false
      const {numAffectedRows} =
        await sql`update audit_entry set seal_number = ${seal.number}, seal_position = place.position
        from (select id, cast(row_number() over (order by id) as integer) - 1 as position
          from audit_entry where seal_number is null and id in (${sql.join(entries)})) as place
        where place.id = audit_entry.id and audit_entry.seal_number is null`.execute(tx)
      return Number(numAffectedRows) === entries.length
    },
  }
}

function openSeals({tx}: Opening): Pick<AuditStore, 'seals' | 'sealed' | 'texts' | 'astray'> {
  return {
    seals: (after, limit) =>
      tx.selectFrom('auditSeal').selectAll().where('number', '>', after).orderBy('number').limit(limit).execute(),
    sealed: (seal) =>
      tx
        .selectFrom('auditEntry')
        .selectAll()
        .where('sealNumber', '=', seal)
        .orderBy(sql`coalesce(seal_position, -1)`)
        .orderBy('id')
        .execute(),
    async texts(entries) {
      if (entries.length === 0) return new Map()
      const rows = await tx.selectFrom('auditText').selectAll().where('entryId', 'in', entries).execute()
      return new Map(rows.map(({entryId, salt, content}) => [entryId, {salt, content}]))
    },
    async astray(limit) {
      const rows = await tx
        .selectFrom('auditEntry as e')
        .select('e.id')
        .where(
          sql<SqlBool>`(e.seal_number is null and e.seal_position is not null)
            or (e.seal_number is not null and not exists (select 1 from audit_seal s where s.number = e.seal_number))`,
        )
        .orderBy('e.id')
        .limit(limit)
        .execute()
      return rows.map(({id}) => id)
    },
  }
}
