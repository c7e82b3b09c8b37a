import type {Context} from '../context.ts'
import {rosterOf} from '../delivery/lists/roster.ts'
import {foldReport} from '../delivery/reports/report-fold.ts'
import {asStarted} from '../delivery/reports/session-clock.ts'
import {ExamError} from '../errors.ts'
import type {ExamVersion} from '../institution/model.ts'
import type {SessionId} from '../ids.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import {timeOf, type WallTime} from '../time.ts'
import {slipHash} from './slips.ts'

/** One exam of a student as an exam computer opens it. */
export type OpenedExam = Readonly<{
  exam: string
  name: string
  platform: ExamVersion['platform']
  from: WallTime
  until: WallTime
}>
/** What a slip opens: exactly this student's exams in this session. */
export type OpenedSeat = Readonly<{
  student: string
  name: string
  session: string
  room: string | null
  seat: string | null
  exams: readonly OpenedExam[]
}>

/**
 * What the code of a slip opens, once the lead has released the session and until its report is signed (feature D3). A code
 * that is none is told apart from one that waits, and nothing else.
 *
 * @throws ExamError `start.wrong-code`, `start.not-released`
 */
export async function openExam(ctx: Context<LifecycleStores>, {code}: Readonly<{code: string}>): Promise<OpenedSeat> {
  return ctx.read('report.read', async (stores) => {
    const [slip] = await stores.credentials.all({kind: 'slip', secret: slipHash(ctx.hash, code)})
    const session = slip?.sessionId ? await stores.sessions.get(slip.sessionId) : undefined
    if (!slip || !session) throw refused('start.wrong-code', 'That code is not right; look at your slip again.')
    const state = foldReport(await reportOf(stores, session.id))
    if (!state.released || state.signed || state.phase === 'aborted')
      throw refused('start.not-released', `The lead has not released ${session.code}.`)
    const roster = asStarted(await rosterOf(stores, session), {session, state})
    const own = roster.filter(({person}) => person.id === slip.personId)
    const [first] = own
    if (!first) throw refused('start.wrong-code', 'That code is not right; look at your slip again.')
    const [room] = session.roomId === null ? [] : await stores.rooms.history({id: session.roomId})
    return {
      student: first.person.studentNumber ?? '',
      name: first.person.givenName,
      session: session.code,
      room: room?.code ?? null,
      seat: first.seat?.label ?? null,
      exams: own.map(({exam, version, startsAt, endsAt}) => ({
        exam: exam.code,
        name: exam.name,
        platform: version.platform,
        from: timeOf(startsAt, session.zone),
        until: timeOf(endsAt, session.zone),
      })),
    }
  })
}

async function reportOf({delivery}: LifecycleStores, session: SessionId) {
  return (await delivery.report(session)) ? delivery.facts(session, []) : []
}

function refused(code: string, message: string): ExamError {
  return new ExamError('refused', 'start.refused', message, {reasons: [{code, message}]})
}
