import {ExamError} from '../../errors.ts'
import {type AnyImportKind, IMPORT_KINDS, type ImportKindName} from '../import-kind.ts'
import {attempts} from './attempts.ts'
import {availability} from './availability.ts'
import {blocks} from './blocks.ts'
import {enrolments} from './enrolments.ts'
import {exams} from './exams.ts'
import {exemptions} from './exemptions.ts'
import {groups} from './groups.ts'
import {needs} from './needs.ts'
import {programmes} from './programmes.ts'
import {registrations} from './registrations.ts'
import {results} from './results.ts'
import {rooms} from './rooms.ts'
import {sessions} from './sessions.ts'
import {staff} from './staff.ts'
import {students} from './students.ts'

const KINDS: Readonly<Record<ImportKindName, AnyImportKind>> = {
  rooms,
  programmes,
  staff,
  groups,
  students,
  exams,
  needs,
  blocks,
  availability,
  exemptions,
  attempts,
  registrations,
  sessions,
  enrolments,
  results,
}

/** The kind of that name. @throws ExamError `import.unknown-kind` */
export function importKindOf(name: string): AnyImportKind {
  const known = IMPORT_KINDS.find((kind) => kind === name)
  if (known) return KINDS[known]
  throw new ExamError(
    'invalid',
    'import.unknown-kind',
    `"${name}" cannot be imported; use one of: ${IMPORT_KINDS.join(', ')}.`,
    {kind: name},
  )
}
