/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {cancelEnrolment} from '../../../src/enrolment/cancel-enrolment.ts'
import {enrolStudent} from '../../../src/enrolment/enrol-student.ts'
import {type ExamMoment, type ExamMoments, listMoments} from '../../../src/enrolment/list-moments.ts'
import {moveEnrolment} from '../../../src/enrolment/move-enrolment.ts'
import type {StudentExam} from '../../../src/enrolment/student-exams.ts'
import {reasonText} from '../../../src/texts/reasons.ts'
import {STUDENT} from '../../../src/texts/student.ts'
import {Button, Form} from '../../parts/form.tsx'
import {Live} from '../../parts/live.tsx'
import {Notice} from '../../parts/notice.tsx'
import {dayWords, hours} from '../../parts/words.tsx'
import {act, type Answer, fragment, leadTo, page, type Route} from '../../route.ts'
import {readerOf, type Visit} from '../../visit.ts'
import {ownExam} from './own-exam.ts'
import {SeatCard} from './seat-card.tsx'

const OWN = {audience: ['student'], right: 'enrolment.read'} as const
/** More seats than this are not counted down: it would only hurry. */
const PLENTY = 20

async function choose(visit: Visit): Promise<Answer> {
  const t = STUDENT[visit.language]
  const exam = await ownExam(visit)
  const name = exam.registration.examName || exam.registration.exam
  const title = exam.enrolment === null ? t.momentsTitle(name) : t.changeTitle(name)
  const body = (
    <>
      <p>
        <a href="/student">‹ {t.back}</a>
      </p>
      <h1>{title}</h1>
      {exam.enrolment === null ? null : <Current visit={visit} exam={exam} />}
      <Live
        src={`/student/exams/${exam.registration.id}/moments`}
        topics={['enrolment', 'session', 'offer', 'waiting']}
      >
        {await moments(visit, exam)}
      </Live>
      {exam.enrolment === null ? null : <Cancel visit={visit} exam={exam} />}
    </>
  )
  return {title, body}
}

async function moments(visit: Visit, exam: StudentExam): Promise<Child> {
  const {registration} = exam
  const found = await listMoments(visit.ctx, {student: registration.student, exam: registration.exam})
  return <Moments visit={visit} exam={exam} found={found} />
}

type ExamFacts = Readonly<{visit: Visit; exam: StudentExam}>

