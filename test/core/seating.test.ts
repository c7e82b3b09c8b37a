import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {placeForLate, seatRoom} from '../../src/planning/engine/seating/seat-room.ts'
import {neighbourBound, sameNeighbours, type SeatingProblem} from '../../src/planning/engine/seating/seating-problem.ts'

const problems = fc
  .record({
    rows: fc.integer({min: 1, max: 12}),
    columns: fc.integer({min: 1, max: 12}),
    kinds: fc.integer({min: 1, max: 5}),
    full: fc.double({min: 0, max: 1, noNaN: true}),
    way: fc.constantFrom('order', 'mix', 'distance'),
    reserve: fc.integer({min: 0, max: 3}),
  })
  .map(({rows, columns, kinds, full, way, reserve}): SeatingProblem => {
    const count = Math.floor(rows * columns * full)
    const candidates = Array.from({length: count}, (_, i) => ({
      key: `${i}`,
      kind: (i * 7) % kinds,
      front: i % 11 === 3,
      place: null,
    }))
    return {rows, columns, closed: [], candidates, way, reserve}
  })

describe('seating', () => {
  test('everybody has a place of his own, and places kept free stay free', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const {places, reserved} = seatRoom(problem)
        expect(places.every((place) => place >= 0 && place < problem.rows * problem.columns)).toBe(true)
        expect(new Set([...places, ...reserved]).size).toBe(places.length + reserved.length)
        expect(sameNeighbours(problem, {places})).toBeGreaterThanOrEqual(neighbourBound(problem))
      }),
    )
  })

  test('of 300 candidates with three exams nobody sits beside his own exam', () => {
    const candidates = Array.from({length: 300}, (_, i) => ({key: `${i}`, kind: i % 3, front: false, place: null}))
    const problem: SeatingProblem = {rows: 15, columns: 20, closed: [], candidates, way: 'mix', reserve: 0}
    expect(neighbourBound(problem)).toBe(0)
    expect(sameNeighbours(problem, seatRoom(problem))).toBe(0)
  })

  test('with empty places enough nobody has a neighbour of his exam, whatever the way but by list', () => {
    const candidates = Array.from({length: 50}, (_, i) => ({key: `${i}`, kind: 0, front: false, place: null}))
    const problem: SeatingProblem = {rows: 10, columns: 10, closed: [], candidates, way: 'distance', reserve: 0}
    expect(sameNeighbours(problem, seatRoom(problem))).toBe(0)
  })

  test('one who comes late gets a place, and nobody moves for him', () => {
    const candidates = Array.from({length: 20}, (_, i) => ({key: `${i}`, kind: i % 2, front: false, place: null}))
    const problem: SeatingProblem = {rows: 5, columns: 5, closed: [], candidates, way: 'mix', reserve: 2}
    const plan = seatRoom(problem)
    const place = placeForLate(problem, plan, 0)
    expect(place).toBeDefined()
    expect(plan.places).not.toContain(place)
    const full = {...problem, rows: 4, reserve: 0}
    expect(placeForLate(full, seatRoom(full), 0)).toBeUndefined()
  })

  test('places of one’s own and the front row come first', () => {
    const candidates = Array.from({length: 9}, (_, i) => ({
      key: `${i}`,
      kind: 0,
      front: i === 8,
      place: i === 7 ? 4 : null,
    }))
    const {places} = seatRoom({rows: 3, columns: 3, closed: [], candidates, way: 'order', reserve: 0})
    expect(places[7]).toBe(4)
    expect(places[8]).toBe(0)
  })
})
