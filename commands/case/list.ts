import {Flags} from '@oclif/core'
import {listCases} from '../../src/delivery/cases/list-cases.ts'
import {command} from '../lib/command.ts'
import {afterFlag, limitFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List cases.',
  examples: ['--undecided', '--session 1130-B104-0900'],
  flags: {
    session: Flags.string({summary: 'Only of this session.'}),
    state: Flags.option({
      options: ['open', 'triaged', 'decided', 'withdrawn'] as const,
      summary: 'Only in this state.',
    })(),
    undecided: Flags.boolean({summary: 'Only those in which something is to be decided.'}),
    after: afterFlag(),
    limit: limitFlag(),
  },
  async run({flags, wire}) {
    const cases = await listCases(await wire.context(), {
      session: flags.session,
      state: flags.state,
      undecided: flags.undecided,
      after: flags.after,
      limit: flags.limit,
    })
    return {cases, next: nextPage(cases, flags.limit, (each) => each.case)}
  },
  show({cases, next}, out) {
    out.table(
      ['Case', 'Kind', 'Scope', 'Session', 'Exam', 'Decided by', 'State', 'Candidates', 'Undecided'],
      cases.map((each) => [
        each.case,
        each.kind,
        each.scope,
        each.session,
        each.exam,
        each.severity,
        each.state,
        each.candidates,
        each.undecided,
      ]),
      'No cases.',
    )
    hintNext(next, out)
  },
})
