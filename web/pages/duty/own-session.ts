import {type SessionDesk, showSessionDesk} from '../../../src/delivery/reports/show-session-desk.ts'
import {ExamError, notFound} from '../../../src/errors.ts'
import type {SessionId} from '../../../src/ids.ts'
import type {Route, Run} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'

/** In which roles somebody is on duty; a duty pass opens these and no others. */
export const ON_DUTY = ['lead', 'invigilator'] as const
export const LEADS = ['lead'] as const

/** The session that the address names. @throws ExamError `session.not-found` for one that the visitor's duty pass does not open */
export function sessionAsked(visit: Visit): SessionId {
  const {session} = signedIn(visit)
  const id = visit.param('session')
  if (session.means === 'duty-pass' && session.sessionId !== id) throw notFound('session', id)
  return id as SessionId
}

/** What those on duty at that session work with. */
export function deskOf(visit: Visit): Promise<SessionDesk> {
  return showSessionDesk(visit.ctx, {session: sessionAsked(visit)})
}

/** Routes of sessions: one at which somebody is not on duty is not there for him, to see nor to change. */
export function ownSessions(routes: readonly Route[]): readonly Route[] {
  return routes.map((route) => ({
    ...route,
    run: hidden(route.method === 'post' ? told(route.run) : route.run),
    ...(route.again === undefined ? {} : {again: hidden(route.again)}),
  }))
}

/** Whether somebody is not on duty there, as staff or as an assessor. */
function isOfOthers({code}: ExamError): boolean {
  return code === 'report.not-your-session' || code === 'assessment.not-yours'
}

function hidden(run: Run): Run {
  return async (visit) => {
    try {
      return await run(visit)
    } catch (error) {
      if (error instanceof ExamError && isOfOthers(error)) throw notFound('session', visit.param('session'))
      throw error
    }
  }
}

/** A code that somebody typed and that is nobody's or nothing's is told beside the form, as other wrong input is. */
function told(run: Run): Run {
  return async (visit) => {
    try {
      return await run(visit)
    } catch (error) {
      if (!(error instanceof ExamError) || error.kind !== 'not-found' || error.code === 'session.not-found') throw error
      throw new ExamError('invalid', error.code, error.message, error.details)
    }
  }
}

/** Address of a session's page and what is below it. */
export function pathOf(session: string, below = ''): string {
  return `/duties/${session}${below === '' ? '' : `/${below}`}`
}

/** A session as the parts of its page need it. */
export type Room = Readonly<{
  visit: Visit
  session: string
  zone: string
  /** Number of the last fact that the page shows. */
  version: number
  leads: boolean
  /** Whether the report takes facts: opened and not signed. */
  open: boolean
}>

/** The session of a desk, for its parts. */
export function roomOf(visit: Visit, {session, post, report}: SessionDesk): Room {
  return {
    visit,
    session: session.id,
    zone: session.zone,
    version: report?.version ?? 0,
    leads: post === 'lead',
    open: report !== null && !report.signed,
  }
}
