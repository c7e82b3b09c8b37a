import {randomUUID} from 'node:crypto'
import type {Kysely} from 'kysely'
import type {Tables} from '../../db/tables.ts'

/** A location as it is kept, the simplest of all rows: for tests of the store itself, which know no deeds. */
export function locationRow(code: string): Tables['location'] {
  const id = randomUUID() as string as Tables['location']['id']
  return {id, code, name: `Location ${code}`, address: '', endedAt: null, version: 1}
}

export async function addLocation(db: Kysely<Tables>, code: string): Promise<void> {
  await db.insertInto('location').values(locationRow(code)).execute()
}

/** The codes of all locations, sorted. */
export async function locationCodes(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db.selectFrom('location').select('code').orderBy('code').execute()
  return rows.map(({code}) => code)
}
