import {showAssessments} from '../../src/results/assessments/show-assessments.ts'
import {showJudgements} from '../lib/assessment-view.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Show whom the assessors of a session judge, and what they gave.',
  description: 'An assessor sees the judgement of the others once all have given theirs.',
  examples: ['1130-B104-0900 --as assessor', '1130-B104-0900 --json'],
  args: {session: sessionArg()},
  run: async ({args, wire}) => showAssessments(await wire.context(), args),
  show: showJudgements,
})
