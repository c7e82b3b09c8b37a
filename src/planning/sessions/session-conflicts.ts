import type {Reason} from '../../errors.ts'
import {overlaps, type Span, timeOf} from '../../time.ts'
import {featuresOfExam, featuresOfRoom, needsComputer} from './room-features.ts'
import {sharingReasons} from './sharing.ts'
import type {SessionSurroundings} from './session-surroundings.ts'
import {type SessionWish, timesOf} from './session-wish.ts'
import {staffConflicts} from './staff-conflicts.ts'
import {inside, takingWindow} from './taking-window.ts'

/**
 * Every reason why a session cannot be as wished; none means it can (features P2, P3, P6, P9). Pure: the same facts give
 * the same reasons, so a preview tells what the deed will.
 *
 * Codes: `period.closed`, `session.no-place`, `session.no-exams`, `session.too-short`, `session.shares-exceed`,
 * `room.ended`, `room.taken`, `room.blocked`, `location.blocked`, `room.too-few-seats`, `room.too-few-computers`,
 * `room.lacks-feature`, `exam.outside-window`, `exam.outside-national-window`, `exam.may-not-share`, `exam.one-moment`,
 * and those of {@link staffConflicts}.
 */
export function sessionConflicts(wish: SessionWish, around: SessionSurroundings): Reason[] {
  return [
    ...periodReasons(wish),
    ...placeReasons(wish),
    ...roomTimeReasons(wish, around),
    ...roomSizeReasons(wish),
    ...windowReasons(wish, around),
    ...sharingReasons(wish.exams.map(({exam}) => exam)),
    ...momentReasons(wish, around),
    ...durationReasons(wish),
    ...staffConflicts(wish, around),
  ]
}

function periodReasons({period}: SessionWish): Reason[] {
  if (period.state === 'draft' || period.state === 'open') return []
  return [
    {code: 'period.closed', message: `Period ${period.code} is ${period.state}; nothing is planned in it any more.`},
  ]
}

function placeReasons({kind, room, place, exams}: SessionWish): Reason[] {
  const reasons: Reason[] = []
  if (!room && kind !== 'practical')
    reasons.push({code: 'session.no-place', message: 'This session needs a room; give one with --room.'})
  if (!room && kind === 'practical' && !place) {
    reasons.push({
      code: 'session.no-place',
      message: 'A practical exam needs a room or an address; give --room or --place.',
    })
  }
  if (exams.length === 0)
    reasons.push({code: 'session.no-exams', message: 'A session offers at least one exam; give --exam.'})
  return reasons
}

function roomTimeReasons(wish: SessionWish, {bookings, blocks, zone}: SessionSurroundings): Reason[] {
  const {room} = wish
  const reasons: Reason[] = []
  if (room?.endedAt)
    reasons.push({code: 'room.ended', message: `Room ${room.code} is no longer in use; choose another room.`})
  const times = timesOf(wish)
  const meets = (span: Span): boolean => times.some((time) => overlaps(time, span))
  const until = (span: Span): string => `${timeOf(span.startsAt, zone)}–${timeOf(span.endsAt, zone)}`
  for (const booking of room ? bookings : []) {
    if ((booking.sessionId !== null && booking.sessionId === wish.id) || !meets(booking)) continue
    const by = booking.session === null ? `reserved for "${booking.title}"` : `taken by session ${booking.session}`
    const message = `Room ${room?.code} is ${by} at ${until(booking)}; choose another room or time.`
    reasons.push({code: 'room.taken', message, details: {session: booking.session, booking: booking.id}})
  }
  for (const block of blocks.filter(meets)) {
    const what = block.kind === 'room' ? `Room ${room?.code}` : `Location ${wish.location?.code ?? ''}`
    reasons.push({
      code: `${block.kind}.blocked`,
      message: `${what} is not available at ${until(block)}${block.title ? ` (${block.title})` : ''}.`,
    })
  }
  return reasons
}

