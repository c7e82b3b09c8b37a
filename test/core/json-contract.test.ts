import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {inferSchema, misfits} from '../support/json-contract.ts'

const ROOM = {code: 'B104', seats: 30, features: ['quiet'], block: null}

describe('the schema of answers', () => {
  test('fits every answer it is made from', () => {
    const samples = fc.array(fc.jsonValue({maxDepth: 4}), {minLength: 1})
    fc.assert(
      fc.property(samples, (answers) => {
        const json = JSON.parse(JSON.stringify(answers)) as unknown[]
        const schema = inferSchema(json)
        expect(json.flatMap((answer) => misfits(schema, answer))).toEqual([])
      }),
    )
  })

  test('is the same in whatever order the answers came', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({maxDepth: 3}), {minLength: 1}), (answers) => {
        expect(inferSchema(answers.toReversed())).toEqual(inferSchema(answers))
      }),
    )
  })

  test('knows parts that are not always there, and parts that are null or a text', () => {
    const schema = inferSchema([ROOM, {code: 'B105', seats: 30.5, features: [], block: 'exams', owner: 'church'}])
    expect(schema).toEqual({
      type: 'object',
      properties: {
        block: {type: ['null', 'string']},
        code: {type: 'string'},
        features: {type: 'array', items: {type: 'string'}},
        owner: {type: 'string'},
        seats: {type: 'number'},
      },
      required: ['block', 'code', 'features', 'seats'],
      additionalProperties: false,
    })
  })

  test('takes an object whose names are codes as a dictionary, so that another code fits', () => {
    const schema = inferSchema([{'2026-P2': {wanted: 1}}, {'2026-P3': {wanted: 2}}])
    expect(misfits(schema, {'2027-P1': {wanted: 3}})).toEqual([])
    expect(misfits(schema, {'2027-P1': 3})).toEqual(['/2027-P1 is integer, not object'])
  })

  test('is broken by an answer that lost a part, gained one, or has another type in it', () => {
    const schema = inferSchema([{rooms: [ROOM], next: []}])
    const {code: _, ...nameless} = ROOM
    expect(misfits(schema, {rooms: [nameless], next: []})).toEqual(['/rooms/0/code is missing'])
    expect(misfits(schema, {rooms: [{...ROOM, owner: null}], next: []})).toEqual(['/rooms/0/owner is new'])
    expect(misfits(schema, {rooms: [{...ROOM, seats: '30'}], next: []})).toEqual([
      '/rooms/0/seats is string, not integer',
    ])
    expect(misfits(schema, {rooms: [{...ROOM, features: [1]}], next: []})).toEqual([
      '/rooms/0/features/0 is integer, not string',
    ])
    expect(misfits(schema, {rooms: [], next: ['2026-P3']})).toEqual(['/next was never seen with anything in it'])
    expect(misfits(schema, null)).toEqual(['/ is null, not object'])
  })
})
