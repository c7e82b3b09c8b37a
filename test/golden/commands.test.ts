import {beforeAll, describe, expect, test} from 'vitest'
import {commandList, helpTexts, loadProgram} from '../support/command-text.ts'
import {expectGolden, expectNoOthers} from '../support/golden.ts'

describe('the commands', () => {
  let config: Awaited<ReturnType<typeof loadProgram>>
  beforeAll(async () => {
    config = await loadProgram()
  })

  test('take the arguments and flags of the golden list', () => {
    expectGolden('commands.txt', commandList(config))
  })

  test('say in a summary that ends with a full stop what they do, and show it in two examples', () => {
    const wanting = config.commands.filter(
      ({summary, examples}) => !summary?.endsWith('.') || (examples?.length ?? 0) < 2,
    )
    expect(wanting.map(({id}) => id)).toEqual([])
  })

  test('help as the golden files say', async () => {
    const files = await helpTexts(config)
    for (const [name, text] of Object.entries(files)) expectGolden(`help/${name}`, text)
    expectNoOthers('help', Object.keys(files))
  })
})
