import {Flags} from '@oclif/core'
import {listAudit} from '../../src/operation/list-audit.ts'
import {command} from '../lib/command.ts'
import {limitFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List who did what, newest first.',
  examples: ['', '--deed result.establish --since 2026-11-30', '--for 1000234 --json', '--about session:0193…'],
  flags: {
    about: Flags.string({summary: 'Only about this kind of thing, or this one: session, or session:ID.'}),
    deed: Flags.string({summary: 'Only this deed, such as enrolment.add.'}),
    by: Flags.string({summary: 'Only by this person: staff code or student number.'}),
    for: Flags.string({summary: 'Only concerning this person.'}),
    since: Flags.string({summary: 'Only from this day or time on.'}),
    until: Flags.string({summary: 'Only before this day or time.'}),
    after: Flags.string({summary: 'Only entries before this one in time, by id, to page on.'}),
    limit: limitFlag(),
  },
  async run({flags, wire}) {
    const {about, deed, by, for: concerned, since, until, after, limit} = flags
    const wanted = {about, deed, by, for: concerned, since, until, after, limit}
    const entries = await listAudit(await wire.context(), wanted)
    return {entries, next: nextPage(entries, limit, ({id}) => id)}
  },
  show({entries, next}, out) {
    out.table(
      ['When', 'Deed', 'By', 'As', 'For', 'About', 'What', 'Why'],
      entries.map((entry) => [
        entry.at,
        entry.deed,
        entry.by,
        entry.role,
        entry.for,
        entry.about?.kind ?? null,
        JSON.stringify(entry.facts),
        entry.text,
      ]),
      'Nothing was done that fits.',
    )
    hintNext(next, out)
  },
})
