import {Args} from '@oclif/core'
import {mergeStudents} from '../../src/institution/people/merge-students.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Make one student of two numbers; can be undone.',
  description:
    "Everything of the double becomes the other one's, attempts and results too, and its number ends. Session reports and lists of the past go on naming the double.",
  examples: ['0499001 0412345 --reason "Zelfde student" --dry-run', '0499001 0412345 --reason "Zelfde student"'],
  args: {
    double: Args.string({required: true, description: 'Number that ends.'}),
    into: Args.string({required: true, description: 'Number that stays.'}),
  },
  flags: {reason: reasonFlag(true), 'dry-run': dryRunFlag()},
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const wanted = {...args, reason: flags.reason ?? ''}
    const plan = await mergeStudents(ctx, {...wanted, dryRun: true})
    if (flags['dry-run']) return plan
    const question = `Make ${plan.double} and ${plan.into} one student? ${total(plan.moved)} records move.`
    await out.confirm(question, {name: args.double})
    return mergeStudents(ctx, wanted)
  },
  show({run, double, into, moved}, out) {
    out.line(run ? `${double} is now ${into}; ${total(moved)} records moved.` : `${total(moved)} records would move.`)
    out.table(['Records', 'Number'], Object.entries(moved), 'Nothing was recorded of the double.')
    if (run) out.hint(`Undo with: ontrac student undo ${run}`)
  },
})

function total(moved: Readonly<Record<string, number>>): number {
  return Object.values(moved).reduce((sum, count) => sum + count, 0)
}
