import {type RawBuilder, sql} from 'kysely'
import type {DemandCount, DemandKey, DemandQuestion} from '../../src/registration/store.ts'
import type {Instant} from '../../src/time.ts'

/** Counts under the id of an exam, location, programme or group, or under a need; null has none. */
export type CountRow = Readonly<{id: string | null}> & Partial<Omit<DemandCount, 'key' | 'name'>>
/** Frozen registrations under where they were frozen, and where they count today. */
type FrozenCount = Readonly<{id: string | null; liveId: string | null; n: number}>

/** What is registered, what was frozen, and what was frozen and is demand no more. */
type DemandCounts = Readonly<{
  live: RawBuilder<CountRow>
  frozen: RawBuilder<FrozenCount>
  gone: RawBuilder<FrozenCount>
}>

/**
 * What is grouped by is something of the person. Each person's rows (`x`) are counted first, in the order of an index, so
 * that a whole school is never sorted. `steady` says of whom (`o`) the frozen rows tell where they count today.
 */
type OfPerson = Readonly<{
  live: RawBuilder<unknown>
  frozen: RawBuilder<unknown>
  join: RawBuilder<unknown>
  steady: RawBuilder<unknown>
}>

const PROGRAMME = sql`m.id`
const GROUP = sql`m.group_id`
/** What was frozen keeps the person it was frozen for, also when doubles were merged. */
const NOT_MERGED = sql`o.merged_into_id is null`

const OF_PERSON: Readonly<Record<'location' | 'programme' | 'group', OfPerson>> = {
  /** A student may move; what was frozen for him stays where it was. */
  location: {
    live: sql`coalesce(x.location_id, p.location_id)`,
    frozen: sql`x.frozen_location_id`,
    join: sql`join person p on p.id = x.person_id`,
    steady: sql`${NOT_MERGED} and x.location_id is not distinct from o.location_id`,
  },
  /** A student in two programmes counts once, in his main one. */
  programme: {
    live: PROGRAMME,
    frozen: PROGRAMME,
    join: sql`left join (select e.person_id, coalesce(min(case when e.main = 1 then e.programme_id end), min(e.programme_id)) as id
      from programme_enrolment e where e.ended_on is null group by e.person_id) m on m.person_id = x.person_id`,
    steady: NOT_MERGED,
  },
  /** A student in two groups counts in both. */
  group: {
    live: GROUP,
    frozen: GROUP,
    join: sql`left join group_member m on m.person_id = x.person_id and m.ended_at is null`,
    steady: NOT_MERGED,
  },
}

/** Registrations (`r`) that are demand: asked for, agreed, and those that were taken. */
export const isDemand: RawBuilder<unknown> = sql`r.state in ('wanted', 'agreed', 'used')`

/** Whether a frozen registration (`r`) is demand of the period still: withdrawn, refused or carried over it is not. */
export const isLive = ({period}: DemandQuestion): RawBuilder<unknown> => sql`r.period_id = ${period} and ${isDemand}`

/** Frozen registrations (`f`) that count: those of the freezes in force. */
export const inFreezes = ({freezes}: DemandQuestion): RawBuilder<unknown> =>
  sql`f.freeze_id in (${sql.join(freezes.map(({id}) => id))})`

/** The statements that count demand by one key; of `frozen` and `gone` only where something is frozen. */
export function demandCounts(question: DemandQuestion, by: Exclude<DemandKey, 'need'>): DemandCounts {
  if (by === 'exam' || by === 'subject') return byExam(question)
  const of = OF_PERSON[by]
  return {live: liveOf(question, of), frozen: frozenOf(question, of), gone: goneOf(question, of)}
}

