import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import ICAL from 'ical.js'
import {Temporal} from 'temporal-polyfill'
import {afterAll, describe, expect, test} from 'vitest'
import {AMSTERDAM} from '../../plugins/icalendar/amsterdam.ts'
import {icalendar} from '../../plugins/icalendar/index.ts'
import type {Appointment, CalendarEvent} from '../../src/ports.ts'
import {type Instant, instant, type Span} from '../../src/time.ts'

const folder = mkdtempSync(join(tmpdir(), 'ontrac-icalendar-'))
afterAll(() => rmSync(folder, {recursive: true}))

const ZONE = 'Europe/Amsterdam'
const AUTUMN: Span = {startsAt: instant('2026-10-01'), endsAt: instant('2026-12-01')}

let files = 0
function file(content: string | Uint8Array): string {
  const path = join(folder, `${++files}.ics`)
  writeFileSync(path, content)
  return path
}

const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:u1', 'SUMMARY:Les', ...lines, 'END:VEVENT']
const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//school//rooster', ...lines, 'END:VCALENDAR', ''].join('\r\n')

/** What is read from a calendar, its times as one reads them on a wall in Amsterdam. */
async function read(content: string, within = AUTUMN): Promise<string[]> {
  const events = await icalendar.read(file(content), within, ZONE)
  return events.map(({startsAt, endsAt}) => `${wall(startsAt)} - ${wall(endsAt)}`)
}

function wall(at: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDateTime().toString({smallestUnit: 'minute'})
}

describe('a timetable', () => {
  test('tells when a room or group is taken', async () => {
    const path = file(calendar(...event('DTSTART:20261005T070000Z', 'DTEND:20261005T083000Z', 'TRANSP:TRANSPARENT')))
    expect(await icalendar.read(path, AUTUMN, ZONE)).toEqual([
      {
        uid: 'u1',
        summary: 'Les',
        busy: false,
        startsAt: '2026-10-05T07:00:00.000Z' as Instant,
        endsAt: '2026-10-05T08:30:00.000Z' as Instant,
      },
    ] satisfies CalendarEvent[])
  })

  test.each([
    ['in UTC', ['DTSTART:20261026T080000Z', 'DTEND:20261026T090000Z'], '2026-10-26T09:00 - 2026-10-26T10:00'],
    [
      'without a zone, as on the school clock',
      ['DTSTART:20261026T090000', 'DURATION:PT90M'],
      '2026-10-26T09:00 - 2026-10-26T10:30',
    ],
    [
      'in a named zone',
      ['DTSTART;TZID=America/Kralendijk:20261026T090000', 'DURATION:PT1H'],
      '2026-10-26T14:00 - 2026-10-26T15:00',
    ],
    ['of a whole day', ['DTSTART;VALUE=DATE:20261025'], '2026-10-25T00:00 - 2026-10-26T00:00'],
    ['of a week', ['DTSTART;VALUE=DATE:20261019', 'DTEND;VALUE=DATE:20261024'], '2026-10-19T00:00 - 2026-10-24T00:00'],
  ])('is read %s', async (_, lines, expected) => {
    expect(await read(calendar(...event(...lines)))).toEqual([expected])
  })

  test('explains a zone that only its own program knows', async () => {
    const zone = AMSTERDAM.replace('TZID:Europe/Amsterdam', 'TZID:W. Europe Standard Time').split('\r\n')
    const start = (day: string): string[] =>
      event(`DTSTART;TZID="W. Europe Standard Time":${day}T090000`, 'DURATION:PT1H').map((line) =>
        line.replace('u1', day),
      )
    expect(await read(calendar(...zone, ...start('20261023'), ...start('20261026')))).toEqual([
      '2026-10-23T09:00 - 2026-10-23T10:00',
      '2026-10-26T09:00 - 2026-10-26T10:00',
    ])
  })

  test('leaves out what lies outside the range, what is cancelled and what has no length', async () => {
    const lines = [
      event('DTSTART:20260930T200000Z', 'DTEND:20260930T220000Z'),
      event('DTSTART:20261130T230000Z', 'DTEND:20261201T010000Z'),
      event('DTSTART:20261005T070000Z', 'DTEND:20261005T083000Z', 'STATUS:CANCELLED'),
      event('DTSTART:20261005T070000Z'),
    ]
    expect(await read(calendar(...lines.flat()))).toEqual([])
  })

  test('keeps nine o’clock nine o’clock when a series crosses the change of the clocks', async () => {
    const series = event('DTSTART;TZID=Europe/Amsterdam:20261012T090000', 'DURATION:PT90M', 'RRULE:FREQ=WEEKLY;COUNT=4')
    expect(await read(calendar(...series))).toEqual([
      '2026-10-12T09:00 - 2026-10-12T10:30',
      '2026-10-19T09:00 - 2026-10-19T10:30',
      '2026-10-26T09:00 - 2026-10-26T10:30',
      '2026-11-02T09:00 - 2026-11-02T10:30',
    ])
  })

  test('includes the last turn of a series that ends at a given time, with or without a zone of its own', async () => {
    for (const start of ['DTSTART;TZID=Europe/Amsterdam:20261123T090000', 'DTSTART:20261123T090000']) {
      const series = event(start, 'DURATION:PT1H', 'RRULE:FREQ=DAILY;UNTIL=20261125T080000Z')
      expect(await read(calendar(...series))).toHaveLength(3)
    }
  })

  test('writes out a series without end only within the range', async () => {
    const series = event('DTSTART:20150105T080000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;BYDAY=MO,WE')
    expect(await read(calendar(...series))).toHaveLength(17)
  })

  test('knows the exceptions to a series: left out, moved, moved into the range, cancelled, added', async () => {
    const series = event(
      'DTSTART;TZID=Europe/Amsterdam:20261102T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY',
      'EXDATE;TZID=Europe/Amsterdam:20261109T090000',
      'RDATE;TZID=Europe/Amsterdam:20261104T130000',
    )
    const moved = event(
      'RECURRENCE-ID;TZID=Europe/Amsterdam:20261116T090000',
      'DTSTART:20261117T130000',
      'DURATION:PT2H',
    )
    const cancelled = event('RECURRENCE-ID:20261123T080000Z', 'DTSTART:20261123T090000', 'STATUS:CANCELLED')
    const early = event(
      'RECURRENCE-ID;TZID=Europe/Amsterdam:20261214T090000',
      'DTSTART:20261127T090000',
      'DURATION:PT1H',
    )
    expect(await read(calendar(...moved, ...series, ...cancelled, ...early))).toEqual([
      '2026-11-02T09:00 - 2026-11-02T10:00',
      '2026-11-04T13:00 - 2026-11-04T14:00',
      '2026-11-17T13:00 - 2026-11-17T15:00',
      '2026-11-27T09:00 - 2026-11-27T10:00',
      '2026-11-30T09:00 - 2026-11-30T10:00',
    ])
  })

  test('may hold a rule for a day that never comes', async () => {
    const rule = 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'
    expect(await read(calendar(...event('DTSTART:20261005T070000Z', 'DURATION:PT1H', rule)))).toEqual([])
  })

  test('may hold an exception whose series was not exported', async () => {
    const moved = event('RECURRENCE-ID:20261116T080000Z', 'DTSTART:20261117T130000', 'DURATION:PT2H')
    expect(await read(calendar(...moved))).toEqual(['2026-11-17T13:00 - 2026-11-17T15:00'])
  })

  test('with a thousand weekly lessons is written out', async () => {
    const lessons = Array.from({length: 1000}, (_, n) =>
      event('DTSTART;TZID=Europe/Amsterdam:20260907T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=20').map(
        (line) => line.replace('u1', `u${n}`),
      ),
    )
    expect(await read(calendar(...lessons.flat()))).toHaveLength(1000 * 9)
  })
})

