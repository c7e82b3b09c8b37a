/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {type DayLine, showDay} from '../../../src/delivery/lists/show-day.ts'
import {OFFICE_PICTURES} from '../../../src/texts/office-pictures.ts'
import {OFFICE} from '../../../src/texts/office.ts'
import {type Day, day, dayOf, plusDays} from '../../../src/time.ts'
import {Live} from '../../parts/live.tsx'
import {State} from '../../parts/state.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {dayWords, hours} from '../../parts/words.tsx'
import {type Answer, fragment, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const SEEN = {audience: ['office'], right: 'report.read'} as const
const TOPICS = ['report', 'session', 'enrolment', 'case', 'absence']

/** The day that the address names, else today. @throws ExamError `time.invalid-day` */
function theDay({query, now, school}: Visit): Day {
  const named = query('on')
  return named === undefined ? dayOf(now, school.zone) : day(named)
}

async function show(visit: Visit): Promise<Answer> {
  const t = OFFICE_PICTURES[visit.language]
  const on = theDay(visit)
  const today = dayOf(visit.now, visit.school.zone)
  const title = on === today ? OFFICE[visit.language].board : dayWords(visit, on)
  const body = (
    <>
      <h1>{title}</h1>
      <nav class="within" aria-label={OFFICE[visit.language].day}>
        <ul class="links">
          <li>
            <a href={`/office/board?on=${plusDays(on, -1)}`}>‹ {t.earlier}</a>
          </li>
          {on === today ? null : (
            <li>
              <a href="/office/board">{t.today}</a>
            </li>
          )}
          <li>
            <a href={`/office/board?on=${plusDays(on, 1)}`}>{t.later} ›</a>
          </li>
        </ul>
      </nav>
      <p class="soft">{t.boardText}</p>
      <Live src={`/office/board/sessions?on=${on}`} topics={TOPICS}>
        {await sessions(visit)}
      </Live>
    </>
  )
  return {title, body, wide: true}
}

async function sessions(visit: Visit): Promise<Child> {
  const t = OFFICE_PICTURES[visit.language]
  const {sessions: lines} = await showDay(visit.ctx, {on: theDay(visit)})
  const add = (count: (line: DayLine) => number): number => lines.reduce((sum, line) => sum + count(line), 0)
  const running = lines.filter(({state}) => state === 'running').length
  return (
    <>
      {lines.length === 0 ? null : (
        <p>
          {t.boardSum(
            lines.length,
            running,
            add(({present}) => present),
            add(({taken}) => taken),
          )}
        </p>
      )}
      <Table caption={OFFICE[visit.language].board} columns={columnsOf(visit)} rows={lines} empty={t.boardNone} />
    </>
  )
}

function columnsOf(visit: Visit): readonly Column<DayLine>[] {
  const t = OFFICE_PICTURES[visit.language]
  return [
    {title: t.time, cell: ({from, until}) => hours(visit, from, until)},
    {
      title: t.session,
      cell: ({code, room, place, location}) => (
        <>
          <b>{room ?? place}</b> <span class="soft">{location}</span>
          <br />
          <span class="soft">{code}</span>
        </>
      ),
    },
    {title: t.exams, cell: ({exams}) => exams.join(', ')},
    {title: t.lead, cell: ({lead}) => lead ?? <span class="tag care">{t.noLead}</span>},
    {title: t.state, cell: ({state}) => <State visit={visit} kind="session" state={state} />},
    {title: t.present, cell: ({present, taken}) => t.of(present, taken), number: true},
    {title: t.absent, cell: ({absent}) => absent || '·', number: true},
    {title: t.late, cell: ({lateArrivals}) => lateArrivals || '·', number: true},
    {title: t.matters, cell: (line) => <Matters visit={visit} line={line} />},
  ]
}

function Matters({visit, line: {events, cases}}: Readonly<{visit: Visit; line: DayLine}>) {
  const t = OFFICE_PICTURES[visit.language]
  if (events + cases === 0) return <>·</>
  return (
    <>
      {cases === 0 ? null : <span class="tag bad">{t.cases(cases)}</span>}{' '}
      {events === 0 ? null : <span class="tag care">{t.events(events)}</span>}
    </>
  )
}

/** The sessions of a day, live: who is there, who is late, what happened (feature D4 for the office). */
export const officeBoard: readonly Route[] = [
  page('/office/board', SEEN, show),
  fragment('/office/board/sessions', SEEN, sessions),
]
