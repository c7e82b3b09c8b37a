import {type Day, type Instant, startOfDay, timeOf} from '../time.ts'
import {type Language, texts} from './letter.ts'

const LOCALES = {nl: 'nl-NL', en: 'en-GB'} as const

const TEXTS = texts({
  nl: {
    at: (day: string, time: string) => `${day} om ${time} uur`,
    between: (from: string, to: string) => `${from} tot ${to} uur`,
    exam: (many: boolean): string => (many ? 'Examens' : 'Examen'),
  },
  en: {
    at: (day: string, time: string) => `${day} at ${time}`,
    between: (from: string, to: string) => `${from} to ${to}`,
    exam: (many: boolean): string => (many ? 'Exams' : 'Exam'),
  },
})

/** A day as one says it: "maandag 30 november 2026", "Monday 30 November 2026". */
export function dayInWords(on: Day, language: Language): string {
  return dateInWords(startOfDay(on, 'UTC'), 'UTC', language)
}

/** The day on which something happens in `zone`, as {@link dayInWords}. */
export function dateInWords(at: Instant, zone: string, language: Language): string {
  // The parts and not the whole: editions of the locale data put a comma here or there.
  const parts = dayFormat(zone, language)
    .formatToParts(new Date(at))
    .filter(({type}) => type !== 'literal')
  return parts.map(({value}) => value).join(' ')
}

/** Making one takes a hundred times as long as using it, and a run of mails uses it for each. */
const dayFormats = new Map<string, Intl.DateTimeFormat>()

function dayFormat(zone: string, language: Language): Intl.DateTimeFormat {
  const key = `${language} ${zone}`
  const known = dayFormats.get(key)
  if (known) return known
  const parts = {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'} as const
  const format = new Intl.DateTimeFormat(LOCALES[language], {...parts, timeZone: zone})
  dayFormats.set(key, format)
  return format
}

/** Day and time: "zaterdag 28 november 2026 om 09:00 uur". */
export function momentInWords(at: Instant, zone: string, language: Language): string {
  return TEXTS[language].at(dateInWords(at, zone, language), timeOf(at, zone))
}

/** From when to when on one day: "09:00 tot 10:52 uur". */
export function hoursInWords(startsAt: Instant, endsAt: Instant, zone: string, language: Language): string {
  return TEXTS[language].between(timeOf(startsAt, zone), timeOf(endsAt, zone))
}

const LISTS = {
  nl: new Intl.ListFormat(LOCALES.nl, {type: 'conjunction'}),
  en: new Intl.ListFormat(LOCALES.en, {type: 'conjunction'}),
}

/** Things after each other: "a, b en c". */
export function listInWords(things: readonly string[], language: Language): string {
  return LISTS[language].format(things)
}

/** "Examen" before one, "Examens" before more. */
export function examLabel(count: number, language: Language): string {
  return TEXTS[language].exam(count > 1)
}
