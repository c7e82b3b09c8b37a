import {z} from 'zod'
import type {Context} from '../context.ts'
import {ExamError, type Reason} from '../errors.ts'
import type {ExamId} from '../ids.ts'
import type {Period} from '../institution/model.ts'
import {canonicalJson} from '../json.ts'
import type {Run} from '../operation/records.ts'
import {parsed} from '../parsed.ts'
import {type AssignmentPlan, planAssignment, type WithoutPlace} from './assignment-plan.ts'
import {takeSeat} from './change-seats.ts'
import {type Claim, decide} from './claim.ts'
import type {Terms} from './enrol-reasons.ts'
import {type ApplyClaims, finishRun, type RunDone, type RunLeft, type RunOptions, storeRun} from './enrolment-run.ts'
import {confirmation} from './seat-letter.ts'
import type {EnrolmentStores} from './store.ts'

/** Whom central assignment places, and on what terms; codes. */
export const AssignSeats = z.strictObject({
  period: z.string().trim().min(1),
  exams: z.array(z.string().trim().min(1)).default([]).describe('Only these; none is all.'),
  override: z
    .boolean()
    .default(false)
    .describe('Also on days on which a student is not at school, such as his working days.'),
  reason: z.string().trim().default(''),
})

/** What central assignment did, or would do. */
export type Assignment = Readonly<{
  period: string
  /** Enrolled, or to be enrolled. */
  placed: number
  /** Of these, the ones that sit where the applied plan has them. */
  asPlanned: number
  without: readonly WithoutPlace[]
  /** Placed in the plan and not when it was applied, since somebody came in between. */
  changed: readonly RunLeft[]
  /** The run, to undo it by; null while it is only looked at, or when there is nothing to do. */
  run: string | null
}>

/** Shows what {@link assignSeats} would do; changes nothing. @throws as there */
export async function previewAssignment(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof AssignSeats>,
): Promise<Assignment> {
  const wanted = read(input)
  const {period, plan} = await planFor(ctx, wanted)
  return {...summaryOf(period, plan), changed: [], run: null}
}

/**
 * Enrols everybody of a period in one deed (feature E10): where the applied plan holds a place, else in a free seat that fits.
 * Nobody is placed on a day on which he is not at school, save with `override` and a reason. A run: it goes in steps, one that
 * was cut off goes on when it is asked again, `enrolment undo` takes it back, and its mails wait the policy's delay.
 *
 * @throws ExamError `period.not-found`, `exam.not-found`, `enrolment.override-reason`
 */
export async function assignSeats(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof AssignSeats>,
  progress?: (done: number, of: number) => void,
): Promise<Assignment> {
  const wanted = read(input)
  const cut = await ctx.read('enrolment.read', (stores) => cutOff(stores, wanted))
  if (cut) return finish(ctx, cut, [], progress)
  const {period, options, plan} = await planFor(ctx, wanted)
  const {without, ...summary} = summaryOf(period, plan)
  if (plan.claims.length === 0) return {...summary, without, changed: [], run: null}
  const about = {options, summary: {...summary, without: without.length}, lock: {period: [period.id]}}
  return finish(ctx, await storeRun(ctx, 'enrolment.assign', plan.claims, about), without, progress)
}

function read(input: z.input<typeof AssignSeats>): z.output<typeof AssignSeats> {
  const wanted = parsed(AssignSeats, input)
  if (!wanted.override || wanted.reason !== '') return wanted
  throw new ExamError(
    'invalid',
    'enrolment.override-reason',
    'To place students on days on which they are not at school, give a reason: --reason "…"',
  )
}

async function planFor(
  ctx: Context<EnrolmentStores>,
  wanted: z.output<typeof AssignSeats>,
): Promise<Readonly<{period: Period; options: RunOptions; plan: AssignmentPlan}>> {
  return ctx.read('enrolment.read', async (stores, access) => {
    const {period, exams, options} = await optionsOf(stores, wanted)
    const terms: Terms = {role: 'office', reason: wanted.reason, override: wanted.override, promised: true}
    return {period, options, plan: await planAssignment(stores, access.now, ctx.ids, {period, exams, terms})}
  })
}

async function optionsOf(
  stores: EnrolmentStores,
  {period: code, exams: codes, reason, override}: z.output<typeof AssignSeats>,
) {
  const period = await stores.periods.get(code)
  const exams: ExamId[] = []
  for (const exam of codes) exams.push((await stores.exams.get(exam)).id)
  const options: RunOptions = {period: period.id, exams: exams.toSorted(), reason, override}
  return {period, exams: exams.length > 0 ? exams : null, options}
}

/** A run for the same question that was begun and not finished. */
async function cutOff(stores: EnrolmentStores, wanted: z.output<typeof AssignSeats>): Promise<Run | undefined> {
  const {options} = await optionsOf(stores, wanted)
  const begun = await stores.runs.all({kind: 'enrolment.assign', state: 'applying'})
  return begun.find((run) => canonicalJson(run.options) === canonicalJson(options))
}

async function finish(
  ctx: Context<EnrolmentStores>,
  run: Run,
  without: readonly WithoutPlace[],
  progress?: (done: number, of: number) => void,
): Promise<Assignment> {
  const {done, left} = await finishRun(ctx, run, applyClaims, progress)
  const {period, asPlanned} = run.summary as Readonly<{period: string; asPlanned: number}>
  return {period, placed: done.length, asPlanned, without, changed: left, run: run.code}
}

const applyClaims: ApplyClaims = (book, claims, {entry, options}) => {
  const terms: Terms = {role: entry.role, reason: options.reason, override: options.override, promised: true}
  const done: RunDone[] = []
  const left: RunLeft[] = []
  const seated = new Map<string, Pick<RunDone, 'sessionId' | 'personId'>>()
  for (const {seatId, ...planned} of claims) {
    const claim: Claim = {...planned, seatId, source: 'plan', terms}
    const decision = decide(book, claim)
    if ('reasons' in decision) left.push({registration: planned.code, reasons: codesOf(decision.reasons)})
    else {
      takeSeat(book, claim, decision.grant, entry.person)
      done.push(planned)
      seated.set(`${planned.sessionId} ${planned.personId}`, planned)
    }
  }
  const letters = [...seated.values()].map(({sessionId, personId}) => confirmation(book, sessionId, personId))
  return {inverse: {done, left}, letters}
}

function summaryOf({code}: Period, {claims, asPlanned, without}: AssignmentPlan) {
  return {period: code, placed: claims.length, asPlanned, without}
}

/** The codes of reasons, once each. */
export function codesOf(reasons: readonly Reason[]): readonly string[] {
  return [...new Set(reasons.map(({code}) => code))]
}
