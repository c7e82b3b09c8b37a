import {Flags} from '@oclif/core'
import {topUpPlan} from '../../src/planning/plans/top-up-plan.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, periodArg} from '../lib/flags.ts'
import {showByHand, showUnplaced} from '../lib/plan-view.ts'

export default command({
  summary: 'Give late registrations a place in seats that are left, without moving anybody.',
  description: 'For whom no seat is left, extra sessions are proposed as a draft plan; nothing else changes.',
  examples: ['2026-P2', '2026-P2 --exam NE-3F-CE --dry-run'],
  args: {period: periodArg()},
  flags: {
    exam: Flags.string({summary: 'Only this exam; may be given more than once.', multiple: true, default: []}),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, wire}) {
    const topped = await topUpPlan(await wire.context(), {
      period: args.period,
      exams: flags.exam,
      dryRun: flags['dry-run'],
    })
    return {period: args.period, ...topped}
  },
  show({period, plan, placed, notPlaced, byHand, extra}, out) {
    out.table(
      ['Registration', 'Student', 'Exam', 'Session'],
      placed.map((each) => [each.registration, each.student, each.exam, each.session]),
      'Nobody can be placed.',
    )
    showUnplaced(notPlaced, out)
    showByHand(byHand, out)
    if (extra) {
      out.line(`${extra.sessions.length} extra sessions would place ${extra.placed} of them:`)
      out.table(
        ['Session', 'Day', 'Time', 'Room', 'Exams', 'Students', 'Seats'],
        extra.sessions.map((each) => [
          each.code,
          each.on,
          each.from,
          each.room,
          each.exams.map(({exam, students}) => `${exam} (${students})`).join(' '),
          each.students,
          each.capacity,
        ]),
      )
      if (extra.plan !== null) out.hint(`Next: ontrac plan apply ${extra.plan}`)
    }
    if (plan !== null) out.hint(`Next: ontrac enrolment assign ${period}`)
  },
})
