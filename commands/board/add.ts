import {Flags} from '@oclif/core'
import {createBoard} from '../../src/institution/boards/create-board.ts'
import {command} from '../lib/command.ts'
import {boardArg} from '../lib/flags.ts'

export default command({
  summary: 'Add an exam board.',
  examples: [
    'EC-TECHNIEK --name "Examencommissie Techniek"',
    'EC-ZORG --name "Examencommissie Zorg en Welzijn" --json',
  ],
  args: {board: boardArg()},
  flags: {name: Flags.string({summary: 'Its name.', required: true})},
  async run({args, flags, wire}) {
    const {code, name} = await createBoard(await wire.context(), {code: args.board, name: flags.name})
    return {board: code, name}
  },
  show({board}, out) {
    out.line(`Added exam board ${board}.`)
    out.hint(`Next: ontrac board change ${board} --member STAFF --programme CODE`)
  },
})
