import {z} from 'zod'
import {type Reader, texts} from './letter.ts'
import {SeatData, seatLine} from './seat.ts'

/** Something that one person does at a session; the seat has the uid of the duty, and no extra minutes or aids. */
export const DutyData = z.object({
  duty: z.enum(['lead', 'invigilator', 'assessor', 'exam-leader', 'actor']),
  seat: SeatData,
})
export type DutyData = z.output<typeof DutyData>

const DUTIES = texts({
  nl: {
    lead: 'afnameleider',
    invigilator: 'surveillant',
    assessor: 'beoordelaar',
    'exam-leader': 'examenleider',
    actor: 'acteur',
  },
  en: {
    lead: 'session lead',
    invigilator: 'invigilator',
    assessor: 'assessor',
    'exam-leader': 'exam leader',
    actor: 'actor',
  },
})

/** What somebody does there, as one says it. */
export function dutyInWords({duty}: Pick<DutyData, 'duty'>, {language}: Reader): string {
  return DUTIES[language][duty]
}

/** A duty in one line: "surveillant: maandag 30 november 2026, 09:00 tot 10:30 uur, lokaal B104, Centrum". */
export function dutyLine(each: DutyData, reader: Reader): string {
  return `${dutyInWords(each, reader)}: ${seatLine(each.seat, reader)}`
}
