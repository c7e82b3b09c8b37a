import {type RawBuilder, sql} from 'kysely'
import type {
  CrossedCount,
  DemandCount,
  DemandKey,
  DemandQuestion,
  RegistrationQuestions,
} from '../../src/registration/store.ts'
import {
  type CountRow as Row,
  countSums,
  demandCounts,
  inFreezes,
  isDemand,
  isLive,
  liveSums,
} from './registration-demand-counts.ts'
import type {Opening} from './opening.ts'

type Counts = Omit<DemandCount, 'key' | 'name'>

const NOTHING = sql``

/** Time that a need gives, as against an aid; beside the codes of the aids. */
const EXTRA_TIME = 'extra-time'
const UNLIMITED_TIME = 'unlimited-time'

/**
 * Counts of demand, each one aggregate: of what is registered, of what was frozen, and of what was frozen and is gone. What
 * was added is what is registered less what was frozen and is still there, so that no registration is looked up one by one
 * among the frozen ones.
 */
export function openDemand({tx}: Opening): Pick<RegistrationQuestions, 'demand' | 'crossed'> {
  return {
    async demand(question) {
      const rows = question.by === 'need' ? await byNeed(question) : await byColumn(question, question.by)
      const counts = summed(rows)
      const named = await namesOf(
        question.by,
        [...counts.keys()].filter((id) => id !== ''),
      )
      return folded([...counts].map(([id, count]) => ({...(named.get(id) ?? {key: id, name: id}), ...count})))
    },
    async crossed({period, since}) {
      const query = sql<CrossedCount>`select e.code as exam, e.name, coalesce(l.code, '') as location,
          ${countSums(since)}
        from registration r join exam e on e.id = r.exam_id join person p on p.id = r.person_id
        left join location l on l.id = coalesce(r.location_id, p.location_id)
        where r.period_id = ${period} and ${isDemand} group by e.code, e.name, l.code
        order by e.code, coalesce(l.code, '')`
      return (await query.execute(tx)).rows
    },
  }

  async function byColumn(question: DemandQuestion, by: Exclude<DemandKey, 'need'>): Promise<readonly Row[]> {
    const counts = demandCounts(question, by)
    const registered = await rowsOf(counts.live)
    if (question.freezes.length === 0) return registered
    const still = (await counts.frozen.execute(tx)).rows.flatMap(({id, liveId, n}): Row[] => [
      {id, frozen: n},
      {id: liveId, added: -n},
    ])
    const left = (await counts.gone.execute(tx)).rows.flatMap(({id, liveId, n}): Row[] => [
      {id, withdrawn: n},
      {id: liveId, added: n},
    ])
    return [...registered, ...still, ...left]
  }

  async function byNeed(question: DemandQuestion): Promise<readonly Row[]> {
    const registered = sql<Row>`select r.need_key as id, ${liveSums(question)} from (${withNeeds(question, NOTHING)}) r group by 1`
    if (question.freezes.length === 0) return rowsOf(registered)
    const among = sql`join frozen_registration f on f.registration_id = r.id and ${inFreezes(question)}`
    const both = sql<Row>`select r.need_key as id, cast(-count(*) as integer) as added from (${withNeeds(question, among)}) r group by 1`
    type Translated = Readonly<{aids: readonly string[]; extraMinutes: number; frozen: number; withdrawn: number}>
    const kept = sql<Translated>`select f.aids, f.extra_minutes, cast(count(*) as integer) as frozen,
        cast(sum(case when ${isLive(question)} then 0 else 1 end) as integer) as withdrawn
      from frozen_registration f join registration r on r.id = f.registration_id
      where ${inFreezes(question)} and (f.extra_minutes > 0 or f.aids <> '[]') group by f.aids, f.extra_minutes`
    const translated = (await kept.execute(tx)).rows.flatMap(({aids, extraMinutes, frozen, withdrawn}) =>
      [...aids, ...(extraMinutes > 0 ? [EXTRA_TIME] : [])].map((id): Row => ({id, frozen, withdrawn})),
    )
    return [...(await rowsOf(registered)), ...(await rowsOf(both)), ...translated]
  }

  async function rowsOf(query: RawBuilder<Row>): Promise<readonly Row[]> {
    return (await query.execute(tx)).rows
  }

  async function namesOf(
    by: DemandKey,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<{key: string; name: string}>>> {
    const table = TABLES[by]
    if (table === undefined || ids.length === 0) return new Map()
    const [key, name] = by === 'subject' ? [sql`subject`, sql`subject`] : [sql`code`, sql`name`]
    const query = sql<{id: string; key: string; name: string}>`select id, ${key} as key, ${name} as name
      from ${sql.table(table)} where id in (${sql.join(ids)})`
    return new Map((await query.execute(tx)).rows.map(({id, ...named}) => [id, named]))
  }
}

const TABLES: Readonly<Record<DemandKey, string | undefined>> = {
  exam: 'exam',
  subject: 'exam',
  location: 'location',
  programme: 'programme',
  group: 'class_group',
  need: undefined,
}

/** Registrations once for each need that holds for them, however many rows say it; `among` narrows them. */
function withNeeds({period, on}: DemandQuestion, among: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select distinct n.need_key, r.id, r.exam_id, r.state, r.requested_at from (
      select n.*, case when n.basis = 'aid' then n.code else ${sql.lit(UNLIMITED_TIME)} end as need_key, 0 as of_time
        from need n where n.basis in ('aid', 'unlimited')
      union all
      select n.*, ${sql.lit(EXTRA_TIME)} as need_key, 1 as of_time from need n where n.basis <> 'aid'
    ) n join registration r on r.person_id = n.person_id join exam e on e.id = r.exam_id ${among}
    where r.period_id = ${period} and ${isDemand} and n.ended_at is null
      and (n.from_on is null or n.from_on <= ${on}) and (n.to_on is null or ${on} <= n.to_on)
      and (n.scope_kind = 'all' or (n.scope_kind = 'digital' and e.form in ('digital', 'listening'))
        or (n.scope_kind = 'subject' and lower(n.scope_value) = lower(e.subject)) or (n.scope_kind = 'exam' and n.scope_value = e.code))
      and (n.of_time = 0 or 1 = (select v.extra_time from exam_version v where v.exam_id = e.id and v.ended_at is null
        order by v.code, v.id limit 1))`
}

function summed(rows: readonly Row[]): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>()
  for (const {id, ...more} of rows) counts.set(id ?? '', plus(counts.get(id ?? '') ?? NONE, more))
  return counts
}

/** Several ids may share a key: exams of one subject. */
function folded(rows: readonly DemandCount[]): readonly DemandCount[] {
  const byKey = new Map<string, DemandCount>()
  for (const row of rows) {
    const known = byKey.get(row.key)
    byKey.set(row.key, known ? {...known, ...plus(known, row)} : row)
  }
  return [...byKey.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

const NONE: Counts = {wanted: 0, agreed: 0, recent: 0, frozen: 0, added: 0, withdrawn: 0}

function plus(a: Counts, b: Partial<Counts>): Counts {
  return {
    wanted: a.wanted + (b.wanted ?? 0),
    agreed: a.agreed + (b.agreed ?? 0),
    recent: a.recent + (b.recent ?? 0),
    frozen: a.frozen + (b.frozen ?? 0),
    added: a.added + (b.added ?? 0),
    withdrawn: a.withdrawn + (b.withdrawn ?? 0),
  }
}
