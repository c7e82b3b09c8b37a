import {z} from 'zod'
import {InstantText} from './data.ts'
import {letter, texts} from './letter.ts'
import {examsInWords, SeatData, seatFacts} from './seat.ts'
import {momentInWords} from './words.ts'

const TEXTS = texts({
  nl: {
    subject: (exams: string, until: string) => `Er is een plek vrij: ${exams}, reageer vóór ${until}`,
    opening: (until: string) => `Er is een plek voor je vrijgekomen. We houden die voor je vast tot ${until}.`,
    page: 'Neem de plek aan of wijs hem af',
    office: 'Laat het examenbureau vóór die tijd weten of je de plek wilt.',
    after: 'Reageer je niet, dan gaat de plek naar de volgende op de wachtlijst.',
  },
  en: {
    subject: (exams: string, until: string) => `A seat is free: ${exams}, answer before ${until}`,
    opening: (until: string) => `A seat has become free for you. We hold it for you until ${until}.`,
    page: 'Accept or decline the seat',
    office: 'Tell the exam office before then whether you want the seat.',
    after: 'If you do not answer, the seat goes to the next one on the waiting list.',
  },
})

/** To a student for whom a freed seat is held (design rule 7). */
export const waitingListOffer = letter({
  name: 'waiting-list-offer',
  data: z.object({seat: SeatData, expiresAt: InstantText}),
  subject: ({seat, expiresAt}, reader) => {
    const until = momentInWords(expiresAt, reader.zone, reader.language)
    return TEXTS[reader.language].subject(examsInWords(seat, reader), until)
  },
  body: ({seat, expiresAt}, reader) => {
    const t = TEXTS[reader.language]
    return [
      t.opening(momentInWords(expiresAt, reader.zone, reader.language)),
      seatFacts(seat, reader),
      reader.page === '' ? t.office : {link: t.page, to: reader.page},
      t.after,
    ]
  },
})
