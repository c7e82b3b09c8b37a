import {describe, expect, test} from 'vitest'
import {contextFunctions, importsOf, type UseCase, useCases} from '../support/doors.ts'
import {codesIn, errorCodes} from '../support/error-codes.ts'
import {expectGolden} from '../support/golden.ts'
import {ROOT} from '../support/golden-files.ts'
import {permissionTable} from '../support/permission-table.ts'
import {parseText} from '../support/source-tree.ts'

test('who may do and see what stands in the golden table', () => {
  expectGolden('permissions.txt', permissionTable())
})

describe('the error codes', () => {
  const codes = errorCodes(ROOT)

  test('stand in the golden list, with their kind and where they are given', () => {
    const lines = codes.map(({code, kind, file}) => `${code.padEnd(38)}  ${kind.padEnd(11)}  ${file}`)
    expectGolden('errors.txt', `${lines.join('\n')}\n`)
  })

  test('mean one thing: the same code never has two kinds', () => {
    const kinds = new Map<string, Set<string>>()
    for (const {code, kind} of codes) kinds.set(code, (kinds.get(code) ?? new Set()).add(kind))
    expect([...kinds].filter(([, own]) => hasTwoMeanings(own)).map(([code, own]) => [code, ...own])).toEqual([])
  })

  test('are found however they are written', () => {
    const source = `
      throw new ExamError('invalid', 'a.plain', 'text')
      throw new ExamError(late ? 'refused' : 'forbidden', early ? 'a.early' : 'a.late', 'text')
      throw new ExamError('refused', \`\${plan.state}.wrong\`, 'text')
      throw notFound('room', key)
      refuseIfAny('session', [{code: 'a.reason', message}, {code: 'a.cast' as Code, message: 'text'}])
      const gap = because('a.argument', 'text')
      const [code, message] = ready ? ['a.tuple', 'x'] as const : ['a.other-tuple', 'y'] as const
      if (error.code === 'a.compared' || isOf('room.add')) load('data.csv')
      type Code = 'a.type'`
    expect(
      codesIn(parseText(source), 'src/x.ts')
        .map(({code, kind}) => `${code} ${kind}`)
        .toSorted(),
    ).toEqual([
      'a.argument reason',
      'a.cast reason',
      'a.early forbidden',
      'a.early refused',
      'a.late forbidden',
      'a.late refused',
      'a.other-tuple reason',
      'a.plain invalid',
      'a.reason reason',
      'a.tuple reason',
      'room.not-found not-found',
      'session.refused refused',
      '{state}.wrong refused',
    ])
  })
})

/** A reason stands in a refusal, or says which row of a file is wrong. */
function hasTwoMeanings(kinds: ReadonlySet<string>): boolean {
  const errors = [...kinds].filter((kind) => kind !== 'reason')
  return errors.length > 1 || (kinds.has('reason') && errors.some((kind) => kind !== 'refused' && kind !== 'invalid'))
}

/** Use cases that nobody calls from outside, and why that is right. */
const WITHOUT_DOOR: Readonly<Record<string, string>> = {
  erasePerson: 'the part of withdrawing what the SIS cancelled that ends what is kept of somebody',
  fetchMissing: 'a part of the timed round of exchange',
  inSteps: 'does the deeds of establish-results and publish-results, a step at a time',
}

describe('the doors of the use cases', () => {
  const cases = useCases(ROOT)

  test('stand in the golden list', () => {
    const block = ({file, name, doors}: UseCase): string =>
      [`${file} ${name}`, ...(doors.length > 0 ? doors : [`NO DOOR: ${WITHOUT_DOOR[name] ?? 'why?'}`])].join('\n  ')
    expectGolden('doors.txt', `${cases.map(block).join('\n\n')}\n`)
  })

  test('are at least one for each, unless a reason says why not', () => {
    const closed = cases.filter(({doors}) => doors.length === 0).map(({name}) => name)
    expect(closed.toSorted()).toEqual(Object.keys(WITHOUT_DOOR).toSorted())
  })

  test('are found however they are imported', () => {
    const source = `
      import {addRoom as add, type Room} from '../../src/institution/places/add-room.ts'
      const {tick} = await import('../../src/lifecycle/tick.ts')`
    expect(importsOf(parseText(source), 'commands/room/add.ts')).toEqual([
      'src/institution/places/add-room.ts addRoom',
      'src/institution/places/add-room.ts Room',
      'src/lifecycle/tick.ts *',
    ])
    const own =
      'export async function addRoom(ctx: Context<Stores>, input: unknown) {}\nexport function seats(room: Room) {}'
    expect(contextFunctions(parseText(own))).toEqual(['addRoom'])
  })
})
