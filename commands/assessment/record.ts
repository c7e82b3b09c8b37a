import {Args, Flags} from '@oclif/core'
import {recordAssessment} from '../../src/results/assessments/record-assessment.ts'
import {showJudgements} from '../lib/assessment-view.ts'
import {command} from '../lib/command.ts'
import {examArg, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Give your judgement of a candidate as assessor, or change it until you sign.',
  description:
    'On the scale of the exam. Two assessors who give the same agree; while theirs differ the candidate is not judged.',
  examples: ['1130-B104-0900 100042 PROEVE-1 voldoende', '1130-B104-0900 100042 NE-SPR 7,5 --remark "Rustig verteld"'],
  args: {
    session: sessionArg(),
    student: studentArg(),
    exam: examArg(),
    score: Args.string({required: true, description: 'The score on the scale of the exam.'}),
  },
  flags: {remark: Flags.string({summary: 'Why, for the other assessor and the exam office.'})},
  run: async ({args, flags, wire}) => recordAssessment(await wire.context(), {...args, remark: flags.remark ?? ''}),
  show(assessments, out) {
    showJudgements(assessments, out)
    out.hint(`Next, when everybody is judged: ontrac assessment sign ${assessments.session}`)
  },
})