function Moments({visit, exam, found}: ExamFacts & Readonly<{found: ExamMoments}>) {
  const t = STUDENT[visit.language]
  const closed = found.notNow.length > 0
  return (
    <>
      {found.notNow.map((reason) => (
        <Notice kind="care">{reasonText(reason, 'refused', readerOf(visit))}</Notice>
      ))}
      {exam.enrolment === null ? null : <h2>{t.others}</h2>}
      <p class="soft">{exam.enrolment === null ? t.momentsText : t.moveText}</p>
      {found.moments.length === 0 ? <p class="nothing">{t.noMoments}</p> : null}
      <ul class="cards">
        {found.moments.map((moment) => (
          <li class="card">
            <div class="row">
              <MomentFacts visit={visit} moment={moment} />
              {closed ? null : <MomentDeed visit={visit} exam={exam} moment={moment} />}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function MomentFacts({visit, moment}: Readonly<{visit: Visit; moment: ExamMoment}>) {
  const t = STUDENT[visit.language]
  const {free, waiting} = moment
  return (
    <div>
      <p class="when">
        {dayWords(visit, moment.on)}
        <br />
        {hours(visit, moment.from, moment.until)}
      </p>
      <p class="soft">{[moment.room, moment.location, moment.place].filter(Boolean).join(', ')}</p>
      <p>
        {free === 0 ? (
          <span class="tag care">{t.full}</span>
        ) : (
          <span class="tag good">{free > PLENTY ? t.plenty : t.free(free)}</span>
        )}
        {waiting > 0 ? <span class="soft"> {t.waiting(waiting)}</span> : null}
      </p>
    </div>
  )
}

function MomentDeed({visit, exam, moment}: ExamFacts & Readonly<{moment: ExamMoment}>) {
  const t = STUDENT[visit.language]
  const moving = exam.enrolment !== null
  if (moving && moment.free === 0) return null
  const deed = moving ? 'move' : moment.free === 0 ? 'join' : 'enrol'
  const label = `${t[deed]}: ${dayWords(visit, moment.on)}, ${moment.from}`
  return (
    <a
      class={deed === 'join' ? 'button second' : 'button'}
      aria-label={label}
      href={`/student/exams/${exam.registration.id}/${deed}?session=${encodeURIComponent(moment.session)}`}
    >
      {t[deed]}
    </a>
  )
}

function Current({visit, exam: {enrolment}}: ExamFacts) {
  return enrolment === null ? null : (
    <>
      <p>{STUDENT[visit.language].current}</p>
      <SeatCard visit={visit} enrolment={enrolment} first level={2} />
    </>
  )
}

function Cancel({visit, exam}: ExamFacts) {
  const t = STUDENT[visit.language]
  return (
    <section>
      <h2>{t.cancelTitle}</h2>
      <p>{t.cancelText}</p>
      <p>
        <a href={`/student/exams/${exam.registration.id}/cancel`}>{t.cancel}</a>
      </p>
    </section>
  )
}

type Deed = 'enrol' | 'move' | 'join' | 'cancel'

/** Asks once more, showing exactly what will be done; the button does it. */
const confirm =
  (deed: Deed) =>
  async (visit: Visit): Promise<Answer> => {
    const t = STUDENT[visit.language]
    const exam = await ownExam(visit)
    const {id, student, exam: code} = exam.registration
    const session = visit.query('session') ?? visit.form.get('session')
    const found = deed === 'cancel' ? undefined : await listMoments(visit.ctx, {student, exam: code})
    const moment = found?.moments.find((each) => each.session === session)
    if (deed !== 'cancel' && moment === undefined && visit.problem === undefined) return leadTo(`/student/exams/${id}`)
    const button = {enrol: t.confirmEnrol, move: t.confirmMove, join: t.confirmJoin, cancel: t.confirmCancel}[deed]
    const body = (
      <>
        <h1>{t.confirmTitle}</h1>
        {exam.enrolment === null ? null : (
          <>
            {deed === 'move' ? <h2>{t.from}</h2> : null}
            <SeatCard visit={visit} enrolment={exam.enrolment} level={deed === 'move' ? 3 : 2} />
          </>
        )}
        {moment === undefined ? null : (
          <>
            {deed === 'move' ? <h2>{t.to}</h2> : null}
            <article class="card first">
              {deed === 'move' ? (
                <h3 class="name">{exam.registration.examName || code}</h3>
              ) : (
                <h2 class="name">{exam.registration.examName || code}</h2>
              )}
              <MomentFacts visit={visit} moment={moment} />
            </article>
          </>
        )}
        {deed === 'join' ? <p>{t.fullText}</p> : deed === 'cancel' ? <p>{t.cancelText}</p> : null}
        <Form visit={visit} to={`/student/exams/${id}/${deed}`}>
          <input type="hidden" name="session" value={session} />
          <div class="deeds">
            {visit.problem !== undefined && moment === undefined && deed !== 'cancel' ? null : (
              <Button look={deed === 'cancel' ? 'severe' : 'main'}>{button}</Button>
            )}
            <a class="button plain" href={`/student/exams/${id}`}>
              {t.no}
            </a>
          </div>
        </Form>
      </>
    )
    return {title: t.confirmTitle, body}
  }

async function enrol(visit: Visit): Promise<Answer> {
  return claim(visit, false)
}

async function join(visit: Visit): Promise<Answer> {
  return claim(visit, true)
}

/** One claim: a seat, or with `orWait` the next place on the list. */
async function claim(visit: Visit, orWait: boolean): Promise<Answer> {
  const {student, exam} = (await ownExam(visit)).registration
  const answer = await enrolStudent(visit.ctx, {
    student,
    exam,
    session: visit.form.get('session'),
    orWait,
    key: visit.key,
  })
  return leadTo('/student', 'waits' in answer ? 'waiting' : 'enrolled')
}

async function move(visit: Visit): Promise<Answer> {
  const {code} = (await ownExam(visit)).registration
  await moveEnrolment(visit.ctx, {enrolment: code, session: visit.form.get('session'), key: visit.key})
  return leadTo('/student', 'moved')
}

async function cancel(visit: Visit): Promise<Answer> {
  const {code} = (await ownExam(visit)).registration
  await cancelEnrolment(visit.ctx, {enrolment: code, key: visit.key})
  return leadTo('/student', 'cancelled')
}

const AT = '/student/exams/:registration'
const DEEDS = {
  enrol: {right: 'enrolment.add', run: enrol},
  join: {right: 'enrolment.add', run: join},
  move: {right: 'enrolment.move', run: move},
  cancel: {right: 'enrolment.cancel', run: cancel},
} as const

/** Choosing a moment, changing it and giving it up (features E2, E5, E7). */
export const studentMoments: readonly Route[] = [
  page(AT, OWN, choose),
  fragment(`${AT}/moments`, OWN, async (visit) => moments(visit, await ownExam(visit))),
  ...Object.entries(DEEDS).flatMap(([deed, {right, run}]) => [
    page(`${AT}/${deed}`, OWN, confirm(deed as Deed)),
    act(`${AT}/${deed}`, {audience: ['student'], right, again: confirm(deed as Deed)}, run),
  ]),
]
