/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {listSessions} from '../../../src/planning/sessions/list-sessions.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {ASSESSOR} from '../../../src/texts/assessor.ts'
import {day} from '../../../src/time.ts'
import {Live} from '../../parts/live.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {dayWords, hours, howSoon} from '../../parts/words.tsx'
import {type Answer, fragment, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'

const READ = {audience: ['assessor'], right: 'plan.read'} as const
const HERE = '/assessor'
const MOST = 100

async function show(visit: Visit): Promise<Answer> {
  const t = ASSESSOR[visit.language]
  const body = (
    <>
      <h1>{t.title}</h1>
      <Live src={`${HERE}/list`} topics={['session', 'oral', 'rota', 'enrolment']}>
        {await list(visit)}
      </Live>
    </>
  )
  return {title: t.title, body}
}

async function list(visit: Visit): Promise<Child> {
  const sessions = await judgedBy(visit)
  if (sessions.length === 0) return <Nothing>{ASSESSOR[visit.language].none}</Nothing>
  return (
    <ul class="cards">
      {sessions.map((session) => (
        <SessionCard visit={visit} session={session} />
      ))}
    </ul>
  )
}

/** Sessions at which the visitor assesses, by time; a duty pass opens its own session only. */
async function judgedBy(visit: Visit): Promise<readonly SessionSheet[]> {
  const {me, session} = signedIn(visit)
  const staff = me.staffCode
  if (staff === null) return []
  const found = await listSessions(visit.ctx, {staff, limit: MOST})
  return found
    .filter(({others}) => others.some((each) => each.staff === staff && each.duty === 'assessor'))
    .filter(({id}) => session.sessionId === null || session.sessionId === id)
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

function SessionCard({visit, session}: Readonly<{visit: Visit; session: SessionSheet}>) {
  const t = ASSESSOR[visit.language]
  const {id, code, on, from, until, room, location, place, exams, taken} = session
  const soon = howSoon(visit, day(on))
  return (
    <li class="card">
      <h2 class="name">{exams.join(', ')}</h2>
      <p class="when">
        {dayWords(visit, day(on))}
        <br />
        {hours(visit, from, until)} {soon === '' ? null : <span class="tag">{soon}</span>}
      </p>
      <p class="soft">
        {[room, location, place].filter(Boolean).join(', ')} · {t.candidates(taken)}
      </p>
      <p>
        <a href={`${HERE}/sessions/${id}`} aria-label={t.openOf(code)}>
          {t.open}
        </a>
      </p>
    </li>
  )
}

/** Where somebody assesses: when, where and how many. */
export const assessorSessions: readonly Route[] = [page(HERE, READ, show), fragment(`${HERE}/list`, READ, list)]
