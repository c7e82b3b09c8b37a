import {Worker} from 'node:worker_threads'
import type {OralProblem, OralProgress} from '../../src/planning/engine/orals/oral-problem.ts'
import type {PlanProgress, Problem} from '../../src/planning/engine/problem.ts'
import type {OralSolver} from '../../src/planning/orals/oral-solver.ts'
import type {Solver} from '../../src/planning/plans/solver.ts'
import type {Assignment} from './worker.ts'

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
      const assigned = assignments({kind: 'school', problem}, seed, budget, threads)
      for await (const {best, latest} of inWorkers<PlanProgress>(assigned, signal)) yield {...best, round: latest.round}
    },
  }
}

/** The search for orals in worker threads, by the same rules. */
export function oralsInWorkers(threads: number): OralSolver {
  return async function* solve(problem, {seed, proposals, signal}) {
    const assigned = assignments({kind: 'orals', problem}, seed, proposals, threads)
    for await (const {best, latest} of inWorkers<OralProgress>(assigned, signal))
      yield {...best, proposals: latest.proposals}
  }
}

type What = Readonly<{kind: 'school'; problem: Problem} | {kind: 'orals'; problem: OralProblem}>

function assignments(what: What, seed: number, budget: number, threads: number): Assignment[] {
  const stop = new SharedArrayBuffer(4)
  return Array.from({length: threads}, (_, index) => ({...what, seed: seed + index * APART, budget, stop}))
}

type Message<T> = Readonly<{progress: T; cost: number}>
type Letter<T> = Readonly<{worker: number; message?: Message<T>; error?: Error; done?: true}>

/** Runs searches side by side; answers with each progress the best of all until then. */
async function* inWorkers<T>(
  assigned: readonly Assignment[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Readonly<{best: T; latest: T}>> {
  const halt = (): void => {
    for (const {stop} of assigned) Atomics.store(new Int32Array(stop), 0, 1)
  }
  const inbox = mailbox<Letter<T>>()
  const workers = assigned.map((workerData, index) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {workerData})
    worker.on('message', (message: Message<T>) => inbox.post({worker: index, message}))
    worker.on('error', (error: Error) => inbox.post({worker: index, error}))
    worker.on('exit', () => inbox.post({worker: index, done: true}))
    return worker
  })
  if (signal?.aborted) halt()
  signal?.addEventListener('abort', halt)
  try {
    yield* bestOf(inbox.taken, workers.length)
  } finally {
    signal?.removeEventListener('abort', halt)
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

async function* bestOf<T>(
  taken: () => Promise<Letter<T>>,
  threads: number,
): AsyncGenerator<Readonly<{best: T; latest: T}>> {
  const latest = new Map<number, Message<T>>()
  for (let left = threads; left > 0;) {
    const {worker, message, error, done} = await taken()
    if (error) throw error
    if (done) left--
    if (!message) continue
    latest.set(worker, message)
    const [, best] = [...latest].toSorted(([a, x], [b, y]) => x.cost - y.cost || a - b)[0]!
    yield {best: best.progress, latest: message.progress}
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
