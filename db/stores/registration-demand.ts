import {type RawBuilder, sql} from 'kysely'
import type {DemandCount, DemandKey, DemandQuestion, RegistrationQuestions} from '../../src/registration/store.ts'
import type {Opening} from './opening.ts'

type Live = Readonly<{id: string | null; wanted: number; agreed: number; recent: number; added: number}>
type Frozen = Readonly<{id: string | null; frozen: number; withdrawn: number}>
type Counts = Omit<DemandCount, 'key' | 'name'>

/** What is grouped by: a column of the registration or of what is joined to it; the same for live and frozen rows. */
type Grouping = Readonly<{live: RawBuilder<unknown>; frozen: RawBuilder<unknown>; join: RawBuilder<unknown>}>

const NOTHING = sql``
const PERSON = sql`join person p on p.id = r.person_id`
/** A student in two programmes counts once, in his main one. */
const MAIN_PROGRAMME = sql`(select e.programme_id from programme_enrolment e where e.person_id = r.person_id and e.ended_on is null
  order by e.main desc, e.programme_id limit 1)`
/** A student in two groups counts in both. */
const GROUPS = sql`left join group_member m on m.person_id = r.person_id and m.ended_at is null`

const GROUPINGS: Readonly<Record<Exclude<DemandKey, 'need'>, Grouping>> = {
  exam: {live: sql`r.exam_id`, frozen: sql`f.exam_id`, join: NOTHING},
  subject: {live: sql`r.exam_id`, frozen: sql`f.exam_id`, join: NOTHING},
  location: {live: sql`coalesce(r.location_id, p.location_id)`, frozen: sql`f.location_id`, join: PERSON},
  programme: {live: MAIN_PROGRAMME, frozen: MAIN_PROGRAMME, join: NOTHING},
  group: {live: sql`m.group_id`, frozen: sql`m.group_id`, join: GROUPS},
}

/** Time that a need gives, as against an aid; beside the codes of the aids. */
const EXTRA_TIME = 'extra-time'
const UNLIMITED_TIME = 'unlimited-time'

