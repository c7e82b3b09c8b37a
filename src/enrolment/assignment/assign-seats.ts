import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason} from '../../errors.ts'
import type {ExamId} from '../../ids.ts'
import type {Period} from '../../institution/model.ts'
import type {Run} from '../../operation/records.ts'
import {parsed} from '../../parsed.ts'
import {type AssignmentPlan, planAssignment, type WithoutPlace} from './assignment-plan.ts'
import {takeSeat} from '../seats/change-seats.ts'
import {type Claim, decide} from '../seats/claim.ts'
import type {Terms} from '../enrol-reasons.ts'
import {
  type ApplyClaims,
  cutOff,
  finishRun,
  leftIn,
  type RunDone,
  type RunLeft,
  type RunOptions,
  type RunProgress,
  storeRun,
} from './enrolment-run.ts'
import {confirmation} from '../seats/seat-letter.ts'
import type {EnrolmentStores} from '../store.ts'

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

/** What would be done, and the doing of exactly that. */
export type Proposed<Answer> = Readonly<{shown: Answer; apply: (progress?: RunProgress) => Promise<Answer>}>

/** For one who wants to see the plan before it is applied, and how far it is. `confirm` throws to have nothing done. */
export type Showing<Answer> = Readonly<{confirm?: (shown: Answer) => Promise<void>; progress?: RunProgress}>

/** Shows what {@link assignSeats} would do; changes nothing. @throws as there */
export async function previewAssignment(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof AssignSeats>,
): Promise<Assignment> {
  return (await proposeAssignment(ctx, input)).shown
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
  {confirm, progress}: Showing<Assignment> = {},
): Promise<Assignment> {
  const {shown, apply} = await proposeAssignment(ctx, input)
  await confirm?.(shown)
  return apply(progress)
}

/**
 * Plans once, to be shown and then applied as it was shown: each claim is decided again under its locks, and who no longer
 * fits is told apart. Of a run that was cut off it is what is left of it.
 */
async function proposeAssignment(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof AssignSeats>,
): Promise<Proposed<Assignment>> {
  const wanted = read(input)
  const cut = await ctx.read('enrolment.read', async (stores) =>
    cutOff(stores, 'enrolment.assign', (await optionsOf(stores, wanted)).options),
  )
  if (cut)
    return {
      shown: {...summaryIn(cut), placed: leftIn(cut), ...NOT_YET},
      apply: (progress) => finish(ctx, cut, [], progress),
    }
  const {period, options, plan} = await planFor(ctx, wanted)
  const {without, ...summary} = summaryOf(period, plan)
  const shown = {...summary, without, ...NOT_YET}
  const about = {options, summary: {...summary, without: without.length}, lock: {period: [period.id]}}
  return {
    shown,
    apply: async (progress) => {
      if (plan.claims.length === 0) return shown
      return finish(ctx, await storeRun(ctx, 'enrolment.assign', plan.claims, about), without, progress)
    },
  }
}

const NOT_YET = {changed: [], run: null} as const

function summaryIn({summary}: Run): Pick<Assignment, 'period' | 'asPlanned' | 'without'> {
  const {period, asPlanned} = summary as Readonly<{period: string; asPlanned: number}>
  return {period, asPlanned, without: []}
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

async function finish(
  ctx: Context<EnrolmentStores>,
  run: Run,
  without: readonly WithoutPlace[],
  progress?: RunProgress,
): Promise<Assignment> {
  const {done, left} = await finishRun(ctx, run, applyClaims, progress)
  return {...summaryIn(run), placed: done.length, without, changed: left, run: run.code}
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
