import {type Access} from '../context.ts'
import {DEEDS, reachOf} from '../deeds.ts'
import {ExamError} from '../errors.ts'
import type {AnyImportKind} from './import-kind.ts'

/**
 * Lets through only those who may do by hand what the rows of a kind say: teachers import registrations and no rooms.
 *
 * @throws ExamError `import.forbidden`
 */
export function requireImportRight({name, deed}: Pick<AnyImportKind, 'name' | 'deed'>, {role}: Access): void {
  if (reachOf(deed, role) !== undefined) return
  const needed = Object.keys(DEEDS[deed])
  throw new ExamError(
    'forbidden',
    'import.forbidden',
    `Importing ${name} is for ${needed.join(', ')}; you act as ${role}. If you hold another role, choose it with --as.`,
    {kind: name, needed},
  )
}
