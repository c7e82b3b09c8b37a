import {signAssessments} from '../../src/results/assessments/sign-assessments.ts'
import {showJudgements} from '../lib/assessment-view.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Sign your judgements of a session as assessor; after it they stand.',
  description: 'Once all assessors signed and the report is closed, what they agree on becomes a result.',
  examples: ['1130-B104-0900 --as assessor', '1130-B104-0900 --yes --json'],
  args: {session: sessionArg()},
  async run({args, out, wire}) {
    await out.confirm(`You confirm that your judgements of ${args.session} are complete and true.`)
    return signAssessments(await wire.context(), args)
  },
  show: showJudgements,
})
