import type {EnrolmentId} from '../../ids.ts'
import type {OralSlot, Session, SessionPart} from '../../planning/model.ts'
import {plusMinutes, type Span} from '../../time.ts'

/** One exam that a student takes in a session: its own duration and his extra minutes. */
export type SeatedExam = Readonly<{id: EnrolmentId; position: number; minutes: number; extraMinutes: number}>

export type SessionTimes = Readonly<{
  session: Pick<Session, 'startsAt' | 'endsAt'>
  parts: readonly SessionPart[]
  slots: readonly OralSlot[]
  /** Minutes between two exams on one seat. */
  between: number
}>

/**
 * When each of one student's exams in a session starts and ends, extra time included.
 *
 * Exams on one seat follow each other by position; an oral has its slot; a session of several days runs from its first
 * part to the end of its last.
 */
export function examTimes(
  exams: readonly SeatedExam[],
  {session, parts, slots, between}: SessionTimes,
): Map<EnrolmentId, Span> {
  const whole = wholeOf(session, parts)
  let free = whole.startsAt
  const times = new Map<EnrolmentId, Span>()
  for (const exam of exams.toSorted((a, b) => a.position - b.position)) {
    const slot = slots.find(({enrolmentId}) => enrolmentId === exam.id)
    const endsAt = plusMinutes(free, exam.minutes + exam.extraMinutes)
    times.set(exam.id, slot ?? {startsAt: free, endsAt: parts.length > 0 ? whole.endsAt : endsAt})
    if (!slot && parts.length === 0) free = plusMinutes(endsAt, between)
  }
  return new Map([...times].map(([id, {startsAt, endsAt}]) => [id, {startsAt, endsAt}]))
}

function wholeOf(session: Span, parts: readonly SessionPart[]): Span {
  const [first, ...others] = parts.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  if (!first) return session
  return {
    startsAt: first.startsAt,
    endsAt: [first, ...others].map(({endsAt}) => endsAt).reduce((a, b) => (a > b ? a : b)),
  }
}
