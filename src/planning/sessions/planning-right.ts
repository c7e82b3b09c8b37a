import type {Access} from '../../context.ts'
import {ExamError} from '../../errors.ts'
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
  if (!room || room.owner === RELEASED || (room.owner !== '' && room.owner === me?.staffCode)) return undefined
  return `Room ${room.code} is not released to teachers; ask the exam office.`
}
