import {type StudentExam, studentExams} from '../../../src/enrolment/student-exams.ts'
import {notFound} from '../../../src/errors.ts'
import {signedIn, type Visit} from '../../visit.ts'

/** The registration that the address names, if it is the visitor's own. @throws ExamError `registration.not-found` */
export async function ownExam(visit: Visit): Promise<StudentExam> {
  const {exams} = await studentExams(visit.ctx, signedIn(visit).me.studentNumber ?? '')
  const id = visit.param('registration')
  const exam = exams.find(({registration}) => registration.id === id)
  if (exam) return exam
  throw notFound('registration', id)
}
