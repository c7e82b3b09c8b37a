import type {Reason} from '../../errors.ts'
import type {SessionId} from '../../ids.ts'
import {fittingReasons} from '../../planning/sessions/fitting.ts'
import {featuresOfAids, featuresOfRoom} from '../../planning/sessions/room-features.ts'
import {locationIdOf, type SessionWish, wholeSpan} from '../../planning/sessions/session-wish.ts'
import type {Availability} from '../../planning/store.ts'
import type {Travel} from '../../planning/sessions/travel.ts'
import {type Instant, minutesBetween, plusMinutes, type Span} from '../../time.ts'
import type {SessionAtHand} from './session-change.ts'
import type {EnrolmentStores} from '../store.ts'

type How = Readonly<{travel: Travel; override: boolean}>
const DAY = 24 * 60
const NOTHING: Availability = {days: [], groupDays: [], blocks: [], engagements: []}

/** Why students who sit in a session cannot go along: the reasons of `fittingReasons` and `room.lacks-feature`, each with the student. */
export async function misfits(
  stores: EnrolmentStores,
  {session, seated}: SessionAtHand,
  wish: SessionWish,
  {travel, override}: How,
): Promise<Reason[]> {
  const persons = seated.map(({personId}) => personId)
  const availability = await stores.planning.availability(persons, around(wish))
  const aids = await aidsOf(stores, session.id, persons)
  return seated.flatMap((seat) => {
    const own = {startsAt: shifted(seat.startsAt, session, wish), minutes: minutesBetween(seat.startsAt, seat.endsAt)}
    const reasons = reasonsFor(availability.get(seat.personId), wish, session.id, own, travel).filter(
      ({code}) => !(override && code === 'moment.no-school-day'),
    )
    const lacking: Reason[] = (
      wish.room
        ? featuresOfAids(aids.get(seat.personId) ?? []).filter(
            (feature) => !featuresOfRoom(wish.room!).includes(feature),
          )
        : []
    ).map((feature) => ({
      code: 'room.lacks-feature',
      message: `Room ${wish.room?.code} has no "${feature}".`,
    }))
    return [...reasons, ...lacking].map((reason) => ({
      ...reason,
      message: `Student ${seat.student}: ${reason.message}`,
      details: {...reason.details, student: seat.student},
    }))
  })
}

/** Student numbers of those with a certificate for a session whom its new time would not suit. */
export async function notFitting(
  stores: EnrolmentStores,
  {session}: SessionAtHand,
  wish: SessionWish,
  travel: Travel,
): Promise<string[]> {
  const promised = await stores.planning.promisedIn(session.id)
  const persons = promised.map(({personId}) => personId)
  const availability = await stores.planning.availability(persons, around(wish))
  const own = {startsAt: wish.span.startsAt, minutes: wish.moment.minutes}
  const misfitting = promised.filter(
    ({personId}) => reasonsFor(availability.get(personId), wish, session.id, own, travel).length > 0,
  )
  return [...new Set(misfitting.map(({student}) => student))]
}

/** A time in a session after it has moved. */
export function shifted(at: Instant, from: Span, {span}: SessionWish): Instant {
  return plusMinutes(span.startsAt, minutesBetween(from.startsAt, at))
}

type Own = Readonly<{startsAt: Instant; minutes: number}>

function reasonsFor(
  availability: Availability | undefined,
  wish: SessionWish,
  sessionId: SessionId,
  {startsAt, minutes}: Own,
  travel: Travel,
): Reason[] {
  const {on, zone} = wish.moment
  const moment = {startsAt, endsAt: wish.span.endsAt, sessionId, on, zone, locationId: locationIdOf(wish)}
  return fittingReasons({availability: availability ?? NOTHING, moment, minutes, windows: [], travel})
}

function around(wish: SessionWish): Span {
  const {startsAt, endsAt} = wholeSpan(wish)
  return {startsAt: plusMinutes(startsAt, -DAY), endsAt: plusMinutes(endsAt, DAY)}
}

async function aidsOf(
  stores: EnrolmentStores,
  session: SessionId,
  persons: SessionAtHand['seated'][number]['personId'][],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const seats = await stores.enrolment.heldSeats([session], persons)
  return new Map(seats.map(({personId, exams}) => [personId, exams.flatMap(({aids}) => aids)]))
}
