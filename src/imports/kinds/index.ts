import {ExamError} from '../../errors.ts'
import {type AnyImportKind, IMPORT_KINDS, type ImportKindName} from '../import-kind.ts'
import {attempts} from './attempts.ts'
import {availability} from './availability.ts'
import {blocks} from './blocks.ts'
import {exams} from './exams.ts'
import {exemptions} from './exemptions.ts'
import {groups} from './groups.ts'
import {needs} from './needs.ts'
import {programmes} from './programmes.ts'
import {registrations} from './registrations.ts'
import {rooms} from './rooms.ts'
import {staff} from './staff.ts'
import {students} from './students.ts'

const KINDS: Partial<Readonly<Record<ImportKindName, AnyImportKind>>> = {
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
}

/** The kind of that name. @throws ExamError `import.unknown-kind` */
export function importKindOf(name: string): AnyImportKind {
  const kind = KINDS[name as ImportKindName]
  if (kind) return kind
  throw new ExamError(
    'invalid',
    'import.unknown-kind',
    `"${name}" cannot be imported; use one of: ${IMPORT_KINDS.join(', ')}.`,
    {kind: name},
  )
}
