import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {PlanId, RunId} from '../../ids.ts'
import {canonicalJson, type Json} from '../../json.ts'
import type {Run} from '../../operation/records.ts'
import {parsed} from '../../parsed.ts'
import {violations} from './checker.ts'
import {CONSTRAINTS} from './constraints.ts'
import {readPlan} from './draft-plan.ts'
import {findPlan} from './find-plan.ts'
import type {Plan} from '../model.ts'
import {basisOf, bodyOf, type PlannedSession} from './plan-body.ts'
import {basisChanges, currentBasis} from './plan-basis.ts'
import {planningCase} from './planning-case.ts'
import {planningScope} from './planning-scope.ts'
import {addPlanned, plannedConflicts} from './planned-sessions.ts'
import {type PlanSheet, planSheet} from './plan-sheet.ts'
import type {PlanningStores} from '../store.ts'

/** Sessions that one step makes: a step takes well under a second. */
export const PLAN_STEP = 20

/** `plan` is the code of a plan, or of a period: then its newest draft. */
export const ApplyPlan = z.strictObject({plan: z.string().min(1), dryRun: z.boolean().default(false)})

/**
 * Makes the sessions of a plan, with their exams, seats, rooms and people, all in state planned (design rule 2). The plan is
 * checked afresh against the school as it is now. It goes in steps; one that was cut off goes on when it is asked again.
 *
 * @throws ExamError `plan.not-found`; `plan.refused` with `plan.applied`, `plan.withdrawn`, `plan.registrations-changed`,
 * `plan.sessions-changed`, `plan.bookings-changed`, `plan.broken`, `room.taken`, `staff.busy`
 */
export async function applyPlan(
  ctx: Context<PlanningStores>,
  input: z.input<typeof ApplyPlan>,
  onProgress?: (done: number, of: number) => void,
): Promise<PlanSheet> {
  const wanted = parsed(ApplyPlan, input)
  const {plan, period, run} = await ctx.read('plan.read', async (stores) => {
    const found = await findPlan(stores, wanted.plan, ['draft'])
    const begun = await runOf(stores, found.plan.id)
    return {...found, run: begun?.state === 'applying' ? begun : undefined}
  })
  if (!run) await mustStand(ctx, plan)
  if (wanted.dryRun) return planSheet(plan, period.code)
  const begun = run ?? (await begin(ctx, plan))
  for (let position = begun.nextStep; position < begun.steps; position++) {
    await step(ctx, begun.id, plan.id, position)
    onProgress?.(position + 1, begun.steps)
  }
  return ctx.read('plan.read', async (stores) => planSheet(await stores.plans.get(plan.id), period.code))
}

/** The run that applies a plan and has not ended. */
export async function runOf({runs}: Pick<PlanningStores, 'runs'>, plan: PlanId): Promise<Run | undefined> {
  const open = await runs.all({kind: 'plan.apply', state: ['applying', 'applied']})
  return open.find(({options}) => (options as {plan: string}).plan === plan)
}

/** @throws ExamError `plan.refused` unless the plan rests on what it was made on and still holds */
async function mustStand(ctx: Context<PlanningStores>, plan: Plan): Promise<void> {
  const reasons = await ctx.read('plan.read', async (stores, access): Promise<readonly Reason[]> => {
    if (plan.state !== 'draft')
      return [
        {
          code: `plan.${plan.state}`,
          message: `Plan ${plan.code} is ${plan.state}; make another with: ontrac plan make`,
        },
      ]
    const body = bodyOf(plan)
    const period = await stores.periods.get(plan.periodId)
    const planned = await planningCase(
      stores,
      access.now,
      await planningScope(stores, access, period.code, body.question),
    )
    const certificates = await stores.planning.planSeats(plan.id)
    const codes = new Map((await stores.planning.sessionsDuring(planned.timeline.span)).map(({id, code}) => [id, code]))
    const asked = new Set<string>([...certificates, ...body.unplaced].map(({registrationId}) => registrationId))
    const changes = basisChanges({
      was: basisOf(plan),
      is: await currentBasis(stores, ctx.hash, planned),
      planned: asked,
      demand: planned.demand,
      codes,
    })
    if (changes.length > 0)
      return [...changes, {code: 'plan.make-again', message: `Make the plan again: ontrac plan make ${period.code}`}]
    return violations(planned.problem, readPlan(planned, body, certificates))
      .slice(0, 20)
      .map(({constraint, where}) => ({
        code: 'plan.broken',
        message: `${where}: this no longer holds: ${CONSTRAINTS.find(({name}) => name === constraint)?.en ?? constraint}`,
        details: {constraint},
      }))
  })
  refuseIfAny('plan', reasons)
}

