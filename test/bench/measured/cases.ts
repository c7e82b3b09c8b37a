import {existsSync} from 'node:fs'
import {growthCases} from './growth-cases.ts'
import {itcCases} from './itc-cases.ts'
import type {MeasuredCase} from './measured-case.ts'
import {moveCases} from './move-cases.ts'
import {oralCases} from './oral-cases.ts'
import {rotaCases} from './rota-cases.ts'
import {scettCases} from './scett-cases.ts'
import {schoolCases} from './school-cases.ts'
import {seatingCases} from './seating-cases.ts'
import {slotCases} from './slot-cases.ts'
import {torontoCases} from './toronto-cases.ts'

/** Every case there is; those of public instances only where the folder that holds them exists. */
export function allCases(folder: string): MeasuredCase[] {
  const instances = (existsSync(`${folder}/toronto`) ? [torontoCases, slotCases, moveCases] : []).concat(
    existsSync(`${folder}/itc2007`) ? [itcCases] : [],
    existsSync(`${folder}/scett`) ? [scettCases] : [],
  )
  return [
    ...instances.flatMap((cases) => cases(folder)),
    ...schoolCases(),
    ...growthCases(),
    ...oralCases(),
    ...rotaCases(),
    ...seatingCases(),
  ]
}

/** What a run is known by, so that one that was measured is not measured again. */
export function keyOf({group, name}: MeasuredCase, seed: number): string {
  return `${group} / ${name} / seed ${seed}`
}
