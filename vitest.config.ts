import {defineConfig} from 'vitest/config'
import type {TestProjectInlineConfiguration} from 'vitest/config'
import {CountingReporter} from './test/support/reporter.ts'

const ON_BOTH_DATABASES = ['./test/support/postgres-setup.ts']
const SECOND = 1000

type ProjectOptions = NonNullable<TestProjectInlineConfiguration['test']>

const project = (name: string, options: ProjectOptions = {}) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`],
    provide: {collation: 'bytes' as const},
    ...options,
  },
})

// A process per file, as a school starts it; each may take its time.
const WHOLE_PROGRAM: ProjectOptions = {
  pool: 'forks',
  globalSetup: ON_BOTH_DATABASES,
  testTimeout: 120 * SECOND,
  hookTimeout: 120 * SECOND,
}

const ORDER_OF_TEXT = [
  'collation',
  'copy',
  'enrolment',
  'import-sample',
  'institution-{boards,exams,groups,people,places,school}',
  'permissions',
  'registration',
  'results',
  'results-bulk',
  'rooms',
  'sessions',
  'store-{columns,engine,failures,opening,values}',
  'tasks',
  'waiting-list',
]

const TESTS = [
  project('core', {isolate: false}),
  project('app', {
    isolate: false,
    globalSetup: ON_BOTH_DATABASES,
    testTimeout: 30 * SECOND,
    hookTimeout: 60 * SECOND,
  }),
  // What orders, pages, searches and compares, once more where the database's own order of text is a language's.
  project('icu', {
    isolate: false,
    include: ORDER_OF_TEXT.map((name) => `test/app/${name}.test.ts`),
    provide: {collation: 'icu'},
    globalSetup: ON_BOTH_DATABASES,
    testTimeout: 30 * SECOND,
    hookTimeout: 60 * SECOND,
  }),
  project('web', {globalSetup: ON_BOTH_DATABASES, testTimeout: 60 * SECOND, hookTimeout: 60 * SECOND}),
  project('oke', {globalSetup: ON_BOTH_DATABASES, testTimeout: 60 * SECOND, hookTimeout: 60 * SECOND}),
  project('plugins', {testTimeout: 30 * SECOND}),
  project('golden', {globalSetup: ON_BOTH_DATABASES, testTimeout: 60 * SECOND}),
  project('cli', WHOLE_PROGRAM),
  project('screens', WHOLE_PROGRAM),
  project('e2e', {...WHOLE_PROGRAM, testTimeout: 1500 * SECOND}),
]
// What filling a store left behind is swept away before a question is measured (test/support/measured.ts).
const BENCHES = [
  project('bench', {
    ...WHOLE_PROGRAM,
    execArgv: ['--expose-gc'],
    testTimeout: 3600 * SECOND,
    fileParallelism: false,
  }),
]

export default defineConfig(({mode}) => ({
  test: {
    maxWorkers: 2,
    reporters: ['default', new CountingReporter()],
    projects: mode === 'bench' ? BENCHES : TESTS,
  },
}))
