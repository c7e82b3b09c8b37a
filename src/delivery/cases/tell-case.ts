import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {Instant} from '../../time.ts'
import {caseFile, caseLock, noAuthority, partiesUnder} from './case-file.ts'
import type {DeliveryStores} from '../store.ts'

export const TellCase = z
  .strictObject({case: z.string(), inspectorate: z.boolean().default(false), cvte: z.boolean().default(false)})
  .refine(({inspectorate, cvte}) => inspectorate || cvte, {message: 'Say who was told: the inspectorate, CvTE or both'})

export type ToldCase = Readonly<{case: string; inspectorateToldAt: Instant | null; cvteAskedAt: Instant | null}>

/**
 * Records that a case on a central exam was reported to the Inspectorate of Education, or that CvTE was asked; the first
 * time stays.
 *
 * @throws ExamError `case.not-found`; `case.refused` with `case.not-central`, `case.no-authority`
 */
export async function tellCase(ctx: Context<DeliveryStores>, input: z.input<typeof TellCase>): Promise<ToldCase> {
  const {case: key, inspectorate, cvte} = parsed(TellCase, input)
  return ctx.write('case.triage', {lock: await caseLock(ctx, key)}, async (stores, entry) => {
    const {case: found, parties} = await caseFile(stores, key)
    if (!parties.some(({exam}) => exam.kind === 'central'))
      throw refuse('case', [
        {
          code: 'case.not-central',
          message: `Case ${found.code} is about school exams; only central exams are reported.`,
        },
      ])
    if ((await partiesUnder(stores, entry, {deed: 'case.triage', parties})).length === 0)
      throw refuse('case', [noAuthority(parties, 'case.triage')])
    const told = {
      inspectorateToldAt: found.inspectorateToldAt ?? (inspectorate ? entry.now : null),
      cvteAskedAt: found.cvteAskedAt ?? (cvte ? entry.now : null),
    }
    await stores.cases.change(found.id, told)
    entry.note({about: ['case', found.id], facts: {code: found.code, inspectorate, cvte}})
    return {case: found.code, ...told}
  })
}
