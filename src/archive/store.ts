import type {CandidateReport} from '../delivery/model.ts'
import type {EnrolmentId, PeriodId, PersonId} from '../ids.ts'
import type {AuditEntry} from '../operation/records.ts'
import type {ResultStores} from '../results/store.ts'
import type {Table} from '../store.ts'
import type {ArchiveBundle, Destruction, RetentionHold} from './model.ts'

/** An entry of the audit trail with the code of who did it, and its text where that is not erased. */
export type ToldEntry = AuditEntry & Readonly<{text: string | null; actor: string | null}>

/** Questions that gather what is kept of a student, a session or a period. */
export type ArchiveQuestions = Readonly<{
  /** Students who were registered in a period, in order of id after `after`, at most `limit`. */
  participants: (period: PeriodId, after: string, limit: number) => Promise<readonly PersonId[]>
  /** What reports say of enrolments; within reach. */
  candidateReports: (enrolments: readonly EnrolmentId[]) => Promise<readonly CandidateReport[]>
  /** Entries about students, the oldest first; within reach. */
  auditFor: (persons: readonly PersonId[]) => Promise<readonly ToldEntry[]>
  /** Entries about things of a kind, the oldest first. */
  auditAbout: (kind: string, ids: readonly string[]) => Promise<readonly ToldEntry[]>
}>

/** What the archive phase remembers, beside what earlier ones do. */
export type ArchiveStores = ResultStores &
  Readonly<{
    bundles: Table<ArchiveBundle>
    holds: Table<RetentionHold>
    destructions: Table<Destruction>
    archive: ArchiveQuestions
  }>
