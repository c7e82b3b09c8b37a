import {defineConfig} from 'vitest/config'
import {CountingReporter} from './test/support/reporter.ts'

const ON_BOTH_DATABASES = ['./test/support/postgres-setup.ts']
const SECOND = 1000

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', new CountingReporter()],
    projects: [
      {extends: true, test: {name: 'core', include: ['test/core/**/*.test.ts'], isolate: false}},
      {
        extends: true,
        test: {
          name: 'app',
          include: ['test/app/**/*.test.ts'],
          isolate: false,
          globalSetup: ON_BOTH_DATABASES,
          testTimeout: 30 * SECOND,
          hookTimeout: 60 * SECOND,
        },
      },
      {extends: true, test: {name: 'plugins', include: ['test/plugins/**/*.test.ts'], testTimeout: 30 * SECOND}},
      {
        extends: true,
        test: {
          name: 'cli',
          include: ['test/cli/**/*.test.ts'],
          pool: 'forks',
          globalSetup: ON_BOTH_DATABASES,
          testTimeout: 60 * SECOND,
          hookTimeout: 60 * SECOND,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          pool: 'forks',
          globalSetup: ON_BOTH_DATABASES,
          testTimeout: 300 * SECOND,
          hookTimeout: 120 * SECOND,
        },
      },
    ],
  },
})
