import {ExamError} from '../../src/errors.ts'

type Waiting<T> = {take: (item: T) => void; fail: (reason: unknown) => void}

/**
 * Things that one at a time may use, first come first served.
 *
 * Who has waited longer than `patience` milliseconds is told that it is busy: overload ends in an answer, and a
 * transaction that waits for itself (one opened inside another) does not hang for ever.
 */
export class Turns<T> {
  readonly #free: T[]
  readonly #waiting = new Set<Waiting<T>>()
  readonly #patience: number

  constructor(items: readonly T[], patience: number) {
    this.#free = [...items]
    this.#patience = patience
  }

  /** @throws ExamError `store.busy` after `patience`; the signal's reason when it is aborted first */
  async take(signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    return this.#free.pop() ?? this.#wait(signal)
  }

  give(item: T): void {
    const [next] = this.#waiting
    if (next === undefined) this.#free.push(item)
    else next.take(item)
  }

  #wait(signal: AbortSignal | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(waiting)
        clearTimeout(timer)
        signal?.removeEventListener('abort', aborted)
      }
      const waiting: Waiting<T> = {
        take: (item) => (leave(), resolve(item)),
        fail: (reason) => (leave(), reject(reason)),
      }
      const aborted = () => waiting.fail(signal?.reason)
      const timer = setTimeout(() => waiting.fail(busy()), this.#patience)
      signal?.addEventListener('abort', aborted, {once: true})
      this.#waiting.add(waiting)
    })
  }
}

function busy(): ExamError {
  return new ExamError('unavailable', 'store.busy', 'The store is busy; try again in a moment.')
}
