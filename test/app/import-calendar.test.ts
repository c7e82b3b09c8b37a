import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {icalendar} from '../../plugins/icalendar/index.ts'
import {applyImport} from '../../src/imports/apply-import.ts'
import {planCalendarImport} from '../../src/imports/plan-calendar-import.ts'
import {undoImport} from '../../src/imports/undo-import.ts'
import type {Room} from '../../src/institution/model.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

const event = (uid: string, starts: string, ends: string, more: readonly string[] = []) => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  'DTSTAMP:20261101T120000Z',
  `DTSTART;TZID=Europe/Amsterdam:${starts}`,
  `DTEND;TZID=Europe/Amsterdam:${ends}`,
  `SUMMARY:Les ${uid}`,
  ...more,
  'END:VEVENT',
]
const LESSON = event('les', '20261201T090000', '20261201T120000')
const WEEKLY = event('week', '20261202T130000', '20261202T140000', ['RRULE:FREQ=WEEKLY;COUNT=2'])
const CLOSED = event('dicht', '20261218T170000', '20261220T080000')
const FREE = event('vrij', '20261203T090000', '20261203T100000', ['TRANSP:TRANSPARENT'])

describe.each(DATABASES)('a timetable of a room on %s', (which) => {
  let world: World
  let room: Room
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ontrac-calendar-'))
    world = await openWorld(which)
    room = await world.room('B104', await world.location('NOORD'))
  })
  afterAll(async () => {
    await world.close()
    await rm(folder, {recursive: true})
  })

  const plan = async (...events: readonly (readonly string[])[]) => {
    const file = join(folder, 'b104.ics')
    const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//rooster', ...events.flat(), 'END:VCALENDAR', '']
    await writeFile(file, lines.join('\r\n'))
    return planCalendarImport(world.office(), {
      file,
      kind: 'room',
      code: 'B104',
      from: '2026-11-30',
      to: '2026-12-18',
      read: (within, zone) => icalendar.read(file, within, zone),
    })
  }
  const take = async (...events: readonly (readonly string[])[]) => {
    const answer = await plan(...events)
    return {answer, applied: answer.run === null ? null : await applyImport(world.office(), {run: answer.run})}
  }
  const times = () =>
    world
      .office()
      .read('plan.read', async ({blocks}) =>
        (await blocks.all({roomId: room.id}))
          .map(({startsAt, endsAt}) => `${startsAt.slice(0, 16)} ${endsAt.slice(0, 16)}`)
          .toSorted(),
      )

  test('blocks the room when it is busy, series and days together as well', async () => {
    const {answer} = await take(LESSON, WEEKLY, CLOSED, FREE)
    expect(answer).toMatchObject({add: 4, bad: 0})
    expect(await times()).toEqual([
      '2026-12-01T08:00 2026-12-01T11:00',
      '2026-12-02T12:00 2026-12-02T13:00',
      '2026-12-09T12:00 2026-12-09T13:00',
      '2026-12-18T16:00 2026-12-20T07:00',
    ])
  })

  test('changes nothing when it is read again', async () => {
    expect(await plan(LESSON, WEEKLY, CLOSED, FREE)).toMatchObject({same: 4, end: 0, run: null})
  })

  test('ends what it no longer holds, and an undo brings it back', async () => {
    const moved = event('les', '20261201T140000', '20261201T160000')
    const {answer, applied} = await take(moved, CLOSED)
    expect(answer).toMatchObject({add: 1, same: 1, end: 3})
    expect(await times()).toEqual(['2026-12-01T13:00 2026-12-01T15:00', '2026-12-18T16:00 2026-12-20T07:00'])
    expect(await undoImport(world.as('admin'), {run: applied!.run})).toMatchObject({kept: []})
    expect(await times()).toHaveLength(4)
  })

  test('leaves alone what was blocked by hand, and what lies outside the days that are read', async () => {
    await world.insert('block', {
      id: world.ids.next(),
      kind: 'room',
      personId: null,
      roomId: room.id,
      groupId: null,
      locationId: null,
      startsAt: '2026-12-03T08:00:00.000Z' as never,
      endsAt: '2026-12-03T09:00:00.000Z' as never,
      title: 'Schilder',
      source: 'office',
      externalKey: '',
      endedAt: null,
    })
    await take()
    expect(await times()).toEqual(['2026-12-03T08:00 2026-12-03T09:00'])
  })
})
