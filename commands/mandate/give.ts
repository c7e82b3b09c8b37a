import {Flags} from '@oclif/core'
import {giveMandate, MANDATED_DEEDS} from '../../src/institution/boards/give-mandate.ts'
import {command} from '../lib/command.ts'
import {boardArg, staffArg} from '../lib/flags.ts'

export default command({
  summary: "Let somebody do some of an exam board's deeds.",
  description: `A member of the board gives it. Deeds: ${MANDATED_DEEDS.join(', ')}; default all.`,
  examples: [
    'EC-ZORG VRIS --from 2026-08-01 --to 2027-07-31',
    'EC-TALEN JANA --from 2026-08-01 --to 2026-12-31 --deed result.establish --exam NE-3F-CE',
  ],
  args: {board: boardArg(), person: staffArg()},
  flags: {
    from: Flags.string({summary: 'First day.', required: true}),
    to: Flags.string({summary: 'Last day.', required: true}),
    deed: Flags.string({
      summary: 'A deed it is for; may be given more than once.',
      multiple: true,
      options: [...MANDATED_DEEDS],
    }),
    exam: Flags.string({summary: 'Only for this exam; may be given more than once.', multiple: true, default: []}),
    programme: Flags.string({
      summary: 'Only for this programme; may be given more than once.',
      multiple: true,
      default: [],
    }),
  },
  async run({args, flags, wire}) {
    const deeds = flags.deed as (typeof MANDATED_DEEDS)[number][] | undefined
    const mandate = await giveMandate(await wire.context(), {
      board: args.board,
      person: args.person,
      from: flags.from,
      to: flags.to,
      exams: flags.exam,
      programmes: flags.programme,
      ...(deeds ? {deeds} : {}),
    })
    return {
      mandate: mandate.code,
      board: args.board,
      person: args.person,
      deeds: mandate.deeds,
      from: mandate.fromOn,
      to: mandate.toOn,
    }
  },
  show({mandate, board, person, from, to}, out) {
    out.line(`Mandate ${mandate}: ${board} lets ${person} decide from ${from} to ${to}.`)
  },
})
