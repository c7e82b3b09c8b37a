/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {acceptOffer, declineOffer} from '../../../src/enrolment/waiting/answer-offer.ts'
import {leaveWaitingList} from '../../../src/enrolment/waiting/leave-waiting-list.ts'
import {type StudentExam, studentExams} from '../../../src/enrolment/student-exams.ts'
import {momentInWords} from '../../../src/letters/words.ts'
import {STUDENT} from '../../../src/texts/student.ts'
import {STUDENT_ABSENCE} from '../../../src/texts/student-absence.ts'
import {Button, Form} from '../../parts/form.tsx'
import {Live} from '../../parts/live.tsx'
import {act, type Answer, fragment, leadTo, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'
import {ownExam} from './own-exam.ts'
import {SeatCard} from './seat-card.tsx'

const OWN = {audience: ['student'], right: 'enrolment.read'} as const
const TOPICS = ['enrolment', 'waiting', 'offer', 'registration', 'session']

async function home(visit: Visit): Promise<Answer> {
  const t = STUDENT[visit.language]
  const {me} = signedIn(visit)
  const body = (
    <>
      <h1>{t.hello(me.name)}</h1>
      <Live src="/student/exams" topics={TOPICS}>
        {await overview(visit)}
      </Live>
    </>
  )
  return {title: t.title, body}
}

async function overview(visit: Visit): Promise<Child> {
  const t = STUDENT[visit.language]
  const {exams} = await studentExams(visit.ctx, signedIn(visit).me.studentNumber ?? '')
  const todo = exams.filter(({state}) => state === 'offer' || state === 'choose')
  const enrolled = exams.filter(({state}) => state === 'enrolled')
  const [next, ...later] = enrolled.filter(({enrolment}) => enrolment !== null && visit.now < enrolment.endsAt)
  const other = exams.filter(({state}) => state === 'waits' || state === 'decide')
  if (exams.length === 0) return <p class="nothing">{t.nothingAtAll}</p>
  return (
    <>
      <section aria-labelledby="todo">
        <h2 id="todo">{t.todo}</h2>
        {todo.length === 0 ? (
          <p class="nothing">{t.nothingToDo}</p>
        ) : (
          todo.map((exam) => <ToDo visit={visit} exam={exam} />)
        )}
      </section>
      {next?.enrolment ? (
        <section aria-labelledby="next">
          <h2 id="next">{t.next}</h2>
          <Seat visit={visit} exam={next} first />
        </section>
      ) : null}
      {later.length === 0 ? null : (
        <section aria-labelledby="planned">
          <h2 id="planned">{t.planned}</h2>
          {later.map((exam) => (
            <Seat visit={visit} exam={exam} />
          ))}
        </section>
      )}
      {other.length === 0 ? null : (
        <section aria-labelledby="other">
          <h2 id="other">{t.other}</h2>
          {other.map((exam) => (
            <Other visit={visit} exam={exam} />
          ))}
        </section>
      )}
    </>
  )
}

type ExamFacts = Readonly<{visit: Visit; exam: StudentExam}>

function ToDo({visit, exam: {registration, state, places}}: ExamFacts) {
  const t = STUDENT[visit.language]
  const name = registration.examName || registration.exam
  const [place] = places
  if (state === 'offer' && place?.expiresAt)
    return (
      <article class="card first">
        <h3>{name}</h3>
        <p>{t.offer(momentInWords(place.expiresAt, visit.school.zone, visit.language))}</p>
        <div class="deeds">
          <Form visit={visit} to={`/student/exams/${registration.id}/accept`} class="one-button">
            <input type="hidden" name="session" value={place.session} />
            <Button>{t.accept}</Button>
          </Form>
          <Form visit={visit} to={`/student/exams/${registration.id}/decline`} class="one-button">
            <input type="hidden" name="session" value={place.session} />
            <Button look="plain">{t.decline}</Button>
          </Form>
        </div>
      </article>
    )
  return (
    <article class="card first">
      <div class="row">
        <div>
          <h3>{name}</h3>
          <p class="soft">{t.noMomentYet}</p>
        </div>
        <a class="button" href={`/student/exams/${registration.id}`} aria-label={t.chooseFor(name)}>
          {t.choose}
        </a>
      </div>
    </article>
  )
}

function Seat({visit, exam: {registration, enrolment}, first = false}: ExamFacts & Readonly<{first?: boolean}>) {
  if (enrolment === null) return null
  const [t, absence] = [STUDENT[visit.language], STUDENT_ABSENCE[visit.language]]
  return (
    <SeatCard visit={visit} enrolment={enrolment} first={first}>
      <div class="deeds">
        <a href={`/student/exams/${registration.id}`}>{t.change}</a>
        <a href={`/student/exams/${registration.id}/absence`} aria-label={absence.linkFor(registration.examName)}>
          {absence.link}
        </a>
      </div>
    </SeatCard>
  )
}

function Other({visit, exam: {registration, state, places}}: ExamFacts) {
  const t = STUDENT[visit.language]
  const [place] = places
  return (
    <article class="card quiet">
      <h3>{registration.examName || registration.exam}</h3>
      <p class="soft">{state === 'decide' ? t.decide : t.waits}</p>
      {place === undefined ? null : (
        <div class="deeds">
          <a href={`/student/exams/${registration.id}`}>{t.others}</a>
          <Form visit={visit} to={`/student/exams/${registration.id}/leave`} class="one-button">
            <input type="hidden" name="session" value={place.session} />
            <Button look="plain">{t.leaveList}</Button>
          </Form>
        </div>
      )}
    </article>
  )
}

/** The place on a list that a form is about, of a registration that is his. */
async function place(visit: Visit) {
  const {registration} = await ownExam(visit)
  return {
    registration: registration.code,
    student: registration.student,
    exam: registration.exam,
    session: visit.form.get('session'),
  }
}

async function accept(visit: Visit): Promise<Answer> {
  const {registration, session} = await place(visit)
  await acceptOffer(visit.ctx, {registration, session, key: visit.key})
  return leadTo('/student', 'accepted')
}

async function decline(visit: Visit): Promise<Answer> {
  const {registration, session} = await place(visit)
  await declineOffer(visit.ctx, {registration, session, key: visit.key})
  return leadTo('/student', 'declined')
}

async function leave(visit: Visit): Promise<Answer> {
  const {student, exam, session} = await place(visit)
  await leaveWaitingList(visit.ctx, {student, exam, session})
  return leadTo('/student', 'left-list')
}

/** A student's first screen: what must I do now, and where and when is my next exam. */
export const studentHome: readonly Route[] = [
  page('/student', OWN, home),
  fragment('/student/exams', OWN, overview),
  act('/student/exams/:registration/accept', {audience: ['student'], right: 'offer.accept', again: home}, accept),
  act('/student/exams/:registration/decline', {audience: ['student'], right: 'offer.accept', again: home}, decline),
  act('/student/exams/:registration/leave', {audience: ['student'], right: 'waiting.leave', again: home}, leave),
]
