import type {AppointmentWriter, MailAddress, OutgoingMail} from '../ports.ts'
import type {Instant} from '../time.ts'
import {renderLetter} from './index.ts'
import type {Reader} from './letter.ts'

/** A letter that is due, with everything that differs from one mail to the next. */
export type MailToCompose = Readonly<{
  letter: string
  /** What the deed queued. */
  data: unknown
  /** `<…@…>`, the same for every try. */
  messageId: string
  /** When the deed queued it: the mail's date, and what tells a calendar which of two versions is newer. */
  queuedAt: Instant
  from: MailAddress
  /** The reader's name in full, and address. */
  to: MailAddress
  reader: Reader
}>

/** Asks mail programs not to answer by themselves (RFC 3834; the second is Exchange's). */
const HEADERS = {'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All'}

/** Before it no letter was queued; counting from it keeps SEQUENCE within 32 bits until 2094. */
const FIRST_SEQUENCE = Date.UTC(2026, 0, 1)

/**
 * Makes the mail of a queued letter; the same input gives the same mail, so that a second try replaces the first.
 *
 * @throws ExamError `letter.unknown`, `letter.wrong-data`
 */
export function composeMail(mail: MailToCompose, calendar: AppointmentWriter): OutgoingMail {
  const {letter, data, messageId, queuedAt, from, to, reader} = mail
  const {appointment, ...written} = renderLetter(letter, data, reader)
  const outgoing = {...written, messageId, date: queuedAt, from, to, headers: HEADERS}
  if (!appointment) return outgoing
  const {zone} = reader
  const sequence = Math.max(0, Math.floor((Date.parse(queuedAt) - FIRST_SEQUENCE) / 1000))
  const version = {sequence, madeAt: queuedAt, zone, organizer: from, attendee: to}
  return {...outgoing, calendar: calendar.appointment({...appointment, ...version})}
}
