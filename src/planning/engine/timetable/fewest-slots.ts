import {randomFrom} from '../random.ts'
import {largestClique} from './clique.ts'
import {construct} from './construct.ts'
import {type TimetableParts, timetableOf} from './model.ts'
import {emptyState} from './state.ts'

/** The fewest slots for which a timetable was found, and how many any timetable takes at least, with the items that prove it. */
export type FewestSlots = Readonly<{slots: number; slotOf: Int32Array; proof: readonly number[]}>

const ATTEMPTS = 12
const STEPS = 20_000

/** Looks for a timetable without conflict in as few slots as its largest clique, and in one more each time that fails. */
export function fewestSlots(parts: Omit<TimetableParts, 'slots'>, seed: number): FewestSlots {
  const proof = largestClique(timetableOf({...parts, slots: 1}))
  for (let slots = Math.max(1, proof.length); ; slots++) {
    const timetable = timetableOf({...parts, slots})
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const state = emptyState(timetable)
      if (construct(state, randomFrom(seed * 31 + attempt), STEPS, attempt % 2 === 1))
        return {slots, slotOf: state.slotOf, proof}
    }
  }
}
