import {Flags} from '@oclif/core'
import {makeOralPlan} from '../../src/planning/orals/make-oral-plan.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, periodArg} from '../lib/flags.ts'
import {showOralPlan} from '../lib/oral-view.ts'

const several = (summary: string) => Flags.string({summary, multiple: true, default: []})

export default command({
  summary: 'Plan oral exams to the minute: examiners, rooms and a time for every student.',
  description:
    'For all who wait for an oral in a period, around all that is planned already. Examiners are those with the role of assessor, for the exams it is limited to. Students follow close on each other and wait little between two orals of one day; few examiners are called in, and few rooms are used. The plan is a draft: nothing changes until it is applied. The same seed gives the same plan. Stop early with Ctrl-C and keep the best until then.',
  examples: [
    '2026-P2',
    '2026-P2 --exam EN-B1-SPR --from 2026-12-14 --to 2026-12-16 --day-part 09:00-12:00 --day-part 13:00-16:00',
    '2026-P2 --examiner ANNA01 --examiner BRAM01 --room T001 --series 4 --break 15 --dry-run',
  ],
  args: {period: periodArg()},
  flags: {
    exam: several('Only this oral exam; may be given more than once.'),
    from: Flags.string({summary: 'Only from this day on.'}),
    to: Flags.string({summary: 'Only until this day, that day included.'}),
    'day-part': several('Half a day for orals, instead of those of the policy; may be given more than once.'),
    examiner: several('Only this examiner, for every exam; may be given more than once.'),
    room: several('Only this room; may be given more than once.'),
    together: several('Two registrations to hear together, such as ABC234+DEF567; may be given more than once.'),
    grid: Flags.integer({summary: 'Orals start at multiples of so many minutes.', default: 5, min: 1, max: 60}),
    series: Flags.integer({summary: 'Orals in a row before examiners have a break.', default: 6, min: 1, max: 100}),
    break: Flags.integer({summary: 'Minutes of that break.', default: 15, min: 0, max: 120}),
    rest: Flags.integer({summary: 'Minutes between two orals of a student.', default: 10, min: 0, max: 240}),
    changeover: Flags.integer({summary: 'Minutes between two students.', default: 0, min: 0, max: 60}),
    seed: Flags.integer({summary: 'Another seed gives another plan.', default: 1, min: 0}),
    effort: Flags.integer({summary: 'Thousands of changes to try; more may save a half-day.', default: 1000, min: 0}),
    'dry-run': dryRunFlag(),
  },
  run: ({args, flags, wire, out, stoppable}) =>
    stoppable(async (signal) => {
      try {
        out.progress('Reading what is to be planned …')
        const {exam: exams, from, to, grid, series, rest, changeover, seed} = flags
        const asked = {exams, from, to, grid, series, rest, changeover, seed, period: args.period}
        return await makeOralPlan(
          await wire.context(),
          {
            ...asked,
            dayParts: flags['day-part'],
            examiners: flags.examiner,
            rooms: flags.room,
            together: flags.together.map((pair) => pair.split('+')),
            breakMinutes: flags.break,
            proposals: flags.effort * 1000,
            dryRun: flags['dry-run'],
          },
          {
            solver: await wire.oralPlanner(),
            signal,
            onProgress: ({location, progress: {proposals, of, cost}}) =>
              out.progress(`${location}: ${Math.round((proposals / Math.max(1, of)) * 100)} %, cost ${cost.total}`),
          },
        )
      } finally {
        out.progress('')
      }
    }),
  show(plan, out) {
    showOralPlan(plan, out)
    if (plan.code !== '') out.hint(`Next: ontrac oral plan ${plan.code}, then ontrac oral apply ${plan.code}`)
  },
})
