import {setSchoolDays} from '../../src/institution/programmes/set-school-days.ts'
import {command} from '../lib/command.ts'
import {groupArg, schoolDayFlags, weekdaysOf} from '../lib/flags.ts'

export default command({
  summary: 'Set the school days of a group: weekdays, and dates as exceptions.',
  examples: ['1A-TECH --weekdays mon,thu', '1A-TECH --at 2026-12-04 --not-at 2026-12-07'],
  args: {group: groupArg()},
  flags: schoolDayFlags(),
  async run({args, flags, wire}) {
    const days = await setSchoolDays(await wire.context(), {
      group: args.group,
      weekdays: weekdaysOf(flags.weekdays),
      at: flags.at,
      notAt: flags['not-at'],
    })
    return {group: args.group, days: days.map(({weekday, onDate, available}) => ({weekday, on: onDate, available}))}
  },
  show: ({group, days}, out) => out.line(`${group} has ${days.length} school days and exceptions on record.`),
})
