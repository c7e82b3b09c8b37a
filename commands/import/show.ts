import {showImport} from '../../src/imports/list-imports.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'
import {countsOf} from '../lib/import-view.ts'

export default command({
  summary: 'Show an import: what it does or did, what it means for students, and what was left out.',
  examples: ['K7QM2X', 'K7QM2X --json'],
  args: {import: codeArg('import')},
  run: async ({args, wire}) => showImport(await wire.context(), args.import),
  show(sheet, out) {
    out.pairs([
      ['Import', sheet.run],
      ['Kind', sheet.kind],
      ['File', sheet.file],
      ['State', sheet.state],
      ['Rows', countsOf(sheet.counts)],
      ['Steps', `${sheet.stepsDone} of ${sheet.steps}`],
      ['Made', sheet.createdAt],
      ['By', sheet.by],
    ])
    if (sheet.listed.length > 0) {
      out.title('What it means for students')
      out.table(
        ['Student', 'What', 'Code', 'Effect', 'To', 'Why'],
        sheet.listed.map(({student, of, code, effect, to, why}) => [student, of, code, effect, to ?? null, why]),
      )
    }
    for (const {message} of [...sheet.stopped, ...sheet.left, ...sheet.kept]) out.warn(message)
  },
})
