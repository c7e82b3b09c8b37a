/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {showProgress} from '../../../src/enrolment/show-progress.ts'
import {listPeriods} from '../../../src/institution/periods/list-periods.ts'
import type {Period} from '../../../src/institution/model.ts'
import {type PeriodFigures, showPeriodFigures} from '../../../src/lifecycle/show-period-figures.ts'
import type {PeriodDetail} from '../../../src/lifecycle/show-period.ts'
import {OFFICE} from '../../../src/texts/office.ts'
import {Figures} from '../../parts/figures.tsx'
import {Live} from '../../parts/live.tsx'
import {State} from '../../parts/state.tsx'
import {dayWords} from '../../parts/words.tsx'
import {type Answer, fragment, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {EnrolmentCurve} from './enrolment-curve.tsx'
import {PeriodSteps} from './period-steps.tsx'
import {periodTasks, PeriodTasks} from './period-tasks.tsx'
import {periodNow, periodPath, thePeriod} from './the-period.ts'

const SEEN = {audience: ['office'], right: 'demand.read'} as const
const TOPICS = ['period', 'demand', 'registration', 'plan', 'session', 'enrolment', 'report', 'case', 'result', 'mail']

/** Leads to the period that most work is about, or says how to begin. */
async function start(visit: Visit): Promise<Answer> {
  const period = await periodNow(visit)
  if (period) return leadTo(periodPath(period))
  const t = OFFICE[visit.language]
  const body = (
    <>
      <h1>{t.title}</h1>
      <p>{t.noPeriod}</p>
      <p>{t.noPeriodText}</p>
      <p>
        <a class="button" href="/office/new-period">
          {t.newPeriod}
        </a>
      </p>
    </>
  )
  return {title: t.title, body}
}

async function show(visit: Visit): Promise<Answer> {
  const t = OFFICE[visit.language]
  const period = await thePeriod(visit)
  const body = (
    <>
      <OtherPeriods visit={visit} period={period} periods={await listPeriods(visit.ctx)} />
      <h1>{period.name}</h1>
      <Live src={periodPath(period, '/now')} topics={TOPICS}>
        {await now(visit, period)}
      </Live>
      <section aria-labelledby="more">
        <h2 id="more">{t.more}</h2>
        <More visit={visit} period={period} />
      </section>
    </>
  )
  return {title: period.name, body, wide: true}
}

async function now(visit: Visit, period: PeriodDetail): Promise<Child> {
  const {ctx, language} = visit
  const t = OFFICE[language]
  const figures = await showPeriodFigures(ctx, period.id)
  const progress = await showProgress(ctx, {period: period.id})
  return (
    <>
      <p>
        <State visit={visit} kind="period" state={period.state} />{' '}
        <span class="soft">
          {period.code} · {dayWords(visit, period.fromOn)} – {dayWords(visit, period.toOn)}
        </span>
      </p>
      <Figures label={t.figures} of={figuresOf(visit, period, figures)} />
      <div class="columns">
        <PeriodSteps visit={visit} period={period} planned={figures.states.planned ?? 0} />
        <PeriodTasks visit={visit} tasks={await periodTasks(visit, period)} />
      </div>
      <EnrolmentCurve visit={visit} progress={progress} />
    </>
  )
}

function figuresOf(
  {language}: Visit,
  period: Period,
  {wanted, agreed, sessions, seats, taken}: PeriodFigures,
): Parameters<typeof Figures>[0]['of'] {
  const t = OFFICE[language]
  return [
    {value: wanted, text: t.wanted},
    {value: agreed, text: t.agreed, to: periodPath(period, '/demand')},
    {value: sessions, text: t.sessions},
    {value: seats, text: t.seats, to: periodPath(period, '/rooms')},
    {value: taken, text: t.enrolled},
  ]
}

function OtherPeriods({visit, period, periods}: Readonly<{visit: Visit; period: Period; periods: readonly Period[]}>) {
  const t = OFFICE[visit.language]
  return (
    <nav class="within" aria-label={t.periods}>
      <ul class="links">
        {periods.map((each) => (
          <li>
            <a href={periodPath(each)} aria-current={each.id === period.id ? 'page' : undefined}>
              {each.code}
            </a>
          </li>
        ))}
        <li>
          <a href="/office/new-period">{t.newPeriod}</a>
        </li>
      </ul>
    </nav>
  )
}

function More({visit, period}: Readonly<{visit: Visit; period: Period}>) {
  const t = OFFICE[visit.language]
  const links = [
    [periodPath(period, '/demand'), t.demand],
    [periodPath(period, '/rooms'), t.rooms],
    [periodPath(period, '/windows'), t.windows],
    ['/office/mail', t.mail],
  ] as const
  return (
    <ul class="links">
      {links.map(([to, text]) => (
        <li>
          <a href={to}>{text}</a>
        </li>
      ))}
    </ul>
  )
}

/** The exam office's first page: a period's state, what is due and what is wrong (feature T1 in the browser). */
export const officePeriod: readonly Route[] = [
  page('/office', SEEN, start),
  page('/office/periods/:period', SEEN, show),
  fragment('/office/periods/:period/now', SEEN, async (visit) => now(visit, await thePeriod(visit))),
]
