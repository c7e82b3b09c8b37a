import {Flags} from '@oclif/core'
import {advancePeriod, previewPeriodStep, type StepReport} from '../../src/lifecycle/advance-period.ts'
import {PARTICIPLE, type StepName} from '../../src/lifecycle/period-step.ts'
import {schedulePeriodStep, type ScheduledStep} from '../../src/lifecycle/schedule-period-step.ts'
import {command} from './command.ts'
import {dryRunFlag, examFlag, periodArg} from './flags.ts'
import type {Out} from './out.ts'
import {someOf} from './some-of.ts'

/** What a step's command answers: what was seen or done, or what was timed for later. */
type Answer = Readonly<{report: StepReport | null; scheduled: ScheduledStep | null}>

type StepCommand = Readonly<{
  step: StepName
  summary: string
  description: string
  examples: readonly string[]
  /** In the past tense, for the one line that says that it is done. */
  done: string
  next?: string
}>

const common = {
  at: Flags.string({summary: 'Not now but at this time, such as 2026-09-28T09:00; "ontrac tick" does it.'}),
  'dry-run': dryRunFlag(),
}

/** The command of a step that is taken for a period as a whole. */
export function periodStepCommand(spec: StepCommand) {
  return command({
    ...spec,
    args: {period: periodArg()},
    flags: common,
    run: async ({args, flags, out, wire}) => take(await wire.context(), {...spec, period: args.period}, flags, out),
    show: (answer, out) => show(spec, answer, out),
  })
}

/** The command of a step that may also be taken for one exam. */
export function examStepCommand(spec: StepCommand) {
  return command({
    ...spec,
    args: {period: periodArg()},
    flags: {...common, exam: examFlag()},
    run: async ({args, flags, out, wire}) =>
      take(await wire.context(), {...spec, period: args.period, exam: flags.exam}, flags, out),
    show: (answer, out) => show(spec, answer, out),
  })
}

type Context = Parameters<typeof advancePeriod>[0]
type Wanted = Parameters<typeof advancePeriod>[1]

async function take(
  ctx: Context,
  {period, step, exam}: Wanted,
  flags: Readonly<{at?: string | undefined; 'dry-run': boolean}>,
  out: Out,
): Promise<Answer> {
  const wanted = {period, step, exam}
  if (flags.at !== undefined && !flags['dry-run'])
    return {report: null, scheduled: await schedulePeriodStep(ctx, {...wanted, at: flags.at})}
  const report = await previewPeriodStep(ctx, wanted)
  if (flags['dry-run']) return {report, scheduled: null}
  if (report.reasons.length === 0) {
    for (const {message} of report.consequences) out.hint(message)
    await out.confirm(`Go on with "${step}" for ${exam ? `${exam} in ` : ''}period ${report.period}?`)
  }
  return {report: await advancePeriod(ctx, wanted), scheduled: null}
}

function show({step, done, next}: StepCommand, {report, scheduled}: Answer, out: Out): void {
  if (scheduled) {
    out.line(`Timed for ${scheduled.dueAt}: ${step} of period ${scheduled.period}.`)
    for (const {message} of scheduled.reasons) out.warn(`As it is now it could not be done then: ${message}`)
    out.hint('It is done by: ontrac tick')
    return
  }
  if (!report) return
  const what = report.exam ? `${report.exam} in period ${report.period}` : `Period ${report.period}`
  if (report.doneAt !== null) out.line(`${what} ${done}.`)
  else if (report.reasons.length === 0) out.line(`${what} can be ${PARTICIPLE[step]}.`)
  else out.line(`${what} cannot be ${PARTICIPLE[step]} yet.`)
  for (const message of someOf(report.reasons.map((reason) => reason.message))) out.line(`  • ${message}`)
  if (report.doneAt === null) for (const {message} of report.consequences) out.line(`  ${message}`)
  if (report.doneAt !== null && next) out.hint(`Next: ${next.replaceAll('PERIOD', report.period)}`)
}
