import {readFile} from 'node:fs/promises'
import {ExamError} from '../../src/errors.ts'

/** A stretch of a calendar file from BEGIN to END, and the line on which it begins. */
export type Stretch = Readonly<{line: number; text: string}>

/**
 * Reads a calendar file and cuts out its events and time zones, so that what is wrong with one of them has a place.
 *
 * @throws ExamError `calendar.missing`, `calendar.unreadable`, `calendar.broken`
 */
export async function calendarText(file: string): Promise<Readonly<{events: Stretch[]; zones: Stretch[]}>> {
  const lines = (await read(file)).split(/\r\n?|\n/)
  const first = lines.findIndex((line) => line.trim() !== '')
  if (lines[first]?.trim().toUpperCase() !== 'BEGIN:VCALENDAR') {
    throw broken(file, first + 1, 'is no calendar; export the timetable as iCalendar (.ics)')
  }
  if (
    lines
      .findLast((line) => line.trim() !== '')
      ?.trim()
      .toUpperCase() !== 'END:VCALENDAR'
  ) {
    throw broken(file, lines.length, 'breaks off before END:VCALENDAR; export the timetable again')
  }
  return {events: stretches(file, lines, 'VEVENT'), zones: stretches(file, lines, 'VTIMEZONE')}
}

function stretches(file: string, lines: readonly string[], name: string): Stretch[] {
  const found: Stretch[] = []
  let begin = -1
  for (const [i, line] of lines.entries()) {
    const label = line.trim().toUpperCase()
    if (label !== `BEGIN:${name}` && label !== `END:${name}`) continue
    const opens = label.startsWith('BEGIN')
    if (opens === begin >= 0) throw broken(file, i + 1, `has ${label} where it cannot be; export the timetable again`)
    if (!opens) found.push({line: begin + 1, text: lines.slice(begin, i + 1).join('\r\n')})
    begin = opens ? i : -1
  }
  if (begin >= 0) throw broken(file, begin + 1, `begins a ${name} that never ends; export the timetable again`)
  return found
}

async function read(file: string): Promise<string> {
  const bytes = await bytesOf(file)
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (cause) {
    const message = `${file} is not in UTF-8, as calendars are; export the timetable again as iCalendar (.ics).`
    throw new ExamError('invalid', 'calendar.broken', message, {file}, {cause})
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    const {code} = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      throw new ExamError('not-found', 'calendar.missing', `There is no file ${file}; check the name.`, {file}, {cause})
    }
    const message = `The file ${file} cannot be read (${code}); check that it is a file that you may read.`
    throw new ExamError('unavailable', 'calendar.unreadable', message, {file}, {cause})
  }
}

function broken(file: string, line: number, what: string): ExamError {
  return new ExamError('invalid', 'calendar.broken', `${file}:${line} ${what}.`, {file, line})
}
