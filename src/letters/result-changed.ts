import {z} from 'zod'
import {DayText, Remark} from './data.ts'
import {disagreement} from './disagreement.ts'
import {letter, texts} from './letter.ts'

const TEXTS = texts({
  nl: {
    subject: (exam: string) => `Je uitslag is gewijzigd: ${exam}`,
    opening: (exam: string) =>
      `De uitslag van je examen ${exam} is opnieuw vastgesteld. De uitslag die je eerder hebt gezien, geldt niet meer.`,
    reason: (reason: string) => `Toelichting: ${reason}`,
    page: 'Bekijk je nieuwe uitslag',
    office: 'Je kunt de nieuwe uitslag opvragen bij het examenbureau.',
  },
  en: {
    subject: (exam: string) => `Your result has changed: ${exam}`,
    opening: (exam: string) =>
      `The result of your exam ${exam} has been established again. The result you saw before no longer holds.`,
    reason: (reason: string) => `Explanation: ${reason}`,
    page: 'See your new result',
    office: 'You can ask the exam office for your new result.',
  },
})

/** To a student whose published result was reopened and established again: one mail; never says the result itself. */
export const resultChanged = letter({
  name: 'result-changed',
  data: z.object({
    examName: z.string().min(1),
    reason: Remark,
    /** The last day for appeal, where the change opens a new term. */
    appealUntil: DayText.nullable().default(null),
  }),
  signer: {nl: 'Namens de examencommissie', en: 'On behalf of the exam board'},
  subject: ({examName}, {language}) => TEXTS[language].subject(examName),
  body: ({examName, reason, appealUntil}, {language, page}) => {
    const t = TEXTS[language]
    return [
      t.opening(examName),
      reason && t.reason(reason),
      page === '' ? t.office : {link: t.page, to: page},
      appealUntil === null ? '' : disagreement('board', appealUntil, language),
    ]
  },
})
