/** @jsxImportSource hono/jsx */
import {enrolStudent} from '../../../src/enrolment/enrol-student.ts'
import {type ExamMoment, listMoments} from '../../../src/enrolment/list-moments.ts'
import {type StudentExam, studentExams} from '../../../src/enrolment/student-exams.ts'
import {notFound} from '../../../src/errors.ts'
import {reasonText} from '../../../src/texts/reasons.ts'
import {STUDENT} from '../../../src/texts/student.ts'
import {TEACHER} from '../../../src/texts/teacher.ts'
import {Button, Form} from '../../parts/form.tsx'
import {Nothing, Notice} from '../../parts/notice.tsx'
import {dayWords, hours} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import {readerOf, type Visit} from '../../visit.ts'

const AT = '/teacher/students/:student/exams/:registration'

async function show(visit: Visit): Promise<Answer> {
  const t = TEACHER[visit.language]
  const {registration} = await examOf(visit)
  const {student, exam, name} = registration
  const {moments, notNow} = await listMoments(visit.ctx, {student, exam})
  const title = t.placeTitle(name, registration.examName || exam)
  const body = (
    <>
      <p>
        <a href={studentPage(visit)}>‹ {name}</a>
      </p>
      <h1>{title}</h1>
      {notNow.map((reason) => (
        <Notice kind="care">{reasonText(reason, 'refused', readerOf(visit))}</Notice>
      ))}
      <p class="soft">{t.placeText}</p>
      {moments.length === 0 ? <Nothing>{t.noMoments}</Nothing> : null}
      <ul class="cards">
        {moments.map((moment) => (
          <MomentCard visit={visit} registration={registration.id} moment={moment} open={notNow.length === 0} />
        ))}
      </ul>
    </>
  )
  return {title, body}
}

type CardFacts = Readonly<{visit: Visit; registration: string; moment: ExamMoment; open: boolean}>

function MomentCard({visit, registration, moment, open}: CardFacts) {
  const [t, words] = [TEACHER[visit.language], STUDENT[visit.language]]
  const {on, from, until, room, location, place, free, session} = moment
  const deed = free === 0 ? t.join : t.enrol
  return (
    <li class="card">
      <div class="row">
        <div>
          <p class="when">
            {dayWords(visit, on)}
            <br />
            {hours(visit, from, until)}
          </p>
          <p class="soft">{[room, location, place].filter(Boolean).join(', ')}</p>
          <p>
            <span class={free === 0 ? 'tag care' : 'tag good'}>{free === 0 ? words.full : words.free(free)}</span>
          </p>
        </div>
        {open ? (
          <Form visit={visit} to={`${studentPage(visit)}/exams/${registration}`} class="one-button">
            <input type="hidden" name="session" value={session} />
            <Button look={free === 0 ? 'second' : 'main'} label={`${deed}: ${dayWords(visit, on)}, ${from}`}>
              {deed}
            </Button>
          </Form>
        ) : null}
      </div>
    </li>
  )
}

function studentPage(visit: Visit): string {
  return `/teacher/students/${visit.param('student')}`
}

/** The registration that the address names, of a student within reach. @throws ExamError `registration.not-found` */
async function examOf(visit: Visit): Promise<StudentExam> {
  const {exams} = await studentExams(visit.ctx, visit.param('student'))
  const id = visit.param('registration')
  const found = exams.find(({registration}) => registration.id === id)
  if (found) return found
  throw notFound('registration', id)
}

async function enrol(visit: Visit): Promise<Answer> {
  const {student, exam} = (await examOf(visit)).registration
  const wish = {student, exam, session: visit.form.get('session'), orWait: true, key: visit.key}
  const answer = await enrolStudent(visit.ctx, wish)
  return leadTo(studentPage(visit), 'waits' in answer ? 'student-waits' : 'student-enrolled')
}

/** Enrolling a student on his behalf, where the exam lets teachers do so (feature E1). */
export const teacherMoments: readonly Route[] = [
  page(AT, {audience: ['teacher'], right: 'enrolment.read'}, show),
  act(AT, {audience: ['teacher'], right: 'enrolment.add', again: show}, enrol),
]
