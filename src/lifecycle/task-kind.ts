import type {Deed, Role} from '../deeds.ts'

/** How many, and what they are about, in both languages that schools read (design rule 20). */
type Title = Readonly<{nl: (count: number, about: string) => string; en: (count: number, about: string) => string}>

/** A kind of work that follows from the state. */
export type TaskKind = Readonly<{
  name: TaskName
  /** Whose work it is; with `deed`, who of them decides on it is asked of mandates and boards. */
  roles: readonly Role[]
  deed?: Deed
  /** Several rows may be about one and the same thing, which counts once. */
  each?: true
  title: Title
  /** The command that does it, or shows what is to be done. */
  command: (row: Readonly<{about: string; first: string; person: string}>) => string
}>

/** Names of all kinds of tasks. */
export type TaskName =
  | 'decide-requests'
  | 'decide-other-requests'
  | 'plan-exams'
  | 'publish-sessions'
  | 'name-leads'
  | 'name-invigilators'
  | 'enrol-yourself'
  | 'answer-offer'
  | 'place-students'
  | 'repair-certificate'
  | 'carry-over'
  | 'finalise-sessions'
  | 'close-report'
  | 'judge-absences'
  | 'triage-cases'
  | 'decide-minor-cases'
  | 'decide-board-cases'
  | 'record-results'
  | 'decide-held'
  | 'establish-results'
  | 'publish-results'
  | 'decide-resits'
  | 'arrange-resits'
  | 'renew-mandates'
  | 'look-at-steps'
  | 'finish-runs'
  | 'put-mails-right'

/** One of a thing, or several: "1 verzoek", "3 verzoeken". */
export const some = (one: string, more: string) => (count: number) => `${count} ${count === 1 ? one : more}`
