import {fewestSlots} from '../../../src/planning/engine/timetable/fewest-slots.ts'
import {cpuSeconds, type MeasuredCase} from './measured-case.ts'
import {readToronto, sharedStudents, TORONTO, torontoCost, type TorontoName} from './toronto.ts'

/** Instances whose largest clique says how many slots are needed, and it can be done. */
const PROVEN: readonly TorontoName[] = ['hec-s-92', 'kfu-s-93', 'rye-s-93', 'sta-f-83', 'ute-s-92']

/** As few slots as there are exams that all share students. */
export function slotCases(folder: string): MeasuredCase[] {
  return PROVEN.map((name): MeasuredCase => {
    const bound = TORONTO[name].least
    const run = (seed: number) => {
      const start = cpuSeconds()
      const instance = readToronto(`${folder}/toronto`, name)
      const pairs = sharedStudents(instance.exams, instance.students)
      const {slots, slotOf, proof} = fewestSlots({items: instance.exams, pairs, near: () => 0}, seed)
      const seconds = cpuSeconds() - start
      if (torontoCost(instance, slotOf) < 0) throw new Error(`${name}: somebody sits twice in a slot`)
      return {value: slots, seconds, notes: {'proven at least': proof.length}}
    }
    return {
      subject: 'planning',
      group: 'Fewest slots',
      name,
      unit: 'slots',
      bound,
      goal: bound,
      seeds: 3,
      quick: 3,
      run,
    }
  })
}
