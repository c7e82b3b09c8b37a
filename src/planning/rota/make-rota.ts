import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {RunId} from '../../ids.ts'
import {canonicalJson} from '../../json.ts'
import type {Run} from '../../operation/records.ts'
import {parsed} from '../../parsed.ts'
import {day, plusDays} from '../../time.ts'
import {rotaBound} from '../engine/rota/rota-bound.ts'
import type {RotaProgress} from '../engine/rota/rota-problem.ts'
import {searchRota} from '../engine/rota/search-rota.ts'
import {asRotaJson, type PlannedDuty, ROTA_RUN, type RotaCosts, type RotaOptions} from './rota-body.ts'
import {type RotaCase, rotaCase, type RotaScope} from './rota-case.ts'
import {rotaViolations} from './rota-checker.ts'
import {type RotaSheet, rotaSheet} from './rota-sheet.ts'
import {staffShares} from './staff-shares.ts'
import type {PlanningStores} from '../store.ts'

/** Which days to roster and how; codes and days. `limits` are hours in the window by staff code. */
export const MakeRota = z.strictObject({
  period: z.string().min(1),
  from: z.string().optional(),
  to: z.string().optional(),
  since: z
    .string()
    .optional()
    .describe('From this day on duties count for an even share; default 90 days before the first.'),
  reserves: z
    .int()
    .min(0)
    .max(20)
    .default(0)
    .describe('People in reserve for each day part and location with sessions.'),
  maxHours: z.int().min(1).max(2_000).optional().describe('Nobody works more hours than this in the window.'),
  limits: z.record(z.string(), z.int().min(0).max(2_000)).default({}),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  proposals: z.int().min(0).max(1_000_000_000).default(300_000),
  dryRun: z.boolean().default(false),
})
type Wanted = z.output<typeof MakeRota>

export type RotaHow = Readonly<{signal?: AbortSignal | undefined; onProgress?: (progress: RotaProgress) => void}>

/** Duties in one step of a run. */
const ROTA_STEP = 100
/** Days over which work is shared evenly unless a day is given. */
const WINDOW = 90

/**
 * Gives sessions the leads and invigilators they lack, and day parts their reserves (feature P7): nobody in two places, with
 * time to travel, within his hours; few people called in, and the work shared evenly over a window. Who has a duty keeps it.
 * Stored as a draft that changes nothing until it is applied.
 *
 * @throws ExamError `rota.nothing`, `rota.no-staff`, `rota.does-not-hold` when the checker refuses what the engine made
 */
export async function makeRota(
  ctx: Context<PlanningStores>,
  input: z.input<typeof MakeRota>,
  how: RotaHow = {},
): Promise<RotaSheet> {
  const wanted = parsed(MakeRota, input)
  const {scope, one} = await ctx.read('plan.read', async (stores) => {
    const asked = await scopeOf(stores, wanted)
    return {scope: asked, one: await rotaCase(stores, asked)}
  })
  const {duties, costs} = solved(one, wanted, how)
  const share = await ctx.read('plan.read', (stores) => staffShares(stores, {from: scope.since, to: scope.to}, duties))
  const options: RotaOptions = {period: scope.period.code, since: scope.since, costs, share}
  if (wanted.dryRun) return rotaSheet({code: '', state: 'planned', options: asRotaJson(options)}, duties)
  return ctx.write('rota.make', {lock: {period: [scope.period.id]}}, async (stores, entry) => {
    const earlier = await stores.runs.all({kind: ROTA_RUN})
    const run: Run = {
      id: ctx.ids.next<RunId>(),
      code: `${scope.period.code}-rota-${earlier.filter(({code}) => code.startsWith(`${scope.period.code}-rota-`)).length + 1}`,
      kind: ROTA_RUN,
      state: 'planned',
      basedOn: ctx.hash.sha256(canonicalJson(asRotaJson(duties))),
      summary: {period: scope.period.code, duties: duties.length},
      options: asRotaJson(options),
      steps: Math.ceil(duties.length / ROTA_STEP),
      nextStep: 0,
      createdBy: entry.person,
      createdAt: entry.now,
      appliedAt: null,
      undoneAt: null,
      version: 1,
    }
    await stores.runs.add([run])
    const steps = Array.from({length: run.steps}, (_, i) =>
      asRotaJson(duties.slice(i * ROTA_STEP, (i + 1) * ROTA_STEP)),
    )
    await stores.runs.addSteps(run.id, steps)
    entry.note({about: ['run', run.id], facts: {code: run.code, duties: duties.length}})
    return rotaSheet(run, duties)
  })
}

async function scopeOf(stores: PlanningStores, wanted: Wanted): Promise<RotaScope> {
  const period = await stores.periods.get(wanted.period)
  const from = wanted.from === undefined ? period.fromOn : day(wanted.from)
  const to = wanted.to === undefined ? period.toOn : day(wanted.to)
  if (from > to)
    throw new ExamError('invalid', 'rota.no-days', `The first day ${from} comes after the last, ${to}.`, {from, to})
  return {
    period,
    from,
    to,
    since: wanted.since === undefined ? plusDays(from, -WINDOW) : day(wanted.since),
    reserves: wanted.reserves,
    limit: wanted.maxHours === undefined ? null : wanted.maxHours * 60,
    limits: new Map(Object.entries(wanted.limits).map(([code, hours]) => [code, hours * 60])),
  }
}

function solved(
  one: RotaCase,
  {seed, proposals}: Wanted,
  {signal, onProgress}: RotaHow,
): Readonly<{duties: readonly PlannedDuty[]; costs: RotaCosts}> {
  const search = searchRota(one.problem, {seed, proposals, stopped: () => signal?.aborted ?? false})
  let step = search.next()
  for (; !step.done; step = search.next()) onProgress?.(step.value)
  const {plan, cost} = step.value
  const violations = rotaViolations(one.problem, plan)
  if (violations.length > 0)
    throw new ExamError(
      'refused',
      'rota.does-not-hold',
      'The checker refuses what the search made; please report this.',
      {
        violations: violations.slice(0, 20),
      },
    )
  const bound = rotaBound(one.problem).total
  const duties = one.duties.map((duty, i): PlannedDuty => {
    const member = one.staff[plan.staff[i]!]
    return {...duty, personId: member?.personId ?? null, staff: member?.code ?? null}
  })
  const rounded = Object.fromEntries(
    Object.entries(cost).map(([name, value]) => [name, Math.round(value)]),
  ) as RotaCosts
  const gap = bound === 0 ? 0 : Math.round(((cost.total - bound) / bound) * 1000)
  return {duties, costs: {...rounded, bound: Math.round(bound), gap}}
}
