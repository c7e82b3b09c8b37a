import type {Context, Entry, Lock} from '../../context.ts'
import type {Deed} from '../../deeds.ts'
import type {EnrolmentId, PersonId, RegistrationId, RunId, SeatId, SessionId} from '../../ids.ts'
import {canonicalJson, type Json} from '../../json.ts'
import type {Run} from '../../operation/records.ts'
import {plusMinutes} from '../../time.ts'
import {type Hold, holdFor, holding} from '../seats/hold.ts'
import {saveBook} from '../seats/save-book.ts'
import {openBook, type SeatBook} from '../seats/seat-book.ts'
import type {EnrolmentStores} from '../store.ts'
import type {QueuedLetter} from '../../operation/store.ts'

/** The big changes of enrolment, by the deed they are. */
export type RunKind = Extract<Deed, 'enrolment.assign' | 'enrolment.move'>

/** One registration in a run: where it goes, and from which enrolment when it has one. Ids are given when it is planned. */
export type RunClaim = Readonly<{
  registrationId: RegistrationId
  code: string
  personId: PersonId
  sessionId: SessionId
  enrolmentId: EnrolmentId
  seatId: SeatId
  from: Readonly<{enrolmentId: EnrolmentId; sessionId: SessionId}> | null
}>

/** What a run did to one registration; `inverse` of a step is a list of them. */
export type RunDone = Omit<RunClaim, 'seatId'>

/** A registration that a run could not place, and why. */
export type RunLeft = Readonly<{registration: string; reasons: readonly string[]}>

/** What a step did and could not do: kept with it, and what undoes it. */
export type StepInverse = Readonly<{done: readonly RunDone[]; left: readonly RunLeft[]}>
/** On what terms a run does what it does, beside what it is about. */
export type RunOptions = Readonly<{reason: string; override: boolean}> & Readonly<Record<string, Json>>

/** Registrations in one transaction, so that it takes well under a second with all its letters (design rule 2). */
export const STEP = 250
const CODE_LETTERS = 6

/** What a run is asked for, what it comes to, and what is locked while it is stored. */
export type RunAbout = Readonly<{options: RunOptions; summary: Readonly<Record<string, Json>>; lock?: Lock}>

/** Stores a run with its plan in steps; nothing else is changed yet. */
export async function storeRun(
  ctx: Context<EnrolmentStores>,
  kind: RunKind,
  claims: readonly RunClaim[],
  {options, summary, lock = {}}: RunAbout,
): Promise<Run> {
  const ids = {id: ctx.ids.next<RunId>(), code: ctx.ids.code(CODE_LETTERS)}
  const steps = Array.from({length: Math.ceil(claims.length / STEP)}, (_, i) => ({
    claims: claims.slice(i * STEP, (i + 1) * STEP),
  }))
  const basedOn = {claims: claims.length, digest: ctx.hash.sha256(canonicalJson(claims))}
  return ctx.write(kind, {lock}, async ({runs}, entry) => {
    const run = newRun({...ids, kind, basedOn, summary, options, steps: steps.length}, entry)
    await runs.add([run])
    await runs.addSteps(run.id, steps)
    const facts = {code: run.code, steps: steps.length, ...summary}
    entry.note({about: ['run', run.id], facts, ...(options.reason === '' ? {} : {text: options.reason})})
    return run
  })
}

function newRun(
  given: Pick<Run, 'id' | 'code' | 'kind' | 'basedOn' | 'summary' | 'options' | 'steps'>,
  {person, now}: Entry,
): Run {
  return {
    ...given,
    state: 'applying',
    nextStep: 0,
    createdBy: person,
    createdAt: now,
    appliedAt: null,
    undoneAt: null,
    version: 1,
  }
}

/** Does the claims of one step on the book; tells what was done, what was not, and whom to write. */
export type ApplyClaims = (
  book: SeatBook,
  claims: readonly RunClaim[],
  how: Readonly<{entry: Entry; options: RunOptions}>,
) => Readonly<{inverse: StepInverse; letters: readonly QueuedLetter[]}>