/** A registration stays with its exam, so that the gone ones are found in the order in which both tables are kept. */
function byExam(question: DemandQuestion): DemandCounts {
  return {
    live: sql`select r.exam_id as id, ${liveSums(question)} from registration r
      where r.period_id = ${question.period} and ${isDemand} group by r.exam_id`,
    frozen: sql`select f.exam_id as id, f.exam_id as live_id, cast(count(*) as integer) as n
      from frozen_registration f where ${inFreezes(question)} group by f.exam_id`,
    gone: sql`select r.exam_id as id, r.exam_id as live_id, cast(count(*) as integer) as n
      from frozen_registration f join registration r on r.id = f.registration_id
      where ${inFreezes(question)} and not (${isLive(question)}) group by r.exam_id`,
  }
}

const LIVE_SUMS = ['wanted', 'agreed', 'recent', 'added'] as const

function liveOf(question: DemandQuestion, {live, join}: OfPerson): DemandCounts['live'] {
  const sums = LIVE_SUMS.map((name) => sql`cast(sum(${sql.ref(`x.${name}`)}) as integer) as ${sql.ref(name)}`)
  return sql`select ${live} as id, ${sql.join(sums)} from (
      select r.person_id, r.location_id, ${liveSums(question)} from registration r
      where r.period_id = ${question.period} and ${isDemand} group by r.person_id, r.location_id
    ) x ${join} group by 1`
}

/**
 * Only of those who are not steady the registration itself is looked up. SQLite takes crossed tables in the order written;
 * left to itself, and without statistics of a freeze just made, it looks up every registration.
 */
function frozenOf(question: DemandQuestion, {live, frozen, join, steady}: OfPerson): DemandCounts['frozen'] {
  return sql`with counted as (
      select f.person_id, f.location_id, f.location_id as frozen_location_id, cast(count(*) as integer) as n
      from frozen_registration f where ${inFreezes(question)} group by f.person_id, f.location_id
    )
    select ${frozen} as id, ${live} as live_id, cast(sum(x.n) as integer) as n
      from counted x join person o on o.id = x.person_id ${join} where ${steady} group by 1, 2
    union all
    select ${frozen} as id, ${live} as live_id, cast(count(*) as integer) as n from (
        select r.person_id, r.location_id, x.frozen_location_id
        from counted x cross join person o cross join frozen_registration f cross join registration r
        where o.id = x.person_id and not (${steady}) and ${inFreezes(question)} and f.person_id = x.person_id
          and f.location_id is not distinct from x.location_id and r.id = f.registration_id
      ) x ${join} group by 1, 2`
}

function goneOf(question: DemandQuestion, {live, frozen, join}: OfPerson): DemandCounts['gone'] {
  return sql`select ${frozen} as id, ${live} as live_id, cast(count(*) as integer) as n from (
      select r.person_id, r.location_id, f.location_id as frozen_location_id
      from frozen_registration f join registration r on r.id = f.registration_id
      where ${inFreezes(question)} and not (${isLive(question)})
    ) x ${join} group by 1, 2`
}

/** Sums over registrations (`r`): asked for, agreed, new since the moment asked about, and of an exam that is frozen. */
export function liveSums({since, freezes}: DemandQuestion): RawBuilder<unknown> {
  return sql`${countSums(since)},
    cast(sum(case when ${ofFrozenExam(freezes)} then 1 else 0 end) as integer) as added`
}

/** The first three of {@link liveSums}. */
export function countSums(since: Instant): RawBuilder<unknown> {
  return sql`cast(sum(case when r.state = 'wanted' then 1 else 0 end) as integer) as wanted,
    cast(sum(case when r.state = 'wanted' then 0 else 1 end) as integer) as agreed,
    cast(sum(case when r.requested_at >= ${since} then 1 else 0 end) as integer) as recent`
}

function ofFrozenExam(freezes: DemandQuestion['freezes']): RawBuilder<unknown> {
  if (freezes.length === 0) return sql`1 = 0`
  if (freezes.some(({examId}) => examId === null)) return sql`1 = 1`
  return sql`r.exam_id in (${sql.join(freezes.map(({examId}) => examId))})`
}
