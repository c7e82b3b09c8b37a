import type {Reason} from '../../errors.ts'
import {dayOf, overlaps, timeOf} from '../../time.ts'
import {hoursOn, withinHours} from './hours.ts'
import type {SessionSurroundings} from './session-surroundings.ts'
import {locationIdOf, type SessionWish, timesOf, type WishedDuty} from './session-wish.ts'
import {collide} from './travel.ts'

type Wish = Pick<SessionWish, 'id' | 'span' | 'parts' | 'duties' | 'room' | 'location'>

/**
 * Every reason why people cannot work at a session (feature P7): `staff.busy` (another duty, or a seat, at that time),
 * `staff.travel`, `staff.blocked`, `staff.unavailable`, `staff.ended`, `staff.named-twice`, `session.two-leads`.
 */
export function staffConflicts(wish: Wish, around: Pick<SessionSurroundings, 'staff' | 'travel' | 'zone'>): Reason[] {
  const leads = wish.duties.filter(({duty}) => duty === 'lead')
  const twice = wish.duties.filter(({person}, i) => wish.duties.findIndex((other) => other.person.id === person.id) < i)
  return [
    ...(leads.length > 1
      ? [{code: 'session.two-leads', message: 'A session has one lead; name the others as invigilators.'}]
      : []),
    ...twice.map(({person}) => ({
      code: 'staff.named-twice',
      message: `${person.staffCode} is named twice; one person has one duty in a session.`,
      details: {staff: person.staffCode},
    })),
    ...wish.duties.flatMap((duty) => personReasons(duty, wish, around)),
  ]
}

function personReasons(
  {person}: WishedDuty,
  wish: Wish,
  {staff, travel, zone}: Pick<SessionSurroundings, 'staff' | 'travel' | 'zone'>,
): Reason[] {
  const code = person.staffCode ?? ''
  const known = staff.get(person.id)
  const reasons = new Map<string, Reason>()
  const because = (reason: string, message: string, details: Reason['details'] = {}): void => {
    reasons.set(`${reason} ${message}`, {code: reason, message, details: {staff: code, ...details}})
  }
  if (person.endedAt) because('staff.ended', `${code} no longer works here; choose somebody else.`)
  for (const span of timesOf(wish)) {
    const stay = {...span, locationId: locationIdOf(wish)}
    for (const engagement of (known?.engagements ?? []).filter(({sessionId}) => sessionId !== wish.id)) {
      const met = collide(engagement, stay, travel)
      const {session} = engagement
      if (met === 'overlap')
        because('staff.busy', `${code} is in session ${session} at that time; choose somebody else.`, {session})
      if (met === 'travel')
        because('staff.travel', `${code} has too little time to travel between this and session ${session}.`, {session})
    }
    if (known?.blocks.some((block) => overlaps(block, span)))
      because('staff.blocked', `${code} is not available at that time.`)
    const hours = hoursOn(known?.days ?? [], known?.groupDays ?? [], dayOf(span.startsAt, zone))
    if (!withinHours(hours, timeOf(span.startsAt, zone), timeOf(span.endsAt, zone))) {
      because('staff.unavailable', `${code} does not work at that time.`)
    }
  }
  return [...reasons.values()]
}
