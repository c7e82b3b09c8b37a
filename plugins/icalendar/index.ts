import type {AppointmentWriter, CalendarReader} from '../../src/ports.ts'
import {readCalendar} from './read-calendar.ts'
import {writeAppointment} from './write-appointment.ts'

/** Calendars as every timetable and calendar program exchanges them (RFC 5545). */
export const icalendar: CalendarReader & AppointmentWriter = {read: readCalendar, appointment: writeAppointment}
