import {z} from 'zod'
import {DayText} from './data.ts'
import {letter, texts} from './letter.ts'
import {dayInWords} from './words.ts'

const TEXTS = texts({
  nl: {
    subject: (period: string) => `Controleer je aanmeldingen voor ${period}`,
    some: (period: string) => `Dit zijn je aanmeldingen voor ${period}.`,
    none: (period: string) => `Je hebt nog geen aanmeldingen voor ${period}.`,
    state: {wanted: 'wacht op goedkeuring door je team', agreed: 'goedgekeurd', refused: 'afgewezen'},
    at: (location: string) => `locatie ${location}`,
    right: 'Klopt alles? Dan hoef je niets te doen.',
    wrong: 'Klopt er iets niet of ontbreekt er een examen? Laat het weten aan je docent of het examenbureau.',
    wrongBefore: (day: string) =>
      `Klopt er iets niet of ontbreekt er een examen? Laat het uiterlijk ${day} weten aan je docent of het examenbureau.`,
    page: 'Bekijk je aanmeldingen',
  },
  en: {
    subject: (period: string) => `Check your registrations for ${period}`,
    some: (period: string) => `These are your registrations for ${period}.`,
    none: (period: string) => `You have no registrations for ${period} yet.`,
    state: {wanted: 'waiting for your team’s approval', agreed: 'approved', refused: 'refused'},
    at: (location: string) => `location ${location}`,
    right: 'Is everything right? Then you do not have to do anything.',
    wrong: 'Is something wrong, or is an exam missing? Tell your teacher or the exam office.',
    wrongBefore: (day: string) =>
      `Is something wrong, or is an exam missing? Tell your teacher or the exam office by ${day}.`,
    page: 'See your registrations',
  },
})

/** To a student, to check what he is registered for before the period closes (features R7). */
export const registrationStatement = letter({
  name: 'registration-statement',
  data: z.object({
    /** The period as people call it. */
    period: z.string().min(1),
    registrations: z.array(
      z.object({
        code: z.string().default(''),
        exam: z.string(),
        examName: z.string(),
        state: z.enum(['wanted', 'agreed', 'refused']),
        /** The preferred location, where one is given. */
        location: z
          .string()
          .nullish()
          .transform((location) => location ?? ''),
      }),
    ),
    /** The last day on which something can be put right. */
    checkBy: DayText.nullable().default(null),
  }),
  subject: ({period}, {language}) => TEXTS[language].subject(period),
  body: ({period, registrations, checkBy}, {language, page}) => {
    const t = TEXTS[language]
    const lines = registrations.map(({exam, examName, state, location}) =>
      [`${examName} (${exam})`, t.state[state], location && t.at(location)].filter(Boolean).join(', '),
    )
    return [
      lines.length === 0 ? t.none(period) : t.some(period),
      lines.length === 0 ? '' : {list: lines},
      lines.length === 0 ? '' : t.right,
      checkBy === null ? t.wrong : t.wrongBefore(dayInWords(checkBy, language)),
      page === '' ? '' : {link: t.page, to: page},
    ]
  },
})
