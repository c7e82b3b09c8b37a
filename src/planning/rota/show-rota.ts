import {z} from 'zod'
import type {Context} from '../../context.ts'
import {parsed} from '../../parsed.ts'
import {type Day, day, timeOf, type WallTime} from '../../time.ts'
import type {SessionDuty} from '../model.ts'
import type {StaffShare} from './rota-body.ts'
import {staffShares} from './staff-shares.ts'
import type {PlanningStores} from '../store.ts'

/** Which days: of a period, or other ones; `since` is where the window of the shares begins. */
export const ShowRota = z.strictObject({
  period: z.string().min(1),
  from: z.string().optional(),
  to: z.string().optional(),
  since: z.string().optional(),
  staff: z.string().optional(),
})

/** A duty as rosters show it; `session` is null for a reserve. */
export type RosteredDuty = Readonly<{
  on: Day
  from: WallTime
  until: WallTime
  session: string | null
  location: string | null
  duty: SessionDuty['duty'] | 'reserve'
  staff: string
}>

/** Who works when, and how the work is shared. */
export type ShownRota = Readonly<{
  period: string
  from: Day
  to: Day
  since: Day
  duties: readonly RosteredDuty[]
  shares: readonly StaffShare[]
}>

/** Everybody's duties and reserves over days, with counts and hours over a window (feature P7). @throws ExamError `period.not-found` */
export async function showRota(ctx: Context<PlanningStores>, input: z.input<typeof ShowRota>): Promise<ShownRota> {
  const wanted = parsed(ShowRota, input)
  return ctx.read('plan.read', async (stores) => {
    const period = await stores.periods.get(wanted.period)
    const [from, to] = [wanted.from ? day(wanted.from) : period.fromOn, wanted.to ? day(wanted.to) : period.toOn]
    const since = wanted.since ? day(wanted.since) : from
    const duties = await rostered(stores, from, to)
    const shares = await staffShares(stores, {from: since, to})
    const own = (staff: string): boolean => wanted.staff === undefined || staff === wanted.staff
    return {
      period: period.code,
      from,
      to,
      since,
      duties: duties.filter(({staff}) => own(staff)),
      shares: shares.filter(({staff}) => own(staff)),
    }
  })
}

async function rostered(stores: PlanningStores, from: Day, to: Day): Promise<readonly RosteredDuty[]> {
  const sessions = new Map(
    (await stores.planning.sessions({from, to}))
      .filter(({state}) => state !== 'cancelled' && state !== 'aborted')
      .map((session) => [session.id, session]),
  )
  const ids = [...sessions.keys()]
  const held: SessionDuty[] = []
  for (let i = 0; i < ids.length; i += 1_000)
    held.push(...(await stores.duties.all({sessionId: ids.slice(i, i + 1_000)})))
  const reserves = (await stores.reserves.all()).filter(({onDate}) => from <= onDate && onDate <= to)
  const people = new Map(
    (await stores.persons.history({id: [...new Set([...held, ...reserves].map(({personId}) => personId))]})).map(
      ({id, staffCode}) => [id, staffCode ?? ''],
    ),
  )
  const locations = new Map((await stores.locations.history()).map(({id, code}) => [id, code]))
  const zone = [...sessions.values()][0]?.zone ?? 'Europe/Amsterdam'
  const duties = held.map(({sessionId, personId, duty, startsAt, endsAt}): RosteredDuty => {
    const session = sessions.get(sessionId)!
    const location = session.locationId && (locations.get(session.locationId) ?? null)
    const times = {on: session.onDate, from: timeOf(startsAt, zone), until: timeOf(endsAt, zone)}
    return {...times, session: session.code, location, duty, staff: people.get(personId) ?? ''}
  })
  const inReserve = reserves.map(({personId, locationId, onDate, startsAt, endsAt}): RosteredDuty => ({
    on: onDate,
    from: timeOf(startsAt, zone),
    until: timeOf(endsAt, zone),
    session: null,
    location: locations.get(locationId) ?? null,
    duty: 'reserve',
    staff: people.get(personId) ?? '',
  }))
  return [...duties, ...inReserve].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function keyOf({on, from, session, staff}: RosteredDuty): string {
  return `${on} ${from} ${session ?? '~'} ${staff}`
}
