import {decideRegistrations, undecidedRegistrations} from '../../src/registration/decide-registrations.ts'
import type {RegistrationText} from '../../src/registration/registration-line.ts'
import type {Out} from './out.ts'

type Context = Parameters<typeof decideRegistrations>[0]
type Decision = 'agreed' | 'refused'

type DecisionFlags = Readonly<{
  all: boolean
  period?: string | undefined
  exam?: string | undefined
  group?: string | undefined
  reason?: string | undefined
  'dry-run': boolean
}>

/** What was decided, or would be. */
export type Decided = Readonly<{decision: Decision; applied: boolean; registrations: readonly RegistrationText[]}>

/** Decides on the requests that are named by code, or on all that fit, after showing how many. */
export async function decideOn(
  ctx: Context,
  decision: Decision,
  codes: readonly string[],
  {all, period, exam, group, reason, 'dry-run': dryRun}: DecisionFlags,
  out: Out,
): Promise<Decided> {
  const wanted = {decision, codes, reason, ...(all ? {all: {period, exam, group}} : {})}
  if (dryRun) return {decision, applied: false, registrations: await undecidedRegistrations(ctx, wanted)}
  if (all) {
    const {length} = await undecidedRegistrations(ctx, wanted)
    await out.confirm(`${VERBS[decision]} ${length} requests?`)
  }
  return {decision, applied: true, registrations: await decideRegistrations(ctx, wanted)}
}

const VERBS = {agreed: 'Agree to', refused: 'Refuse'} as const

/** Says what was decided. */
export function showDecision({decision, applied, registrations}: Decided, out: Out): void {
  if (!applied) {
    out.table(
      ['Registration', 'Student', 'Name', 'Exam', 'State'],
      registrations.map(({code, student, name, exam, state}) => [code, student, name, exam, state]),
      'Nothing waits for a decision.',
    )
    return
  }
  if (registrations.length === 0) out.line('Nothing waited for a decision.')
  if (registrations.length > 20) out.line(`${registrations.length} registrations are ${decision}.`)
  else
    for (const {code, student, exam} of registrations)
      out.line(`Registration ${code} of ${student} for ${exam} is ${decision}.`)
  if (registrations.length > 0) out.hint('The students are told by mail with the next: ontrac tick')
}
