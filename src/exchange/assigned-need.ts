import type {Need} from '../institution/model.ts'

/** A need in the words of the school's own list, translated from another system's free code. */
export type TranslatedNeed = Pick<Need, 'code' | 'basis' | 'value' | 'scopeKind' | 'scopeValue'>

const SUBJECTS: Readonly<Record<string, string>> = {
  math: 'Rekenen',
  rekenen: 'Rekenen',
  dutch: 'Nederlands',
  nederlands: 'Nederlands',
  english: 'Engels',
  engels: 'Engels',
}

/**
 * Reads the free code of an assigned need: `ExtraTimeOnlyMath25%`, `ExtraTimeDigitalTests25%`, `extraTime30min`,
 * `spoken`. What names a time becomes extra time; time without an amount is a quarter, as schools give it (domain §1.4);
 * all else is an aid with that code. Pure.
 */
export function translatedNeed(code: string): TranslatedNeed {
  const folded = code.toLowerCase().replaceAll(/[\s_-]/g, '')
  const scope = scopeOf(folded)
  if (folded.includes('unlimited')) return {code, basis: 'unlimited', value: 0, ...scope}
  if (!/extratime|extratijd|verlenging/.test(folded)) return {code, basis: 'aid', value: 0, ...scope}
  const percent = /(\d{1,3})%/.exec(folded)?.[1]
  const minutes = /(\d{1,6})min/.exec(folded)?.[1]
  if (percent !== undefined) return {code, basis: 'percent', value: Number(percent), ...scope}
  if (minutes === undefined) return {code, basis: 'percent', value: 25, ...scope}
  // The standard: from ten thousand minutes on it is without limit.
  return Number(minutes) >= 10_000
    ? {code, basis: 'unlimited', value: 0, ...scope}
    : {code, basis: 'minutes', value: Number(minutes), ...scope}
}

function scopeOf(folded: string): Pick<Need, 'scopeKind' | 'scopeValue'> {
  const only = /only([a-z]+)/.exec(folded)?.[1] ?? ''
  const subject = Object.keys(SUBJECTS).find((word) => only.startsWith(word))
  if (subject !== undefined) return {scopeKind: 'subject', scopeValue: SUBJECTS[subject] ?? null}
  if (folded.includes('digital')) return {scopeKind: 'digital', scopeValue: null}
  return {scopeKind: 'all', scopeValue: null}
}
