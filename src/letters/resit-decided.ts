import {z} from 'zod'
import {DayText, Remark} from './data.ts'
import {disagreement} from './disagreement.ts'
import {letter, texts} from './letter.ts'

const TEXTS = texts({
  nl: {
    subject: {
      granted: (exam: string) => `Je mag herkansen: ${exam}`,
      refused: (exam: string) => `Je herkansing is afgewezen: ${exam}`,
      'waits-for-sis': (exam: string) => `Je herkansing wordt geregeld: ${exam}`,
    },
    opening: {
      granted: 'Je verzoek om een herkansing is toegekend. Je bent opnieuw aangemeld voor dit examen.',
      refused: 'Je verzoek om een herkansing is afgewezen.',
      'waits-for-sis':
        'Je verzoek om een herkansing is toegekend. Volgens de administratie heb je geen poging meer; de school regelt dat eerst. Je hoeft zelf niets te doen.',
    },
    reason: (reason: string) => `Toelichting: ${reason}`,
    next: 'Je krijgt bericht zodra bekend is wanneer je het examen doet.',
    exam: 'Examen',
    period: 'Periode',
    request: 'Kenmerk',
  },
  en: {
    subject: {
      granted: (exam: string) => `You may resit: ${exam}`,
      refused: (exam: string) => `Your resit has been refused: ${exam}`,
      'waits-for-sis': (exam: string) => `Your resit is being arranged: ${exam}`,
    },
    opening: {
      granted: 'Your request for a resit has been granted. You have been registered for this exam again.',
      refused: 'Your request for a resit has been refused.',
      'waits-for-sis':
        'Your request for a resit has been granted. According to the records you have no attempt left; the school arranges that first. You do not have to do anything.',
    },
    reason: (reason: string) => `Explanation: ${reason}`,
    next: 'You will hear from us when it is known at what time you take the exam.',
    exam: 'Exam',
    period: 'Period',
    request: 'Reference',
  },
})

/** To a student for whom a resit was asked (features C4). */
export const resitDecided = letter({
  name: 'resit-decided',
  data: z.object({
    decision: z.enum(['granted', 'refused', 'waits-for-sis']),
    exam: z.string(),
    examName: z.string().min(1),
    /** The request's code. */
    code: z.string(),
    /** The period of the new registration, when granted. */
    period: z.string().default(''),
    reason: Remark,
    /** The last day for appeal, when refused. */
    appealUntil: DayText.nullable().default(null),
  }),
  signer: {nl: 'Namens de examencommissie', en: 'On behalf of the exam board'},
  subject: ({decision, examName}, {language}) => TEXTS[language].subject[decision](examName),
  body: ({decision, exam, examName, code, period, reason, appealUntil}, {language}) => {
    const t = TEXTS[language]
    const facts: [string, string][] = [
      [t.exam, `${examName} (${exam})`],
      [t.period, period],
      [t.request, code],
    ]
    return [
      t.opening[decision],
      {facts: facts.filter(([, value]) => value !== '')},
      reason && t.reason(reason),
      decision === 'granted' ? t.next : '',
      decision === 'refused' && appealUntil !== null ? disagreement('board', appealUntil, language) : '',
    ]
  },
})
