import {sql} from 'kysely'
import type {ArchiveQuestions} from '../../src/archive/store.ts'
import {inReachOf} from '../scope.ts'
import type {Opening} from './opening.ts'
import {inPortions} from './planning-portions.ts'

/** Opens the questions of the archive phase. */
export function openArchiveQuestions({tx, access}: Opening): ArchiveQuestions {
  const entries = () =>
    tx
      .selectFrom('auditEntry')
      .leftJoin('auditText', 'auditText.entryId', 'auditEntry.id')
      .leftJoin('person', 'person.id', 'auditEntry.actorId')
      .selectAll('auditEntry')
      .select('auditText.content as text')
      .select(sql<string | null>`coalesce(person.staff_code, person.student_number)`.as('actor'))
      .orderBy('auditEntry.id')
  return {
    async participants(period, after, limit) {
      const rows = await tx
        .selectFrom('registration')
        .select('personId')
        .distinct()
        .where('periodId', '=', period)
        .where(sql<boolean>`person_id > ${after}`)
        .orderBy('personId')
        .limit(limit)
        .execute()
      return rows.map(({personId}) => personId)
    },
    candidateReports: (ids) =>
      inPortions(ids, (portion) => {
        let query = tx.selectFrom('candidateReport').selectAll().where('enrolmentId', 'in', portion)
        const reach = inReachOf(access, 'candidateReport.personId')
        if (reach) query = query.where(reach)
        return query.orderBy('enrolmentId').execute()
      }),
    auditFor: (ids) =>
      inPortions(ids, (portion) => {
        let query = entries().where('auditEntry.forId', 'in', portion)
        const reach = inReachOf(access, 'auditEntry.forId')
        if (reach) query = query.where(reach)
        return query.execute()
      }),
    auditAbout: (kind, ids) =>
      inPortions(ids, (portion) =>
        entries().where('auditEntry.aboutKind', '=', kind).where('auditEntry.aboutId', 'in', portion).execute(),
      ),
  }
}
