import {Remark} from './data.ts'
import {DutyData, dutyInWords} from './duty.ts'
import {letter, texts} from './letter.ts'
import {SeatData, seatAppointment, seatFacts, seatLine, startOfSeat} from './seat.ts'

const TEXTS = texts({
  nl: {
    subject: (start: string) => `Verplaatst: zitting waarbij je bent ingedeeld, nu ${start}`,
    opening: (duty: string) =>
      `De zitting waarbij je bent ingedeeld als ${duty}, is verplaatst. Dit zijn de nieuwe gegevens.`,
    before: (line: string) => `Eerder gepland: ${line}.`,
    reason: (reason: string) => `Reden: ${reason}`,
    unable: 'Kun je niet? Laat het dan zo snel mogelijk weten aan het examenbureau.',
    calendar: (duty: string) => `Examen (${duty})`,
  },
  en: {
    subject: (start: string) => `Moved: a session you work at, now ${start}`,
    opening: (duty: string) =>
      `The session to which you have been assigned as ${duty} has moved. These are the new details.`,
    before: (line: string) => `Planned before: ${line}.`,
    reason: (reason: string) => `Reason: ${reason}`,
    unable: 'Can’t make it? Please tell the exam office as soon as you can.',
    calendar: (duty: string) => `Exam (${duty})`,
  },
})

/** To somebody on duty in a session that was moved; what one gets when it is called off is `session-cancelled`. */
export const dutyChanged = letter({
  name: 'duty-changed',
  data: DutyData.extend({
    /** Where and when it was; `seat` has its uid, so that calendars replace the appointment. */
    before: SeatData,
    reason: Remark,
  }),
  subject: ({seat}, reader) => TEXTS[reader.language].subject(startOfSeat(seat, reader)),
  body: ({duty, seat, before, reason}, reader) => {
    const t = TEXTS[reader.language]
    return [
      t.opening(dutyInWords({duty}, reader)),
      seatFacts(seat, reader),
      t.before(seatLine(before, reader)),
      reason && t.reason(reason),
      t.unable,
    ]
  },
  appointment: ({duty, seat, before}, reader) =>
    seatAppointment(
      {...seat, uid: before.uid},
      reader,
      'request',
      TEXTS[reader.language].calendar(dutyInWords({duty}, reader)),
    ),
})
