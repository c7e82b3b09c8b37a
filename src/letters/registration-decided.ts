import {z} from 'zod'
import {Remark} from './data.ts'
import {letter, texts} from './letter.ts'

const TEXTS = texts({
  nl: {
    subject: {
      agreed: (exam: string) => `Je aanmelding is goedgekeurd: ${exam}`,
      refused: (exam: string) => `Je aanmelding is afgewezen: ${exam}`,
    },
    opening: {
      agreed: 'Je team heeft je aanmelding voor dit examen goedgekeurd.',
      refused: 'Je aanmelding voor dit examen is afgewezen.',
    },
    reason: (reason: string) => `Toelichting: ${reason}`,
    next: {
      agreed: 'Je krijgt bericht zodra bekend is wanneer je het examen doet.',
      refused: 'Heb je vragen over dit besluit? Bespreek het met je docent of studieloopbaanbegeleider.',
    },
    exam: 'Examen',
    period: 'Periode',
    registration: 'Kenmerk',
  },
  en: {
    subject: {
      agreed: (exam: string) => `Your registration has been approved: ${exam}`,
      refused: (exam: string) => `Your registration has been refused: ${exam}`,
    },
    opening: {
      agreed: 'Your team has approved your registration for this exam.',
      refused: 'Your registration for this exam has been refused.',
    },
    reason: (reason: string) => `Explanation: ${reason}`,
    next: {
      agreed: 'You will hear from us when it is known at what time you take the exam.',
      refused: 'Do you have questions about this decision? Talk to your teacher or coach.',
    },
    exam: 'Exam',
    period: 'Period',
    registration: 'Reference',
  },
})

/** To a student whose team agreed to a registration or refused it (features R2). */
export const registrationDecided = letter({
  name: 'registration-decided',
  data: z.object({
    decision: z.enum(['agreed', 'refused']),
    /** The exam's code and name. */
    exam: z.string(),
    examName: z.string().min(1),
    /** The period's code or name. */
    period: z.string(),
    /** The registration's code. */
    code: z.string(),
    reason: Remark,
  }),
  subject: ({decision, examName}, {language}) => TEXTS[language].subject[decision](examName),
  body: ({decision, exam, examName, period, code, reason}, {language}) => {
    const t = TEXTS[language]
    return [
      t.opening[decision],
      {
        facts: [
          [t.exam, `${examName} (${exam})`],
          [t.period, period],
          [t.registration, code],
        ],
      },
      reason && t.reason(reason),
      t.next[decision],
    ]
  },
})
