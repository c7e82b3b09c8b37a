import {Args} from '@oclif/core'
import {openExam} from '../../src/sign-in/open-exam.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Show what the code of a slip opens on the start page of exam computers.',
  examples: ['4820193375', '"482 019 3375" --json'],
  args: {code: Args.string({required: true, description: 'Code of the slip.'})},
  run: async ({args, wire}) => openExam(await wire.context(), {code: args.code}),
  show({name, room, seat, exams}, out) {
    out.line([name, room, seat].filter(Boolean).join(' · '))
    out.table(
      ['Exam', 'Platform', 'From', 'Until'],
      exams.map(({exam, platform, from, until}) => [exam, platform, from, until]),
    )
  },
})
