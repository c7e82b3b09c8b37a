import type {Day} from '../../time.ts'
import type {Exam, ExamVersion, Need} from '../model.ts'

/** Assigned needs translated for one exam. */
export type ExamNeeds = Readonly<{
  /** Extra minutes: the most that one need gives, never their sum (domain §1.4). */
  extraMinutes: number
  /** Codes of the aids, in order: `spoken`, `quiet-room`, `unlimited-time`. */
  aids: readonly string[]
}>

/** The aid that stands for time without limit; for planning it counts as the exam's duration once more. */
export const UNLIMITED_TIME = 'unlimited-time'

/**
 * What a student is entitled to at one exam on one day.
 *
 * A percentage is of the version's duration, rounded up to a whole minute. A version without extra time (`extraTime`
 * false: its duration already holds it) gives aids only.
 */
export function needsFor(needs: readonly Need[], exam: Exam, version: ExamVersion, on: Day): ExamNeeds {
  const valid = needs.filter((need) => holdsOn(need, on) && holdsFor(need, exam))
  const aids = new Set(valid.flatMap((need) => aidOf(need)))
  const minutes = valid.map((need) => minutesOf(need, version.minutes))
  return {extraMinutes: version.extraTime ? Math.max(0, ...minutes) : 0, aids: [...aids].toSorted()}
}

function holdsOn(need: Need, on: Day): boolean {
  return need.endedAt === null && (need.fromOn === null || need.fromOn <= on) && (need.toOn === null || on <= need.toOn)
}

function holdsFor(need: Need, exam: Exam): boolean {
  switch (need.scopeKind) {
    case 'all':
      return true
    case 'digital':
      return exam.form === 'digital' || exam.form === 'listening'
    case 'subject':
      return need.scopeValue?.toLowerCase() === exam.subject.toLowerCase()
    case 'exam':
      return need.scopeValue === exam.code
  }
}

function minutesOf(need: Need, duration: number): number {
  switch (need.basis) {
    case 'percent':
      return Math.ceil((duration * need.value) / 100)
    case 'minutes':
      return need.value
    case 'unlimited':
      return duration
    case 'aid':
      return 0
  }
}

function aidOf(need: Need): readonly string[] {
  if (need.basis === 'aid') return [need.code]
  return need.basis === 'unlimited' ? [UNLIMITED_TIME] : []
}
