import {Args} from '@oclif/core'
import {type Decision, DECISIONS} from '../../src/delivery/cases/case-decisions.ts'
import {decideCase} from '../../src/delivery/cases/decide-case.ts'
import {command} from '../lib/command.ts'
import {codeArg, examFlag, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Decide a case on one student, or on everybody who is left.',
  description: `Decisions: ${DECISIONS.join(', ')}. Each student gets a letter with the last day for appeal.`,
  examples: [
    'K7M2PX 0412345 void-counts --reason "Copied from a note"',
    'K7M2PX new-sitting --reason "Power failure" --yes',
  ],
  args: {
    case: codeArg('case'),
    student: Args.string({required: true, description: 'Student number; leave it out for everybody who is left.'}),
    decision: Args.string({description: 'The decision.'}),
  },
  flags: {exam: examFlag(), reason: reasonFlag(true)},
  async run({args, flags, out, wire}) {
    const [student, decision] = args.decision === undefined ? [undefined, args.student] : [args.student, args.decision]
    if (student === undefined) await out.confirm(`Decide ${decision} on everybody left in case ${args.case}?`)
    return decideCase(await wire.context(), {
      case: args.case,
      student,
      exam: flags.exam,
      decision: decision as Decision,
      reason: flags.reason ?? '',
    })
  },
  show({case: code, decision, decided, undecided, appealUntil}, out) {
    out.line(`Case ${code}: ${decision} on ${decided.length}, who may appeal until ${appealUntil}.`)
    if (undecided > 0) out.hint(`${undecided} are left to decide on: ontrac case show ${code}`)
  },
})
