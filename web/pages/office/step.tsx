/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {ExamError, type Reason} from '../../../src/errors.ts'
import {momentInWords} from '../../../src/letters/words.ts'
import {advancePeriod, previewPeriodStep} from '../../../src/lifecycle/advance-period.ts'
import {STEP_NAMES, type StepName} from '../../../src/lifecycle/period-step.ts'
import type {PeriodDetail} from '../../../src/lifecycle/show-period.ts'
import {previewUndo, undoPeriodStep} from '../../../src/lifecycle/undo-period-step.ts'
import {showDemand} from '../../../src/registration/show-demand.ts'
import {reasonText} from '../../../src/texts/reasons.ts'
import {OFFICE} from '../../../src/texts/office.ts'
import {Button, Form, Select} from '../../parts/form.tsx'
import {Notice} from '../../parts/notice.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {periodPath, thePeriod} from './the-period.ts'

const SEEN = {audience: ['office'], right: 'operation.read'} as const
/** Steps that may be taken for one exam. */
const PER_EXAM: readonly StepName[] = ['freeze', 'publish']
/** More reasons than these are counted and not listed. */
const MOST = 12

/** The step that the address names. @throws ExamError `page.not-found` */
function theStep(visit: Visit): StepName {
  const step = STEP_NAMES.find((name) => name === visit.param('step'))
  if (step) return step
  throw new ExamError('not-found', 'page.not-found', 'There is no such step.')
}

/** The exam that the step is looked at or taken for; undefined is the whole period. */
function theExam(visit: Visit): string | undefined {
  return (visit.query('exam') ?? visit.form.get('exam')) || undefined
}

/** Shows what a step would do, or what stands in its way; the button does it. */
async function preview(visit: Visit): Promise<Answer> {
  const t = OFFICE[visit.language]
  const [period, step, exam] = [await thePeriod(visit), theStep(visit), theExam(visit)]
  const about = {period: period.id, step, ...(exam === undefined ? {} : {exam})}
  const {reasons, consequences} = await previewPeriodStep(visit.ctx, about)
  const title = `${t.step[step]}${exam === undefined ? '' : ` ${t.forExam(exam)}`}`
  const body = (
    <>
      <BackLink visit={visit} period={period} />
      <h1>{title}</h1>
      {PER_EXAM.includes(step) ? <ScopeForm visit={visit} exams={await examsOf(visit, period)} exam={exam} /> : null}
      {reasons.length > 0 && visit.problem === undefined ? (
        <Notice kind="care">
          <b>{t.reasons}</b>
        </Notice>
      ) : null}
      <Reasons visit={visit} reasons={visit.problem === undefined ? reasons : []} />
      {reasons.length > 0 ? null : (
        <Consequences visit={visit} period={period} step={step} exam={exam} reasons={consequences} />
      )}
      <UndoLink visit={visit} period={period} step={step} exam={exam} />
    </>
  )
  return {title, body}
}

function BackLink({visit, period}: Readonly<{visit: Visit; period: PeriodDetail}>) {
  return (
    <p>
      <a href={periodPath(period)}>
        ‹ {OFFICE[visit.language].back} {period.code}
      </a>
    </p>
  )
}

async function examsOf({ctx}: Visit, period: PeriodDetail): Promise<readonly (readonly [string, string])[]> {
  const {rows} = await showDemand(ctx, {period: period.id})
  return rows.map(({key, name}) => [key, `${key} ${name}`] as const)
}

type ScopeFacts = Readonly<{
  visit: Visit
  exams: readonly (readonly [string, string])[]
  exam: string | undefined
}>

function ScopeForm({visit, exams, exam}: ScopeFacts) {
  const t = OFFICE[visit.language]
  return (
    <form method="get" class="scope">
      <Select visit={visit} name="exam" label={t.scope} options={[['', t.whole], ...exams]} value={exam ?? ''} />
      <Button look="second">{t.show}</Button>
    </form>
  )
}

