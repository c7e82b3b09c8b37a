import type {EnrolmentStores} from '../enrolment/store.ts'
import type {Table} from '../store.ts'
import type {Absence, Case, CaseCandidate, CaseNote, ListVersion, ReportFact, ReportSignature} from './model.ts'

/** What the delivery phase remembers, beside what earlier ones do. */
export type DeliveryStores = EnrolmentStores &
  Readonly<{
    listVersions: Table<ListVersion>
    reportFacts: Table<ReportFact>
    signatures: Table<ReportSignature>
    absences: Table<Absence>
    cases: Table<Case>
    caseCandidates: Table<CaseCandidate>
    caseNotes: Table<CaseNote>
  }>
