import type {Reason} from '../../errors.ts'
import type {LocationId, SessionId} from '../../ids.ts'
import {overlaps, plusMinutes, type Day, type Span, timeOf} from '../../time.ts'
import {hoursOn, withinHours} from './hours.ts'
import type {Availability} from '../store.ts'
import {inside} from './taking-window.ts'
import {collide, type Travel} from './travel.ts'

/** A session, or a slot in one, as a student would sit in it. */
export type FittingMoment = Span &
  Readonly<{
    /** What he holds in the same session already is no clash; null is a moment outside any session. */
    sessionId: SessionId | null
    on: Day
    zone: string
    locationId: LocationId | null
  }>

/** One student and one moment. */
export type Fitting = Readonly<{
  availability: Availability
  moment: FittingMoment
  /** His own minutes there: all he takes on the seat, extra time and pauses included. */
  minutes: number
  /** When the exam may be taken: `allowedSpans(takingWindow(…))`; empty is not checked. */
  windows: readonly Span[]
  travel: Travel
}>

/**
 * Every reason why a moment does not fit a student; none means it does (features P8 and E5).
 *
 * Codes: `moment.too-long` (his end with extra time is after the session's), `moment.outside-window`,
 * `moment.no-school-day`, `moment.blocked`, `moment.clash`, `moment.travel`. The office may overrule only
 * `moment.no-school-day`, with a reason.
 */
export function fittingReasons({availability, moment, minutes, windows, travel}: Fitting): Reason[] {
  const own = {startsAt: moment.startsAt, endsAt: plusMinutes(moment.startsAt, minutes), locationId: moment.locationId}
  const at = `${moment.on} ${timeOf(moment.startsAt, moment.zone)}`
  const reasons: Reason[] = []
  const because = (code: string, message: string, details: Reason['details'] = {}): void =>
    void reasons.push({code, message, details})

  if (own.endsAt > moment.endsAt) {
    because(
      'moment.too-long',
      `With extra time this ends at ${timeOf(own.endsAt, moment.zone)}, after the session's end at ${timeOf(moment.endsAt, moment.zone)}.`,
      {
        minutes,
      },
    )
  }
  if (windows.length > 0 && !inside(own, windows))
    because('moment.outside-window', `The exam may not be taken at ${at}.`)
  if (!isThere(availability, moment, own)) because('moment.no-school-day', `The student is not at school at ${at}.`)
  const block = availability.blocks.find((each) => overlaps(each, own))
  if (block)
    because(
      'moment.blocked',
      `The ${block.kind === 'group' ? "student's group" : 'student'} is not available at ${at}.`,
    )
  for (const engagement of availability.engagements.filter(({sessionId}) => sessionId !== moment.sessionId)) {
    const met = collide(engagement, own, travel)
    if (met === 'overlap')
      because('moment.clash', `The student is in session ${engagement.session} at that time.`, {
        session: engagement.session,
      })
    if (met === 'travel')
      because('moment.travel', `There is too little time to travel between this and session ${engagement.session}.`, {
        session: engagement.session,
      })
  }
  return reasons
}

function isThere({days, groupDays}: Availability, {on, zone}: FittingMoment, own: Span): boolean {
  return withinHours(hoursOn(days, groupDays, on), timeOf(own.startsAt, zone), timeOf(own.endsAt, zone))
}
