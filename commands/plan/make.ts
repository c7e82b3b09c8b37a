import {Flags} from '@oclif/core'
import {makePlan} from '../../src/planning/plans/make-plan.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'
import {makingProgress, showPlan} from '../lib/plan-view.ts'

export default command({
  summary: 'Plan sessions for everybody who waits for a place in a period.',
  description:
    'Sessions that are there, of whatever period, stay as they are; seats left in them are used first. The plan is a draft: nothing changes until it is applied. The same seed gives the same plan. On a terminal you see what the best plan costs while it works; stop early with Ctrl-C and keep the best until then.',
  examples: [
    '2026-P2',
    '2026-P2 --exam NE-3F-CE --from 2026-12-07 --to 2026-12-11',
    '2026-P2 --day-part 09:00-12:00 --day-part 13:00-16:30 --seed 7',
  ],
  args: {period: periodArg()},
  flags: {
    exam: Flags.string({summary: 'Only this exam; may be given more than once.', multiple: true, default: []}),
    from: Flags.string({summary: 'Only from this day on.'}),
    to: Flags.string({summary: 'Only until this day, that day included.'}),
    'day-part': Flags.string({
      summary: 'A part of the day for sessions, instead of those of the policy; may be given more than once.',
      multiple: true,
      default: [],
    }),
    keep: Flags.string({summary: 'Plan around what is pinned in this draft plan.'}),
    seed: Flags.integer({summary: 'Another seed gives another plan.', default: 1, min: 0}),
    rounds: Flags.integer({summary: 'How often to plan anew and keep the best.', default: 3, min: 1, max: 10_000}),
  },
  run: ({args, flags, wire, out, stoppable}) =>
    stoppable(async (signal) => {
      const ctx = await wire.context()
      try {
        out.progress('Reading what is to be planned …')
        const {exam: exams, from, to, 'day-part': dayParts, seed, rounds: budget, keep} = flags
        const plan = await makePlan(
          ctx,
          {period: args.period, exams, from, to, dayParts, seed, budget, ...(keep === undefined ? {} : {keep})},
          {solver: await wire.planner(), signal, onProgress: makingProgress(out, ctx.clock)},
        )
        return {...plan, stopped: signal.aborted}
      } finally {
        out.progress('')
      }
    }),
  show(plan, out) {
    if (plan.stopped) out.warn('You stopped it; this is the best plan until then, and it is kept.')
    showPlan(plan, out)
    out.hint(`Next: ontrac plan apply ${plan.code}`)
  },
})
