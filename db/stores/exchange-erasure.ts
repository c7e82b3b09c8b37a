import {sql} from 'kysely'
import type {ExchangeQuestions} from '../../src/exchange/store.ts'
import type {Opening} from './opening.ts'

/** Opens what is asked and done when the data of somebody is no longer needed. */
export function openErasure({tx}: Opening): Pick<ExchangeQuestions, 'isNeeded' | 'erase'> {
  return {
    async isNeeded(person) {
      const {rows} = await sql`select 1 as one where
        exists (select 1 from registration where person_id = ${person} and closed_at is null)
        or exists (select 1 from registration where person_id = ${person} and state = 'used')
        or exists (select 1 from attempt where person_id = ${person})
        or exists (select 1 from case_candidate c join exam_case x on x.id = c.case_id where c.person_id = ${person} and x.state in ('open', 'triaged'))
        or exists (select 1 from retention_hold where person_id = ${person} and ended_at is null)
        or exists (select 1 from account where person_id = ${person} and ended_at is null)
        or exists (select 1 from external_record where person_id = ${person} and kind in ('registration', 'membership') and state in ('active', 'waiting'))
        or exists (select 1 from person where id = ${person} and staff_code is not null)`.execute(tx)
      return rows.length > 0
    },
    async erase(person, at) {
      const notes = await sql`delete from registration_note
        where registration_id in (select id from registration where person_id = ${person})`.execute(tx)
      const needs = await tx.deleteFrom('need').where('personId', '=', person).executeTakeFirstOrThrow()
      await sql`delete from audit_text where entry_id in (select id from audit_entry where for_id = ${person})`.execute(
        tx,
      )
      await tx.updateTable('groupMember').set({endedAt: at}).where('personId', '=', person).execute()
      await tx
        .updateTable('externalRecord')
        .set({body: {}, state: 'cancelled', changedAt: at})
        .where('personId', '=', person)
        .where('kind', '=', 'person')
        .execute()
      await tx
        .updateTable('person')
        .set({
          studentNumber: null,
          givenName: '',
          prefix: '',
          familyName: '',
          idCheckName: '',
          email: '',
          eckId: null,
          accountId: null,
          sisId: null,
          searchKey: '',
          sortKey: '',
          endedAt: at,
          erasedAt: at,
          version: sql`version + 1`,
        })
        .where('id', '=', person)
        .execute()
      return 1 + Number(notes.numAffectedRows ?? 0) + Number(needs.numDeletedRows)
    },
  }
}
