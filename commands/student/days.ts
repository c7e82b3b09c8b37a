import {setSchoolDays} from '../../src/institution/programmes/set-school-days.ts'
import {command} from '../lib/command.ts'
import {studentArg, schoolDayFlags, weekdaysOf} from '../lib/flags.ts'

export default command({
  summary: 'Set the school days of a student: weekdays, and dates as exceptions.',
  examples: ['0412345 --weekdays mon,thu', '0412345 --at 2026-12-04 --not-at 2026-12-07'],
  args: {student: studentArg()},
  flags: schoolDayFlags(),
  async run({args, flags, wire}) {
    const days = await setSchoolDays(await wire.context(), {
      student: args.student,
      weekdays: weekdaysOf(flags.weekdays),
      at: flags.at,
      notAt: flags['not-at'],
    })
    return {student: args.student, days: days.map(({weekday, onDate, available}) => ({weekday, on: onDate, available}))}
  },
  show: ({student, days}, out) => out.line(`${student} has ${days.length} school days and exceptions on record.`),
})
