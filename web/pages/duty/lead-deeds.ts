import {addAddendum} from '../../../src/delivery/reports/add-addendum.ts'
import {controlSession} from '../../../src/delivery/reports/control-session.ts'
import {extendTime} from '../../../src/delivery/reports/extend-time.ts'
import {handOver} from '../../../src/delivery/reports/hand-over.ts'
import {moveRoom} from '../../../src/delivery/reports/move-room.ts'
import {recordPapers} from '../../../src/delivery/reports/record-papers.ts'
import {recordWalkIn} from '../../../src/delivery/reports/record-walk-in.ts'
import type {PaperStep} from '../../../src/delivery/reports/report-facts.ts'
import {settleDispute} from '../../../src/delivery/reports/settle-dispute.ts'
import {settleProposal} from '../../../src/delivery/reports/settle-proposal.ts'
import {releaseSession, startSessions} from '../../../src/delivery/reports/start-sessions.ts'
import type {NoticeCode} from '../../../src/texts/notices.ts'
import {act, leadTo, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {LEADS, ON_DUTY, ownSessions, pathOf, sessionAsked} from './own-session.ts'
import {sessionPage} from './session.tsx'

const LEAD = {audience: LEADS, right: 'report.control'} as const
const STAFF = {audience: ON_DUTY, right: 'report.record'} as const

const ADDENDUM = {audience: LEADS, right: 'report.addendum'} as const

type Does = (visit: Visit, session: string) => Promise<unknown>

/** A deed of a form on the session's page; it leads back there, and so does its refusal. */
function deed(
  below: string,
  facts: typeof LEAD | typeof STAFF | typeof ADDENDUM,
  notice: NoticeCode,
  does: Does,
): Route {
  return act(`/duties/:session/${below}`, {...facts, again: sessionPage}, async (visit) => {
    const session = sessionAsked(visit)
    await does(visit, session)
    return leadTo(pathOf(session), notice)
  })
}

const reasonOf = ({form}: Visit): Readonly<{reason?: string}> => {
  const reason = form.get('reason').trim()
  return reason === '' ? {} : {reason}
}

/** The deeds of a session's page that need a connection: those of its lead, papers, and who came without a seat. */
export const leadDeeds: readonly Route[] = ownSessions([
  deed('release', LEAD, 'released', ({ctx}, session) => releaseSession(ctx, {session})),
  deed('start', LEAD, 'started', ({ctx, form}, session) =>
    startSessions(ctx, {sessions: [session, ...form.all('also')]}),
  ),
  deed('pause', LEAD, 'paused', (visit, session) =>
    controlSession(visit.ctx, {session, action: 'pause', ...reasonOf(visit)}),
  ),
  deed('resume', LEAD, 'resumed', ({ctx, form}, session) =>
    controlSession(ctx, {session, action: 'resume', giveBack: form.get('giveBack') !== 'no'}),
  ),
  deed('extend', LEAD, 'extended', ({ctx, form, key}, session) => {
    const student = form.get('student')
    const extension = {session, minutes: Number(form.get('minutes')), reason: form.get('reason'), key}
    return extendTime(ctx, student === '' ? extension : {...extension, student})
  }),
  deed('room', LEAD, 'recorded', ({ctx, form}, session) =>
    moveRoom(ctx, {session, room: form.get('room').trim(), reason: form.get('reason')}),
  ),
  deed('hand-over', LEAD, 'handed-over', ({ctx, form}, session) =>
    handOver(ctx, {session, lead: form.get('lead').trim()}),
  ),
  deed('settle', LEAD, 'recorded', ({ctx, form}, session) => settleDispute(ctx, {session, fact: form.get('fact')})),
  deed('proposal', ADDENDUM, 'recorded', ({ctx, form}, session) =>
    settleProposal(ctx, {
      session,
      fact: form.get('fact'),
      taken: form.get('taken') === 'yes',
      reason: form.get('reason'),
    }),
  ),
  deed('addendum', ADDENDUM, 'recorded', ({ctx, form}, session) => addAddendum(ctx, {session, text: form.get('text')})),
  deed('papers', STAFF, 'recorded', ({ctx, form}, session) =>
    recordPapers(ctx, {
      session,
      step: form.get('step') as PaperStep,
      count: form.get('count'),
      ...(form.get('step') === 'received' ? {sealed: form.get('sealed') === 'yes'} : {}),
    }),
  ),
  deed('walk-in', STAFF, 'recorded', ({ctx, form}, session) =>
    recordWalkIn(ctx, {
      session,
      student: form.get('student').trim(),
      exam: form.get('exam'),
      admitted: form.get('admitted') !== 'no',
      text: form.get('text'),
    }),
  ),
])
