import type {Run} from '../../operation/records.ts'
import type {Day, WallTime} from '../../time.ts'
import {minutesBetween, timeOf} from '../../time.ts'
import {slotSpan} from './oral-slots.ts'
import {oralOptions, type OralPlanCosts, type PlannedOrals, type UnplacedOral} from './oral-body.ts'

/** A student's time in a plan of orals. */
export type OralPlanSlot = Readonly<{
  session: string
  on: Day
  comesAt: WallTime
  from: WallTime
  until: WallTime
  exam: string
  registration: string
  student: string
  examiners: readonly string[]
  room: string
}>

/** A plan of orals as people read it; codes only. */
export type OralPlanSheet = Readonly<{
  /** Empty for one that is only looked at. */
  code: string
  period: string
  state: Run['state']
  sessions: readonly Readonly<{
    code: string
    on: Day
    from: WallTime
    until: WallTime
    location: string
    room: string
    examiners: readonly string[]
    exams: readonly string[]
    students: number
    /** Minutes between students in which the examiners wait or have their break. */
    pauses: number
  }>[]
  slots: readonly OralPlanSlot[]
  unplaced: readonly UnplacedOral[]
  costs: OralPlanCosts
}>

/** Makes the sheet of a plan of orals. */
export function oralPlanSheet(
  run: Pick<Run, 'code' | 'state' | 'options'>,
  sessions: readonly PlannedOrals[],
  zone: string,
): OralPlanSheet {
  const {period, costs, unplaced} = oralOptions(run)
  const sheets = sessions.map(({code, on, from, endsAt, location, room, examiners, exams, slots}) => ({
    code,
    on,
    from,
    until: timeOf(endsAt, zone),
    location,
    room,
    examiners: examiners.map(({staff}) => staff),
    exams: exams.map(({exam}) => exam),
    students: slots.length,
    pauses: pausesOf(slots),
  }))
  const times = sessions.flatMap(({code, on, room, examiners, slots}) =>
    slots.map((slot): OralPlanSlot => ({
      session: code,
      on,
      comesAt: timeOf(comes(slot), zone),
      from: timeOf(slot.startsAt, zone),
      until: timeOf(slot.endsAt, zone),
      exam: slot.exam,
      registration: slot.registration,
      student: slot.student,
      examiners: examiners.map(({staff}) => staff),
      room,
    })),
  )
  return {code: run.code, period, state: run.state, sessions: sheets, slots: times, unplaced, costs}
}

function pausesOf(slots: PlannedOrals['slots']): number {
  return slots.reduce(
    (sum, slot, i) => sum + (i === 0 ? 0 : Math.max(0, minutesBetween(slots[i - 1]!.endsAt, slot.startsAt))),
    0,
  )
}

function comes(slot: PlannedOrals['slots'][number]) {
  return slotSpan(slot).startsAt
}
