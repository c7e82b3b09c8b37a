import type {PersonId, PeriodId, FileId} from '../ids.ts'
import type {Day, Instant} from '../time.ts'

/** A period's archive as built. */
export type ArchiveBundle = Readonly<{
  id: string
  code: string
  periodId: PeriodId
  fileId: FileId | null
  digest: string
  entries: number
  builtAt: Instant
}>

/** A person whose dossier must be kept for now. */
export type RetentionHold = Readonly<{
  id: string
  personId: PersonId
  reasonKind: string
  fromOn: Day
  toOn: Day | null
  endedAt: Instant | null
}>

/** What was destroyed at the end of retention. */
export type Destruction = Readonly<{
  id: string
  class: string
  personId: PersonId | null
  rowsErased: number
  at: Instant
}>
