import type {Access} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {Room} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {Session} from '../model.ts'
import {locationIdOf, type SessionWish} from './session-wish.ts'
import type {PlanningStores} from '../store.ts'

/** Rooms whose owner is this word are released to every teacher; one with a staff code as owner, to that employee. */
const RELEASED = 'teachers'

type Planned = Pick<SessionWish, 'room' | 'location' | 'exams' | 'duties'>

/**
 * Lets the one who acts plan what lies in his scope (design §4): the office all; a planner his locations and exams; a
 * teacher sessions in which he has a duty, in rooms that are released to teachers or are his own.
 *
 * @throws ExamError `session.not-yours`
 */
export async function requirePlanningRight(stores: PlanningStores, access: Access, wish: Planned): Promise<void> {
  const why =
    access.role === 'planner'
      ? outsideScope(access, wish)
      : access.role === 'teacher'
        ? await notForTeacher(stores, access, wish)
        : undefined
  if (why !== undefined) throw new ExamError('forbidden', 'session.not-yours', why)
}

function outsideScope({scope}: Access, wish: Planned): string | undefined {
  const location = locationIdOf(wish)
  if (scope.locationIds?.length && !(location && scope.locationIds.includes(location)))
    return 'You plan for other locations; ask the exam office.'
  const foreign = wish.exams.find(({exam}) => scope.examIds?.length && !scope.examIds.includes(exam.id))
  return foreign ? `You plan other exams than ${foreign.exam.code}; ask the exam office.` : undefined
}

async function notForTeacher(stores: PlanningStores, {person}: Access, wish: Planned): Promise<string | undefined> {
  if (!wish.duties.some((duty) => duty.person.id === person))
    return 'You plan sessions in which you have a duty yourself; name yourself, or ask the exam office.'
  const me = person === null ? undefined : await stores.persons.find(person)
  const {room} = wish
  if (!room || isReleased(room, me?.staffCode ?? null)) return undefined
  return `Room ${room.code} is not released to teachers; ask the exam office.`
}

/** Whether a teacher with this staff code may plan in a room: it is released to all teachers, or lent to her. */
export function isReleased({owner}: Pick<Room, 'owner'>, staffCode: string | null): boolean {
  return owner === RELEASED || (owner !== '' && owner === staffCode)
}

/**
 * Where the school wants the office to approve sessions that teachers plan, publishing is that approval: the office's deed, and
 * after it only the office changes such a session.
 *
 * @throws ExamError `session.office-approves`
 */
export async function requireApproval(
  stores: PlanningStores,
  {role}: Access,
  {code}: Pick<Session, 'code'>,
): Promise<void> {
  if (role !== 'teacher' || !(await theInstitution(stores)).policy.teacherSessionsApproved) return
  const message = `The exam office approves session ${code} by publishing it, and changes it from then on; ask it.`
  throw new ExamError('forbidden', 'session.office-approves', message, {session: code})
}
