import type {AppointmentWriter, CalendarReader, CalendarWriter} from '../../src/ports.ts'
import {readCalendar} from './read-calendar.ts'
import {writeAppointment, writeCalendar} from './write-appointment.ts'

/** Calendars as every timetable and calendar program exchanges them (RFC 5545). */
export const icalendar: CalendarReader & AppointmentWriter & CalendarWriter = {
  read: readCalendar,
  appointment: writeAppointment,
  calendar: writeCalendar,
}
