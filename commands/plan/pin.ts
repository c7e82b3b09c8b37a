import {Args, Flags} from '@oclif/core'
import {pinPlanned} from '../../src/planning/plans/pin-planned.ts'
import {command} from '../lib/command.ts'
import {draftArg} from '../lib/plan-flags.ts'

export default command({
  summary: 'Pin sessions of a draft plan, or registrations to their session, so that they stay.',
  description:
    'What is pinned stays as it is when the plan is repaired, or made again with: plan make --keep PLAN. Without anything named it shows what is pinned.',
  examples: [
    '2026-P2',
    '2026-P2 1130-C001-0900 --with-students',
    '2026-P2 --registration SSY5YG',
    '2026-P2 1130-C001-0900 --off',
  ],
  args: {plan: draftArg(), session: Args.string({description: 'Code of a session in the plan.'})},
  flags: {
    registration: Flags.string({
      summary: 'Pin this registration to the session where it sits; may be given more than once.',
      multiple: true,
      default: [],
    }),
    'with-students': Flags.boolean({summary: 'Those who sit in the session too.'}),
    off: Flags.boolean({summary: 'Free it instead.'}),
  },
  run: async ({args, flags, wire}) =>
    pinPlanned(await wire.context(), {
      plan: args.plan,
      sessions: args.session === undefined ? [] : [args.session],
      registrations: flags.registration,
      withStudents: flags['with-students'],
      off: flags.off,
    }),
  show({plan, period, sessions, registrations}, out) {
    out.table(
      ['Pinned session'],
      sessions.map((session) => [session]),
      `No session of plan ${plan} is pinned.`,
    )
    if (registrations.length > 0)
      out.table(
        ['Registration', 'Student', 'Session'],
        registrations.map((each) => [each.registration, each.student, each.session]),
      )
    if (sessions.length + registrations.length > 0)
      out.hint(`Plan around it with: ontrac plan make ${period} --keep ${plan}`)
  },
})