/** Told before each step: how many are done, of how many. */
export type RunProgress = (done: number, of: number) => void

/** A run for the same question that was begun and not finished: who asks again goes on with it. */
export async function cutOff(
  {runs}: Pick<EnrolmentStores, 'runs'>,
  kind: RunKind,
  options: RunOptions,
): Promise<Run | undefined> {
  const begun = await runs.all({kind, state: 'applying'})
  return begun.find((run) => canonicalJson(run.options) === canonicalJson(options))
}

/** How many registrations the steps of a run that are not done yet hold. */
export function leftIn({basedOn, nextStep}: Run): number {
  return (basedOn as Readonly<{claims: number}>).claims - nextStep * STEP
}

/**
 * Applies what is left of a run, step by step, each in a transaction of its own with one audit entry. Cut off and begun
 * again it goes on where it was; of two at once the second finds each step done.
 */
export async function finishRun(
  ctx: Context<EnrolmentStores>,
  run: Run,
  apply: ApplyClaims,
  progress?: RunProgress,
): Promise<StepInverse> {
  const kind = run.kind as RunKind
  for (let position = run.nextStep; position < run.steps; position++) {
    progress?.(position, run.steps)
    await holding(async () => {
      const {claims, hold} = await ctx.read('enrolment.read', (stores) => lookUp(stores, run.id, position))
      await ctx.write(kind, {lock: hold.lock}, (stores, entry) =>
        applyStep(ctx, {stores, entry, run: run.id, position, claims, hold}, apply),
      )
    })
  }
  return ctx.read('enrolment.read', (stores) => outcomeOf(stores, run.id))
}

async function lookUp(
  stores: EnrolmentStores,
  run: RunId,
  position: number,
): Promise<Readonly<{claims: readonly RunClaim[]; hold: Hold}>> {
  const step = await stores.runs.step(run, position)
  const {claims} = (step?.payload ?? {claims: []}) as unknown as {claims: readonly RunClaim[]}
  const sessions = claims.flatMap(({sessionId, from}) => (from ? [sessionId, from.sessionId] : [sessionId]))
  return {
    claims,
    hold: await holdFor(
      stores,
      claims.map(({registrationId: id, personId}) => ({id, personId})),
      sessions,
    ),
  }
}

type Step = Readonly<{
  stores: EnrolmentStores
  entry: Entry
  run: RunId
  position: number
  claims: readonly RunClaim[]
  hold: Hold
}>

async function applyStep(
  ctx: Context<EnrolmentStores>,
  {stores, entry, run, position, claims, hold}: Step,
  apply: ApplyClaims,
): Promise<void> {
  const {nextStep, steps, code, options, state} = await stores.runs.get(run)
  if (nextStep !== position || state !== 'applying') return
  const book = await openBook(stores, entry.now, hold.scope)
  const {inverse, letters} = apply(book, claims, {entry, options: options as RunOptions})
  await saveBook(stores, book)
  await stores.runs.stepDone(run, position, inverse)
  if (position + 1 === steps) await stores.runs.change(run, {state: 'applied', appliedAt: entry.now})
  const facts = {
    code,
    position,
    done: inverse.done.length,
    left: inverse.left.length,
    digest: ctx.hash.sha256(canonicalJson(inverse)),
  }
  entry.note({about: ['run', run], facts})
  // Its mails wait, so that an undo in time sends none (design rule 2).
  const dueAt = plusMinutes(entry.now, book.policy.mailDelayMinutes)
  await stores.outbox.post(letters.map((letter) => ({...letter, run, dueAt})))
}

/** What all steps of a run did and left, as far as they were applied. */
export async function outcomeOf({runs}: Pick<EnrolmentStores, 'runs'>, id: RunId): Promise<StepInverse> {
  const {nextStep} = await runs.get(id)
  const done: RunDone[] = []
  const left: RunLeft[] = []
  for (let position = 0; position < nextStep; position++) {
    const inverse = (await runs.step(id, position))?.inverse as unknown as StepInverse | null
    done.push(...(inverse?.done ?? []))
    left.push(...(inverse?.left ?? []))
  }
  return {done, left}
}
