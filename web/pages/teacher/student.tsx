/** @jsxImportSource hono/jsx */
import {type StudentExam, studentExams} from '../../../src/enrolment/student-exams.ts'
import {showStudent} from '../../../src/institution/people/show-student.ts'
import {listResults, type ResultLine} from '../../../src/results/list-results.ts'
import {TEACHER} from '../../../src/texts/teacher.ts'
import {type Column, Facts, Table} from '../../parts/table.tsx'
import {dayWords} from '../../parts/words.tsx'
import {type Answer, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {resultColumns} from './result-columns.tsx'

const AT = '/teacher/students/:student'

async function show(visit: Visit): Promise<Answer> {
  const {ctx, language} = visit
  const t = TEACHER[language]
  const id = visit.param('student')
  const {name, student, groups} = await showStudent(ctx, id)
  const {exams} = await studentExams(ctx, id)
  const results = await listResults(ctx, {student: id})
  const body = (
    <>
      <p>
        <a href="/teacher">‹ {t.back}</a>
      </p>
      <h1>{name}</h1>
      <Facts
        pairs={[
          [t.number, student],
          [t.groups, groups.join(', ')],
        ]}
      />
      <h2>{t.studentExams}</h2>
      <Table caption={t.studentExams} columns={examColumns(visit, id)} rows={exams} empty={t.nothing} />
      <h2>{t.results}</h2>
      <p class="soft">{t.resultsText}</p>
      <Table caption={t.results} columns={withResit(visit, id)} rows={results} empty={t.noResults} />
    </>
  )
  return {title: name, body, wide: true}
}

function examColumns(visit: Visit, student: string): readonly Column<StudentExam>[] {
  const t = TEACHER[visit.language]
  const nameOf = ({registration}: StudentExam): string => registration.examName || registration.exam
  return [
    {title: t.exam, cell: (exam) => <b>{nameOf(exam)}</b>},
    {title: t.state, cell: ({state}) => t.where[state]},
    {title: t.when, cell: ({enrolment}) => enrolment && `${dayWords(visit, enrolment.on)}, ${enrolment.from}`},
    {
      title: t.place,
      cell: (exam) =>
        exam.state === 'choose' ? (
          <a href={`/teacher/students/${student}/exams/${exam.registration.id}`} aria-label={t.placeFor(nameOf(exam))}>
            {t.place}
          </a>
        ) : null,
    },
  ]
}

function withResit(visit: Visit, student: string): readonly Column<ResultLine>[] {
  const t = TEACHER[visit.language]
  const link = ({id, examName}: ResultLine) => (
    <a href={`/teacher/students/${student}/results/${id}/resit`} aria-label={t.resitFor(examName)}>
      {t.resit}
    </a>
  )
  return [
    {title: t.exam, cell: ({examName}) => <b>{examName}</b>},
    ...resultColumns(visit),
    {title: t.resit, cell: (line) => (line.score === null ? null : link(line))},
  ]
}

/** One student of a teacher's groups: how far he is with each exam, and his results at once (feature C3). */
export const teacherStudent: readonly Route[] = [page(AT, {audience: ['teacher'], right: 'people.read'}, show)]
