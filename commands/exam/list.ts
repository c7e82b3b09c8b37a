import {Flags} from '@oclif/core'
import {listExams} from '../../src/institution/exams/list-exams.ts'
import {command} from '../lib/command.ts'
import {afterFlag, limitFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List the exams.',
  examples: ['', '--subject Nederlands --json'],
  flags: {subject: Flags.string({summary: 'Only this subject.'}), after: afterFlag(), limit: limitFlag()},
  async run({flags, wire}) {
    const exams = await listExams(await wire.context(), flags)
    return {exams, next: nextPage(exams, flags.limit, ({exam}) => exam)}
  },
  show({exams, next}, out) {
    out.table(
      ['Exam', 'Name', 'Subject', 'Level', 'Kind', 'Form', 'Minutes', 'Platform', 'Scale'],
      exams.map((each) => [
        each.exam,
        each.name,
        each.subject,
        each.level,
        each.kind,
        each.form,
        each.minutes,
        each.platform,
        each.scale,
      ]),
      'No exams yet. Import them with: ontrac import exams FILE',
    )
    hintNext(next, out)
  },
})
