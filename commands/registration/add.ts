import {Flags} from '@oclif/core'
import {addRegistration} from '../../src/registration/add-registration.ts'
import {command} from '../lib/command.ts'
import {examArg, keyFlag, studentArg} from '../lib/flags.ts'
import {newRegistrationFlags} from '../lib/registration-flags.ts'

export default command({
  summary: 'Register a student for an exam in a period.',
  description: 'Once per student and exam, over all periods. Where the exam asks it, the team agrees first.',
  examples: [
    '0412345 NE-3F-CE --period 2026-P2',
    '0412345 NE-3F-CE --period 2026-P2 --late --reason "was ill in the last week" --json',
    '0412345 NE-3F-CE --period 2026-P2 --location NOORD --for student',
  ],
  args: {student: studentArg(), exam: examArg()},
  flags: {
    ...newRegistrationFlags(),
    for: Flags.option({
      options: ['student', 'teacher', 'sis'] as const,
      summary: 'In whose name the exam office asks; it sets the source.',
    })(),
    'source-id': Flags.string({summary: 'The id that the SIS gave it, with --for sis.'}),
    remark: Flags.string({summary: 'A remark to keep with it.'}),
    key: keyFlag(),
  },
  async run({args, flags, wire}) {
    const {period, location, late, reason, remark, key} = flags
    const input = {...args, period, location, late, reason, remark, key, for: flags.for, sourceId: flags['source-id']}
    return addRegistration(await wire.context(), input)
  },
  show({code, student, exam, period, state, did}, out) {
    if (did === 'linked') out.line(`Registration ${code} of ${student} for ${exam} was there already; it is linked.`)
    else out.line(`Registered ${student} for ${exam} in period ${period}: ${code}, ${state}.`)
    if (state === 'wanted') out.hint(`The team decides: ontrac registration agree ${code}`)
  },
})
