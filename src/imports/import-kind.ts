import type {Access, Actor, Entry, Lock} from '../context.ts'
import type {Deed} from '../deeds.ts'
import type {Reason} from '../errors.ts'
import type {RunId} from '../ids.ts'
import type {Block} from '../institution/model.ts'
import type {Json} from '../json.ts'
import type {Hasher, Ids} from '../ports.ts'
import type {Span} from '../time.ts'
import type {Consequence} from './consequence.ts'
import type {Complaint, Fields, RowOf} from './field.ts'
import type {ImportStores} from './store.ts'

/** Everything that can be imported: the word after `ontrac import`, in the order in which a new school needs them. */
export const IMPORT_KINDS = [
  'rooms',
  'programmes',
  'staff',
  'groups',
  'students',
  'exams',
  'needs',
  'blocks',
  'availability',
  'exemptions',
  'attempts',
  'registrations',
  'sessions',
  'enrolments',
  'results',
] as const
export type ImportKindName = (typeof IMPORT_KINDS)[number]

/** What was asked beside the file; kept with the run. */
export type ImportOptions = Readonly<{
  /** Code of the period that rows belong to. */
  period?: string
  /** The file holds everybody: who is not in it is ended. */
  full?: boolean
  acceptValid?: boolean
  profile?: string
  /** Registrations after their term, which the office adds for a reason. */
  late?: boolean
  /** Enrolments on days on which a student is not at school, which the office makes for a reason. */
  override?: boolean
  reason?: string
  /** The rows are what a calendar holds of somebody's or something's time: what it no longer holds is ended. */
  calendar?: Span & Readonly<{kind: Block['kind']; code: string}>
}>

/** A row whose cells could be read. */
export type ReadRow<R> = Readonly<{line: number; row: R}>

/**
 * What becomes of a row; what was missed at the end of a file has line 0. `item` is what a step needs to do it, as JSON;
 * `about` names it in sentences, as people know it: `room B104`.
 */
export type Decision = Readonly<{line: number; about: string; consequences?: readonly Consequence[]}> &
  (
    | Readonly<{does: 'same'}>
    | Readonly<{does: 'bad'; complaints: readonly Complaint[]}>
    | Readonly<{does: 'add' | 'change' | 'end'; item: Json}>
  )

/** What a planner starts with. */
export type Start = Readonly<{
  actor: Actor
  ids: Ids
  hash: Hasher
  options: ImportOptions
  /** Whether the file has a column for a field. */
  has: (field: string) => boolean
}>

/** Decides on the rows of one file, batch by batch; it remembers what it must of earlier ones. Reads only. */
export type Planner<R> = Readonly<{
  /** One decision for each row, in order. Rows of a file with the same key come here once. */
  decide: (stores: ImportStores, access: Access, rows: readonly ReadRow<R>[]) => Promise<readonly Decision[]>
  /** Is told of a row that is left out, as far as it could be read: what it is about is not missing from the file. */
  leftOut?: (row: Partial<R>) => void
  /** After the last row, again and again until it answers null: what must change because it was, or was not, in the file. */
  rest?: (stores: ImportStores, access: Access) => Promise<readonly Decision[] | null>
}>

/** The run that a step belongs to. */
export type StepOf = Readonly<{run: RunId; options: ImportOptions; ids: Ids; hash: Hasher}>

/** What a step did, as it can be undone; or, when what it was planned on has changed, why it did nothing. */
export type StepDone =
  | Readonly<{
      inverse: Json
      /** Rows that were left out, as somebody else did the same in the meantime. */ left: readonly Reason[]
    }>
  | Readonly<{changed: readonly Reason[]}>

/** How items are applied and undone, each within a transaction that holds what `lock` names. */
export type StepWork = Readonly<{
  lock: (stores: ImportStores, items: readonly Json[]) => Promise<Lock>
  apply: (stores: ImportStores, entry: Entry, items: readonly Json[], of: StepOf) => Promise<StepDone>
  undoLock: (stores: ImportStores, inverse: Json) => Promise<Lock>
  /** Restores what nobody has touched since, and lists the rest. */
  undo: (
    stores: ImportStores,
    entry: Entry,
    inverse: Json,
    of: StepOf,
  ) => Promise<Readonly<{restored: number; kept: readonly Reason[]}>>
}>

/** One kind of file: how its rows are read, compared with what is known, applied and undone. */
export type ImportKind<F extends Fields> = Readonly<{
  name: ImportKindName
  /** Who may do by hand what the rows say may import them. */
  deed: Deed
  fields: F
  /** Rows are about a period, which must be named. */
  needsPeriod?: boolean
  /** Changed rows in a step, where the usual 500 would take longer than a second. */
  stepRows?: number
  /** Two rows of a file with one key are about the same thing. */
  key: (row: RowOf<F>) => string
  begin: (start: Start) => Planner<RowOf<F>>
  work: StepWork
}>

/** A kind of which it is not known what its rows hold. */
export type AnyImportKind = ImportKind<Fields>

/** Makes a kind, so that its rows are typed by its fields. */
export function importKind<F extends Fields>(kind: ImportKind<F>): AnyImportKind {
  return kind as unknown as AnyImportKind
}
