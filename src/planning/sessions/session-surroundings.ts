import type {ExamId, PersonId, SessionId} from '../../ids.ts'
import type {Block, ExamWindow, PeriodWindow} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {Policy} from '../../institution/policy.ts'
import {type Instant, plusMinutes} from '../../time.ts'
import type {RoomBooking} from '../model.ts'
import {locationIdOf, type SessionWish, staffOf, wholeSpan} from './session-wish.ts'
import type {Availability, PlanningStores} from '../store.ts'
import {type Travel, travelBy} from './travel.ts'

/** Another active session of the period with an exam that is taken at one moment. */
export type OtherMoment = Readonly<{examId: ExamId; sessionId: SessionId; session: string; startsAt: Instant}>

/** What stands around a wished session, over all periods. */
export type SessionSurroundings = Readonly<{
  bookings: readonly (RoomBooking & Readonly<{session: string | null}>)[]
  blocks: readonly Block[]
  staff: ReadonlyMap<PersonId, Availability>
  periodWindows: readonly PeriodWindow[]
  nationalWindows: readonly ExamWindow[]
  otherMoments: readonly OtherMoment[]
  travel: Travel
  policy: Policy
  zone: string
}>

/** Minutes around a session within which a duty elsewhere can still matter for travel. */
const DAY = 24 * 60

/** Loads {@link SessionSurroundings} in a handful of queries. Under the locks of room and staff the answer holds until commit. */
export async function surroundingsOf(stores: PlanningStores, wish: SessionWish): Promise<SessionSurroundings> {
  const {policy, zone} = await theInstitution(stores)
  const whole = wholeSpan(wish)
  const around = {startsAt: plusMinutes(whole.startsAt, -DAY), endsAt: plusMinutes(whole.endsAt, DAY)}
  const location = locationIdOf(wish)
  const rooms = wish.room ? [wish.room.id] : []
  return {
    bookings: await stores.planning.bookings(rooms, whole),
    blocks: await stores.planning.blocks(rooms, location ? [location] : [], whole),
    staff: await stores.planning.availability(staffOf(wish), around),
    periodWindows: await stores.periodWindows.all({periodId: wish.period.id, kind: 'taking'}),
    nationalWindows: await stores.examWindows.all({periodCode: wish.period.code}),
    otherMoments: await otherMoments(stores, wish),
    travel: travelBy(await stores.planning.distances(), policy.travelMinutes),
    policy,
    zone,
  }
}

async function otherMoments(stores: PlanningStores, wish: SessionWish): Promise<OtherMoment[]> {
  const once = wish.exams.filter(({exam}) => exam.rules.moments === 'one').map(({exam}) => exam.id)
  if (once.length === 0) return []
  const offered = await stores.sessionExams.all({examId: once})
  const sessions = new Map(
    (await stores.sessions.all({id: offered.map(({sessionId}) => sessionId), periodId: wish.period.id})).map((each) => [
      each.id,
      each,
    ]),
  )
  return offered.flatMap(({examId, sessionId}) => {
    const session = sessions.get(sessionId)
    return session && session.id !== wish.id
      ? [{examId, sessionId, session: session.code, startsAt: session.startsAt}]
      : []
  })
}
