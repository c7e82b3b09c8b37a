import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../errors.ts'
import {parsed} from '../parsed.ts'
import type {Ids} from '../ports.ts'
import {noteRow} from './add-registrations.ts'
import {theRegistration} from './list-registrations.ts'
import type {Registration} from './model.ts'
import {linesOf, type RegistrationText} from './registration-line.ts'
import type {RegistrationFilter, RegistrationLine, RegistrationStores} from './store.ts'

/** A decision of the team on requests: those named by code, or all undecided ones that fit. */
export const DecideRegistrations = z.strictObject({
  decision: z.enum(['agreed', 'refused']),
  codes: z.array(z.string().trim().min(1)).readonly().default([]),
  all: z
    .strictObject({
      period: z.string().trim().min(1).optional(),
      exam: z.string().trim().min(1).optional(),
      group: z.string().trim().min(1).optional(),
    })
    .optional(),
  /** Needed to refuse; the student reads it. */
  reason: z.string().trim().max(2000).default(''),
})

type Decision = z.output<typeof DecideRegistrations>

/** As many in one transaction (design rule 2). */
const STEP = 500

/**
 * Agrees to or refuses requests for a registration, and tells the students (feature R2). A teacher decides for the students of
 * her groups, the office for all. Codes are decided together or not at all; `all` goes in steps of 500, so that one cut off
 * is finished by asking again. Answers what was decided.
 *
 * @throws ExamError `registration.nothing-named`, `registration.not-found`, `period.not-found`, `exam.not-found`,
 * `group.not-found`; `registration.refused` with `registration.decided-already`, `registration.reason-needed`
 */
export async function decideRegistrations(
  ctx: Context<RegistrationStores>,
  input: z.input<typeof DecideRegistrations>,
): Promise<readonly RegistrationText[]> {
  const wanted = parsed(DecideRegistrations, input)
  const decided: RegistrationText[] = []
  const targets = await ctx.read('registration.read', (stores) => targetsOf(stores, wanted))
  const steps = wanted.all
    ? Array.from({length: Math.ceil(targets.length / STEP)}, (_, i) => targets.slice(i * STEP, (i + 1) * STEP))
    : [targets]
  for (const step of steps) {
    const lock = {person: step.map(({personId}) => personId)}
    decided.push(
      ...(await ctx.write('registration.decide', {lock}, (stores, entry) =>
        decide(stores, entry, ctx.ids, wanted, step),
      )),
    )
  }
  return decided
}

/** The undecided requests that {@link decideRegistrations} would decide with the same input; changes nothing. */
export async function undecidedRegistrations(
  ctx: Context<RegistrationStores>,
  input: z.input<typeof DecideRegistrations>,
): Promise<readonly RegistrationText[]> {
  const wanted = parsed(DecideRegistrations, input)
  return ctx.read('registration.read', async (stores) => linesOf(stores, await targetsOf(stores, wanted)))
}

async function targetsOf(stores: RegistrationStores, {codes, all}: Decision): Promise<readonly Registration[]> {
  if (!all) {
    if (codes.length > 0) return Promise.all(codes.map((code) => theRegistration(stores, code)))
    throw new ExamError('invalid', 'registration.nothing-named', 'Name the registrations by code, or say --all.')
  }
  const filter: RegistrationFilter = {
    states: ['wanted'],
    ...(all.period === undefined ? {} : {period: (await stores.periods.get(all.period)).id}),
    ...(all.exam === undefined ? {} : {exam: (await stores.exams.get(all.exam)).id}),
    ...(all.group === undefined ? {} : {group: (await stores.groups.get(all.group)).id}),
  }
  return stores.registration.list(filter)
}

async function decide(
  stores: RegistrationStores,
  entry: Entry,
  ids: Ids,
  {decision, all, reason}: Decision,
  step: readonly Registration[],
): Promise<readonly RegistrationText[]> {
  const lines = await stores.registration.list({ids: step.map(({id}) => id)})
  const open = lines.filter(({state}) => state === 'wanted')
  const settled = all ? [] : lines.filter(({state}) => state !== 'wanted').map(settledReason)
  refuseIfAny('registration', [...settled, ...(decision === 'refused' && reason === '' ? [REASON_NEEDED] : [])])
  const [decidedBy, decidedAt] = [entry.person, entry.now]
  const closedAt = decision === 'refused' ? entry.now : null
  await stores.registrations.changeAll({id: open.map(({id}) => id)}, {state: decision, decidedBy, decidedAt, closedAt})
  for (const {id, code, personId} of open) {
    entry.note({about: ['registration', id], for: personId, facts: {code, decision}, ...(reason ? {text: reason} : {})})
  }
  if (reason)
    await stores.registrationNotes.add(open.map((line) => noteRow(ids.next<string>(), line, decision, reason, entry)))
  await stores.outbox.post(open.map((line) => letterOf(line, decision, reason)))
  return linesOf(stores, open)
}

const REASON_NEEDED: Reason = {
  code: 'registration.reason-needed',
  message: 'A refusal needs a reason that the student can read: --reason "…"',
}

function settledReason({code, state}: RegistrationLine): Reason {
  return {
    code: 'registration.decided-already',
    message: `Registration ${code} is ${state} and waits for no decision.`,
    details: {registration: code, state},
  }
}

function letterOf(
  {personId, exam, examName, period, code}: RegistrationLine,
  decision: Decision['decision'],
  reason: string,
) {
  return {person: personId, letter: 'registration-decided', data: {decision, exam, examName, period, code, reason}}
}
