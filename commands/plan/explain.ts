import {Args} from '@oclif/core'
import {
  type Explained,
  type ExplainedExam,
  type ExplainedRegistration,
  explainPlan,
} from '../../src/planning/plans/explain-plan.ts'
import {command} from '../lib/command.ts'
import type {Out} from '../lib/out.ts'

export default command({
  summary: 'Explain why a registration or an exam has no place, or is where it is, and what would help.',
  description:
    'Tries every session, and every room and time, and tells what is in the way there; the smallest set of things that leave no place at all; and what would have to go. Of a period without a draft plan the plan as it stands is explained. Sessions are explained by plan try.',
  examples: ['2026-P2 ZH4EUN', '2026-P2-plan-1 NE-3F-CE --json'],
  args: {
    plan: Args.string({required: true, description: 'Code of a draft plan, or of a period.'}),
    what: Args.string({required: true, description: 'Code of a registration or an exam.'}),
  },
  run: async ({args, wire}) => explainPlan(await wire.context(), args),
  show({plan, registration, exam}, out) {
    if (registration) showRegistration(plan, registration, out)
    if (exam) showExam(plan, exam, out)
  },
})

function showExam(plan: string, exam: ExplainedExam, out: Out): void {
  out.title(`${exam.exam} in ${plan}: ${exam.placed} have a place, ${exam.unplaced} have none`)
  out.table(
    ['Session', 'Students'],
    exam.sessions.map(({session, students}) => [session, students]),
    'It is in no session.',
  )
  if (exam.help.length > 0)
    out.table(
      ['Would have a place', 'If only it were not so that'],
      exam.help.map(({registrations, barriers}) => [registrations, sentence(barriers)]),
    )
  for (const each of exam.registrations.slice(0, 3)) showRegistration(plan, each, out)
}

function showRegistration(plan: string, one: ExplainedRegistration, out: Out): void {
  const who = `${one.registration}, student ${one.student}, ${one.exam}`
  if (one.session === null) {
    out.title(`${who}: no place in ${plan}`)
    if (one.free !== null) out.line(`There is a place, free for it: ${one.free}. Make or repair the plan again.`)
    if (one.inTheWay.length > 0) out.line(`In the way: ${sentence(one.inTheWay)}.`)
    if (one.remedies.length > 0)
      out.table(
        ['It could be', 'If it were not so that', 'What does that'],
        one.remedies.map(({place, barriers}) => [
          place,
          sentence(barriers),
          barriers.map(({remedy}) => remedy).join('; '),
        ]),
      )
  } else out.title(`${who}: in ${one.session}`)
  if (one.others.length > 0)
    out.table(
      ['Other session', 'Costs more', 'Because'],
      one.others.slice(0, 10).map(({session, cost, barriers}) => [session, cost, sentence(barriers)]),
    )
}

function sentence(barriers: readonly Explained[]): string {
  return barriers.map(({text}) => text).join(', and ')
}
