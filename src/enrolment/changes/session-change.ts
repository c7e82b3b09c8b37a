import type {Access} from '../../context.ts'
import {ExamError, type Reason} from '../../errors.ts'
import type {RegistrationId} from '../../ids.ts'
import {heldSession} from '../../planning/sessions/held-session.ts'
import type {Session} from '../../planning/model.ts'
import {requireApproval, requirePlanningRight} from '../../planning/sessions/planning-right.ts'
import {type SessionWish, staffOf} from '../../planning/sessions/session-wish.ts'
import type {SeatedStudent} from '../../planning/store.ts'
import type {EnrolmentStores} from '../store.ts'
import {type Hold, holdFor} from '../seats/hold.ts'

/** A session that is to be moved or cancelled, with those whom it concerns. */
export type SessionAtHand = Readonly<{session: Session; held: SessionWish; seated: readonly SeatedStudent[]}>

/**
 * Looks up a session and checks that the one who acts may change it: a teacher only when all who sit in it are his students.
 *
 * @throws ExamError `session.not-found`, `session.not-yours`, `session.office-approves`
 */
export async function sessionAtHand(stores: EnrolmentStores, access: Access, code: string): Promise<SessionAtHand> {
  const session = await stores.sessions.get(code)
  const held = await heldSession(stores, session)
  await requirePlanningRight(stores, access, held)
  if (session.state !== 'planned') await requireApproval(stores, access, session)
  const seated = await stores.planning.seated(session.id)
  if (
    access.reach === 'own' &&
    access.role === 'teacher' &&
    (await stores.seats.count({sessionId: session.id})) < seated.length
  ) {
    throw new ExamError(
      'forbidden',
      'session.not-yours',
      'Students of other groups sit in this session; ask the exam office.',
    )
  }
  return {session, held, seated}
}

/** Why the state of a session keeps it from being changed: `session.closed`, `session.reason-needed`, `session.final`. */
export function stateReasons({code, state}: Session, {role}: Access, reason: string): Reason[] {
  if (state === 'planned') return []
  if (state === 'published' || state === 'final') {
    return [
      ...(state === 'final' && role !== 'office'
        ? [{code: 'session.final', message: `The lists of session ${code} are fixed; ask the exam office.`}]
        : []),
      ...(reason === ''
        ? [
            {
              code: 'session.reason-needed',
              message: `Session ${code} is ${state}: say why, for the people concerned, with --reason.`,
            },
          ]
        : []),
    ]
  }
  return [{code: 'session.closed', message: `Session ${code} is ${state} and can no longer be changed.`}]
}

/** What is held while a session is changed: everybody in it, its rooms, itself and its pools. */
export async function holdSession(
  stores: EnrolmentStores,
  {session, held, seated}: SessionAtHand,
  rooms: readonly SessionWish['room'][],
): Promise<Hold> {
  const {scope, lock} = await holdFor(stores, registrationsOf(seated), [session.id])
  return {
    scope,
    lock: {
      ...lock,
      person: [...(lock.person ?? []), ...staffOf(held)],
      room: [held.room, ...rooms].flatMap((room) => (room ? [room.id] : [])),
    },
  }
}

/** Somebody got a seat while it was looked up whom to lock; `holding` answers by starting over. */
export function mustCover({scope}: Hold, {seated}: SessionAtHand): void {
  const covered = new Set(scope.registrations)
  if (seated.every(({registrations}) => registrations.every((id) => covered.has(id)))) return
  throw new ExamError('unavailable', 'enrolment.more-to-hold', 'Others changed this at the same moment; try again.')
}

function registrationsOf(seated: readonly SeatedStudent[]) {
  return seated.flatMap(({personId, registrations}) => registrations.map((id: RegistrationId) => ({id, personId})))
}
