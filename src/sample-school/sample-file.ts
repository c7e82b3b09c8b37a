/** How large the sample school is: about 300, 5,000 or 25,000 students. */
export type SampleSize = 'small' | 'medium' | 'large'

/** What a file holds: the word after `ontrac import`. */
export type SampleKind =
  | 'rooms'
  | 'programmes'
  | 'staff'
  | 'groups'
  | 'students'
  | 'exams'
  | 'needs'
  | 'blocks'
  | 'availability'
  | 'exemptions'
  | 'attempts'
  | 'registrations'

/** A file as a school exports it, before it is written: every row has a cell, maybe empty, for each column. */
export type SampleFile = Readonly<{
  kind: SampleKind
  name: string
  header: readonly string[]
  rows: readonly (readonly string[])[]
}>

/** `ja` or `nee`, as the files say it. */
export function yesNo(yes: boolean): string {
  return yes ? 'ja' : 'nee'
}
