import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {programmesOf} from '../delivery/lists/student-programmes.ts'
import {type Reason, refuseIfAny} from '../errors.ts'
import type {PersonId} from '../ids.ts'
import {openAuthority} from '../institution/boards/authority.ts'
import type {QueuedLetter} from '../operation/store.ts'
import {parsed} from '../parsed.ts'
import {actingAs} from './acting-as.ts'
import {grantResit, resitLetter} from './grant-resit.ts'
import type {ResitRequest} from './model.ts'
import {resitFile, type ResitFile, resitPeriod, subjectOf} from './resit-file.ts'
import {resitReasons} from './resit-reasons.ts'
import {type ResitText, resitTexts} from './resit-text.ts'
import type {ResultStores} from './store.ts'

export const DecideResits = z.strictObject({
  codes: z.array(z.string().trim().min(1)).min(1).readonly(),
  decision: z.enum(['grant', 'refuse']),
  /** The student reads it. */
  reason: z.string().trim().min(1).max(2000),
  /** The period of the resit; default the open one in which the exam can still be taken. */
  period: z.string().trim().min(1).optional(),
  /** The SIS has given the attempt that a request waited for. */
  arranged: z.boolean().default(false),
})

type Decision = z.output<typeof DecideResits>

/**
 * Grants or refuses requests for a resit, by the board of the student's programme or exam (features C4); all or none. A granted
 * one becomes a registration, or waits until the SIS has given an attempt, and is
 * then granted once more as `arranged`.
 *
 * @throws ExamError `resit.not-found`, `period.not-found`; `resit.refused` with `resit.decided-already`, `resit.no-authority`,
 *   `resit.no-period`, the reasons of `resitReasons` and those of registering
 */
export async function decideResits(
  ctx: Context<ResultStores>,
  input: z.input<typeof DecideResits>,
): Promise<readonly ResitText[]> {
  const wanted = parsed(DecideResits, input)
  const persons = await ctx.read('resit.read', async ({resits}, access) => {
    actingAs(ctx.actor, access, 'resit.decide')
    const found = await Promise.all(wanted.codes.map((code) => resits.get(code)))
    return found.map(({personId}) => personId)
  })
  return ctx.write('resit.decide', {lock: {person: [...new Set<PersonId>(persons)]}}, async (stores, entry) => {
    const requests: ResitRequest[] = []
    for (const code of new Set(wanted.codes)) requests.push(await stores.resits.get(code))
    const reasons: Reason[] = [...(await authorityReasons(stores, entry, requests)), ...requests.flatMap(stateReasons)]
    refuseIfAny('resit', reasons)
    const letters: QueuedLetter[] = []
    for (const request of requests) {
      const decided = await decide(ctx, stores, entry, wanted, request)
      if ('reasons' in decided) reasons.push(...decided.reasons)
      else letters.push(decided.letter)
    }
    refuseIfAny('resit', reasons)
    await stores.outbox.post(letters)
    return resitTexts(
      stores,
      requests.map(({id}) => id),
    )
  })
}

function stateReasons({code, state}: ResitRequest): Reason[] {
  if (state === 'asked' || state === 'waits-for-sis') return []
  const message = `Resit ${code} is ${state} and waits for no decision.`
  return [{code: 'resit.decided-already', message, details: {resit: code, state}}]
}

async function authorityReasons(
  stores: ResultStores,
  entry: Entry,
  requests: readonly ResitRequest[],
): Promise<readonly Reason[]> {
  const authorityOn = await openAuthority(stores, entry, 'resit.decide')
  const programmes = await programmesOf(
    stores,
    requests.map(({personId}) => personId),
  )
  return requests.flatMap(({code, personId, examId}) => {
    if (entry.role === 'system' || authorityOn({exam: examId, programmes: programmes.get(personId) ?? []})) return []
    const message = `You sit on no board that answers for the exam or the programme of resit ${code}; see: ontrac board list`
    return [{code: 'resit.no-authority', message, details: {resit: code}}]
  })
}

type Decided = Readonly<{letter: QueuedLetter}> | Readonly<{reasons: readonly Reason[]}>

async function decide(
  ctx: Context<ResultStores>,
  stores: ResultStores,
  entry: Entry,
  wanted: Decision,
  request: ResitRequest,
): Promise<Decided> {
  const file = await resitFile(stores, await subjectOf(stores, request), request)
  const done = {decidedBy: entry.person, decidedAt: entry.now, byRule: false}
  if (wanted.decision === 'refuse') {
    await stores.resits.change(request.id, {...done, state: 'refused'})
    return settle(stores, entry, {request, file, decision: 'refused', period: '', reason: wanted.reason})
  }
  const reasons = resitReasons(file)
  if (reasons.length > 0) return {reasons}
  const period =
    wanted.period === undefined
      ? await resitPeriod(stores, request.examId, entry)
      : await stores.periods.get(wanted.period)
  const granting = await grantResit(ctx, stores, entry, {
    file,
    period,
    arranged: wanted.arranged && request.state === 'waits-for-sis',
  })
  if ('reasons' in granting) return granting
  const registrationId = 'registration' in granting ? granting.registration.id : null
  const decision = registrationId === null ? 'waits-for-sis' : 'granted'
  await stores.resits.change(request.id, {...done, state: decision, registrationId})
  const at = registrationId === null ? '' : (period?.code ?? '')
  return settle(stores, entry, {request, file, decision, period: at, reason: wanted.reason})
}

async function settle(
  stores: ResultStores,
  entry: Entry,
  told: Readonly<{
    request: ResitRequest
    file: ResitFile
    decision: 'granted' | 'refused' | 'waits-for-sis'
    period: string
    reason: string
  }>,
): Promise<Decided> {
  const {request, decision, period, reason, file} = told
  const facts = {code: request.code, exam: file.exam.code, decision, period}
  entry.note({about: ['resit', request.id], for: request.personId, facts, text: reason})
  return {letter: await resitLetter(stores, entry, told)}
}
