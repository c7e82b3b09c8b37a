import type {Day} from '../time.ts'

/** Whether a term holds on a day: both its days count, and a side without a day has no end. */
export function inForce({fromOn, toOn}: Readonly<{fromOn: Day | null; toOn: Day | null}>, on: Day): boolean {
  return (fromOn === null || fromOn <= on) && (toOn === null || on <= toOn)
}
