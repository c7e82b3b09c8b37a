/** @jsxImportSource hono/jsx */
import {listAbsences} from '../../../src/delivery/absences/list-absences.ts'
import {reportAbsence} from '../../../src/delivery/absences/report-absence.ts'
import {STUDENT_ABSENCE} from '../../../src/texts/student-absence.ts'
import {Button, Choices, Form} from '../../parts/form.tsx'
import {Notice} from '../../parts/notice.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {ownExam} from './own-exam.ts'
import {SeatCard} from './seat-card.tsx'

const AT = '/student/exams/:registration/absence'
const REASONS = ['ill', 'permitted', 'other'] as const

async function show(visit: Visit): Promise<Answer> {
  const t = STUDENT_ABSENCE[visit.language]
  const {registration, enrolment} = await ownExam(visit)
  const {id, student, exam} = registration
  const title = t.title(registration.examName || exam)
  const [known] = await listAbsences(visit.ctx, {student, exam, unjudged: true})
  const body = (
    <>
      <h1>{title}</h1>
      {known ? <Notice kind="care">{t.known(t.told[known.reason])}</Notice> : null}
      <p>{t.text}</p>
      {enrolment === null ? null : <SeatCard visit={visit} enrolment={enrolment} level={2} />}
      <Form visit={visit} to={`/student/exams/${id}/absence`}>
        <Choices
          visit={visit}
          name="reason"
          label={t.why}
          about={['input.invalid']}
          options={REASONS.map((reason) => [reason, t.reasons[reason]] as const)}
        />
        <div class="deeds">
          <Button>{t.send}</Button>
          <a class="button plain" href="/student">
            {t.no}
          </a>
        </div>
      </Form>
    </>
  )
  return {title, body}
}

async function report(visit: Visit): Promise<Answer> {
  const {registration} = await ownExam(visit)
  const reason = visit.form.get('reason') as (typeof REASONS)[number]
  await reportAbsence(visit.ctx, {student: registration.student, exam: registration.exam, reason})
  return leadTo('/student', 'absence-reported')
}

/** Reporting oneself ill or unable to come (issue 4). */
export const studentAbsence: readonly Route[] = [
  page(AT, {audience: ['student'], right: 'registration.read'}, show),
  act(AT, {audience: ['student'], right: 'absence.report', again: show}, report),
]
