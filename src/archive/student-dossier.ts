import type {PeriodId} from '../ids.ts'
import type {Person} from '../institution/model.ts'
import type {CodeBook} from './code-book.ts'
import {daySheet} from './day-sheet.ts'
import {outcomeSheet} from './outcome-sheet.ts'
import {ownRecords} from './own-records.ts'
import {personSheet} from './person-sheet.ts'
import {placingSheet} from './placing-sheet.ts'
import {sheetNames} from './sheet-names.ts'
import type {ArchiveStores} from './store.ts'
import {type StudentRecords, studentRecords} from './student-records.ts'

/** Everything that is kept of a student, in codes and in a fixed order: the same records always give the same dossier. */
export type StudentDossier = ReturnType<typeof composed>

/** The dossiers of some students (a few hundred at most), of everything or of one period, in the order of `students`. */
export async function studentDossiers(
  stores: ArchiveStores,
  book: CodeBook,
  {students, period}: Readonly<{students: readonly Person[]; period: PeriodId | null}>,
): Promise<readonly StudentDossier[]> {
  const records = await studentRecords(stores, students, period)
  const named = book.with([
    ...students.map(({id, studentNumber}) => [id, studentNumber ?? ''] as const),
    ...records.registrations.map(({id, code}) => [id, code] as const),
    ...records.sessions.map(({id, code}) => [id, code] as const),
  ])
  return students.map((student) => composed(student, ownRecords(records, student), named))
}

function composed(student: Person, records: StudentRecords, book: CodeBook) {
  const names = sheetNames(book, records)
  return {
    ...personSheet(student, records, names),
    ...placingSheet(records, names),
    ...daySheet(records, names),
    ...outcomeSheet(records, names),
  }
}
