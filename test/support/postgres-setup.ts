import type {TestProject} from 'vitest/node'
import {startPostgres} from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's Postgres server as superuser: `postgres://postgres@localhost/postgres?host=SOCKETDIR`. */
    postgresUrl: string
    postgres: {socketDir: string; port: number; user: string}
    /** How databases of the run order text where a table does not say: by bytes, or as in Dutch. */
    collation: 'bytes' | 'icu'
  }
}

/** Starts one Postgres for the whole run, before the first project that tests on it. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const run = project.vitest.getRootProject()
  if ('postgresUrl' in run.getProvidedContext()) return undefined
  const {url, socketDir, port, user, stop} = await startPostgres({durable: project.name === 'bench'})
  run.provide('postgresUrl', url)
  run.provide('postgres', {socketDir, port, user})
  return stop
}
