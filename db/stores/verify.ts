import {sql} from 'kysely'
import type {Day, Instant, WallTime} from '../../src/time.ts'
import type {FreezeCount, PlannedTime, VerifyQuestions, Violation} from '../../src/verify/store.ts'
import type {Opening} from './opening.ts'
import {OUTCOME_CHECKS} from './verify-outcomes.ts'
import {missingReferences} from './verify-references.ts'
import {SEAT_CHECKS} from './verify-seats.ts'

const CHECKS = {...SEAT_CHECKS, ...OUTCOME_CHECKS}

/** Opens the questions about promises that hold over the whole store. */
export function openVerification(opening: Opening): VerifyQuestions {
  const {tx} = opening
  return {
    async broken(check, limit) {
      if (check === 'reference-there') return missingReferences(opening, limit)
      return (await sql<Violation>`${CHECKS[check]} limit ${limit}`.execute(tx)).rows
    },
    signedReports: (after, limit) =>
      tx
        .selectFrom('sessionReport as r')
        .innerJoin('session as s', 's.id', 'r.sessionId')
        .select(['r.sessionId', 'r.digest', 's.code as session'])
        .where('r.state', '=', 'signed')
        .where(sql<boolean>`r.session_id > ${after}`)
        .orderBy('r.sessionId')
        .limit(limit)
        .execute(),
    async factsOf(sessions) {
      if (sessions.length === 0) return []
      return tx.selectFrom('reportFact').selectAll().where('sessionId', 'in', sessions).execute()
    },
    ...openPlanned(opening),
    ...openFreezes(opening),
  }
}

type Planned = Readonly<{
  id: string
  code: string
  onDate: Day
  fromTime: WallTime
  minutes: number
  zone: string
  startsAt: Instant
  endsAt: Instant
}>

function openPlanned({tx}: Opening): Pick<VerifyQuestions, 'planned'> {
  return {
    async planned(what, after, limit) {
      const [table, name] = what === 'session' ? ['session', 'code'] : ['room_booking', 'title']
      const {rows} =
        await sql<Planned>`select id, ${sql.ref(name)} as code, on_date, from_time, minutes, zone, starts_at, ends_at
        from ${sql.table(table)} where ended_at is null and id > ${after} order by id limit ${limit}`.execute(tx)
      return rows.map(({id, code, onDate: on, fromTime: from, minutes, zone, startsAt, endsAt}): PlannedTime => ({
        id,
        what,
        code,
        moment: {on, from, minutes, zone},
        startsAt,
        endsAt,
      }))
    },
  }
}

function openFreezes({tx}: Opening): Pick<VerifyQuestions, 'freezes'> {
  return {
    async freezes() {
      const freezes = await tx
        .selectFrom('demandFreeze as f')
        .innerJoin('period as p', 'p.id', 'f.periodId')
        .leftJoin('frozenRegistration as r', 'r.freezeId', 'f.id')
        .select(['f.id', 'f.frozenAt', 'f.periodId', 'p.code as period'])
        .select(sql<number>`cast(count(r.registration_id) as integer)`.as('rows'))
        .groupBy(['f.id', 'f.frozenAt', 'f.periodId', 'p.code'])
        .orderBy('f.id')
        .execute()
      const entries = await tx
        .selectFrom('auditEntry')
        .select(['aboutId', 'at', 'facts'])
        .where('deed', '=', 'demand.freeze')
        .where('aboutKind', '=', 'period')
        .execute()
      return freezes.map(({periodId, ...freeze}): FreezeCount => {
        const own = entries.filter(({aboutId, at}) => aboutId === periodId && at === freeze.frozenAt)
        return {...freeze, noted: own.flatMap(({facts}) => frozenIn(facts))}
      })
    },
  }
}

/** The number that a freeze was noted with. */
function frozenIn(facts: unknown): readonly number[] {
  const frozen = facts !== null && typeof facts === 'object' && 'frozen' in facts ? facts.frozen : undefined
  return typeof frozen === 'number' ? [frozen] : []
}
