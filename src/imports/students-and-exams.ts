import type {Exam, Person} from '../institution/model.ts'
import type {Complaint} from './field.ts'
import type {ReadRow} from './import-kind.ts'
import {activeByCode, type Named, unknown} from './look-up.ts'
import type {ImportStores} from './store.ts'

/** The students and exams that rows name; a student out of reach is not there. */
export type StudentsAndExams = Readonly<{students: Named<Person>; exams: Named<Exam>}>

type Naming = Readonly<{student: string; exam: string}>

/** Loads them in two queries. */
export async function studentsAndExams(
  stores: ImportStores,
  rows: readonly ReadRow<Naming>[],
): Promise<StudentsAndExams> {
  return {
    students: await activeByCode(
      stores.students,
      'studentNumber',
      rows.map(({row}) => row.student),
    ),
    exams: await activeByCode(
      stores.exams,
      'code',
      rows.map(({row}) => row.exam),
    ),
  }
}

/** What a row names that is not there. */
export function namingComplaints({student, exam}: Naming, {students, exams}: StudentsAndExams): readonly Complaint[] {
  return [
    ...studentComplaints(student, students),
    ...(exams.has(exam) ? [] : [unknown('exam', 'exam', exam, 'exam list')]),
  ]
}

export function studentComplaints(student: string, students: Named<Person>): readonly Complaint[] {
  return students.has(student) ? [] : [unknown('student', 'student', student, 'student list')]
}
