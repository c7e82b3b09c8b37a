/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {notFound} from '../../../src/errors.ts'
import {listResits} from '../../../src/results/list-resits.ts'
import {listResults, type ResultLine} from '../../../src/results/list-results.ts'
import {openResult} from '../../../src/results/open-result.ts'
import {requestResit} from '../../../src/results/request-resit.ts'
import type {ResitText} from '../../../src/results/resit-text.ts'
import {withdrawResit} from '../../../src/results/withdraw-resit.ts'
import {passedWords, resitStateWords, scoreWords} from '../../../src/texts/outcomes.ts'
import {STUDENT_RESULTS} from '../../../src/texts/student-results.ts'
import {dayOf} from '../../../src/time.ts'
import {Button, Form, TextArea} from '../../parts/form.tsx'
import {Live} from '../../parts/live.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {dayWords} from '../../parts/words.tsx'
import {act, type Answer, fragment, leadTo, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'

const OWN = {audience: ['student'], right: 'result.read'} as const
const HERE = '/student/results'

async function show(visit: Visit): Promise<Answer> {
  const {title} = STUDENT_RESULTS[visit.language]
  const body = (
    <>
      <h1>{title}</h1>
      <Live src={`${HERE}/list`} topics={['result', 'resit', 'case', 'absence']}>
        {await list(visit)}
      </Live>
    </>
  )
  return {title, body}
}

async function list(visit: Visit): Promise<Child> {
  const t = STUDENT_RESULTS[visit.language]
  const student = numberOf(visit)
  const results = (await listResults(visit.ctx, {student})).toSorted((a, b) => (a.takenOn < b.takenOn ? 1 : -1))
  const resits = await listResits(visit.ctx, {student})
  const fresh = results.filter(isFresh)
  return (
    <>
      {fresh.map((result) => (
        <Fresh visit={visit} result={result} />
      ))}
      <section aria-labelledby="known">
        <h2 id="known">{t.known}</h2>
        {results.length === fresh.length ? <Nothing>{t.none}</Nothing> : null}
        <ul class="cards">
          {results
            .filter((result) => !isFresh(result))
            .map((result) => (
              <Known visit={visit} result={result} />
            ))}
        </ul>
      </section>
      <section aria-labelledby="resits">
        <h2 id="resits">{t.resits}</h2>
        {resits.length === 0 ? <Nothing>{t.noResits}</Nothing> : null}
        <ul class="cards">
          {resits.map((resit) => (
            <Resit visit={visit} resit={resit} />
          ))}
        </ul>
      </section>
    </>
  )
}

/** Published, and not opened by him yet. */
function isFresh({publishedAt, openedAt}: ResultLine): boolean {
  return publishedAt !== null && openedAt === null
}

type OfResult = Readonly<{visit: Visit; result: ResultLine}>

function Fresh({visit, result}: OfResult) {
  const t = STUDENT_RESULTS[visit.language]
  return (
    <article class="card first">
      <div class="row">
        <div>
          <h2 class="name">{result.examName}</h2>
          <p>
            <span class="tag good">{t.fresh}</span> {t.freshText}
          </p>
        </div>
        <Form visit={visit} to={`${HERE}/${result.id}/open`} class="one-button">
          <Button label={t.openOf(result.examName)}>{t.open}</Button>
        </Form>
      </div>
    </article>
  )
}

function Known({visit, result}: OfResult) {
  const {language} = visit
  const t = STUDENT_RESULTS[language]
  const {examName, takenOn, attempt, score, passed, openedAt, state} = result
  return (
    <li class="card">
      <h3>{examName}</h3>
      {openedAt === null ? (
        <p class="soft">{state === 'settled' ? t.void : t.notYet}</p>
      ) : (
        <p class="when">
          {score === null ? null : `${scoreWords(score, language)} `}
          {passed === null ? null : (
            <span class={passed ? 'tag good' : 'tag care'}>{passedWords(passed, language)}</span>
          )}
        </p>
      )}
      <p class="soft">
        {t.takenOn(dayWords(visit, takenOn))}, {t.attempt(attempt)}
      </p>
      {openedAt === null ? null : (
        <p>
          <a href={`${HERE}/${result.id}/resit`} aria-label={t.askFor(examName)}>
            {t.ask}
          </a>
        </p>
      )}
    </li>
  )
}

const RESIT_LOOKS = {asked: 'care', granted: 'good', refused: 'bad', 'waits-for-sis': 'care', withdrawn: ''} as const

function Resit({visit, resit}: Readonly<{visit: Visit; resit: ResitText}>) {
  const {language, school} = visit
  const t = STUDENT_RESULTS[language]
  const open = resit.state === 'asked' || resit.state === 'waits-for-sis'
  return (
    <li class="card quiet">
      <h3>{resit.examName}</h3>
      <p>
        <span class={`tag ${RESIT_LOOKS[resit.state]}`}>{resitStateWords(resit.state, language)}</span>
      </p>
      <p class="soft">
        {t.askedOn(dayWords(visit, dayOf(resit.requestedAt, school.zone)))}
        {resit.period === null ? '' : `. ${t.inPeriod(resit.period)}.`}
      </p>
      {open ? (
        <Form visit={visit} to={`/student/resits/${resit.resit}/withdraw`} class="one-button">
          <Button look="plain" label={t.takeBackOf(resit.examName)}>
            {t.takeBack}
          </Button>
        </Form>
      ) : null}
    </li>
  )
}

async function askResit(visit: Visit): Promise<Answer> {
  const t = STUDENT_RESULTS[visit.language]
  const {examName, id} = await own(visit)
  const title = t.resitTitle(examName)
  const body = (
    <>
      <p>
        <a href={HERE}>‹ {t.back}</a>
      </p>
      <h1>{title}</h1>
      <p>{t.resitText}</p>
      <Form visit={visit} to={`${HERE}/${id}/resit`}>
        <TextArea visit={visit} name="reason" label={t.reason} about={['input.invalid']} required maxlength={2000} />
        <Button>{t.send}</Button>
      </Form>
    </>
  )
  return {title, body}
}

/** The attempt that the address names, if it is the visitor's own. @throws ExamError `attempt.not-found` */
async function own(visit: Visit): Promise<ResultLine> {
  const id = visit.param('attempt')
  const found = (await listResults(visit.ctx, {student: numberOf(visit)})).find((each) => each.id === id)
  if (found) return found
  throw notFound('attempt', id)
}

function numberOf(visit: Visit): string {
  return signedIn(visit).me.studentNumber ?? ''
}

async function open(visit: Visit): Promise<Answer> {
  const {exam} = await own(visit)
  await openResult(visit.ctx, {exam})
  return leadTo(HERE)
}

async function request(visit: Visit): Promise<Answer> {
  const {exam} = await own(visit)
  const {state} = await requestResit(visit.ctx, {student: numberOf(visit), exam, reason: visit.form.get('reason')})
  return leadTo(HERE, state === 'asked' ? 'resit-asked' : 'resit-granted')
}

async function takeBack(visit: Visit): Promise<Answer> {
  await withdrawResit(visit.ctx, {resit: visit.param('resit')})
  return leadTo(HERE, 'resit-withdrawn')
}

const RESIT = `${HERE}/:attempt/resit`

/** Results after publication (feature C3) and resits (C4). */
export const studentResults: readonly Route[] = [
  page(HERE, OWN, show),
  fragment(`${HERE}/list`, OWN, list),
  act(`${HERE}/:attempt/open`, {audience: ['student'], right: 'result.open', again: show}, open),
  page(RESIT, OWN, askResit),
  act(RESIT, {audience: ['student'], right: 'resit.request', again: askResit}, request),
  act('/student/resits/:resit/withdraw', {audience: ['student'], right: 'resit.withdraw', again: show}, takeBack),
]
