import {receiveFacts} from '../../src/delivery/reports/receive-facts.ts'
import {ExamError} from '../../src/errors.ts'
import {command} from '../lib/command.ts'
import {fileArg, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Receive what was said on a device without a connection, from a JSON file.',
  description:
    'The file holds a list of sayings as the page of a session sends them; each is received once, by its id. What is refused is named and can be sent again.',
  examples: ['1130-B104-0900 telefoon.json --as invigilator', '1130-B104-0900 telefoon.json --json'],
  args: {session: sessionArg(), file: fileArg()},
  run: async ({args, wire}) =>
    receiveFacts(await wire.context(), {
      session: args.session,
      sayings: sayingsIn(new TextDecoder().decode(await wire.files.read(args.file))),
    }),
  show({session, sayings}, out) {
    out.line(
      `${sayings.filter(({outcome}) => outcome !== 'refused').length} of ${sayings.length} received in ${session}.`,
    )
    out.table(
      ['Saying', 'Outcome', 'Reason'],
      sayings.map(({id, outcome, reason}) => [id, outcome, reason]),
    )
  },
})

/** @throws ExamError `receive.no-list` */
function sayingsIn(text: string): unknown[] {
  try {
    const read: unknown = JSON.parse(text)
    if (Array.isArray(read)) return read
  } catch {
    // Told below, as any other file that holds no list.
  }
  throw new ExamError('invalid', 'receive.no-list', 'The file holds no JSON list of sayings.')
}
