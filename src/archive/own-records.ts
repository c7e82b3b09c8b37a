import type {Person} from '../institution/model.ts'
import type {StudentRecords} from './student-records.ts'

/** The part of the records of several students that is about one of them; sessions and seats are looked up by id. */
export function ownRecords(records: StudentRecords, {id}: Pick<Person, 'id'>): StudentRecords {
  const own = <T extends {readonly personId: string | null}>(rows: readonly T[]): readonly T[] =>
    rows.filter(({personId}) => personId === id)
  const registrations = own(records.registrations)
  const candidacies = own(records.candidacies)
  const matters = records.matters.filter(({line}) => line.personId === id)
  return {
    programmes: own(records.programmes),
    groups: own(records.groups),
    needs: own(records.needs),
    exemptions: own(records.exemptions),
    registrations,
    notes: belonging(records.notes, 'registrationId', registrations),
    waiting: own(records.waiting),
    enrolments: own(records.enrolments),
    seats: records.seats,
    sessions: records.sessions,
    reports: own(records.reports),
    facts: own(records.facts),
    absences: own(records.absences),
    candidacies,
    ...ownCases(records, candidacies, id),
    matters,
    ...ownOutcomes(records, matters),
    resits: own(records.resits),
    letters: own(records.letters),
    audit: records.audit.filter(({forId}) => forId === id),
  }
}

function ownCases(records: StudentRecords, candidacies: StudentRecords['candidacies'], id: string) {
  const cases = new Set(candidacies.map(({caseId}) => caseId))
  return {
    cases: records.cases.filter((each) => cases.has(each.id)),
    // What was written about another student in the same case is that student's.
    caseNotes: records.caseNotes.filter(
      ({caseId, personId}) => cases.has(caseId) && (personId === null || personId === id),
    ),
  }
}

function ownOutcomes(records: StudentRecords, matters: StudentRecords['matters']) {
  const attempts = matters.map(({line}) => line)
  return {
    results: belonging(records.results, 'attemptId', attempts),
    messages: belonging(records.messages, 'attemptId', attempts),
  }
}

/** Rows that point by a column to one of these. */
function belonging<T, C extends keyof T>(
  rows: readonly T[],
  column: C,
  to: readonly {readonly id: T[C]}[],
): readonly T[] {
  const ids = new Set(to.map(({id}) => id))
  return rows.filter((row) => ids.has(row[column]))
}