describe('a calendar is refused', () => {
  const good = event('DTSTART:20261005T070000Z', 'DTEND:20261005T083000Z')
  test.each([
    ['that is none', 'lokaal;van;tot\n', {code: 'calendar.broken', details: {line: 1}}],
    ['that is empty', '', {code: 'calendar.broken'}],
    ['that breaks off', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', {code: 'calendar.broken', details: {line: 3}}],
    [
      'with an event that never ends',
      calendar('BEGIN:VEVENT', 'UID:u1'),
      {code: 'calendar.broken', details: {line: 4}},
    ],
    ['with an event in an event', calendar('BEGIN:VEVENT', ...good), {code: 'calendar.broken', details: {line: 5}}],
    ['not in UTF-8', Buffer.from(calendar('X-NAME:Zoë'), 'latin1'), {code: 'calendar.broken'}],
    [
      'with a day that does not exist',
      calendar(...event('DTSTART:2026')),
      {code: 'calendar.broken-event', details: {line: 4}},
    ],
    ['without a start', calendar(...event('DTEND:20261005T083000Z')), {code: 'calendar.broken-event'}],
    ['without a uid', calendar(...good).replace('UID:u1\r\n', ''), {code: 'calendar.broken-event'}],
    [
      'that ends before it begins',
      calendar(...event('DTSTART:20261005T090000', 'DTEND:20261005T083000')),
      {code: 'calendar.broken-event'},
    ],
    [
      'with an unknown zone',
      calendar(...event('DTSTART;TZID=Nergens/Huis:20261005T090000')),
      {code: 'calendar.broken-event'},
    ],
    [
      'with a rule that is none',
      calendar(...event('DTSTART:20261005T070000Z', 'RRULE:FREQ=SOMETIMES')),
      {code: 'calendar.broken-event'},
    ],
    [
      'with a turn every second',
      calendar(...event('DTSTART:20261005T070000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY')),
      {code: 'calendar.broken-event'},
    ],
  ])('%s', async (_, content, refusal) => {
    await expect(icalendar.read(file(content), AUTUMN, ZONE)).rejects.toMatchObject({kind: 'invalid', ...refusal})
  })

  test('with everything that is wrong in it at once, each with its line', async () => {
    const bad = event('DTEND:20261005T083000Z')
    await expect(icalendar.read(file(calendar(...good, ...bad, ...good, ...bad)), AUTUMN, ZONE)).rejects.toMatchObject({
      details: {problems: [{line: 10}, {line: 21}]},
    })
  })

  test('that is not there, or is a folder', async () => {
    await expect(icalendar.read(join(folder, 'x.ics'), AUTUMN, ZONE)).rejects.toMatchObject({code: 'calendar.missing'})
    await expect(icalendar.read(folder, AUTUMN, ZONE)).rejects.toMatchObject({code: 'calendar.unreadable'})
  })
})

describe('an appointment for a student', () => {
  const appointment: Appointment = {
    uid: 'enrolment-0193@ontrac.example.org',
    sequence: 3,
    madeAt: instant('2026-11-02T09:00'),
    startsAt: instant('2026-11-30T09:00'),
    endsAt: instant('2026-11-30T10:52'),
    zone: ZONE,
    summary: 'Examen Nederlands 2F; lezen, luisteren',
    description: 'Neem je identiteitsbewijs mee.\nLokaal B1.04',
    location: 'Lokaal B1.04, Waterlandplein 1, Purmerend',
    organizer: {name: 'Examenbureau', address: 'examenbureau@example.org'},
    attendee: {name: 'Zoë "Z" van der Çelik', address: 'zoe@example.org'},
    method: 'request',
  }
  const written = (change: Partial<Appointment> = {}): ICAL.Component =>
    ICAL.Component.fromString(icalendar.appointment({...appointment, ...change}).content)
  const eventOf = (component: ICAL.Component): ICAL.Event =>
    new ICAL.Event(component.getFirstSubcomponent('vevent') ?? undefined)

  test('holds what stands in the letter, on the school clock', () => {
    const {method, filename, content} = icalendar.appointment(appointment)
    expect([method, filename]).toEqual(['REQUEST', 'afspraak.ics'])
    expect(content).toContain('DTSTART;TZID=Europe/Amsterdam:20261130T090000\r\n')
    expect(content).toContain('DTEND;TZID=Europe/Amsterdam:20261130T105200\r\n')
    expect(content).toContain('DTSTAMP:20261102T080000Z\r\n')
    expect(content).toContain(AMSTERDAM)
    const event = eventOf(written())
    expect(event.uid).toBe(appointment.uid)
    expect(event.sequence).toBe(3)
    expect(event.summary).toBe(appointment.summary)
    expect(event.description).toBe(appointment.description)
    expect(event.location).toBe(appointment.location)
    expect(event.organizer).toBe('mailto:examenbureau@example.org')
    expect(event.attendees[0]?.getParameter('partstat')).toBe('ACCEPTED')
    expect(event.attendees[0]?.getParameter('rsvp')).toBe('FALSE')
  })

  test('has lines that every program can read', () => {
    const lines = icalendar.appointment({...appointment, description: 'ë'.repeat(300)}).content.split('\r\n')
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  })

  test('is informed, changed and taken back under the same uid', () => {
    const publish = written({method: 'publish', organizer: undefined, attendee: undefined})
    const cancel = written({method: 'cancel', sequence: 4})
    expect(publish.getFirstPropertyValue('method')).toBe('PUBLISH')
    expect(eventOf(publish).attendees).toEqual([])
    expect(cancel.getFirstPropertyValue('method')).toBe('CANCEL')
    expect(eventOf(cancel).component.getFirstPropertyValue('status')).toBe('CANCELLED')
    expect([eventOf(publish).uid, eventOf(cancel).uid]).toEqual([appointment.uid, appointment.uid])
    expect(eventOf(cancel).sequence).toBe(4)
  })

  test('says the same outside the Netherlands, in UTC', () => {
    const {content} = icalendar.appointment({...appointment, zone: 'America/Kralendijk'})
    expect(content).toContain('DTSTART:20261130T080000Z\r\n')
    expect(content).not.toContain('VTIMEZONE')
  })

  test('comes back as a block at the same time', async () => {
    const path = file(icalendar.appointment({...appointment, method: 'publish'}).content)
    const [block] = await icalendar.read(path, AUTUMN, ZONE)
    expect(block).toMatchObject({startsAt: appointment.startsAt, endsAt: appointment.endsAt, uid: appointment.uid})
  })

  test('has the clock changes of the Netherlands as the machine knows them', () => {
    const zone = new ICAL.Timezone({component: ICAL.Component.fromString(AMSTERDAM), tzid: ZONE})
    const wrong: string[] = []
    for (let hour = 0; hour < 15 * 366 * 24; hour += 7) {
      const at = Temporal.ZonedDateTime.from(`2026-01-01T00:30[${ZONE}]`).add({hours: hour})
      const {year, month, day, hour: hours, minute} = at
      const again = new ICAL.Time({year, month, day, hour: hours, minute, second: 0, isDate: false}, zone)
      const happensTwice = at.month === 10 && at.hour === 2
      if (!happensTwice && again.utcOffset() !== at.offsetNanoseconds / 1e9) wrong.push(at.toString())
    }
    expect(wrong).toEqual([])
  })
})
