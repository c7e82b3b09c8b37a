import type {Kysely} from 'kysely'
import type {PersonId} from '../../src/ids.ts'
import type {Clashes, MergeQuestions} from '../../src/institution/people/merging.ts'
import type {Tables} from '../tables.ts'
import type {Opening} from './opening.ts'

/**
 * The tables whose records follow a person into another one. Not what says what happened on the day: session reports are
 * signed over the ids in them, and lists and frozen demand are copies of a moment.
 */
const FOLLOWING = [
  'account',
  'need',
  'programmeEnrolment',
  'groupMember',
  'availableDay',
  'block',
  'exemption',
  'registration',
  'seat',
  'enrolment',
  'waitingPlace',
  'absence',
  'caseCandidate',
  'attempt',
  'result',
  'resitRequest',
  'assessment',
  'retentionHold',
] as const satisfies readonly (keyof Tables)[]
type Following = (typeof FOLLOWING)[number]

/** Ids in one statement, within what both engines take. */
const PORTION = 5_000

/** Opens what a merge of doubles needs to know and change. */
export function openMerging({tx}: Opening): MergeQuestions {
  return {
    async clashes(double, kept) {
      return {
        exams: await bothRegistered(tx, double, kept),
        sessions: await bothSeated(tx, double, kept),
        running: await onALiveList(tx, double),
      }
    },
    async recordsOf(person) {
      const found: Record<string, readonly string[]> = {}
      for (const table of FOLLOWING) {
        const rows = await rowsOf(tx, table).select('id').where('personId', '=', person).orderBy('id').execute()
        if (rows.length > 0) found[table] = rows.map(({id}) => id)
      }
      return found
    },
    async move(records, from, to) {
      const moved: Record<string, number> = {}
      for (const table of FOLLOWING) {
        const ids = records[table] ?? []
        for (let i = 0; i < ids.length; i += PORTION) {
          const {numUpdatedRows} = await (tx as unknown as Kysely<{records: PersonRow}>)
            .updateTable(table as unknown as 'records')
            .set({personId: to})
            .where('id', 'in', ids.slice(i, i + PORTION))
            .where('personId', '=', from)
            .executeTakeFirstOrThrow()
          moved[table] = (moved[table] ?? 0) + Number(numUpdatedRows)
        }
      }
      return moved
    },
  }
}

/** What the following tables have in common; Kysely needs one table's name to infer a query. */
type PersonRow = {id: string; personId: string}

function rowsOf(tx: Kysely<Tables>, table: Following) {
  return (tx as unknown as Kysely<{records: PersonRow}>).selectFrom(table as unknown as 'records')
}

async function bothRegistered(tx: Kysely<Tables>, double: PersonId, kept: PersonId): Promise<Clashes['exams']> {
  const rows = await tx
    .selectFrom('registration as a')
    .innerJoin('registration as b', 'b.examId', 'a.examId')
    .innerJoin('exam', 'exam.id', 'a.examId')
    .select('exam.code')
    .where('a.personId', '=', double)
    .where('b.personId', '=', kept)
    .where('a.closedAt', 'is', null)
    .where('b.closedAt', 'is', null)
    .orderBy('exam.code')
    .execute()
  return rows.map(({code}) => code)
}

async function bothSeated(tx: Kysely<Tables>, double: PersonId, kept: PersonId): Promise<Clashes['sessions']> {
  const rows = await tx
    .selectFrom('seat as a')
    .innerJoin('seat as b', (join) => join.onRef('a.startsAt', '<', 'b.endsAt').onRef('b.startsAt', '<', 'a.endsAt'))
    .innerJoin('session', 'session.id', 'a.sessionId')
    .select('session.code')
    .distinct()
    .where('a.personId', '=', double)
    .where('b.personId', '=', kept)
    .where('a.endedAt', 'is', null)
    .where('b.endedAt', 'is', null)
    .orderBy('session.code')
    .execute()
  return rows.map(({code}) => code)
}

async function onALiveList(tx: Kysely<Tables>, double: PersonId): Promise<Clashes['running']> {
  const rows = await tx
    .selectFrom('seat')
    .innerJoin('session', 'session.id', 'seat.sessionId')
    .select('session.code')
    .where('seat.personId', '=', double)
    .where('seat.endedAt', 'is', null)
    .where('session.state', 'in', ['final', 'running'])
    .orderBy('session.code')
    .execute()
  return rows.map(({code}) => code)
}