async function begin(ctx: Context<PlanningStores>, plan: Plan): Promise<Run> {
  return ctx.write('plan.apply', {lock: {period: [plan.periodId]}}, async (stores, entry) => {
    const current = await stores.plans.get(plan.id)
    const other = await runOf(stores, plan.id)
    if (other) return other
    refuseIfAny(
      'plan',
      current.version === plan.version
        ? []
        : [{code: 'plan.changed', message: `Plan ${plan.code} was changed at the same moment; look again.`}],
    )
    const {sessions} = bodyOf(plan)
    const run: Run = {
      id: ctx.ids.next<RunId>(),
      code: ctx.ids.code(6),
      kind: 'plan.apply',
      state: 'applying',
      basedOn: plan.basedOn,
      summary: {plan: plan.code, sessions: sessions.length},
      options: {plan: plan.id},
      // A plan that opens nothing has one step too: the one that ends it.
      steps: Math.max(1, Math.ceil(sessions.length / PLAN_STEP)),
      nextStep: 0,
      createdBy: entry.person,
      createdAt: entry.now,
      appliedAt: null,
      undoneAt: null,
      version: 1,
    }
    await stores.runs.add([run])
    await stores.runs.addSteps(
      run.id,
      Array.from({length: run.steps}, (_, i): Json =>
        sessions.slice(i * PLAN_STEP, (i + 1) * PLAN_STEP).map(({id}) => id),
      ),
    )
    entry.note({about: ['plan', plan.id], facts: {code: plan.code, run: run.code, sessions: sessions.length}})
    return run
  })
}

async function step(ctx: Context<PlanningStores>, run: RunId, id: PlanId, position: number): Promise<void> {
  const {sessions, periodId} = await ctx.read('plan.read', async (stores) => {
    const plan = await stores.plans.get(id)
    return {
      periodId: plan.periodId,
      sessions: bodyOf(plan).sessions.slice(position * PLAN_STEP, (position + 1) * PLAN_STEP),
    }
  })
  const lock = {period: [periodId], person: staffOf(sessions), room: sessions.map(({roomId}) => roomId)}
  await ctx.write('plan.apply', {lock}, async (stores, entry) => {
    const {state, nextStep, steps, code} = await stores.runs.get(run)
    if (state !== 'applying' || nextStep !== position) return
    refuseIfAny('plan', await plannedConflicts(stores, sessions))
    await addPlanned(ctx, stores, {plan: id, periodId, sessions, bookedBy: entry.person})
    await stores.runs.stepDone(
      run,
      position,
      sessions.map(({id: session}) => session),
    )
    if (position + 1 === steps) await finish(stores, entry, run, id)
    entry.note({
      about: ['plan', id],
      facts: {run: code, position, sessions: sessions.length, digest: ctx.hash.sha256(canonicalJson(sessions))},
    })
  })
}

async function finish(stores: PlanningStores, {now}: Entry, run: RunId, plan: PlanId): Promise<void> {
  await stores.runs.change(run, {state: 'applied', appliedAt: now})
  await stores.plans.change(plan, {state: 'applied', appliedAt: now})
}

function staffOf(sessions: readonly PlannedSession[]) {
  return sessions.flatMap(({lead, invigilators}) => [
    ...(lead ? [lead.personId] : []),
    ...invigilators.map(({personId}) => personId),
  ])
}
