import {Args, Flags} from '@oclif/core'
import {type RepairedSessions} from '../../src/enrolment/changes/repair-sheet.ts'
import {repairSessions} from '../../src/enrolment/changes/repair-sessions.ts'
import {ExamError} from '../../src/errors.ts'
import {type RepairedDraft, repairDraft} from '../../src/planning/plans/repair-draft.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, reasonFlag} from '../lib/flags.ts'
import type {Out} from '../lib/out.ts'
import {inShort, showChange} from '../lib/plan-effect-view.ts'

export default command({
  summary: 'Put sessions or a draft plan right after a room, person or timetable dropped out, with the fewest moves.',
  description:
    'Of a period the sessions that stand: another room at the same time before another time, somebody else on duty, another seat only for who cannot come along. Shows first who would get which message. Of a draft plan that plan. What still holds stays as it is.',
  examples: [
    '2026-P2 --dry-run',
    '2026-P2 --students --reason "Lokaal C001 is afgekeurd" --yes',
    '2026-P2-plan-1 --dry-run',
  ],
  args: {plan: Args.string({required: true, description: 'Code of a period, or of a draft plan.'})},
  flags: {
    students: Flags.boolean({summary: 'Also seats that no longer suit their student, as after a new timetable.'}),
    reason: reasonFlag(),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const wanted = {period: args.plan, students: flags.students, reason: flags.reason ?? ''}
    const sessions = await repairSessions(ctx, {...wanted, dryRun: true}).catch(noPeriod)
    if (sessions) {
      const {moves, seats, crews, messages} = sessions
      if (flags['dry-run'] || moves.length + seats.length + crews.length === 0) return {sessions, draft: null}
      await out.confirm(
        `Move ${moves.length} sessions and ${seats.length} seats, change staff in ${crews.length}, and send ${messages.length} messages?`,
      )
      return {sessions: await repairSessions(ctx, wanted), draft: null}
    }
    const solver = await wire.planner()
    const preview = await repairDraft(ctx, {plan: args.plan, dryRun: true}, solver)
    if (flags['dry-run']) return {sessions: null, draft: preview}
    if (preview.conflicts.length === 0) await out.confirm(`Change plan ${preview.plan} (${inShort(preview)})?`)
    return {sessions: null, draft: await repairDraft(ctx, {plan: preview.plan}, solver)}
  },
  show({sessions, draft}, out) {
    if (sessions) showSessions(sessions, out)
    if (draft) showDraft(draft, out)
  },
})

/** What is no period may be a plan. */
function noPeriod(error: unknown): undefined {
  if (error instanceof ExamError && error.code === 'period.not-found') return undefined
  throw error
}

function showDraft(draft: RepairedDraft, out: Out): void {
  if (draft.broken.length + draft.seatsBroken + draft.seats.length === 0)
    out.line(`Nothing in plan ${draft.plan} is broken.`)
  for (const {session, why} of draft.broken) out.line(`${session}: ${why.map((each) => WHY[each]).join(', ')}`)
  showChange(draft, out)
}

function showSessions(repair: RepairedSessions, out: Out): void {
  const {period, broken, moves, seats, crews, left, stuck, messages, changed, run, done} = repair
  if (broken.length + seats.length + stuck.length === 0) {
    out.line(`Nothing in the sessions of period ${period} is broken.`)
    return
  }
  for (const {session, why} of broken) out.line(`${session}: ${why.map((each) => WHY[each]).join(', ')}`)
  const would = done ? '' : 'would '
  for (const {before, after, students} of moves)
    out.line(
      `${before.session} ${would}${done ? 'went' : 'go'} from ${before.on} ${before.from}, ${before.room} to ${after.on} ${after.from}, ${after.room}, with ${students} students.`,
    )
  for (const {session, leave, come} of crews)
    out.line(
      `In ${session} ${come.join(' ') || 'nobody'} ${would}${done ? 'came' : 'come'} for ${leave.join(' ') || 'nobody'}.`,
    )
  if (seats.length > 0)
    out.table(
      ['Registration', 'Student', 'Exam', 'From', 'To'],
      seats.map(({registration, student, exam, from, to}) => [registration, student, exam, from, to]),
    )
  for (const {session, lost, commands} of left)
    out.warn(
      `For ${session} nothing was found${lost > 0 ? `: ${lost} of its students would have no seat` : ''}. ${commands.join(', or ')}`,
    )
  for (const {student, session, exam} of stuck)
    out.warn(`Student ${student} cannot come to ${session}, and no other session of ${exam} fits.`)
  for (const {registration, reasons} of changed) out.warn(`${registration} stays where it was: ${reasons.join(', ')}.`)
  if (messages.length > 0) {
    out.line(`${messages.length} messages ${done ? 'are queued' : 'would be sent'}:`)
    out.table(
      ['To', 'Letter', 'About'],
      messages.slice(0, 20).map(({to, letter, session}) => [to, letter, session]),
    )
  }
  if (run !== null) out.hint(`Undo the moved seats with: ontrac enrolment undo ${run}`)
}

const WHY = {
  'room-gone': 'its room is gone',
  'room-taken': 'its room is taken or blocked',
  window: 'its exam may not be taken then',
  staff: 'somebody on duty is not there',
} as const
