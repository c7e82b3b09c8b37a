import {beforeAll, describe, expect, test} from 'vitest'
import {loadProgram} from '../support/command-text.ts'
import {expectGolden, expectNoOthers, isUpdating} from '../support/golden.ts'
import {goldenNames, readGolden} from '../support/golden-files.ts'
import {answersIn, schemaName, schemasOf} from '../support/recorded-answers.ts'

const NOT_SEEN = 'not-seen.txt'
/** Commands that are asked nowhere while answers are recorded, and why not. */
const REASONS: Readonly<Record<string, string>> = {
  demo: 'test/e2e plays it, which takes too long to record',
  open: 'it opens screens, and without a terminal it refuses',
}

// Whether answers fit is seen where they are given: by every `home.json` and `home.script` of the other tests.
describe('the answers of commands to scripts', () => {
  let ids: readonly string[]
  beforeAll(async () => {
    ids = (await loadProgram()).commandIDs.toSorted()
    const folder = process.env['ONTRAC_RECORD_JSON']
    if (!isUpdating || !folder) return
    for (const [name, text] of Object.entries(schemasOf(answersIn(folder)))) expectGolden(`json/${name}`, text)
  })

  test('have schemas of commands that are there', () => {
    expectNoOthers('json', [...ids.map(schemaName), NOT_SEEN])
    expect(goldenNames('json').length).toBeGreaterThan(1)
  })

  test('are objects, never a bare list, so that something can be said beside it one day', () => {
    const schemas = goldenNames('json').filter((name) => name.endsWith('.schema.json'))
    const bare = schemas.filter(
      (name) => (JSON.parse(readGolden(`json/${name}`) ?? '{}') as {type?: unknown}).type !== 'object',
    )
    expect(bare).toEqual([])
  })

  test('have a schema each, but for the commands of the golden list that no test has asked', () => {
    const seen = new Set(goldenNames('json'))
    const missing = ids
      .filter((id) => !seen.has(schemaName(id)))
      .map((id) => [id.replaceAll(':', ' '), REASONS[id]].filter(Boolean).join(': '))
    expectGolden(`json/${NOT_SEEN}`, `${missing.join('\n')}\n`)
  })
})
