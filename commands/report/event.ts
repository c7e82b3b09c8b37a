import {Flags} from '@oclif/core'
import {recordEvent} from '../../src/delivery/reports/note-report.ts'
import {EVENT_KINDS} from '../../src/delivery/reports/report-facts.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Write in the report of a session what happened.',
  examples: [
    '1130-B104-0900 --kind fire-alarm --at 09:30 --text "Building cleared" --action "Went on at 09:50"',
    '1130-B104-0900 --kind fraud --concerns 0412345 --text "Phone under the table"',
  ],
  args: {session: sessionArg()},
  flags: {
    kind: Flags.option({options: EVENT_KINDS, required: true, summary: 'What kind of event.'})(),
    concerns: Flags.string({
      summary: 'Whom it concerns; student numbers with commas between.',
      multiple: true,
      delimiter: ',',
      default: [],
    }),
    text: Flags.string({summary: 'What happened.', required: true}),
    action: Flags.string({summary: 'What was done about it.', default: ''}),
    at: Flags.string({summary: 'When, such as 09:30.'}),
    reason: reasonFlag(),
  },
  run: async ({args, flags, wire}) =>
    recordEvent(await wire.context(), {
      session: args.session,
      kind: flags.kind,
      concerns: flags.concerns,
      text: flags.text,
      action: flags.action,
      at: flags.at,
      reason: flags.reason,
    }),
  show({session, kind, concerns}, out) {
    out.line(`Recorded ${kind} in the report of ${session}.`)
    const students = concerns.length > 0 ? ` --scope candidates --student ${concerns.join(',')}` : ' --scope session'
    out.hint(`If it must be decided on: ontrac case open ${session} --kind irregularity${students} --text …`)
  },
})
