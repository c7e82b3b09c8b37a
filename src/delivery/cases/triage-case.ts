import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {caseFile, caseLock, noAuthority, partiesUnder, requireUndecided} from './case-file.ts'
import type {Case} from '../model.ts'
import type {DeliveryStores} from '../store.ts'

export const TriageCase = z.strictObject({
  case: z.string(),
  severity: z.enum(['minor', 'board']),
  reason: z.string().trim().optional(),
})

export type TriagedCase = Readonly<{case: string; severity: 'minor' | 'board'; before: Case['severity']}>

/**
 * Says who decides on a case: a functionary under a mandate when it is minor, else the board. Somebody with authority over a
 * student in its scope does so; what is the board's is made minor by the board only.
 *
 * @throws ExamError `case.not-found`; `case.refused` with `case.over`, `case.no-authority`, `case.of-the-board`
 */
export async function triageCase(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof TriageCase>,
): Promise<TriagedCase> {
  const {case: key, severity, reason} = parsed(TriageCase, input)
  return ctx.write('case.triage', {lock: await caseLock(ctx, key)}, async (stores, entry) => {
    const file = await caseFile(stores, key)
    const {id, code, severity: before} = file.case
    requireUndecided(file.case)
    if ((await partiesUnder(stores, entry, {deed: 'case.triage', parties: file.parties})).length === 0)
      throw refuse('case', [noAuthority(file.parties, 'case.triage')])
    if (before === 'board' && severity === 'minor' && entry.role !== 'board')
      throw refuse('case', [
        {code: 'case.of-the-board', message: `Case ${code} is the board's; only the board makes it minor.`},
      ])
    await stores.cases.change(id, {severity, state: 'triaged'})
    entry.note({about: ['case', id], facts: {code, severity, before}, ...(reason ? {text: reason} : {})})
    return {case: code, severity, before}
  })
}
