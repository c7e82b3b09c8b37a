import {Args, Flags} from '@oclif/core'
import {moveAll, previewMoveAll} from '../../src/enrolment/changes/move-all.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, reasonFlag} from '../lib/flags.ts'

const session = (description: string) => Args.string({required: true, description})

export default command({
  summary: 'Move everybody of one session who fits to another.',
  description:
    'Shows first who would move and who stays, and why. Whoever takes several exams there moves with all of them. One that was cut off goes on when it is asked again.',
  examples: ['1130-B104-0900 1130-C001-0900 --dry-run', '1130-B104-0900 1130-C001-0900 --reason "leak in B104" --yes'],
  args: {from: session('The session they are in.'), to: session('The session they go to.')},
  flags: {
    'dry-run': dryRunFlag(),
    override: Flags.boolean({summary: 'Also on days on which students are not at school; needs --reason.'}),
    reason: reasonFlag(),
  },
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const wanted = {...args, override: flags.override, reason: flags.reason ?? ''}
    if (flags['dry-run']) return previewMoveAll(ctx, wanted)
    return moveAll(ctx, wanted, {
      async confirm({moved, moves, from, to}) {
        const stay = moves.filter(({reasons}) => reasons.length > 0).length
        if (moved > 0) await out.confirm(`Move ${moved} enrolments from ${from} to ${to}? ${stay} students stay.`)
      },
      progress: (done, of) => out.progress(`Moving: step ${done + 1} of ${of}`),
    })
  },
  show({from, to, moves, moved, changed, run}, out) {
    out.line(`${run === null ? 'To move' : 'Moved'} from ${from} to ${to}: ${moved} enrolments.`)
    const stay = moves.filter(({reasons}) => reasons.length > 0)
    if (stay.length > 0)
      out.table(
        ['Stays', 'Exams', 'Because'],
        stay.map(({student, exams, reasons}) => [
          student,
          exams.join(' '),
          reasons.map(({message}) => message).join(' '),
        ]),
      )
    for (const {registration, reasons} of changed) out.warn(`${registration} stays after all: ${reasons.join(', ')}.`)
    if (run !== null) out.hint(`Undo with: ontrac enrolment undo ${run}`)
  },
})
