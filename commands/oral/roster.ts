import {Args, Flags} from '@oclif/core'
import {oralRoster} from '../../src/planning/orals/oral-roster.ts'
import {command} from '../lib/command.ts'
import {showOralRoster} from '../lib/oral-view.ts'

export default command({
  summary: 'Show the times of orals: of a period or a session, for a student, an examiner or a room.',
  examples: ['2026-P2 --examiner ANNA01', '2026-P2 --student 2000123 --json', '1214-C003-0900'],
  args: {of: Args.string({required: true, description: 'Code of a period or of an oral session.'})},
  flags: {
    student: Flags.string({summary: 'Only this student.'}),
    examiner: Flags.string({summary: 'Only this examiner.'}),
    room: Flags.string({summary: 'Only this room.'}),
  },
  run: async ({args, flags: {student, examiner, room}, wire}) =>
    oralRoster(await wire.context(), {of: args.of, student, examiner, room}),
  show: (roster, out) => showOralRoster(roster, out),
})
