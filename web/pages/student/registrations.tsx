/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {withdrawRegistration} from '../../../src/enrolment/withdraw-registration.ts'
import {notFound} from '../../../src/errors.ts'
import {addRegistration} from '../../../src/registration/add-registration.ts'
import {
  type AnsweredRegistration,
  type OfferedExam,
  type StudentRegistrations,
  studentRegistrations,
} from '../../../src/registration/student-registrations.ts'
import {STUDENT_REGISTRATIONS} from '../../../src/texts/student-registrations.ts'
import {dayOf, plusMinutes} from '../../../src/time.ts'
import {Button, Form} from '../../parts/form.tsx'
import {Live} from '../../parts/live.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {Facts} from '../../parts/table.tsx'
import {dayWords} from '../../parts/words.tsx'
import {act, type Answer, fragment, leadTo, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'

const OWN = {audience: ['student'], right: 'registration.read'} as const
const HERE = '/student/registrations'

async function show(visit: Visit): Promise<Answer> {
  const {title} = STUDENT_REGISTRATIONS[visit.language]
  const body = (
    <>
      <h1>{title}</h1>
      <Live src={`${HERE}/list`} topics={['registration', 'period', 'demand', 'resit']}>
        {await list(visit)}
      </Live>
    </>
  )
  return {title, body}
}

async function list(visit: Visit): Promise<Child> {
  const t = STUDENT_REGISTRATIONS[visit.language]
  const {registrations, offered} = await mine(visit)
  return (
    <>
      <section aria-labelledby="offered">
        <h2 id="offered">{t.offered}</h2>
        {offered.length === 0 ? <Nothing>{t.nothingOffered}</Nothing> : null}
        <ul class="cards">
          {offered.map((exam) => (
            <Offer visit={visit} exam={exam} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="own">
        <h2 id="own">{t.own}</h2>
        {registrations.length === 0 ? <Nothing>{t.none}</Nothing> : null}
        <ul class="cards">
          {registrations.map((registration) => (
            <Own visit={visit} registration={registration} />
          ))}
        </ul>
      </section>
    </>
  )
}

function mine(visit: Visit): Promise<StudentRegistrations> {
  return studentRegistrations(visit.ctx, signedIn(visit).me.studentNumber ?? '')
}

function Offer({visit, exam}: Readonly<{visit: Visit; exam: OfferedExam}>) {
  const t = STUDENT_REGISTRATIONS[visit.language]
  const {closesAt} = exam
  const last = closesAt === null ? null : dayWords(visit, dayOf(plusMinutes(closesAt, -1), visit.school.zone))
  return (
    <li class="card first">
      <div class="row">
        <div>
          <h3>{exam.examName}</h3>
          <p class="soft">
            {t.period(exam.periodName)}
            {last === null ? null : (
              <>
                <br />
                {t.until(last)}
              </>
            )}
            {exam.consent ? (
              <>
                <br />
                {t.consent}
              </>
            ) : null}
          </p>
        </div>
        <Form visit={visit} to={`${HERE}/add`} class="one-button">
          <input type="hidden" name="exam" value={exam.examId} />
          <input type="hidden" name="period" value={exam.periodId} />
          <Button label={t.registerFor(exam.examName)}>{t.register}</Button>
        </Form>
      </div>
    </li>
  )
}

const LOOKS = {wanted: 'care', agreed: 'good', refused: 'bad', withdrawn: '', used: ''} as const

function Own({visit, registration}: Readonly<{visit: Visit; registration: AnsweredRegistration}>) {
  const t = STUDENT_REGISTRATIONS[visit.language]
  const {id, code, state, answer, requestedAt, decidedAt, closedAt} = registration
  const name = nameOf(registration)
  const on = (at: typeof requestedAt): string => dayWords(visit, dayOf(at, visit.school.zone))
  return (
    <li class="card">
      <h3>{name}</h3>
      <p>
        <span class={`tag ${LOOKS[state]}`}>{t.states[state]}</span>
      </p>
      <p class="soft">
        {t.askedOn(on(requestedAt))}
        {decidedAt === null ? null : (
          <>
            <br />
            {t.decidedOn(on(decidedAt))}
          </>
        )}
      </p>
      <Facts
        pairs={[
          [t.answer, answer],
          [t.code, code],
        ]}
      />
      {state === 'refused' ? <p class="soft">{t.refusedNext}</p> : null}
      {closedAt === null ? (
        <p>
          <a href={`${HERE}/${id}/withdraw`} aria-label={t.withdrawFor(name)}>
            {t.withdraw}
          </a>
        </p>
      ) : null}
    </li>
  )
}

function nameOf({examName, exam}: Pick<AnsweredRegistration, 'examName' | 'exam'>): string {
  return examName || exam
}

async function confirm(visit: Visit): Promise<Answer> {
  const t = STUDENT_REGISTRATIONS[visit.language]
  const registration = await own(visit)
  const title = t.confirm(nameOf(registration))
  const body = (
    <>
      <h1>{title}</h1>
      <p>{t.confirmText}</p>
      <Form visit={visit} to={`${HERE}/${registration.id}/withdraw`}>
        <div class="deeds">
          <Button look="severe">{t.yes}</Button>
          <a class="button plain" href={HERE}>
            {t.no}
          </a>
        </div>
      </Form>
    </>
  )
  return {title, body}
}

/** The open registration that the address names, if it is the visitor's own. @throws ExamError `registration.not-found` */
async function own(visit: Visit): Promise<AnsweredRegistration> {
  const id = visit.param('registration')
  const found = (await mine(visit)).registrations.find((each) => each.id === id && each.closedAt === null)
  if (found) return found
  throw notFound('registration', id)
}

async function add(visit: Visit): Promise<Answer> {
  const {ctx, form, key} = visit
  const student = signedIn(visit).me.studentNumber ?? ''
  const {state} = await addRegistration(ctx, {student, exam: form.get('exam'), period: form.get('period'), key})
  return leadTo(HERE, state === 'wanted' ? 'registration-asked' : 'registered')
}

async function withdraw(visit: Visit): Promise<Answer> {
  const {code} = await own(visit)
  await withdrawRegistration(visit.ctx, {registration: code})
  return leadTo(HERE, 'withdrawn')
}

const AT = `${HERE}/:registration/withdraw`

/** Registering for exams, the team's answers, and withdrawing (feature R2). */
export const studentRegistrationPages: readonly Route[] = [
  page(HERE, OWN, show),
  fragment(`${HERE}/list`, OWN, list),
  act(`${HERE}/add`, {audience: ['student'], right: 'registration.add', again: show}, add),
  page(AT, OWN, confirm),
  act(AT, {audience: ['student'], right: 'registration.withdraw', again: confirm}, withdraw),
]
