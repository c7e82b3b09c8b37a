import {ExamError} from '../../errors.ts'
import type {AttemptId} from '../../ids.ts'
import type {Exam, Person} from '../../institution/model.ts'
import type {Attempt} from '../../registration/model.ts'
import {passes, scoreOn} from '../../results/scales.ts'
import {dayOf} from '../../time.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {recordWork} from '../apply-records.ts'
import {code, date, form, text, whole, yesNo} from '../cells.ts'
import {decided} from '../decided.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type Start} from '../import-kind.ts'
import {adding, changing} from '../record-change.ts'
import {namingComplaints, type StudentsAndExams, studentsAndExams} from '../students-and-exams.ts'

const FIELDS = {
  student: required('studentnummer student_number', form(/^\S{1,20}$/, 'a student number')),
  exam: required('examen exam', code),
  number: required('poging attempt', whole(1, 99)),
  takenOn: required('afgenomen_op taken_on', date),
  score: optional('resultaat score', text(40), null),
  passed: optional('geslaagd passed', yesNo, null),
}
type Row = RowOf<typeof FIELDS>

const SOURCE = 'import'

/** Attempts that students had before ontrac was used; those that ontrac recorded itself are never changed by a file. */
export const attempts = importKind({
  name: 'attempts',
  deed: 'student.change',
  fields: FIELDS,
  key: ({student, exam, number}) => `${student} ${exam} ${number}`,
  begin: planAttempts,
  work: recordWork,
})

function planAttempts({ids}: Start): Planner<Row> {
  return {
    async decide(stores, access, rows) {
      const named = await studentsAndExams(stores, rows)
      const personId = [...named.students.values()].map(({id}) => id)
      const known = Map.groupBy(await stores.attempts.all({personId}), (attempt) => attempt.personId)
      const today = dayOf(access.now, (await theInstitution(stores)).zone)
      return rows.map(({line, row}): Decision => {
        const about = `Attempt ${row.number} of student ${row.student} at ${row.exam}`
        const [person, exam] = [named.students.get(row.student), named.exams.get(row.exam)]
        const attempt = known
          .get(person?.id as Person['id'])
          ?.find(({examId, number}) => examId === exam?.id && number === row.number)
        const complaints = complaintsOf(row, named, attempt, today)
        if (!person || !exam || complaints.length > 0) return {line, about, does: 'bad', complaints}
        const wanted = outcomeOf(row, exam)
        const changes = attempt
          ? changing('attempts', attempt, wanted as Partial<Attempt>)
          : [adding('attempts', newAttempt(ids.next<AttemptId>(), person, exam, row))]
        return decided(line, about, !attempt, changes)
      })
    },
  }
}

function complaintsOf(
  row: Row,
  named: StudentsAndExams,
  attempt: Attempt | undefined,
  today: string,
): readonly Complaint[] {
  const exam = named.exams.get(row.exam)
  return [
    ...namingComplaints(row, named),
    ...(row.takenOn > today
      ? [complaint('attempt.in-future', 'An attempt before this day is meant; correct the day.', 'takenOn')]
      : []),
    ...(exam && row.score ? scaleComplaints(exam, row.score) : []),
    ...(exam && attempt && attempt.source !== SOURCE && differs(attempt, row, exam)
      ? [
          complaint(
            'attempt.not-imported',
            'ontrac recorded this attempt itself, and otherwise; leave the row out.',
            'number',
          ),
        ]
      : []),
  ]
}

function complaint(what: string, message: string, field: string): Complaint {
  return {code: what, message, field}
}

function scaleComplaints(exam: Exam, score: string): readonly Complaint[] {
  try {
    scoreOn(exam.resultScale, score)
    return []
  } catch (error) {
    if (!(error instanceof ExamError)) throw error
    return [complaint(error.code, error.message, 'score')]
  }
}

/** Whether it was passed is what the file says, since the pass mark may have been another then. */
function outcomeOf(
  {takenOn, score, passed}: Row,
  exam: Exam,
): Pick<Attempt, 'takenOn'> & Partial<Pick<Attempt, 'score' | 'passed'>> {
  if (score === undefined || score === null) return {takenOn, score, passed}
  const onScale = scoreOn(exam.resultScale, score)
  return {takenOn, score: onScale, passed: passed ?? passes(exam.resultScale, onScale, exam.passMark)}
}

function differs(attempt: Attempt, row: Row, exam: Exam): boolean {
  return changing('attempts', attempt, outcomeOf(row, exam) as Partial<Attempt>).length > 0
}

function newAttempt(id: AttemptId, {id: personId}: Person, exam: Exam, row: Row): Attempt {
  const {takenOn, score, passed} = outcomeOf(row, exam)
  return {
    id,
    registrationId: null,
    enrolmentId: null,
    personId,
    examId: exam.id,
    number: row.number,
    takenOn,
    attendance: 'present',
    counts: true,
    void: false,
    score: score ?? null,
    passed: passed ?? null,
    source: SOURCE,
    endedAt: null,
    version: 1,
  }
}
