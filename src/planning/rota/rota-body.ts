import type {LocationId, PersonId, SessionId} from '../../ids.ts'
import type {Json} from '../../json.ts'
import type {Run} from '../../operation/records.ts'
import type {Day, Instant, WallTime} from '../../time.ts'
import type {RotaCost} from '../engine/rota/rota-problem.ts'

/** A duty that a rota gives to somebody; `session` is null for a reserve. */
export type PlannedDuty = Readonly<{
  kind: 'lead' | 'invigilator' | 'reserve'
  sessionId: SessionId | null
  session: string | null
  locationId: LocationId | null
  location: string | null
  on: Day
  from: WallTime
  until: WallTime
  startsAt: Instant
  endsAt: Instant
  /** Null while nobody can do it. */
  personId: PersonId | null
  staff: string | null
}>

/** What a rota costs, and what any rota costs at least; `gap` is how far that is apart, in tenths of a per cent. */
export type RotaCosts = RotaCost & Readonly<{bound: number; gap: number}>

/** All that is stored of a rota beside its duties, which stand in the steps of its run. */
export type RotaOptions = Readonly<{period: string; since: Day; costs: RotaCosts; share: readonly StaffShare[]}>

/** How much of the work somebody has over a window. */
export type StaffShare = Readonly<{
  staff: string
  leads: number
  invigilates: number
  reserves: number
  others: number
  days: number
  /** Of all duties in the window. */
  minutes: number
}>

/** The kind of a run that holds a rota. */
export const ROTA_RUN = 'rota.apply'

export function rotaOptions({options}: Pick<Run, 'options'>): RotaOptions {
  return options as unknown as RotaOptions
}

/** A value made of plain data, as a JSON column takes it. */
export function asRotaJson(value: RotaOptions | readonly PlannedDuty[]): Json {
  return value
}
