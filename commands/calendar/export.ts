import {ownCalendar} from '../../src/sign-in/own-calendar.ts'
import {command} from '../lib/command.ts'
import {outputFlag} from '../lib/flags.ts'

export default command({
  summary: 'Write your own exams and duties as a calendar file (.ics).',
  examples: ['-o agenda.ics', '--json'],
  flags: {output: outputFlag()},
  async run({flags, wire}) {
    const appointments = await ownCalendar(await wire.context())
    const content = (await wire.calendar()).calendar(appointments)
    if (flags.output !== undefined) await wire.files.write(flags.output, content)
    return {appointments, file: flags.output ?? null, content: flags.output === undefined ? content : null}
  },
  show({appointments, file, content}, out) {
    if (content !== null) out.line(content)
    else out.line(`Wrote ${appointments.length} appointments to ${file}.`)
  },
})
