/** @jsxImportSource hono/jsx */
import {dayInWords} from '../../src/letters/words.ts'
import {type Day, dayOf, type Instant, plusDays, timeOf} from '../../src/time.ts'
import {texts} from '../../src/letters/letter.ts'
import type {Visit} from '../visit.ts'

const TEXTS = texts({
  nl: {
    today: 'vandaag',
    tomorrow: 'morgen',
    hours: (from: string, until: string) => `${from} – ${until} uur`,
    days: (n: number) => `over ${n} dagen`,
  },
  en: {
    today: 'today',
    tomorrow: 'tomorrow',
    hours: (from: string, until: string) => `${from} – ${until}`,
    days: (n: number) => `in ${n} days`,
  },
})

/** A day in the reader's words. */
export function dayWords({language}: Pick<Visit, 'language'>, on: Day): string {
  return dayInWords(on, language)
}

const SHORT_DAYS = {
  nl: new Intl.DateTimeFormat('nl-NL', {day: 'numeric', month: 'short', timeZone: 'UTC'}),
  en: new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', timeZone: 'UTC'}),
}

/** A day where there is little room: "30 nov". */
export function shortDay({language}: Pick<Visit, 'language'>, on: Day): string {
  return SHORT_DAYS[language].format(Date.parse(on))
}

/** From when to when on one day: "09:00 – 10:52 uur". */
export function hours({language}: Pick<Visit, 'language'>, from: string, until: string): string {
  return TEXTS[language].hours(from, until)
}

/** How far a day is: "vandaag", "morgen", "over 6 dagen"; empty for what is past or far. */
export function howSoon({language, now, school}: Pick<Visit, 'language' | 'now' | 'school'>, on: Day): string {
  const t = TEXTS[language]
  const today = dayOf(now, school.zone)
  if (on === today) return t.today
  if (on === plusDays(today, 1)) return t.tomorrow
  for (let n = 2; n <= 30; n++) if (plusDays(today, n) === on) return t.days(n)
  return ''
}

/** A moment as people read it, with the exact one for programs. */
export function Moment({visit, at}: Readonly<{visit: Pick<Visit, 'language' | 'school'>; at: Instant}>) {
  const {zone} = visit.school
  return <time datetime={at}>{`${dayWords(visit, dayOf(at, zone))}, ${timeOf(at, zone)}`}</time>
}
