import type {Reason} from '../../errors.ts'
import {isOpen, windowText, windowFor} from '../../institution/periods/period-windows.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {publicationLetters, withdrawPublication} from '../../planning/sessions/publication-letters.ts'
import {publishReasons} from '../../planning/sessions/publish-sessions.ts'
import {sessionSheets} from '../../planning/sessions/session-sheet.ts'
import type {Instant} from '../../time.ts'
import {type Consequence, type PeriodStep, stateReasons, type StepScope} from '../period-step.ts'
import type {LifecycleStores, SessionState} from '../store.ts'

/** Publishing the planned sessions: who may enrol, can, and who is on duty is told. Undone until somebody is enrolled. */
export const publish: PeriodStep = {
  name: 'publish',
  deed: 'period.advance',
  perExam: true,
  async guards(stores, scope) {
    const planned = await plannedIn(stores, scope)
    return [
      ...stateReasons(scope.period, 'open', 'publish'),
      ...nothingReasons(scope, planned),
      ...(await unreadyReasons(stores, planned)),
    ]
  },
  async consequences(stores, scope, now) {
    const planned = await plannedIn(stores, scope)
    const seats = planned.reduce((sum, session) => sum + session.seats, 0)
    const message = `${planned.length} sessions with ${seats} seats are published.`
    const details = {sessions: planned.length, seats}
    return [
      {code: 'period.sessions-published', message, details},
      ...(await enrollers(stores, scope, planned)),
      ...(await windowNotes(stores, scope, now)),
    ]
  },
  sessions: async (stores, scope) => (await plannedIn(stores, scope)).map(({id}) => id),
  async apply(stores, entry, _ids, scope) {
    const planned = await plannedIn(stores, scope)
    const change = {state: 'published', publishedAt: entry.now} as const
    const published = await stores.sessions.changeAll({id: planned.map(({id}) => id), state: 'planned'}, change)
    return {sessions: published, codes: planned.map(({code}) => code)}
  },
  async letters(stores, entry, scope) {
    const mine = await publishedAt(stores, scope, entry.now)
    return publicationLetters(stores, await stores.sessions.all({id: mine.map(({id}) => id)}), entry.now)
  },
  undo: {
    deed: 'period.undo',
    guards: async (stores, scope, {doneAt}) => [
      ...stateReasons(scope.period, 'open', 'publish'),
      ...(await publishedAt(stores, scope, doneAt)).flatMap(inUseReasons),
    ],
    async apply(stores, _entry, scope, {doneAt}) {
      const mine = await publishedAt(stores, scope, doneAt)
      const change = {state: 'planned', publishedAt: null} as const
      return {sessions: await stores.sessions.changeAll({id: mine.map(({id}) => id), state: 'published'}, change)}
    },
    async letters(stores, scope, {doneAt}) {
      const mine = await publishedAt(stores, scope, doneAt)
      if (doneAt === null || mine.length === 0) return []
      return withdrawPublication(stores, await stores.sessions.all({id: mine.map(({id}) => id)}), doneAt)
    },
  },
}

async function plannedIn({lifecycle}: LifecycleStores, {period, exam}: StepScope): Promise<readonly SessionState[]> {
  return (await lifecycle.sessions(period.id, exam?.id ?? null)).filter(({state}) => state === 'planned')
}

/** Sessions of one publication carry its time. */
async function publishedAt(
  {lifecycle}: LifecycleStores,
  {period, exam}: StepScope,
  at: Instant | null,
): Promise<readonly SessionState[]> {
  return (await lifecycle.sessions(period.id, exam?.id ?? null)).filter((session) => session.publishedAt === at)
}

function nothingReasons({period, exam}: StepScope, planned: readonly SessionState[]): Reason[] {
  if (planned.length > 0) return []
  const what = exam ? `with ${exam.code} ` : ''
  const message = `Period ${period.code} has no planned sessions ${what}to publish. Plan them with: ontrac plan make ${period.code}`
  return [{code: 'period.nothing-to-publish', message}]
}

/** What each session still lacks before people can be enrolled in it. */
async function unreadyReasons(stores: LifecycleStores, planned: readonly SessionState[]): Promise<Reason[]> {
  const sessions = await stores.sessions.all({id: planned.map(({id}) => id)})
  return (await sessionSheets(stores, sessions)).flatMap(publishReasons)
}

async function enrollers(
  stores: LifecycleStores,
  {period}: StepScope,
  planned: readonly SessionState[],
): Promise<Consequence[]> {
  const waiting = await stores.lifecycle.toEnrol(
    period.id,
    planned.map(({id}) => id),
  )
  const exams = await stores.exams.history({id: [...waiting.keys()]})
  return (['student', 'teacher', 'office'] as const).flatMap((role) => {
    const by = exams.filter(({rules}) => rules.enrolBy.includes(role))
    const registrations = by.reduce((sum, {id}) => sum + (waiting.get(id) ?? 0), 0)
    if (registrations === 0) return []
    const message = `${registrations} registrations can be enrolled by ${WHO[role]}.`
    return [{code: `period.enrol-by-${role}`, message, details: {registrations, exams: by.map(({code}) => code)}}]
  })
}

const WHO = {student: 'the students themselves', teacher: 'teachers', office: 'the exam office'} as const

async function windowNotes(stores: LifecycleStores, {period, exam}: StepScope, now: Instant): Promise<Consequence[]> {
  const {zone} = await theInstitution(stores)
  const windows = await stores.periodWindows.all({periodId: period.id, kind: 'enrolment'})
  const window = exam ? windowFor(windows, 'enrolment', exam.id) : windows.find(({examId}) => examId === null)
  if (!window) {
    const message = `Nobody can enrol yet: there is no enrolment window. Set it with: ontrac period windows ${period.code} --enrolment FROM..TO`
    return [{code: 'period.no-enrolment-window', message}]
  }
  const message = `Enrolment ${isOpen(window, now) ? 'is open' : 'is possible'} in ${windowText(window, zone)}.`
  return [{code: 'period.enrolment', message, details: {opensAt: window.opensAt, closesAt: window.closesAt}}]
}

function inUseReasons({code, taken, state}: SessionState): Reason[] {
  if (taken === 0 && state === 'published') return []
  const message =
    taken > 0
      ? `Somebody is enrolled in session ${code} or waits for it; it stays published.`
      : `Session ${code} is ${state}; it stays so.`
  return [{code: 'period.somebody-enrolled', message, details: {session: code, taken}}]
}
