import {z} from 'zod'
import {DayText} from './data.ts'
import {letter, texts} from './letter.ts'
import {dayInWords} from './words.ts'

const TEXTS = texts({
  nl: {
    subject: (exam: string) => `Je uitslag staat klaar: ${exam}`,
    opening: (exam: string) => `De uitslag van je examen ${exam} is vastgesteld en staat voor je klaar.`,
    taken: (exam: string, day: string) =>
      `De uitslag van je examen ${exam} van ${day} is vastgesteld en staat voor je klaar.`,
    page: 'Bekijk je uitslag',
    office: 'Je kunt de uitslag opvragen bij het examenbureau.',
    privacy: 'Om je gegevens te beschermen staat de uitslag zelf niet in deze mail.',
  },
  en: {
    subject: (exam: string) => `Your result is ready: ${exam}`,
    opening: (exam: string) => `The result of your exam ${exam} has been established and is ready for you.`,
    taken: (exam: string, day: string) =>
      `The result of your exam ${exam} of ${day} has been established and is ready for you.`,
    page: 'See your result',
    office: 'You can ask the exam office for your result.',
    privacy: 'To protect your data, this mail does not contain the result itself.',
  },
})

/** To a student whose result may be seen; never says the result itself (features C3). */
export const resultPublished = letter({
  name: 'result-published',
  data: z.object({examName: z.string().min(1), takenOn: DayText.nullable().default(null)}),
  subject: ({examName}, {language}) => TEXTS[language].subject(examName),
  body: ({examName, takenOn}, {language, page}) => {
    const t = TEXTS[language]
    return [
      takenOn === null ? t.opening(examName) : t.taken(examName, dayInWords(takenOn, language)),
      page === '' ? t.office : {link: t.page, to: page},
      t.privacy,
    ]
  },
})