/** Counts of demand: one aggregate over what is registered, and one over what was frozen. */
export function openDemand({tx}: Opening): Pick<RegistrationQuestions, 'demand'> {
  return {
    async demand(question) {
      const {by} = question
      const live = await (by === 'need' ? liveNeeds(question) : liveCounts(question, GROUPINGS[by]))
      const frozen =
        question.freezes.length === 0
          ? []
          : await (by === 'need' ? frozenNeeds(question) : frozenCounts(question, GROUPINGS[by]))
      const counts = merged(live, frozen)
      const names = await namesOf(
        by,
        [...counts.keys()].filter((id) => id !== ''),
      )
      return folded([...counts].map(([id, count]) => ({...(names.get(id) ?? {key: id, name: id}), ...count})))
    },
  }

  async function liveCounts(question: DemandQuestion, {live, join}: Grouping): Promise<readonly Live[]> {
    const query = sql<Live>`select ${live} as id, ${liveSums(question)} from registration r ${join} ${frozenJoin(question)}
      where r.period_id = ${question.period} and r.state in ('wanted', 'agreed', 'used') group by 1`
    return (await query.execute(tx)).rows
  }

  async function frozenCounts(question: DemandQuestion, {frozen, join}: Grouping): Promise<readonly Frozen[]> {
    const query = sql<Frozen>`select ${frozen} as id, ${frozenSums(question)}
      from frozen_registration f join registration r on r.id = f.registration_id ${join}
      where f.freeze_id in (${sql.join(question.freezes.map(({id}) => id))}) group by 1`
    return (await query.execute(tx)).rows
  }

  /** Each need counts once for a registration, however many rows say it. */
  async function liveNeeds(question: DemandQuestion): Promise<readonly Live[]> {
    const query = sql<Live>`select r.need_key as id, ${liveSums(question)} from (
        select distinct k.need_key, r.id, r.exam_id, r.state, r.requested_at from (
          select n.*, case when n.basis = 'aid' then n.code else ${sql.lit(UNLIMITED_TIME)} end as need_key, 0 as of_time
            from need n where n.basis in ('aid', 'unlimited')
          union all
          select n.*, ${sql.lit(EXTRA_TIME)} as need_key, 1 as of_time from need n where n.basis <> 'aid'
        ) k join registration r on r.person_id = k.person_id join exam e on e.id = r.exam_id
        where r.period_id = ${question.period} and r.state in ('wanted', 'agreed', 'used') and k.ended_at is null
          and (k.from_on is null or k.from_on <= ${question.on}) and (k.to_on is null or ${question.on} <= k.to_on)
          and (k.scope_kind = 'all' or (k.scope_kind = 'digital' and e.form in ('digital', 'listening'))
            or (k.scope_kind = 'subject' and lower(k.scope_value) = lower(e.subject)) or (k.scope_kind = 'exam' and k.scope_value = e.code))
          and (k.of_time = 0 or 1 = (select v.extra_time from exam_version v where v.exam_id = e.id and v.ended_at is null order by v.code, v.id limit 1))
      ) r ${frozenJoin(question)} group by r.need_key`
    return (await query.execute(tx)).rows
  }

  async function frozenNeeds(question: DemandQuestion): Promise<readonly Frozen[]> {
    type Translated = Readonly<{aids: readonly string[]; extraMinutes: number; frozen: number; withdrawn: number}>
    const query = sql<Translated>`select f.aids, f.extra_minutes, ${frozenSums(question)}
      from frozen_registration f join registration r on r.id = f.registration_id
      where f.freeze_id in (${sql.join(question.freezes.map(({id}) => id))}) group by f.aids, f.extra_minutes`
    const {rows} = await query.execute(tx)
    return rows.flatMap(({aids, extraMinutes, frozen, withdrawn}) =>
      [...aids, ...(extraMinutes > 0 ? [EXTRA_TIME] : [])].map((id) => ({id, frozen, withdrawn})),
    )
  }

  async function namesOf(
    by: DemandKey,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<{key: string; name: string}>>> {
    const table = {
      exam: 'exam',
      subject: 'exam',
      location: 'location',
      programme: 'programme',
      group: 'class_group',
      need: undefined,
    }[by]
    if (table === undefined || ids.length === 0) return new Map()
    const [key, name] = by === 'subject' ? [sql`subject`, sql`subject`] : [sql`code`, sql`name`]
    const query = sql<{
      id: string
      key: string
      name: string
    }>`select id, ${key} as key, ${name} as name from ${sql.table(table)} where id in (${sql.join(ids)})`
    return new Map((await query.execute(tx)).rows.map(({id, ...named}) => [id, named]))
  }
}

function liveSums({since, freezes}: DemandQuestion): RawBuilder<unknown> {
  return sql`cast(sum(case when r.state = 'wanted' then 1 else 0 end) as integer) as wanted,
    cast(sum(case when r.state = 'wanted' then 0 else 1 end) as integer) as agreed,
    cast(sum(case when r.requested_at >= ${since} then 1 else 0 end) as integer) as recent,
    ${freezes.length === 0 ? sql`0` : sql`cast(sum(case when f.registration_id is null and ${isFrozen(freezes)} then 1 else 0 end) as integer)`} as added`
}

function frozenSums({period}: DemandQuestion): RawBuilder<unknown> {
  return sql`cast(count(*) as integer) as frozen,
    cast(sum(case when r.state in ('withdrawn', 'refused') or r.period_id <> ${period} then 1 else 0 end) as integer) as withdrawn`
}

function frozenJoin({freezes}: DemandQuestion): RawBuilder<unknown> {
  if (freezes.length === 0) return NOTHING
  return sql`left join frozen_registration f on f.registration_id = r.id and f.freeze_id in (${sql.join(freezes.map(({id}) => id))})`
}

function isFrozen(freezes: DemandQuestion['freezes']): RawBuilder<unknown> {
  if (freezes.some(({examId}) => examId === null)) return sql`1 = 1`
  return sql`r.exam_id in (${sql.join(freezes.map(({examId}) => examId))})`
}

function merged(live: readonly Live[], frozen: readonly Frozen[]): Map<string, Counts> {
  const counts = new Map<string, Counts>()
  const add = (id: string | null, more: Partial<Counts>): void => {
    counts.set(id ?? '', sum(counts.get(id ?? '') ?? NONE, more))
  }
  for (const {id, ...more} of live) add(id, more)
  for (const {id, ...more} of frozen) add(id, more)
  return counts
}

/** Several ids may share a key: exams of one subject. */
function folded(rows: readonly DemandCount[]): readonly DemandCount[] {
  const byKey = new Map<string, DemandCount>()
  for (const row of rows) {
    const known = byKey.get(row.key)
    byKey.set(row.key, known ? {...known, ...sum(known, row)} : row)
  }
  return [...byKey.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

const NONE: Counts = {wanted: 0, agreed: 0, recent: 0, frozen: 0, added: 0, withdrawn: 0}

function sum(a: Counts, b: Partial<Counts>): Counts {
  return {
    wanted: a.wanted + (b.wanted ?? 0),
    agreed: a.agreed + (b.agreed ?? 0),
    recent: a.recent + (b.recent ?? 0),
    frozen: a.frozen + (b.frozen ?? 0),
    added: a.added + (b.added ?? 0),
    withdrawn: a.withdrawn + (b.withdrawn ?? 0),
  }
}
