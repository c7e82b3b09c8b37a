import {Flags} from '@oclif/core'
import {CASE_KINDS, CASE_SCOPES, openCase} from '../../src/delivery/cases/open-case.ts'
import {command} from '../lib/command.ts'
import {examFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Open a case on what happened at a session; results in its scope wait until it is decided.',
  examples: [
    '1130-B104-0900 --kind fraud --scope candidates --student 0412345 --text "Phone under the table"',
    '1130-B104-0900 --kind calamity --scope session --text "Power failure at 09:40"',
    '1130-B104-0900 --kind irregularity --scope exam --exam NE-3F-CE --text "Wrong version handed out"',
  ],
  args: {session: sessionArg()},
  flags: {
    kind: Flags.option({options: CASE_KINDS, required: true, summary: 'What kind of case.'})(),
    scope: Flags.option({options: CASE_SCOPES, required: true, summary: 'What it is about.'})(),
    student: Flags.string({
      summary: 'Student numbers, with commas between.',
      multiple: true,
      delimiter: ',',
      default: [],
    }),
    exam: examFlag(),
    text: Flags.string({summary: 'What happened.', required: true}),
  },
  run: async ({args, flags, wire}) =>
    openCase(await wire.context(), {
      session: args.session,
      kind: flags.kind,
      scope: flags.scope,
      students: flags.student,
      exam: flags.exam,
      text: flags.text,
    }),
  show({case: code, session, kind, candidates}, out) {
    out.line(
      `Case ${code}: ${kind} in ${session}, about ${candidates} ${candidates === 1 ? 'candidate' : 'candidates'}.`,
    )
    out.hint(`Next: ontrac case triage ${code} minor|board`)
  },
})
