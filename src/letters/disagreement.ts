import type {Day} from '../time.ts'
import {type Language, texts} from './letter.ts'
import {dayInWords} from './words.ts'

const TEXTS = texts({
  nl: {
    board: (day: string) =>
      `Ben je het niet eens met dit besluit? Dan kun je tot en met ${day} in beroep gaan bij de Commissie van Beroep voor de Examens. Hoe dat gaat, staat in het examenreglement.`,
    functionary: (day: string) =>
      `Ben je het niet eens met dit besluit? Dan kun je tot en met ${day} bezwaar maken bij de examencommissie. Hoe dat gaat, staat in het examenreglement.`,
    either: (day: string) =>
      `Ben je het niet eens met dit besluit? Dan kun je daar tot en met ${day} tegen opkomen. Hoe en bij wie, staat in het examenreglement.`,
  },
  en: {
    board: (day: string) =>
      `Do you disagree with this decision? Until ${day} inclusive you can appeal to the Board of Appeal for Examinations (Commissie van Beroep voor de Examens). The exam regulations say how.`,
    functionary: (day: string) =>
      `Do you disagree with this decision? Until ${day} inclusive you can object to the exam board. The exam regulations say how.`,
    either: (day: string) =>
      `Do you disagree with this decision? You can contest it until ${day} inclusive. The exam regulations say how and with whom.`,
  },
})

/**
 * How to disagree with a decision, and until when (the last day on which it can be done): with the board's own decision
 * by appeal, with one that a functionary took for the board by objection to the board (school regulations).
 * `either` is for a letter that does not know who decided.
 */
export function disagreement(decidedBy: 'board' | 'functionary' | 'either', until: Day, language: Language): string {
  return TEXTS[language][decidedBy](dayInWords(until, language))
}
