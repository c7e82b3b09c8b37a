import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {caseFile, caseLock, noAuthority, partiesUnder, type Party, requireUndecided} from './case-file.ts'
import type {Case} from '../model.ts'
import type {CaseProgress, DeliveryStores} from '../store.ts'

export const WithdrawCase = z.strictObject({case: z.string(), reason: z.string().trim().min(1)})

/**
 * Withdraws a case that should not have been opened; it blocks nothing any more.
 *
 * @throws ExamError `case.not-found`; `case.refused` with `case.over`, `case.decided-in-part`, `case.no-authority`
 */
export async function withdrawCase(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof WithdrawCase>,
): Promise<Readonly<{case: string; candidates: number}>> {
  const {case: key, reason} = parsed(WithdrawCase, input)
  return ctx.write('case.withdraw', {lock: await caseLock(ctx, key)}, async (stores, entry) => {
    const {case: found, parties} = await caseFile(stores, key)
    requireUndecided(found)
    const [progress] = await stores.delivery.caseProgress([found.id])
    refuseIfAny('case', await reasonsAgainst(stores, entry, {found, parties, progress}))
    await stores.cases.change(found.id, {state: 'withdrawn'})
    await stores.caseNotes.add([
      {
        id: ctx.ids.next<string>(),
        caseId: found.id,
        personId: null,
        kind: 'withdrawn',
        content: reason,
        at: entry.now,
        byPersonId: entry.person,
      },
    ])
    entry.note({
      about: ['case', found.id],
      facts: {code: found.code, candidates: progress?.candidates ?? 0},
      text: reason,
    })
    return {case: found.code, candidates: progress?.candidates ?? 0}
  })
}

type Situation = Readonly<{found: Case; parties: readonly Party[]; progress: CaseProgress | undefined}>

async function reasonsAgainst(
  stores: DeliveryStores,
  entry: Entry,
  {found, parties, progress}: Situation,
): Promise<readonly Reason[]> {
  const may = await partiesUnder(stores, entry, {deed: 'case.withdraw', parties})
  const message = `Case ${found.code} is decided on somebody; decide on the others too.`
  return [
    ...(progress && progress.undecided < progress.candidates ? [{code: 'case.decided-in-part', message}] : []),
    ...(may.length === 0 ? [noAuthority(parties, 'case.withdraw')] : []),
  ]
}