function roomSizeReasons({kind, room, capacity, exams, shares}: SessionWish): Reason[] {
  const reasons: Reason[] = []
  const shared = shares.reduce((sum, {seats}) => sum + seats, 0)
  if (shared > capacity) {
    reasons.push({
      code: 'session.shares-exceed',
      message: `Shares of ${shared} seats do not fit in ${capacity}; lower them or raise --capacity.`,
    })
  }
  // Students of an oral session come one after another.
  if (!room || kind === 'oral') return reasons
  if (capacity > room.examSeats) {
    reasons.push({
      code: 'room.too-few-seats',
      message: `Room ${room.code} has ${room.examSeats} exam seats, ${capacity} are needed; choose a larger room.`,
    })
  }
  const atComputers = computersNeeded(exams, shares, capacity)
  if (atComputers > room.computers) {
    const message = `Room ${room.code} has ${room.computers} computers, up to ${atComputers} are needed; lower --capacity, or keep seats for digital exams with --share exam:CODE=N.`
    reasons.push({code: 'room.too-few-computers', message})
  }
  for (const feature of new Set(exams.flatMap(({exam}) => featuresOfExam(exam)))) {
    if (!featuresOfRoom(room).includes(feature))
      reasons.push({code: 'room.lacks-feature', message: `Room ${room.code} has no "${feature}"; choose another room.`})
  }
  return reasons
}

/** Students who may sit at a computer at once: all, unless seats are kept apart by exam. */
function computersNeeded(exams: SessionWish['exams'], shares: SessionWish['shares'], capacity: number): number {
  const digital = exams.filter(({exam}) => needsComputer(exam))
  if (digital.length === 0) return 0
  const byExam = shares.filter(({kind}) => kind === 'exam')
  const forOthers = byExam
    .filter(({id}) => !digital.some(({exam}) => exam.id === id))
    .reduce((sum, {seats}) => sum + seats, 0)
  return capacity - forOthers
}

function windowReasons(wish: SessionWish, {periodWindows, nationalWindows, zone}: SessionSurroundings): Reason[] {
  return wish.exams.flatMap(({exam}): Reason[] => {
    const {school, national} = takingWindow(exam, wish.period, periodWindows, nationalWindows, zone)
    const all = (allowed: readonly Span[]): boolean => timesOf(wish).every((time) => inside(time, allowed))
    const details = {exam: exam.code}
    const taking = `${exam.code} is not taken then: see the windows with: ontrac period windows ${wish.period.code}`
    const country = `${exam.code} is a central exam and lies outside its national window.`
    return [
      ...(all([school]) ? [] : [{code: 'exam.outside-window', message: taking, details}]),
      ...(national === null || all(national)
        ? []
        : [{code: 'exam.outside-national-window', message: country, details}]),
    ]
  })
}

function momentReasons(wish: SessionWish, {otherMoments, zone}: SessionSurroundings): Reason[] {
  return otherMoments
    .filter(({startsAt}) => startsAt !== wish.span.startsAt)
    .map(({examId, session, startsAt}) => {
      const code = wish.exams.find(({exam}) => exam.id === examId)?.exam.code ?? ''
      const message = `${code} is taken at one moment by all, and session ${session} starts at ${startsAt.slice(0, 10)} ${timeOf(startsAt, zone)}; use that start.`
      return {code: 'exam.one-moment', message, details: {exam: code, session}}
    })
}

function durationReasons({exams, parts, moment}: SessionWish): Reason[] {
  const longest = exams.toSorted((a, b) => b.version.minutes - a.version.minutes)[0]
  if (!longest || parts.length > 0 || longest.version.minutes <= moment.minutes) return []
  const message = `${longest.exam.code} takes ${longest.version.minutes} minutes, the session ${moment.minutes}; make it longer with --minutes.`
  return [{code: 'session.too-short', message, details: {exam: longest.exam.code}}]
}
