/** @jsxImportSource hono/jsx */
import {ExamError} from '../../../src/errors.ts'
import {type OpenedExam, type OpenedSeat, openExam} from '../../../src/sign-in/open-exam.ts'
import {START} from '../../../src/texts/start.ts'
import {Button, Field, Form} from '../../parts/form.tsx'
import {Facts} from '../../parts/table.tsx'
import {hours} from '../../parts/words.tsx'
import {act, type Answer, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const ANYONE = {audience: 'anyone', right: null} as const
const WRONG = ['start.wrong-code', 'start.not-released']
/** Platforms by the names that students know. */
const PLATFORMS: Readonly<Record<string, string>> = {facet: 'Facet', remindo: 'Remindo', toa: 'TOA'}

function ask(visit: Visit): Answer {
  const t = START[visit.language]
  const body = (
    <>
      <h1>{t.title}</h1>
      <p>{t.text}</p>
      <Form visit={visit} to="/start">
        <Field
          visit={visit}
          name="code"
          label={t.code}
          hint={t.hint}
          value={visit.form.get('code') || (visit.query('code') ?? '')}
          inputmode="numeric"
          autocomplete="off"
          required
          maxlength={20}
          autofocus
          about={WRONG}
        />
        <Button>{t.open}</Button>
      </Form>
    </>
  )
  return {title: t.title, body}
}

/** Opens exactly the exams of whoever holds the slip; the page is of this moment and is kept nowhere. */
async function open(visit: Visit): Promise<Answer> {
  const {served, form} = visit
  const t = START[visit.language]
  const seat = await paced(visit, () => openExam(served.system, {code: form.get('code')}))
  const links = await Promise.all(seat.exams.map((exam) => linkOf(visit, seat, exam)))
  const body = (
    <>
      <h1>{t.hello(seat.name)}</h1>
      <p class="when">{[seat.room, seat.seat].filter(Boolean).join(' · ')}</p>
      {seat.exams.map((exam, i) => (
        <article class="card first">
          <h2 class="name">{exam.name || exam.exam}</h2>
          <Facts pairs={[[t.time, hours(visit, exam.from, exam.until)]]} />
          <Begin visit={visit} exam={exam} link={links[i] ?? null} />
        </article>
      ))}
      <p>
        <a href="/start">{t.another}</a>
      </p>
    </>
  )
  return {title: t.title, body}
}

function Begin({visit, exam, link}: Readonly<{visit: Visit; exam: OpenedExam; link: string | null}>) {
  const t = START[visit.language]
  if (link !== null)
    return (
      <p>
        <a class="button" href={link} rel="noreferrer">
          {t.begin(exam.name || exam.exam)}
        </a>
      </p>
    )
  const platform = PLATFORMS[exam.platform]
  return <p>{platform === undefined ? t.paper : t.platform(platform)}</p>
}

/** The address at which the student begins on the platform, where it gives one (flow 2 of the standard). */
async function linkOf({served}: Visit, {student, session}: OpenedSeat, {exam, platform}: OpenedExam) {
  if (!Object.hasOwn(PLATFORMS, platform)) return null
  const link = await served.startLink({student, session, exam})
  return link !== null && /^https?:\/\//.test(link) ? link : null
}

/** Counts codes that are none by the address from which they come: a room full of typing students stays far below it. */
async function paced<T>({pace, arrival}: Visit, work: () => Promise<T>): Promise<T> {
  pace.check('failed-code', arrival.address)
  try {
    return await work()
  } catch (error) {
    if (error instanceof ExamError && error.kind === 'refused') pace.take('failed-code', arrival.address)
    throw error
  }
}

/** The start page of exam computers (feature D3): the code of a slip opens that student's exam once the lead released it. */
export const examStart: readonly Route[] = [page('/start', ANYONE, ask), act('/start', {...ANYONE, again: ask}, open)]
