import {type RawBuilder, sql} from 'kysely'
import type {ExchangeQuestions, Unsendable, Untold} from '../../src/exchange/store.ts'
import type {Opening} from './opening.ts'

type Found = Readonly<{localId: string; parentId: string; digest: string; gone: number; rank: number}>

/** Opens what other systems do not know as it is now: compared in the database, so that it costs little when nothing changed. */
export function openUntold({
  tx,
}: Opening): Pick<ExchangeQuestions, 'untoldSessions' | 'untoldParticipations' | 'untoldResults' | 'unsendable'> {
  const found = async (query: RawBuilder<Found>): Promise<readonly Untold[]> =>
    (await query.execute(tx)).rows.map(({gone, rank, ...row}) => ({...row, gone: gone === 1, order: rank}))

  return {
    async untoldSessions(party, platforms, since, limit) {
      if (platforms.length === 0) return []
      return found(sql<Found>`select * from (select x.id as local_id, x.id as parent_id, 0 as rank,
            cast(s.version as text) || '.' || x.exam_version_id || '.' || cast(e.version as text) as digest,
            case when x.ended_at is null and s.ended_at is null and s.state not in ('planned', 'cancelled') then 0 else 1 end as gone,
            sr.digest as told, sr.state as told_state
          from session_exam x join session s on s.id = x.session_id join exam e on e.id = x.exam_id
          join exam_version v on v.id = x.exam_version_id
          left join sent_record sr on sr.party_id = ${party} and sr.kind = 'session' and sr.local_id = x.id
          where v.platform in (${sql.join(platforms)}) and s.ends_at >= ${since}) d
        where (gone = 0 and (told_state is null or told_state = 'cancelled' or told <> digest)) or (gone = 1 and told_state = 'active')
        order by local_id limit ${limit}`)
    },
    untoldParticipations: (party, limit) =>
      found(sql<Found>`select * from (select e.id as local_id, e.session_exam_id as parent_id, 1 as rank,
            cast(e.version as text) || '.' || cast(p.version as text) as digest,
            case when e.ended_at is null then 0 else 1 end as gone, sr.digest as told, sr.state as told_state
          from sent_record ss join enrolment e on e.session_exam_id = ss.local_id join person p on p.id = e.person_id
          left join sent_record sr on sr.party_id = ${party} and sr.kind = 'participation' and sr.local_id = e.id
          where ss.party_id = ${party} and ss.kind = 'session' and ss.state = 'active'
        union all
          select d.id || ':' || x.id, x.id, 2, cast(p.version as text) || '.' || d.duty,
            case when d.ended_at is null then 0 else 1 end, sr.digest, sr.state
          from sent_record ss join session_exam x on x.id = ss.local_id join session_duty d on d.session_id = x.session_id
          join person p on p.id = d.person_id
          left join sent_record sr on sr.party_id = ${party} and sr.kind = 'participation' and sr.local_id = d.id || ':' || x.id
          where ss.party_id = ${party} and ss.kind = 'session' and ss.state = 'active' and d.duty <> 'actor') d
        where (gone = 0 and (told_state is null or told_state = 'cancelled' or told <> digest)) or (gone = 1 and told_state = 'active')
        order by parent_id, local_id limit ${limit}`),
    untoldResults: (party, limit) =>
      found(sql<Found>`select * from (select a.id as local_id, a.id as parent_id, 0 as rank, 0 as gone,
            cast(a.version as text) || '.' || coalesce(r.id, '') || '.' || coalesce(r.score, '') || '.' || coalesce(r.established_at, '') as digest,
            sr.digest as told
          from attempt a left join result r on r.attempt_id = a.id and r.part_id is null and r.ended_at is null
          left join sent_record sr on sr.party_id = ${party} and sr.kind = 'result' and sr.local_id = a.id
          where a.ended_at is null and a.enrolment_id is not null and exists (select 1 from external_record x
            where x.person_id = a.person_id and x.exam_id = a.exam_id and x.kind = 'registration' and x.party_id = ${party})) d
        where told is null or told <> digest order by local_id limit ${limit}`),
    async unsendable(party, limit) {
      const query = sql<Unsendable>`select p.student_number as student, e.code as exam, a.taken_on, a.attendance
        from result r join attempt a on a.id = r.attempt_id join person p on p.id = a.person_id join exam e on e.id = a.exam_id
        where r.ended_at is null and r.established_at is not null and a.ended_at is null and a.enrolment_id is not null
          and exists (select 1 from external_record k where k.party_id = ${party} and k.kind = 'exam' and k.exam_id = a.exam_id)
          and not exists (select 1 from external_record x where x.person_id = a.person_id and x.exam_id = a.exam_id
            and x.kind = 'registration' and x.party_id = ${party})
        order by a.taken_on, a.id limit ${limit}`
      return (await query.execute(tx)).rows
    },
  }
}
