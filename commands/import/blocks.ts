import {Flags} from '@oclif/core'
import {ExamError} from '../../src/errors.ts'
import {planCalendarImport} from '../../src/imports/plan-calendar-import.ts'
import {importCommand} from '../lib/import-command.ts'

const KINDS = ['room', 'person', 'group', 'location'] as const

export default importCommand({
  kind: 'blocks',
  summary: 'Import times at which rooms, people, groups or locations are not available.',
  description:
    'A table says whose each block is. A calendar (.ics) is of one room, person, group or location, which a flag names; what it no longer holds is ended.',
  examples: ['blokkades.csv --yes', 'rooster-b104.ics --room B104 --from 2026-11-30 --to 2026-12-18 --yes'],
  flags: {
    room: Flags.string({summary: 'The calendar is of this room.'}),
    person: Flags.string({summary: 'The calendar is of this student or employee.'}),
    group: Flags.string({summary: 'The calendar is of this group.'}),
    location: Flags.string({summary: 'The calendar is of this location.'}),
    from: Flags.string({summary: 'First day of the calendar to read; default today.'}),
    to: Flags.string({summary: 'Last day of the calendar to read; default a year later.'}),
  },
  plan(ctx, wire, {file, flags, ...asked}) {
    if (!file.toLowerCase().endsWith('.ics')) return null
    const named = KINDS.flatMap((kind) => (flags[kind] === undefined ? [] : [{kind, code: flags[kind]}]))
    const [whose] = named
    if (!whose || named.length > 1)
      throw new ExamError(
        'invalid',
        'import.whose-calendar',
        'Say whose calendar it is, with one of: --room, --person, --group, --location',
      )
    return planCalendarImport(ctx, {
      ...asked,
      ...whose,
      file,
      read: async (within, zone) => (await wire.calendar()).read(file, within, zone),
      ...(flags.from === undefined ? {} : {from: flags.from}),
      ...(flags.to === undefined ? {} : {to: flags.to}),
    })
  },
})
