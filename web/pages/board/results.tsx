/** @jsxImportSource hono/jsx */
import {listPeriods} from '../../../src/institution/periods/list-periods.ts'
import type {Period} from '../../../src/institution/model.ts'
import {establishResults} from '../../../src/results/establish-results.ts'
import type {Considered} from '../../../src/results/outcome-text.ts'
import {publishResults} from '../../../src/results/publish-results.ts'
import {BOARD} from '../../../src/texts/board.ts'
import {reasonText} from '../../../src/texts/reasons.ts'
import {Button, Form} from '../../parts/form.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const BOTH = ['board', 'functionary'] as const

/** Periods in which exams were taken or may have been. */
async function periodsOf({ctx}: Visit): Promise<readonly Period[]> {
  return (await listPeriods(ctx)).filter(({state}) => state === 'open' || state === 'closed')
}

async function show(visit: Visit): Promise<Answer> {
  const t = BOARD[visit.language]
  const periods = await periodsOf(visit)
  const period = periods.find(({id}) => id === visit.query('period')) ?? periods[0]
  const body = (
    <>
      <h1>{t.results}</h1>
      <p class="soft">{t.resultsText}</p>
      {period === undefined ? <Nothing>{t.noPeriod}</Nothing> : null}
      {periods.length < 2 ? null : <Periods visit={visit} periods={periods} period={period} />}
      {period === undefined ? null : await Results({visit, period})}
    </>
  )
  return {title: t.results, body}
}

type PeriodsFacts = Readonly<{visit: Visit; periods: readonly Period[]; period: Period | undefined}>

function Periods({visit, periods, period}: PeriodsFacts) {
  return (
    <nav class="within" aria-label={BOARD[visit.language].results}>
      <ul class="links">
        {periods.map(({id, code}) => (
          <li>
            <a href={`/board/results?period=${id}`} aria-current={id === period?.id ? 'page' : undefined}>
              {code}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** What would be done now, and what not, each with its reasons: nothing is written to show it. */
async function Results({visit, period}: Readonly<{visit: Visit; period: Period}>) {
  const t = BOARD[visit.language]
  const {established, refused} = await establishResults(visit.ctx, {period: period.id, dryRun: true})
  const {published} = await publishResults(visit.ctx, {period: period.id, dryRun: true})
  return (
    <>
      <Ready visit={visit} period={period} deed="establish" title={t.toEstablish} of={established} />
      <Ready visit={visit} period={period} deed="publish" title={t.toPublish} of={published} />
      <section aria-labelledby="not-yet">
        <h2 id="not-yet">{t.notYet}</h2>
        <Refused visit={visit} refused={refused} />
      </section>
    </>
  )
}

type ReadyFacts = Readonly<{
  visit: Visit
  period: Period
  deed: 'establish' | 'publish'
  title: string
  of: readonly Considered[]
}>

function Ready({visit, period, deed, title, of}: ReadyFacts) {
  const t = BOARD[visit.language]
  const byExam = [...Map.groupBy(of, ({exam}) => exam)].map(([exam, those]) => ({exam, count: those.length}))
  const columns: readonly Column<(typeof byExam)[number]>[] = [
    {title: t.exam, cell: ({exam}) => exam},
    {title: t.count, cell: ({count}) => count, number: true},
  ]
  return (
    <section aria-labelledby={deed}>
      <h2 id={deed}>{title}</h2>
      {of.length === 0 ? (
        <Nothing>{t.none}</Nothing>
      ) : (
        <>
          <p>{t.countOf(of.length, byExam.length)}</p>
          <Table caption={title} columns={columns} rows={byExam} empty={t.none} />
          {deed === 'publish' ? <p class="soft">{t.publishText}</p> : null}
          <Form visit={visit} to={`/board/results/${period.id}/${deed}`} class="deeds">
            <Button look={deed === 'establish' ? 'main' : 'second'}>{t[deed]}</Button>
          </Form>
        </>
      )}
    </section>
  )
}

function Refused({visit, refused}: Readonly<{visit: Visit; refused: readonly Considered[]}>) {
  const t = BOARD[visit.language]
  const reader = {language: visit.language, zone: visit.school.zone, staff: true}
  const sentences = refused.flatMap(({reasons}) => reasons.map((reason) => reasonText(reason, 'refused', reader)))
  const counts = [...Map.groupBy(sentences, (sentence) => sentence)].map(([sentence, all]) => [sentence, all.length])
  if (counts.length === 0) return <Nothing>{t.none}</Nothing>
  return (
    <ul>
      {counts.map(([sentence, count]) => (
        <li>
          <b>{count}</b> {sentence}
        </li>
      ))}
    </ul>
  )
}

async function establish(visit: Visit): Promise<Answer> {
  await establishResults(visit.ctx, {period: visit.param('period')})
  return leadTo(`/board/results?period=${visit.param('period')}`, 'results-established')
}

async function publish(visit: Visit): Promise<Answer> {
  await publishResults(visit.ctx, {period: visit.param('period')})
  return leadTo(`/board/results?period=${visit.param('period')}`, 'results-published')
}

/** Establishing results and letting students see them, with what is not ready and why (features C2 and C3). */
export const boardResults: readonly Route[] = [
  page('/board/results', {audience: BOTH, right: 'result.read'}, show),
  act('/board/results/:period/establish', {audience: BOTH, right: 'result.establish', again: show}, establish),
  act('/board/results/:period/publish', {audience: BOTH, right: 'result.publish', again: show}, publish),
]
