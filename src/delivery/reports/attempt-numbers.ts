import type {AttemptId, ExamId, PersonId} from '../../ids.ts'
import type {Attempt} from '../../registration/model.ts'
import type {DeliveryStores} from '../store.ts'

/**
 * The number each attempt of one student at one exam should have: one more than the attempts before it that count (by day,
 * then in the order they were made). Attempts taken over from elsewhere keep theirs.
 */
export function attemptNumbers(attempts: readonly Attempt[]): ReadonlyMap<AttemptId, number> {
  const numbers = new Map<AttemptId, number>()
  let counted = 0
  for (const attempt of attempts.toSorted((a, b) => compare(a.takenOn, b.takenOn) || compare(a.id, b.id))) {
    numbers.set(attempt.id, attempt.enrolmentId === null ? attempt.number : counted + 1)
    if (attempt.counts) counted++
  }
  return numbers
}

/** Numbers the attempts of students at exams again after one began or ceased to count. Needs the students' locks. */
export async function renumber(
  {attempts}: Pick<DeliveryStores, 'attempts'>,
  changed: readonly Readonly<{personId: PersonId; examId: ExamId}>[],
): Promise<void> {
  if (changed.length === 0) return
  const concerned = new Set(changed.map(keyOf))
  const all = await attempts.all({personId: [...new Set(changed.map(({personId}) => personId))]})
  for (const [key, own] of Map.groupBy(all, keyOf)) {
    if (!concerned.has(key)) continue
    const numbers = attemptNumbers(own)
    for (const {id, number} of own)
      if (numbers.get(id) !== number) await attempts.change(id, {number: numbers.get(id) ?? number})
  }
}

function keyOf({personId, examId}: Readonly<{personId: PersonId; examId: ExamId}>): string {
  return `${personId} ${examId}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
