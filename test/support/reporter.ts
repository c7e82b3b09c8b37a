import {writeSync} from 'node:fs'
import type {SerializedError} from 'vitest'
import type {Reporter, TestModule, TestRunEndReason} from 'vitest/node'

type Counts = {passed: number; failed: number; skipped: number}

/**
 * Ends the output with the line `N passed, N failed` (and `, N skipped`), which CI reads.
 *
 * A file that cannot be loaded and an error outside any test count as failed, so that `0 failed` means that all is well.
 */
export class CountingReporter implements Reporter {
  #line: string | undefined

  onInit(): void {
    process.once('exit', () => this.#print())
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], reason: TestRunEndReason): void {
    const counts = count(modules)
    counts.failed += errors.length
    if (reason === 'failed' && counts.failed === 0) counts.failed = 1
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
    this.#line = `${counts.passed} passed, ${counts.failed} failed${skipped}`
  }

  // After the last word of every other reporter and of the global teardown, and only by synchronous writing.
  #print(): void {
    if (this.#line !== undefined) writeSync(1, `${this.#line}\n`)
  }
}

function count(modules: readonly TestModule[]): Counts {
  const counts: Counts = {passed: 0, failed: 0, skipped: 0}
  for (const module of modules) {
    counts.failed += module.errors().length
    for (const test of module.children.allTests()) {
      const {state} = test.result()
      if (state !== 'pending') counts[state] += 1
    }
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
  }
  return counts
}
