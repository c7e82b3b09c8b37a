import {type Day, dayOf, type Instant, timeOf, weekdayOf} from '../../../src/time.ts'
import type {Language} from './text.ts'

const WEEKDAYS = {
  nl: ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const

type ReaderTime = Readonly<{zone: string; language: Language}>

/** A day as one reads it in a list: `ma 30-11`; in English `Mon 30-11`. */
export function dayText(on: string, language: Language): string {
  const [, month = '', day = ''] = on.split('-')
  return `${WEEKDAYS[language][weekdayOf(on as Day) - 1] ?? ''} ${day}-${month}`
}

/** A moment at the school: `ma 30-11 09:00`. */
export function momentText(at: Instant | null, {zone, language}: ReaderTime): string | null {
  return at === null ? null : `${dayText(dayOf(at, zone), language)} ${timeOf(at, zone)}`
}

/** Sentences that name instants, with the school's time in their place. */
export function localText(text: string, {zone}: Pick<ReaderTime, 'zone'>): string {
  return text.replaceAll(
    /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g,
    (at) => `${dayOf(at as Instant, zone)} ${timeOf(at as Instant, zone)}`,
  )
}
