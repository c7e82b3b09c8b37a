import type {Access, Actor} from '../context.ts'
import {type Deed, reachOf, type Role} from '../deeds.ts'
import {ExamError} from '../errors.ts'

/**
 * How the one who looks would do a deed: a preview asks by what right, and looking may be in another role than doing.
 *
 * @throws ExamError `deed.forbidden`, as the deed itself would
 */
export function actingAs({roles}: Actor, access: Access, deed: Deed): Access {
  const may = roles.filter((role) => reachOf(deed, role) !== undefined)
  const role: Role | undefined = may.find((each) => reachOf(deed, each) === 'all') ?? may[0]
  if (role) return {...access, role}
  const message = `"${deed}" is not for ${roles.join(', ') || 'nobody'}; ask the exam board or who acts for it.`
  throw new ExamError('forbidden', 'deed.forbidden', message, {deed})
}
