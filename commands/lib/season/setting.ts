import {SAMPLE_SEASON} from '../../../src/sample-school/season.ts'
import type {SampleFile} from '../../../src/sample-school/sample-file.ts'
import type {SampleSchool} from '../../../src/sample-school/sample-school.ts'

/** What a season needs beside its stage: the school's files, and a way to write more of them. */
export type Setting = Readonly<{
  school: SampleSchool
  folder: string
  write: (name: string, header: readonly string[], rows: readonly (readonly string[])[]) => Promise<string>
}>

export const PERIOD = SAMPLE_SEASON.code
/** Lists are read a page of so many rows at a time. */
export const MOST = 1000
export const PAGE = ['--limit', String(MOST)] as const
/** Who sits at the terminal and holds every role; the sample school has this person nowhere else. */
export const OFFICER = 'VRIS'

/** The file of a kind; the sample school has one of each. */
export function fileOf({school}: Setting, kind: SampleFile['kind']): SampleFile {
  const file = school.files.find((each) => each.kind === kind)
  if (!file) throw new Error(`The sample school has no ${kind}`)
  return file
}

/** The rows of a file by column name. */
export function recordsOf(file: SampleFile): readonly Readonly<Record<string, string>>[] {
  return file.rows.map((row) => Object.fromEntries(file.header.map((column, i) => [column, row[i] ?? ''])))
}

/** A regular student whom no file registers for an exam, and who has not taken it or is exempted from it. */
export function unregistered(setting: Setting, exam: string): string {
  const known = new Set(
    (['registrations', 'attempts', 'exemptions'] as const).flatMap((kind) =>
      recordsOf(fileOf(setting, kind)).flatMap(({examen, studentnummer}) =>
        examen === exam ? (studentnummer ?? []) : [],
      ),
    ),
  )
  const student = recordsOf(fileOf(setting, 'students')).find(
    ({soort, studentnummer}) => soort === 'regulier' && !known.has(studentnummer ?? ''),
  )
  return student?.['studentnummer'] ?? ''
}
