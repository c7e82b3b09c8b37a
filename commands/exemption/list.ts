import {Flags} from '@oclif/core'
import {listExemptions} from '../../src/institution/boards/list-exemptions.ts'
import {command} from '../lib/command.ts'
import {examFlag} from '../lib/flags.ts'

export default command({
  summary: 'List the exemptions.',
  examples: ['', '--exam NE-3F-CE --json'],
  flags: {student: Flags.string({summary: 'Only this student.'}), exam: examFlag()},
  run: async ({flags, wire}) => ({exemptions: await listExemptions(await wire.context(), flags)}),
  show({exemptions}, out) {
    out.table(
      ['Student', 'Exam', 'Part', 'Decided', 'Basis', 'Grade'],
      exemptions.map((each) => [each.student, each.exam, each.part, each.decidedOn, each.basis, each.grade]),
    )
  },
})
