import {addGroupRegistrations, previewGroupRegistrations} from '../../src/registration/add-group-registrations.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, examArg, groupArg} from '../lib/flags.ts'
import {newRegistrationFlags} from '../lib/registration-flags.ts'

export default command({
  summary: 'Register the students of a group for an exam, those who may be.',
  description: 'Of the others it is said why not. Doing it twice registers nobody twice.',
  examples: [
    '2B-VZ NE-3F-CE --period 2026-P2',
    '2B-VZ NE-3F-CE --period 2026-P2 --dry-run',
    '2B-VZ REK-3 --period 2026-P2 --yes --json',
  ],
  args: {group: groupArg(), exam: examArg()},
  flags: {...newRegistrationFlags(), 'dry-run': dryRunFlag()},
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const {period, location, late, reason} = flags
    const wanted = {...args, period, location, late, reason}
    const preview = await previewGroupRegistrations(ctx, wanted)
    if (flags['dry-run'] || preview.added === 0) return preview
    await out.confirm(`Register ${preview.added} of ${preview.students.length} students for ${args.exam}?`)
    return addGroupRegistrations(ctx, wanted)
  },
  show({group, exam, period, applied, added, refused, students}, out) {
    out.line(
      `${applied ? 'Registered' : 'To register'}: ${added} of ${students.length} students of ${group} for ${exam} in period ${period}.`,
    )
    const why = students.filter(({does}) => does === 'refuse')
    if (refused > 0)
      out.table(
        ['Student', 'Name', 'Why not'],
        why.map(({student, name, reasons}) => [student, name, reasons.map(({message}) => message).join(' ')]),
      )
  },
})
