import {sql} from 'kysely'
import type {StoreHealth} from '../../src/operation/store.ts'
import {plusMinutes} from '../../src/time.ts'
import type {Opening} from './opening.ts'

/** A job that is tried so often and ended with an error was given up. */
const TRIES = 8
const DAYS = 30

/** Counts what does not go as it should. */
export async function healthOf({tx, access}: Opening): Promise<StoreHealth> {
  const since = plusMinutes(access.now, -DAYS * 24 * 60)
  const {rows: jobErrors} = await sql<
    StoreHealth['jobErrors'][number]
  >`select kind, last_error as error, cast(count(*) as integer) as jobs
    from job where done_at >= ${since} and attempts >= ${TRIES} and last_error is not null
    group by kind, last_error order by jobs desc, kind, error`.execute(tx)
  const {rows} = await sql<Omit<StoreHealth, 'jobErrors' | 'jobsGivenUp'>>`select
    cast((select count(*) from lane where parked = 1) as integer) as parked_lanes,
    cast((select count(*) from message where kind = 'letter' and state in ('refused', 'given-up')) as integer) as mails_failed,
    cast((select count(*) from run where state = 'applying') as integer) as runs_unfinished,
    cast((select count(*) from audit_entry where seal_number is null and deed <> 'audit.seal') as integer) as unsealed,
    (select min(at) from audit_entry where seal_number is null and deed <> 'audit.seal') as unsealed_since,
    (select min(d.due_at) from (select min(due_at) as due_at from job where done_at is null
      union all select min(due_at) as due_at from message where state = 'waiting') d where d.due_at <= ${access.now}) as overdue_since`.execute(
    tx,
  )
  const [health] = rows
  const jobsGivenUp = jobErrors.reduce((sum, {jobs}) => sum + jobs, 0)
  return {
    jobsGivenUp,
    jobErrors,
    parkedLanes: health?.parkedLanes ?? 0,
    mailsFailed: health?.mailsFailed ?? 0,
    unsealed: health?.unsealed ?? 0,
    unsealedSince: health?.unsealedSince ?? null,
    overdueSince: health?.overdueSince ?? null,
    runsUnfinished: health?.runsUnfinished ?? 0,
  }
}
