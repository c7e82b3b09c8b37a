import {z} from 'zod'
import {cancelBlock, comeInTime} from './before-the-exam.ts'
import {InstantText} from './data.ts'
import {letter, texts} from './letter.ts'
import {examsInWords, SeatData, seatFacts, startOfSeat} from './seat.ts'

const TEXTS = texts({
  nl: {
    subject: (exams: string, start: string) => `Herinnering: ${exams} op ${start}`,
    opening: 'Binnenkort doe je examen. Hieronder staat nog eens waar en wanneer.',
  },
  en: {
    subject: (exams: string, start: string) => `Reminder: ${exams} on ${start}`,
    opening: 'Your exam is coming up. Here is once more where and when.',
  },
})

/** To a student some days before the exam; names the day and not "tomorrow", since a mail may arrive late (features E4). */
export const reminder = letter({
  name: 'reminder',
  data: z.object({
    seat: SeatData,
    idRequired: z.boolean().default(true),
    lateMinutes: z.int().nullable().default(null),
    cancelUntil: InstantText.nullable().default(null),
  }),
  subject: ({seat}, reader) => TEXTS[reader.language].subject(examsInWords(seat, reader), startOfSeat(seat, reader)),
  body: ({seat, ...rules}, reader) => [
    TEXTS[reader.language].opening,
    seatFacts(seat, reader),
    ...comeInTime(rules, reader),
    ...cancelBlock(rules.cancelUntil, reader),
  ],
})
