import type {Migration} from 'kysely/migration'
import * as first from './2026-11-24-first.ts'

/** Every migration in order. Frozen once released; a change of the schema is a new file and a new line here. */
export const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-24-first': first,
}
