import type {Institution} from '../../src/institution/model.ts'
import {theInstitution} from '../../src/institution/the-institution.ts'
import {ANYTHING} from '../../src/live.ts'
import type {ServedSchool, Visitors} from '../../src/sign-in/visitor.ts'

type Parts = Omit<ServedSchool, 'system' | 'institution' | 'visitors'> &
  Readonly<{visitorsWith: (institution: () => Promise<Institution>) => Visitors}>

/** Puts together what the pages are served with; the school itself is remembered until something about it changes. */
export function serveSchool({visitorsWith, ...parts}: Parts): ServedSchool {
  const system = parts.contextFor({actor: {person: null, roles: ['system'], scopes: {}}})
  let known: Promise<Institution> | undefined
  parts.live.listen((topics) => {
    if (topics.has('institution') || topics.has(ANYTHING)) known = undefined
  })
  const institution = (): Promise<Institution> => {
    known ??= system.read('catalogue.read', theInstitution)
    known.catch(() => (known = undefined))
    return known
  }
  return {...parts, system, institution, visitors: visitorsWith(institution)}
}
