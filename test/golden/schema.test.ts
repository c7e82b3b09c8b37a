import {expect, test} from 'vitest'
import {type Database, openTestStore} from '../support/databases.ts'
import {expectGolden} from '../support/golden.ts'
import {schemaText} from '../support/schema-text.ts'

test('a new store has the tables of the golden file, line for line the same on both databases', async () => {
  const sqlite = await newSchema('sqlite')
  expect(await newSchema('postgres')).toBe(sqlite)
  expectGolden('schema.txt', sqlite)
})

async function newSchema(which: Database): Promise<string> {
  const {store, close} = await openTestStore(which)
  try {
    return await schemaText(store)
  } finally {
    await close()
  }
}
