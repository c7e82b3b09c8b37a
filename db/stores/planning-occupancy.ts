import {sql} from 'kysely'
import type {PlanningQuestions, RoomDay} from '../../src/planning/store.ts'
import type {Opening} from './opening.ts'

/** How full rooms are, day by day: sessions are summed after the pools of each. */
export function openOccupancy({tx}: Opening): Pick<PlanningQuestions, 'occupancy'> {
  return {
    async occupancy(period) {
      const query = sql<RoomDay>`select s.room_id, s.on_date as "on", cast(count(*) as integer) as sessions,
          cast(sum(s.minutes) as integer) as minutes, cast(sum(coalesce(z.seats, 0)) as integer) as seats,
          cast(sum(coalesce(z.taken, 0)) as integer) as taken
        from session s left join (
          select p.session_id, sum(p.capacity) as seats, sum(p.taken) as taken from seat_pool p
          join session i on i.id = p.session_id where i.period_id = ${period} and p.ended_at is null group by p.session_id
        ) z on z.session_id = s.id
        where s.period_id = ${period} and s.ended_at is null and s.state <> 'cancelled' and s.room_id is not null
        group by s.room_id, s.on_date`
      return (await query.execute(tx)).rows
    },
  }
}