function Reasons({visit, reasons}: Readonly<{visit: Visit; reasons: readonly Reason[]}>) {
  const {language, school} = visit
  const sentences = [...new Set(reasons.map((reason) => reasonText(reason, 'refused', {language, zone: school.zone})))]
  if (sentences.length === 0) return null
  return (
    <ul>
      {sentences.slice(0, MOST).map((sentence) => (
        <li>{sentence}</li>
      ))}
      {sentences.length > MOST ? <li>{OFFICE[language].andMore(sentences.length - MOST)}</li> : null}
    </ul>
  )
}

type StepFacts = Readonly<{visit: Visit; period: PeriodDetail; step: StepName; exam: string | undefined}>

function Consequences({visit, period, step, exam, reasons}: StepFacts & Readonly<{reasons: readonly Reason[]}>): Child {
  const t = OFFICE[visit.language]
  return (
    <article class="card first">
      <h2 class="name">{t.consequences}</h2>
      <Reasons visit={visit} reasons={reasons} />
      <Form visit={visit} to={periodPath(period, `/steps/${step}`)}>
        {exam === undefined ? null : <input type="hidden" name="exam" value={exam} />}
        <div class="deeds">
          <Button look={step === 'archive' ? 'severe' : 'main'}>{t.confirm[step]}</Button>
          <a class="button plain" href={periodPath(period)}>
            {t.no}
          </a>
        </div>
      </Form>
    </article>
  )
}

function UndoLink({visit, period, step, exam}: StepFacts) {
  const t = OFFICE[visit.language]
  const done = period.steps.some(
    (line) => line.step === step && line.doneAt !== null && line.undoneAt === null && line.exam === (exam ?? null),
  )
  if (!done || step === 'archive') return null
  const query = exam === undefined ? '' : `?exam=${encodeURIComponent(exam)}`
  return (
    <p>
      <a href={periodPath(period, `/steps/${step}/undo${query}`)}>{t.undoOf(t.step[step])}</a>
    </p>
  )
}

async function take(visit: Visit): Promise<Answer> {
  const [period, step, exam] = [await thePeriod(visit), theStep(visit), theExam(visit)]
  await advancePeriod(visit.ctx, {period: period.id, step, ...(exam === undefined ? {} : {exam})})
  return leadTo(periodPath(period), `period-${step}`)
}

/** Asks once more before a step is taken back, or says why it stays. */
async function previewBack(visit: Visit): Promise<Answer> {
  const t = OFFICE[visit.language]
  const [period, step, exam] = [await thePeriod(visit), theStep(visit), theExam(visit)]
  const about = {period: period.id, step, ...(exam === undefined ? {} : {exam})}
  const {was, reasons} = await previewUndo(visit.ctx, about)
  const title = t.undoOf(t.step[step])
  const body = (
    <>
      <BackLink visit={visit} period={period} />
      <h1>{title}</h1>
      {was === null ? null : <p>{t.undoText(momentInWords(was, visit.school.zone, visit.language))}</p>}
      <Reasons visit={visit} reasons={visit.problem === undefined ? reasons : []} />
      {reasons.length > 0 ? null : (
        <Form visit={visit} to={periodPath(period, `/steps/${step}/undo`)}>
          {exam === undefined ? null : <input type="hidden" name="exam" value={exam} />}
          <div class="deeds">
            <Button look="severe">{t.undoNow}</Button>
            <a class="button plain" href={periodPath(period)}>
              {t.no}
            </a>
          </div>
        </Form>
      )}
    </>
  )
  return {title, body}
}

async function takeBack(visit: Visit): Promise<Answer> {
  const [period, step, exam] = [await thePeriod(visit), theStep(visit), theExam(visit)]
  await undoPeriodStep(visit.ctx, {period: period.id, step, ...(exam === undefined ? {} : {exam})})
  return leadTo(periodPath(period), 'taken-back')
}

const AT = '/office/periods/:period/steps/:step'

/** The steps of a period with their preview, and taking them back (design rule 2). */
export const officeSteps: readonly Route[] = [
  page(AT, SEEN, preview),
  act(AT, {audience: ['office'], right: 'period.advance', again: preview}, take),
  page(`${AT}/undo`, SEEN, previewBack),
  act(`${AT}/undo`, {audience: ['office'], right: 'period.undo', again: previewBack}, takeBack),
]
