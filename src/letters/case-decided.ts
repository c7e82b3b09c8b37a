import {z} from 'zod'
import {DayText, Remark} from './data.ts'
import {disagreement} from './disagreement.ts'
import {letter, texts} from './letter.ts'
import {dayInWords} from './words.ts'

const TEXTS = texts({
  nl: {
    // Says nothing of what happened: subjects show on locked screens.
    subject: (exam: string) => `Besluit over je examen: ${exam}`,
    board: 'De examencommissie heeft een besluit genomen over je examen.',
    functionary: 'Namens de examencommissie is een besluit genomen over je examen.',
    decision: {
      valid: 'Je examen is geldig. De uitslag wordt zoals gewoonlijk vastgesteld.',
      'void-counts': 'Je examen is ongeldig verklaard. De poging telt mee.',
      'void-returned': 'Je examen is ongeldig verklaard. De poging telt niet mee: je houdt deze kans.',
      excluded: 'Je bent uitgesloten van dit examen.',
      'new-sitting': 'Je doet het examen opnieuw. Je krijgt bericht over de nieuwe datum.',
    },
    reason: (reason: string) => `Motivering: ${reason}`,
    labels: {exam: 'Examen', taken: 'Afgenomen op', code: 'Kenmerk', decided: 'Datum besluit', decision: 'Besluit'},
  },
  en: {
    subject: (exam: string) => `Decision about your exam: ${exam}`,
    board: 'The exam board has taken a decision about your exam.',
    functionary: 'A decision about your exam has been taken on behalf of the exam board.',
    decision: {
      valid: 'Your exam is valid. The result will be established in the usual way.',
      'void-counts': 'Your exam has been declared void. The attempt counts.',
      'void-returned': 'Your exam has been declared void. The attempt does not count: you keep this chance.',
      excluded: 'You have been excluded from this exam.',
      'new-sitting': 'You will take the exam again. You will hear from us about the new date.',
    },
    reason: (reason: string) => `Grounds: ${reason}`,
    labels: {exam: 'Exam', taken: 'Taken on', code: 'Reference', decided: 'Date of decision', decision: 'Decision'},
  },
})

/** To a student about whom a case was decided, with the term in which he can disagree (design §4, Case). */
export const caseDecided = letter({
  name: 'case-decided',
  data: z.object({
    /** The case's code. */
    code: z.string(),
    examName: z.string().min(1),
    takenOn: DayText,
    decision: z.enum(['valid', 'void-counts', 'void-returned', 'excluded', 'new-sitting']),
    decidedOn: DayText,
    /** A functionary decides minor cases under a mandate. */
    decidedBy: z.enum(['board', 'functionary']),
    reason: Remark,
    /** The last day on which the student can disagree. */
    appealUntil: DayText,
  }),
  signer: {nl: 'Namens de examencommissie', en: 'On behalf of the exam board'},
  subject: ({examName}, {language}) => TEXTS[language].subject(examName),
  body: ({code, examName, takenOn, decision, decidedOn, decidedBy, reason, appealUntil}, {language}) => {
    const t = TEXTS[language]
    return [
      t[decidedBy],
      {
        facts: [
          [t.labels.exam, examName],
          [t.labels.taken, dayInWords(takenOn, language)],
          [t.labels.code, code],
          [t.labels.decided, dayInWords(decidedOn, language)],
          [t.labels.decision, t.decision[decision]],
        ],
      },
      reason && t.reason(reason),
      disagreement(decidedBy, appealUntil, language),
    ]
  },
})
