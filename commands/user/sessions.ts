import {Flags} from '@oclif/core'
import {listWebSessions} from '../../src/sign-in/list-web-sessions.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List who is signed in at the pages.',
  examples: ['', '--person VRIS --json'],
  flags: {person: Flags.string({summary: 'Only of this person: staff code or student number.'})},
  run: async ({flags, wire}) => ({sessions: await listWebSessions(await wire.context(), {person: flags.person})}),
  show({sessions}, out) {
    out.table(
      ['Person', 'By', 'Step', 'Since', 'Seen', 'Until'],
      sessions.map(({person, means, step, since, seen, until}) => [person, means, step, since, seen, until]),
      'Nobody is signed in.',
    )
  },
})
