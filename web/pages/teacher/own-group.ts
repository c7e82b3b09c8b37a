import {notFound} from '../../../src/errors.ts'
import {type TeamGroup, teamGroups} from '../../../src/registration/team-groups.ts'
import type {Visit} from '../../visit.ts'

/** The group that the address names, if the visitor teaches it. @throws ExamError `group.not-found` */
export async function ownGroup(visit: Visit): Promise<TeamGroup> {
  const id = visit.param('group')
  const found = (await teamGroups(visit.ctx)).find((group) => group.id === id)
  if (found) return found
  throw notFound('group', id)
}
