/** Whole minutes since the first day began, from–to; the end is not part of it. */
export type RotaStretch = readonly [from: number, to: number]

/** Something that one person must do: lead or invigilate a session, or be there in reserve. */
export type RotaDuty = Readonly<{
  key: string
  kind: 'lead' | 'invigilator' | 'reserve'
  /** Duties of one session: nobody has two of them. */
  session: number
  day: number
  from: number
  to: number
  location: number
}>

export type RotaStaff = Readonly<{
  code: string
  leads: boolean
  invigilates: boolean
  /** When he can work. */
  free: readonly RotaStretch[]
  /** Duties he has already, which stay. */
  stays: readonly Readonly<{from: number; to: number; location: number; day: number}>[]
  location: number
  /** Minutes he worked before in the window over which work is shared fairly. */
  carried: number
  /** Minutes he may work in all, carried ones included; null is without limit. */
  limit: number | null
}>

export type RotaWeights = Readonly<{
  /** A duty that nobody has. */
  unfilled: number
  /** Somebody who is called in on a day on which he had no duty. */
  day: number
  /** The square of somebody's hours: work is shared evenly. */
  fairness: number
  /** A duty at another location than one's own. */
  away: number
}>

export type RotaProblem = Readonly<{
  duties: readonly RotaDuty[]
  staff: readonly RotaStaff[]
  /** Minutes from one location to another. */
  travel: readonly (readonly number[])[]
  weights: RotaWeights
}>

/** Who has each duty; -1 is nobody. */
export type RotaPlan = Readonly<{staff: readonly number[]}>

/** What a rota costs, by term. */
export type RotaCost = Readonly<{total: number; unfilled: number; days: number; fairness: number; away: number}>
export type RotaProgress = Readonly<{proposals: number; of: number; cost: RotaCost; plan: RotaPlan}>

export const ROTA_WEIGHTS: RotaWeights = {unfilled: 100_000, day: 30, fairness: 1, away: 15}

/** Whether somebody may do a duty at all: his role, and the hours he works. */
export function mayDo({leads, invigilates, free}: RotaStaff, {kind, from, to}: RotaDuty): boolean {
  const role = kind === 'lead' ? leads : invigilates || (kind === 'reserve' && leads)
  return role && free.some(([opens, closes]) => opens <= from && to <= closes)
}

/** What a rota costs. */
export function rotaCost({duties, staff, weights}: RotaProblem, {staff: who}: RotaPlan): RotaCost {
  const minutes = staff.map(({carried}) => carried)
  const days = staff.map(({stays}) => new Set(stays.map(({day}) => day)))
  const before = days.reduce((sum, {size}) => sum + size, 0)
  let unfilled = 0
  let away = 0
  for (const [i, {from, to, day, location}] of duties.entries()) {
    const person = who[i]!
    if (person < 0) unfilled += weights.unfilled
    else {
      minutes[person]! += to - from
      days[person]!.add(day)
      if (staff[person]!.location >= 0 && location !== staff[person]!.location) away += weights.away
    }
  }
  const called = weights.day * (days.reduce((sum, {size}) => sum + size, 0) - before)
  const fairness = weights.fairness * minutes.reduce((sum, own) => sum + (own / 60) ** 2, 0)
  return {total: unfilled + called + fairness + away, unfilled, days: called, fairness, away}
}
