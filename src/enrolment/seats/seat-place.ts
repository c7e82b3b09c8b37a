import type {Reason} from '../../errors.ts'
import type {RegistrationId} from '../../ids.ts'
import {type ExamNeeds, needsFor} from '../../institution/people/personal-needs.ts'
import {fittingReasons} from '../../planning/sessions/fitting.ts'
import type {OralSlot} from '../../planning/model.ts'
import {slotSpan} from '../../planning/orals/oral-slots.ts'
import {seatMinutes} from '../../planning/sessions/seat-minutes.ts'
import type {Availability} from '../../planning/store.ts'
import type {Travel} from '../../planning/sessions/travel.ts'
import {minutesBetween, overlaps, plusMinutes, type Span} from '../../time.ts'
import type {Desk, OfferedExam} from '../desks.ts'
import {sharedSeatReasons} from './shared-seat.ts'
import type {Claimant, HeldSeat} from '../store.ts'

/** Where and when somebody would sit for an exam, with what he already takes on the same seat. */
export type Place = ExamNeeds & Readonly<{span: Span; slot: OralSlot | null}>

/** A student, an exam and a session: is there a place? */
export type PlaceCase = Readonly<{
  desk: Desk
  offered: OfferedExam
  claimant: Claimant
  registrationId: RegistrationId
  availability: Availability
  /** The seat he has in the session. */
  seat: HeldSeat | undefined
  travel: Travel
  /** Minutes between two exams on one seat. */
  between: number
  /** Whether it may be on a day on which he is not at school (the office, for a reason). */
  override: boolean
}>

/** The place in a session that fits a student, or every reason why there is none (features E5 and P8, design rule 7). */
export function placeIn(facts: PlaceCase): Readonly<{place: Place} | {reasons: readonly Reason[]}> {
  const {desk, offered, claimant, seat} = facts
  const needs = needsFor(claimant.needs, offered.exam, offered.version, desk.session.onDate)
  const shared = sharedSeatReasons([...(seat?.exams ?? []).map(({exam}) => exam), offered.exam])
  if (shared.length > 0) return {reasons: shared}
  if (desk.session.kind === 'oral') return oralPlace(facts, needs)
  const minutes = minutesOnSeat(facts, needs)
  const {startsAt} = desk.session
  const reasons = fitting(facts, desk.session, minutes)
  return reasons.length > 0
    ? {reasons}
    : {place: {...needs, span: {startsAt, endsAt: plusMinutes(startsAt, minutes)}, slot: null}}
}

/** A seat is his until his last exam ends; a session of several days has him for all of it. */
function minutesOnSeat({desk: {session, parts}, offered, seat, between}: PlaceCase, {extraMinutes}: ExamNeeds): number {
  if (parts.length > 0) return session.minutes
  return seatMinutes([...(seat?.exams ?? []), {minutes: offered.version.minutes, extraMinutes}], between)
}

function fitting(
  {desk, offered, availability, travel, override}: PlaceCase,
  {startsAt, endsAt}: Span,
  minutes: number,
): readonly Reason[] {
  const {session, parts} = desk
  const where = {sessionId: session.id, zone: session.zone, locationId: session.locationId}
  const laterDays = parts.filter((part) => part.startsAt >= session.endsAt)
  const days = [
    {moment: {...where, on: session.onDate, startsAt, endsAt}, minutes},
    ...laterDays.map((part) => ({
      moment: {...where, on: part.onDate, startsAt: part.startsAt, endsAt: part.endsAt},
      minutes: part.minutes,
    })),
  ]
  const reasons = days.flatMap((day) => fittingReasons({availability, windows: offered.taking, travel, ...day}))
  return override ? reasons.filter(({code}) => code !== 'moment.no-school-day') : reasons
}

/** The slot that a plan keeps for him, else the first free one that fits; when none does, why the last of them does not. */
function oralPlace(facts: PlaceCase, needs: ExamNeeds): Readonly<{place: Place} | {reasons: readonly Reason[]}> {
  const {desk, offered, seat, registrationId} = facts
  const own = desk.slots.filter(({enrolmentId}) => seat?.exams.some((exam) => exam.enrolmentId === enrolmentId))
  const open = desk.slots.filter(
    ({enrolmentId, sessionExamId}) => enrolmentId === null && sessionExamId === offered.sessionExamId,
  )
  const free = [
    ...open.filter((slot) => slot.registrationId === registrationId),
    ...open.filter((slot) => slot.registrationId === null),
  ]
  let reasons: readonly Reason[] = [noSlot(desk, offered)]
  for (const slot of free) {
    const time = slotSpan(slot)
    if (own.some((other) => overlaps(slotSpan(other), time))) continue
    reasons = fitting(facts, time, minutesBetween(time.startsAt, time.endsAt))
    if (reasons.length === 0) return {place: {...needs, span: spanOver([time, ...own.map(slotSpan)]), slot}}
  }
  return {reasons}
}

/** From the first start to the last end. */
export function spanOver(spans: readonly [Span, ...Span[]]): Span {
  const startsAt = spans.map((span) => span.startsAt).reduce((a, b) => (a < b ? a : b))
  const endsAt = spans.map((span) => span.endsAt).reduce((a, b) => (a > b ? a : b))
  return {startsAt, endsAt}
}

function noSlot({session, slots}: Desk, {exam, sessionExamId}: OfferedExam): Reason {
  const all = slots.filter((slot) => slot.sessionExamId === sessionExamId)
  if (all.length === 0) {
    const message = `Session ${session.code} has no times for ${exam.code} yet; make them with: ontrac oral pattern ${session.code}`
    return {code: 'enrolment.no-oral-times', message}
  }
  const message = `All ${all.length} times for ${exam.code} in session ${session.code} are given out.`
  return {code: 'enrolment.full', message, details: {slots: all.length}}
}
