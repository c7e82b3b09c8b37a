import {Flags} from '@oclif/core'
import {previewStatements, sendStatements} from '../../src/registration/send-statements.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, examFlag, periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Mail students what they are registered for in a period, to check.',
  description: 'Once a day to each student, however often it is asked.',
  examples: ['2026-P2 --dry-run', '2026-P2 --group 2B-VZ', '2026-P2 --exam NE-3F-CE --yes --json'],
  args: {period: periodArg()},
  flags: {
    exam: examFlag(),
    group: Flags.string({summary: 'Only students of this group, also those without a registration.'}),
    student: Flags.string({summary: 'Only this student.'}),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const wanted = {period: args.period, exam: flags.exam, group: flags.group, student: flags.student}
    const preview = await previewStatements(ctx, wanted)
    if (flags['dry-run'] || preview.students === 0) return {...preview, sent: false}
    await out.confirm(`Mail a statement to ${preview.students} students?`)
    return {...(await sendStatements(ctx, wanted)), sent: true}
  },
  show({period, students, without, checkBy, sent}, out) {
    out.line(`${sent ? 'Queued' : 'To send'}: ${students} statements of registrations for period ${period}.`)
    if (without > 0) out.line(`  ${without} of these students have no registration.`)
    if (checkBy) out.line(`  They can have it put right until ${checkBy}.`)
    if (sent) out.hint('They go out with: ontrac tick')
  },
})
