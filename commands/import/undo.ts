import {undoImport} from '../../src/imports/undo-import.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Take an import back, as far as nobody has used or changed since what it made.',
  examples: ['K7QM2X', 'K7QM2X --yes --json'],
  args: {import: codeArg('import')},
  async run({args, out, wire}) {
    const ctx = await wire.context()
    await out.confirm(`Take import ${args.import} back?`)
    const undone = await undoImport(ctx, {
      run: args.import,
      onProgress: (step, steps) => out.progress(`Step ${step} of ${steps}`),
    })
    out.progress('')
    return undone
  },
  show({run, restored, kept, letters}, out) {
    out.line(`Took import ${run} back: ${restored} undone, ${kept.length} stay.`)
    for (const {message} of kept) out.warn(message)
    if (letters > 0) out.hint(`${letters} letters that were not sent yet will not be sent.`)
  },
})
