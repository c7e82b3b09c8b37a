import ICAL from 'ical.js'
import type {CalendarEvent} from '../../src/ports.ts'
import {type Day, type Instant, overlaps, type Span, startOfDay} from '../../src/time.ts'
import {BrokenEvent} from './broken-event.ts'
import type {Entry} from './entry.ts'

/** Turns of a series looked at before the asked range ends; a timetable has one a day, not one a second. */
const MOST_TURNS = 20_000

/** Each time that an event takes place within the range; a series is written out, with its exceptions. */
export function turnsOf(
  {component, uid}: Entry,
  exceptions: readonly Entry[],
  within: Span,
  zone: string,
): CalendarEvent[] {
  const event = new ICAL.Event(component, {exceptions: exceptions.map((exception) => exception.component)})
  const turns = event.isRecurring()
    ? seriesOf(event, lastToSee(exceptions, within, zone), zone)
    : [turnOf(event, event, zone)]
  return turns
    .filter((turn) => !turn.cancelled && turn.startsAt < turn.endsAt && overlaps(turn, within))
    .map(({cancelled: _, ...turn}) => ({uid, ...turn}))
}

type Turn = Omit<CalendarEvent, 'uid'> & Readonly<{cancelled: boolean}>

function turnOf(item: ICAL.Event, {startDate, endDate}: Pick<ICAL.Event, 'startDate' | 'endDate'>, zone: string): Turn {
  const startsAt = instantOf(startDate, zone)
  const endsAt = instantOf(endDate, zone)
  if (endsAt < startsAt) throw new BrokenEvent('ends before it begins')
  const is = (name: string, value: string): boolean =>
    String(item.component.getFirstPropertyValue(name)).toUpperCase() === value
  const busy = !is('transp', 'TRANSPARENT')
  return {startsAt, endsAt, summary: item.summary ?? '', busy, cancelled: is('status', 'CANCELLED')}
}

function seriesOf(event: ICAL.Event, last: Instant, zone: string): Turn[] {
  const turns: Turn[] = []
  const iterator = event.iterator()
  for (let time: ICAL.Time | null = iterator.next(); time; time = iterator.next()) {
    if (instantOf(time, zone) > last) break
    if (turns.length === MOST_TURNS) throw new BrokenEvent(`is a series of more than ${MOST_TURNS} turns`)
    const details = event.getOccurrenceDetails(time)
    turns.push(turnOf(details.item, details, zone))
  }
  return turns
}

/** A turn planned after the range may have been moved into it. */
function lastToSee(exceptions: readonly Entry[], within: Span, zone: string): Instant {
  const planned = exceptions.map(({component}) => instantOf(new ICAL.Event(component).recurrenceId, zone))
  return [within.endsAt, ...planned].reduce((a, b) => (a > b ? a : b))
}

function instantOf(time: ICAL.Time, zone: string): Instant {
  if (time.isDate) return startOfDay(time.toString() as Day, zone)
  return new Date(time.toUnixTime() * 1000).toISOString() as Instant
}
