import {Worker} from 'node:worker_threads'
import type {PlanProgress} from '../../src/planning/engine/problem.ts'
import type {Solver} from '../../src/planning/plans/solver.ts'
import type {Assignment} from './worker.ts'

type Message = Readonly<{progress: PlanProgress; cost: number}>

/** Seeds of workers that search side by side lie this far apart, so that a later seed is not a repetition. */
const APART = 1_000_003

/**
 * The engine in worker threads: as many searches side by side as it is given threads, each with a seed of its own, so that
 * whoever asks stays live. The best by cost and then by seed is the answer; the same problem, seed, budget and threads give
 * the same plan. After a stop the best until then stands.
 */
export function engineInWorkers(threads: number): Solver {
  return {
    name: 'annealing',
    async *solve(problem, {seed, budget, signal}) {
      const stop = new SharedArrayBuffer(4)
      const halt = (): void => void Atomics.store(new Int32Array(stop), 0, 1)
      const inbox = mailbox<{worker: number; message?: Message; error?: Error; done?: true}>()
      const workers = Array.from({length: threads}, (_, index) => {
        const assignment: Assignment = {problem, seed: seed + index * APART, budget, stop}
        const worker = new Worker(new URL('./worker.ts', import.meta.url), {workerData: assignment})
        worker.on('message', (message: Message) => inbox.post({worker: index, message}))
        worker.on('error', (error: Error) => inbox.post({worker: index, error}))
        worker.on('exit', () => inbox.post({worker: index, done: true}))
        return worker
      })
      if (signal?.aborted) halt()
      signal?.addEventListener('abort', halt)
      try {
        yield* bestOf(inbox.taken, threads)
      } finally {
        signal?.removeEventListener('abort', halt)
        await Promise.all(workers.map((worker) => worker.terminate()))
      }
    },
  }
}

type Letter = Readonly<{worker: number; message?: Message; error?: Error; done?: true}>

async function* bestOf(taken: () => Promise<Letter>, threads: number): AsyncGenerator<PlanProgress> {
  const latest = new Map<number, Message>()
  for (let left = threads; left > 0;) {
    const {worker, message, error, done} = await taken()
    if (error) throw error
    if (done) left--
    if (!message) continue
    latest.set(worker, message)
    const [, best] = [...latest].toSorted(([a, x], [b, y]) => x.cost - y.cost || a - b)[0]!
    yield {...best.progress, round: message.progress.round}
  }
}

/** Letters in order of arrival; who takes one waits for it. */
function mailbox<T>(): Readonly<{post: (letter: T) => void; taken: () => Promise<T>}> {
  const letters: T[] = []
  let waiting: ((letter: T) => void) | undefined
  return {
    post(letter) {
      if (waiting) waiting(letter)
      else letters.push(letter)
      waiting = undefined
    },
    taken: () =>
      new Promise((resolve) => {
        const next = letters.shift()
        if (next === undefined) waiting = resolve
        else resolve(next)
      }),
  }
}
