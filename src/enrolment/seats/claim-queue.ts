import type {Outcome} from '../../context.ts'
import {ExamError} from '../../errors.ts'

/** How a queue settles, and its bounds. */
export type ClaimQueueOptions<C, A> = Readonly<{
  /** Decides claims in one go, in order, one outcome each; when it fails as a whole, so does each of them. */
  settle: (claims: readonly C[]) => Promise<readonly Outcome<A>[]>
  /** At most so many claims go together, of one line or of several. */
  together: number
  /** At most so often it is settled at the same time; a line is in one of them. */
  atOnce: number
  /** Whoever finds so many before him in his line is told that it is busy, and never that it is full (design rule 7). */
  longest: number
}>

/** Lines of claims that wait for their turn. */
export type ClaimQueue<C, A> = Readonly<{
  /** Joins the end of a line and waits for the outcome. @throws ExamError `session.busy` when the line is too long */
  claim: (line: string, claim: C) => Promise<A>
  /** How many wait, in all lines, beside those that are being settled. */
  waiting: () => number
}>

type Waiting<C, A> = Readonly<{claim: C; resolve: (answer: A) => void; reject: (reason: unknown) => void}>

/**
 * Lets claims wait their turn in memory, first in first out per line, and settles those that wait together (design rule 8).
 *
 * Nobody waits for others to come: the first claim of an idle line goes at once, and what arrives meanwhile goes next,
 * with what has arrived in other lines. Lines take turns, so that a rush on one session does not hold up another. Pure: it
 * knows no clock and no store.
 */
export function openClaimQueue<C, A>({settle, together, atOnce, longest}: ClaimQueueOptions<C, A>): ClaimQueue<C, A> {
  const lines = new Map<string, Waiting<C, A>[]>()
  const ready: string[] = []
  let busy = 0

  function next(): void {
    while (busy < atOnce && ready.length > 0) {
      busy++
      void settleSome()
    }
  }

  async function settleSome(): Promise<void> {
    const taken: string[] = []
    const batch: Waiting<C, A>[] = []
    for (let line = ready.shift(); line !== undefined; line = batch.length < together ? ready.shift() : undefined) {
      taken.push(line)
      batch.push(...(lines.get(line)?.splice(0, together - batch.length) ?? []))
    }
    await settleBatch(batch)
    busy--
    for (const line of taken) {
      if (lines.get(line)?.length === 0) lines.delete(line)
      else ready.push(line)
    }
    next()
  }

  async function settleBatch(batch: readonly Waiting<C, A>[]): Promise<void> {
    try {
      const outcomes = await settle(batch.map(({claim}) => claim))
      batch.forEach((waiting, i) => answer(waiting, outcomes[i]))
    } catch (error) {
      for (const {reject} of batch) reject(error)
    }
  }

  return {
    claim: (line, claim) =>
      new Promise((resolve, reject) => {
        const waiting = lines.get(line)
        if (waiting && waiting.length >= longest) reject(tooBusy(waiting.length))
        else if (waiting) waiting.push({claim, resolve, reject})
        else {
          lines.set(line, [{claim, resolve, reject}])
          ready.push(line)
        }
        next()
      }),
    waiting: () => [...lines.values()].reduce((sum, line) => sum + line.length, 0),
  }
}

function answer<C, A>({resolve, reject}: Waiting<C, A>, outcome: Outcome<A> | undefined): void {
  if (outcome === undefined) reject(new Error('A claim was settled without an outcome.'))
  else if ('answer' in outcome) resolve(outcome.answer)
  else reject(outcome.error)
}

function tooBusy(waiting: number): ExamError {
  return new ExamError(
    'unavailable',
    'session.busy',
    'Very many ask for this session right now, and nothing was done for you; try again in a moment.',
    {waiting},
  )
}
