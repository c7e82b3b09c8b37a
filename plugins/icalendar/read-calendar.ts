import ICAL from 'ical.js'
import {ExamError} from '../../src/errors.ts'
import type {CalendarEvent} from '../../src/ports.ts'
import type {Span} from '../../src/time.ts'
import {BrokenEvent} from './broken-event.ts'
import {calendarText, type Stretch} from './calendar-text.ts'
import {type Entry, entryOf, zoneOf} from './entry.ts'
import {turnsOf} from './turns.ts'
import {registerZone} from './zones.ts'

type Problem = Readonly<{line: number; what: string}>

/** See {@link CalendarReader.read}. */
export async function readCalendar(file: string, within: Span, zone: string): Promise<readonly CalendarEvent[]> {
  const {events, zones} = await calendarText(file)
  registerZone(zone)
  const problems: Problem[] = []
  const calendar = new ICAL.Component('vcalendar')
  for (const component of eachOf(zones, zoneOf, problems)) if (component) calendar.addSubcomponent(component)
  const entries = eachOf(events, (stretch: Stretch) => entryOf(stretch, calendar, zone), problems)
  const exceptions = exceptionsOf(entries)
  const alone = entries.filter(({exception, uid}) => !exception || !exceptions.has(uid))
  const turns = eachOf(alone, (entry) => turnsOf(entry, exceptions.get(entry.uid) ?? [], within, zone), problems)
  refuseProblems(file, problems)
  return turns.flat().toSorted((a, b) => compare(a.startsAt, b.startsAt) || compare(a.uid, b.uid))
}

/** Exceptions by uid, where the series is in the file too; an exception without its series stands for itself. */
function exceptionsOf(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const series = new Set(entries.filter(({exception}) => !exception).map(({uid}) => uid))
  const known = entries.filter(({exception, uid}) => exception && series.has(uid))
  return Map.groupBy(known, ({uid}) => uid)
}

/** Works through the parts of a file and notes what is wrong with each instead of stopping at the first. */
function eachOf<P extends Readonly<{line: number}>, R>(
  parts: readonly P[],
  work: (part: P) => R,
  problems: Problem[],
): R[] {
  return parts.flatMap((part) => {
    try {
      return [work(part)]
    } catch (error) {
      problems.push({line: part.line, what: error instanceof BrokenEvent ? error.message : 'cannot be read'})
      return []
    }
  })
}

function refuseProblems(file: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const all = problems.toSorted((a, b) => a.line - b.line)
  const sentences = all.map(({line, what}) => `${file}:${line} ${what}.`)
  const message = `${sentences.join(' ')} Put it right in the timetable and export it again.`
  throw new ExamError('invalid', 'calendar.broken-event', message, {file, line: all[0]?.line, problems: all})
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
