import ical, {
  type ICalCalendar,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
} from 'ical-generator'
import {Temporal} from 'temporal-polyfill'
import type {Appointment, CalendarPart, MailAddress} from '../../src/ports.ts'
import type {Instant} from '../../src/time.ts'
import {AMSTERDAM} from './amsterdam.ts'

const METHODS = {
  publish: ICalCalendarMethod.PUBLISH,
  request: ICalCalendarMethod.REQUEST,
  cancel: ICalCalendarMethod.CANCEL,
} as const

/** See {@link AppointmentWriter.appointment}. Times outside `Europe/Amsterdam` are written in UTC, which says the same. */
export function writeAppointment(appointment: Appointment): CalendarPart {
  const method = METHODS[appointment.method]
  const calendar = emptyCalendar(method)
  addEvent(calendar, appointment)
  const cancelled = appointment.method === 'cancel'
  return {method, filename: cancelled ? 'afgezegd.ics' : 'afspraak.ics', content: calendar.toString()}
}

/** See {@link CalendarWriter.calendar}. */
export function writeCalendar(appointments: readonly Appointment[]): string {
  const calendar = emptyCalendar(METHODS.publish)
  for (const appointment of appointments) addEvent(calendar, appointment)
  return calendar.toString()
}

function emptyCalendar(method: ICalCalendarMethod): ICalCalendar {
  return ical({
    prodId: '//ontrac//exams//EN',
    method,
    // No zone of the calendar itself: the library would write DTSTAMP in it, which must be in UTC (RFC 5545, 3.8.7.2).
    timezone: {name: null, generator: () => AMSTERDAM},
  })
}

function addEvent(calendar: ICalCalendar, appointment: Appointment): void {
  const cancelled = appointment.method === 'cancel'
  calendar.createEvent({
    id: appointment.uid,
    sequence: appointment.sequence,
    stamp: zoned(appointment.madeAt, 'UTC'),
    ...when(appointment),
    summary: appointment.summary,
    description: appointment.description,
    location: appointment.location,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    busystatus: cancelled ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
    ...people(appointment),
  })
}

function when({startsAt, endsAt, zone}: Appointment) {
  const timezone = zone === 'Europe/Amsterdam' ? zone : 'UTC'
  return {start: zoned(startsAt, timezone), end: zoned(endsAt, timezone), timezone}
}

function zoned(at: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone)
}

/** The seat is given already, so that nobody is asked to answer. */
function people({organizer, attendee}: Appointment) {
  return {
    ...(organizer && {organizer: person(organizer)}),
    attendees: attendee ? [{...person(attendee), rsvp: false, status: ICalAttendeeStatus.ACCEPTED}] : [],
  }
}

function person({name, address}: MailAddress): {name: string; email: string} {
  return {name: name || address, email: address}
}
