/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {type MyDuty, myDuties} from '../../../src/delivery/lists/my-duties.ts'
import {DUTY} from '../../../src/texts/duty.ts'
import {dayOf} from '../../../src/time.ts'
import {Live} from '../../parts/live.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {dayWords, hours, howSoon} from '../../parts/words.tsx'
import {type Answer, fragment, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'
import {ON_DUTY, pathOf} from './own-session.ts'

const SEEN = {audience: ON_DUTY, right: 'report.read'} as const

async function duties(visit: Visit): Promise<Answer> {
  const {title} = DUTY[visit.language]
  const body = (
    <>
      <h1>{title}</h1>
      <Live src="/duties/list" topics={['session', 'rota', 'report']}>
        {await list(visit)}
      </Live>
    </>
  )
  return {title, body}
}

async function list(visit: Visit): Promise<Child> {
  const {session} = signedIn(visit)
  const all = await myDuties(visit.ctx)
  const mine = session.means === 'duty-pass' ? all.filter(({id}) => id === session.sessionId) : all
  if (mine.length === 0) return <Nothing>{DUTY[visit.language].none}</Nothing>
  return (
    <ul class="cards">
      {mine.map((duty) => (
        <Duty visit={visit} duty={duty} />
      ))}
    </ul>
  )
}

function Duty({visit, duty}: Readonly<{visit: Visit; duty: MyDuty}>) {
  const t = DUTY[visit.language]
  const today = duty.on === dayOf(visit.now, duty.zone)
  const soon = howSoon(visit, dayOf(duty.startsAt, duty.zone))
  return (
    <li class={today ? 'card first' : 'card'}>
      <h2 class="name">{[duty.room, duty.location, duty.place].filter(Boolean).join(', ')}</h2>
      <p class="when">
        {dayWords(visit, dayOf(duty.startsAt, duty.zone))}
        <br />
        {hours(visit, duty.from, duty.until)} {soon === '' ? null : <span class="tag">{soon}</span>}
      </p>
      <p class="soft">
        {duty.exams.join(', ')} · {t.duty[duty.duty]} · {t.seats(duty.taken)}
      </p>
      <p>
        <a class={today ? 'button' : 'button second'} href={pathOf(duty.id)} aria-label={`${t.open}: ${duty.code}`}>
          {t.open}
        </a>
      </p>
    </li>
  )
}

/** When and where somebody invigilates or leads. */
export const dutyList: readonly Route[] = [page('/duties', SEEN, duties), fragment('/duties/list', SEEN, list)]
