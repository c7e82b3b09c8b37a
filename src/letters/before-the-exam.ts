import type {Instant} from '../time.ts'
import {type Block, type Reader, texts} from './letter.ts'
import {momentInWords} from './words.ts'

const TEXTS = texts({
  nl: {
    bringId: 'Neem een geldig identiteitsbewijs mee: paspoort, identiteitskaart, rijbewijs of verblijfsdocument.',
    late: (minutes: number) =>
      minutes === 0
        ? 'Kom op tijd: na het begin word je niet meer toegelaten.'
        : `Kom op tijd: wie meer dan ${minutes} minuten te laat is, wordt niet meer toegelaten.`,
    cancelOnPage: (until: string) => `Kun je niet? Tot ${until} kun je je inschrijving zelf wijzigen of annuleren.`,
    cancelAtOffice: (until: string) => `Kun je niet? Laat het dan vóór ${until} weten aan het examenbureau.`,
    page: 'Naar je inschrijvingen',
  },
  en: {
    bringId: 'Bring a valid proof of identity: passport, identity card, driving licence or residence document.',
    late: (minutes: number) =>
      minutes === 0
        ? 'Be on time: you are not admitted after the start.'
        : `Be on time: whoever is more than ${minutes} minutes late is not admitted.`,
    cancelOnPage: (until: string) => `Can’t make it? Until ${until} you can change or cancel your enrolment yourself.`,
    cancelAtOffice: (until: string) => `Can’t make it? Tell the exam office before ${until}.`,
    page: 'Go to your enrolments',
  },
})

/** What to bring and when to be there. `lateMinutes` null says nothing about being late. */
export function comeInTime(
  {idRequired, lateMinutes}: Readonly<{idRequired: boolean; lateMinutes: number | null}>,
  {language}: Reader,
): readonly Block[] {
  const t = TEXTS[language]
  return [idRequired ? t.bringId : '', lateMinutes === null ? '' : t.late(lateMinutes)]
}

/** Until when and where a student may cancel or move; nothing when he may not. */
export function cancelBlock(until: Instant | null, {language, zone, page}: Reader): readonly Block[] {
  if (until === null) return []
  const t = TEXTS[language]
  const moment = momentInWords(until, zone, language)
  return page === '' ? [t.cancelAtOffice(moment)] : [t.cancelOnPage(moment), {link: t.page, to: page}]
}
