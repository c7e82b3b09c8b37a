import {monitorEventLoopDelay, performance} from 'node:perf_hooks'
import {setTimeout as wait} from 'node:timers/promises'
import {expect} from 'vitest'

/** Longest that one question may take, and how much longer the event loop may be held than when nothing happens; milliseconds. */
const SECOND = 1000
const HELD = 50
/** A rest is as long as the question, and at least this: the longer one looks, the longer the longest delay. */
const REST = 300

type Bounds = Readonly<{most?: number; times?: number}>

/**
 * Runs a question a few times: the best must do, as others may keep this machine busy. A rest in the same run is the control.
 * What filling the store left behind is no part of the question, and is swept first.
 */
export async function measured<T>(
  what: string,
  ask: () => Promise<T>,
  {most = SECOND, times = 5}: Bounds = {},
): Promise<T> {
  globalThis.gc?.()
  const runs = []
  for (let i = 0; i < times; i++) {
    const asked = await during(ask)
    const idle = await during(() => wait(Math.max(REST, asked.took)))
    runs.push({...asked, idle: idle.delay, held: asked.delay - idle.delay})
  }
  const [fastest, freest] = [minBy(runs, ({took}) => took), minBy(runs, ({held}) => held)]
  console.log(
    `${what}: ${fastest.took.toFixed(0)} ms; event loop p99.9 ${freest.delay.toFixed(1)} ms, idle ${freest.idle.toFixed(1)} ms`,
  )
  expect(fastest.took).toBeLessThan(most)
  expect(freest.held).toBeLessThan(HELD)
  return fastest.answer
}

async function during<T>(work: () => Promise<T>): Promise<{answer: T; took: number; delay: number}> {
  const monitor = monitorEventLoopDelay({resolution: 5})
  monitor.enable()
  const start = performance.now()
  const answer = await work()
  const took = performance.now() - start
  monitor.disable()
  return {answer, took, delay: monitor.percentile(99.9) / 1e6}
}

function minBy<T>(list: readonly T[], of: (each: T) => number): T {
  return list.reduce((best, each) => (of(each) < of(best) ? each : best))
}
