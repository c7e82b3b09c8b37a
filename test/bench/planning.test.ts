import {existsSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {violations} from '../../src/planning/plans/checker.ts'
import type {PlanDraft} from '../../src/planning/engine/problem.ts'
import {searchSchool} from '../../src/planning/engine/school/school-search.ts'
import {searchTimetable, type TimetableProgress} from '../../src/planning/engine/timetable/search.ts'
import type {Timetable} from '../../src/planning/engine/timetable/model.ts'
import {ITC2007, itcCost, itcTimetable, readItc} from './planning/itc2007.ts'
import {plantedSchool} from './planning/planted-school.ts'
import {readToronto, TORONTO, torontoCost, torontoTimetable, type TorontoName} from './planning/toronto.ts'

/*
 * The search on public instances and on schools with a hidden plan. The instances are no part of the project: they are read
 * from ONTRAC_BENCH_DATA where that names a folder. Times are CPU seconds; MILLIONS is the budget of each run.
 */

const DATA = process.env['ONTRAC_BENCH_DATA'] ?? ''
const MILLIONS = Number(process.env['ONTRAC_BENCH_MILLIONS'] ?? '20')
const seconds = (): number => process.cpuUsage().user / 1e6

function searched(timetable: Timetable, rooms: boolean): {last: TimetableProgress; cpu: number} {
  const start = seconds()
  const moves = rooms ? {hot: 300, roomMoves: 0.1, exchanges: 0.1} : {}
  const last = [...searchTimetable(timetable, {seed: 1, proposals: MILLIONS * 1e6, ...moves})].at(-1)!
  return {last, cpu: seconds() - start}
}

function report(name: string, cost: number, against: string, {last, cpu}: ReturnType<typeof searched>): void {
  const speed = (last.proposals / cpu / 1e6).toFixed(1)
  const moves = Object.entries(last.moves).map(
    ([kind, {tried, accepted}]) => `${kind} ${Math.round((100 * accepted) / Math.max(1, tried))}%`,
  )
  console.log(
    `${name}: ${cost.toFixed(3)} (${against}), ${cpu.toFixed(1)} s, ${speed} M/s; accepted ${moves.join(', ')}`,
  )
}

describe.skipIf(!existsSync(DATA))('public instances', () => {
  test.each(Object.keys(TORONTO) as TorontoName[])('Toronto %s has no conflict', (name) => {
    const instance = readToronto(`${DATA}/toronto`, name)
    const {slots, best} = TORONTO[name]
    const found = searched(torontoTimetable(instance, slots), false)
    const cost = torontoCost(instance, found.last.slotOf)
    report(name, cost, `best known ${best}, ${(100 * (cost / best - 1)).toFixed(2)} %`, found)
    expect(cost * instance.students.length).toBeCloseTo(found.last.cost, 3)
  })

  test.each([1, 2, 3, 4] as const)('ITC2007 set %i keeps every hard rule', (set) => {
    const instance = readItc(`${DATA}/itc2007`, set)
    const {timetable, itemOf, partOf} = itcTimetable(instance)
    const found = searched(timetable, true)
    const periods = instance.exams.map((_, exam) => found.last.slotOf[itemOf[exam]!]!)
    const rooms = instance.exams.map((_, exam) => found.last.roomOf![partOf[exam]!]!)
    const cost = itcCost(instance, periods, rooms)
    report(`set ${set}`, cost, `peer ${ITC2007[set].peer}`, found)
    expect(cost).toBe(found.last.cost)
  })
})

const SCHOOLS = {
  'one location': {
    students: 2_000,
    locations: 1,
    exams: 120,
    days: 10,
    roomsEach: 15,
    most: 6,
    load: 0.75,
    staff: 60,
    seed: 1,
  },
  'six locations': {
    students: 5_000,
    locations: 6,
    exams: 150,
    days: 10,
    roomsEach: 9,
    most: 6,
    load: 0.75,
    staff: 240,
    seed: 1,
  },
} as const

test.each(Object.keys(SCHOOLS) as (keyof typeof SCHOOLS)[])('a school of %s has a place for everybody', (name) => {
  const {problem, seats, sessions} = plantedSchool(SCHOOLS[name])
  const start = seconds()
  let best: PlanDraft | undefined
  for (const {round, plan} of searchSchool(problem, {seed: 1, rounds: 5, stopped: () => false})) {
    best = plan
    const opened = plan.opened.reduce((sum, {room}) => sum + problem.rooms[room]!.seats, 0)
    const over = (part: number, whole: number): string => `${(100 * (part / whole - 1)).toFixed(1)} %`
    console.log(
      `${name}, round ${round}: ${(seconds() - start).toFixed(1)} s, sessions ${over(plan.opened.length, sessions)}, seats ${over(opened, seats)} over the hidden plan`,
    )
  }
  expect(violations(problem, best!)).toEqual([])
  expect(best!.seatOf.every((session) => session >= 0)).toBe(true)
})
