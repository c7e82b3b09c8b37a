import {undoCarryOver} from '../../src/lifecycle/carry-over-registrations.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Bring back registrations that were carried over and that nobody has touched since.',
  examples: ['K7M2QX', 'K7M2QX --yes --json'],
  args: {run: codeArg('carry-over')},
  async run({args, out, wire}) {
    await out.confirm(`Bring back what ${args.run} carried over?`)
    return undoCarryOver(await wire.context(), args.run)
  },
  show({back, left}, out) {
    out.line(`Brought back ${back} registrations.`)
    if (left.length > 0) out.warn(`${left.length} were changed since and stay: ${left.join(' ')}`)
  },
})
