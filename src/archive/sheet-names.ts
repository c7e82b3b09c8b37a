import type {Enrolment} from '../enrolment/model.ts'
import type {EnrolmentId} from '../ids.ts'
import type {CodeBook} from './code-book.ts'
import type {StudentRecords} from './student-records.ts'

/** How the sheets of a dossier name what its records point to. */
export type SheetNames = CodeBook &
  Readonly<{
    /** The exam, and the session, of an enrolment. */
    examOf: (enrolment: EnrolmentId | null) => string | null
    sessionOf: (enrolment: EnrolmentId | null) => string | null
  }>

/** The code book with the enrolments of the records, by the exam and session they are in. */
export function sheetNames(book: CodeBook, {enrolments, registrations}: StudentRecords): SheetNames {
  const placed = new Map<string, Enrolment>(enrolments.map((each) => [each.id, each]))
  const examOf = new Map<string, string>(registrations.map(({id, examId}) => [id, examId]))
  return {
    ...book,
    examOf(id) {
      const enrolment = placed.get(id ?? '')
      return enrolment ? book.code(examOf.get(enrolment.registrationId) ?? null) : null
    },
    sessionOf: (id) => book.code(placed.get(id ?? '')?.sessionId ?? null),
  }
}
