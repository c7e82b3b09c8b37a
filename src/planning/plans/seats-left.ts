import {completion} from './completion/completion.ts'
import {nothingPlanned} from './kept-pins.ts'
import type {Solver} from './solver.ts'

/** Gives out seats that are left in sessions that are there, to as many as can have one; opens nothing. Its budget is ignored. */
export const SEATS_LEFT: Solver = {
  name: 'seats-left',
  async *solve(problem) {
    const {plan, stuck} = completion(problem, nothingPlanned(problem), {movable: () => true})
    yield {round: 1, rounds: 1, unplaced: stuck.length, sessions: 0, proposals: 0, plan}
    await Promise.resolve()
  },
}
