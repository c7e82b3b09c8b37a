import {showCase} from '../../src/delivery/cases/show-case.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Show a case with its candidates and everything that was written in it.',
  examples: ['K7M2PX', 'K7M2PX --json'],
  args: {case: codeArg('case')},
  run: async ({args, wire}) => showCase(await wire.context(), {case: args.case}),
  show(shown, out) {
    out.title(`Case ${shown.case}: ${shown.kind}, ${shown.state}`)
    out.pairs([
      ['Session', shown.session],
      ['Scope', shown.scope],
      ['Decided by', shown.severity],
      ['Opened', shown.openedAt],
      ['Told to the inspectorate', shown.inspectorateToldAt],
      ['CvTE asked', shown.cvteAskedAt],
    ])
    out.table(
      ['Student', 'Name', 'Exam', 'Heard', 'Decision'],
      shown.candidates.map(({student, name, exam, heardAt, decision}) => [
        student,
        name,
        exam,
        heardAt !== null,
        decision,
      ]),
    )
    out.table(
      ['At', 'By', 'What', 'Student', 'Text'],
      shown.notes.map(({at, by, kind, student, content}) => [at, by, kind, student, content]),
    )
  },
})
