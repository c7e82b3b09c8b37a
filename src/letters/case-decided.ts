import {z} from 'zod'
import {DayText, ExamName, Remark} from './data.ts'
import {disagreement} from './disagreement.ts'
import {letter, texts} from './letter.ts'
import {examsInWords} from './seat.ts'
import {dayInWords, examLabel} from './words.ts'

const TEXTS = texts({
  nl: {
    // Says nothing of what happened: subjects show on locked screens.
    subject: (exam: string) => `Besluit over je examen: ${exam}`,
    opening: 'De examencommissie heeft een besluit genomen over je examen.',
    mandated: 'Namens de examencommissie is een besluit genomen over je examen.',
    decision: {
      valid: 'Je examen is geldig. De uitslag wordt zoals gewoonlijk vastgesteld.',
      'void-counts': 'Je examen is ongeldig verklaard. De poging telt mee.',
      'void-returned': 'Je examen is ongeldig verklaard. De poging telt niet mee: je houdt deze kans.',
      excluded: 'Je bent uitgesloten van dit examen.',
      'new-sitting': 'Je doet het examen opnieuw. Je krijgt bericht over de nieuwe datum.',
    },
    reason: (reason: string) => `Motivering: ${reason}`,
    labels: {taken: 'Afgenomen op', code: 'Kenmerk', decided: 'Datum besluit', decision: 'Besluit'},
  },
  en: {
    subject: (exam: string) => `Decision about your exam: ${exam}`,
    opening: 'The exam board has taken a decision about your exam.',
    mandated: 'A decision about your exam has been taken on behalf of the exam board.',
    decision: {
      valid: 'Your exam is valid. The result will be established in the usual way.',
      'void-counts': 'Your exam has been declared void. The attempt counts.',
      'void-returned': 'Your exam has been declared void. The attempt does not count: you keep this chance.',
      excluded: 'You have been excluded from this exam.',
      'new-sitting': 'You will take the exam again. You will hear from us about the new date.',
    },
    reason: (reason: string) => `Grounds: ${reason}`,
    labels: {taken: 'Taken on', code: 'Reference', decided: 'Date of decision', decision: 'Decision'},
  },
})

/** To a student about whom a case was decided, with the term in which he can disagree (design §4, Case). */
export const caseDecided = letter({
  name: 'case-decided',
  data: z.object({
    /** The case's code. */
    case: z.string(),
    /** The student's exams that it decides on. */
    exams: z.array(ExamName).min(1),
    takenOn: DayText.nullable().default(null),
    decision: z.enum(['valid', 'void-counts', 'void-returned', 'excluded', 'new-sitting']),
    decidedOn: DayText.nullable().default(null),
    /** A functionary decides minor cases under a mandate; null names nobody, and both ways to disagree. */
    decidedBy: z.enum(['board', 'functionary']).nullable().default(null),
    reason: Remark,
    /** The last day on which the student can disagree. */
    appealUntil: DayText,
  }),
  signer: {nl: 'Namens de examencommissie', en: 'On behalf of the exam board'},
  subject: (data, reader) => TEXTS[reader.language].subject(examsInWords(data, reader)),
  body: (data, reader) => {
    const {language} = reader
    const t = TEXTS[language]
    const facts: [string, string][] = [
      [examLabel(data.exams.length, language), examsInWords(data, reader)],
      [t.labels.taken, data.takenOn === null ? '' : dayInWords(data.takenOn, language)],
      [t.labels.code, data.case],
      [t.labels.decided, data.decidedOn === null ? '' : dayInWords(data.decidedOn, language)],
      [t.labels.decision, t.decision[data.decision]],
    ]
    return [
      data.decidedBy === 'functionary' ? t.mandated : t.opening,
      {facts: facts.filter(([, value]) => value !== '')},
      data.reason && t.reason(data.reason),
      disagreement(data.decidedBy ?? 'either', data.appealUntil, language),
    ]
  },
})
