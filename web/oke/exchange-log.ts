import type {Context} from '../../src/context.ts'
import type {Exchange} from '../../src/connector.ts'
import {keepExchanges} from '../../src/exchange/keep-exchanges.ts'
import type {ExchangeStores} from '../../src/exchange/store.ts'
import type {PartyId} from '../../src/ids.ts'

/** Keeps exchanges a few together: a line in the log must not cost a write of its own. */
export type ExchangeLog = Readonly<{
  add: (party: PartyId | null, exchange: Exchange) => void
  /** Writes what is not written yet. */
  flush: () => Promise<void>
}>

const TOGETHER = 200
const MILLIS = 500

export function openExchangeLog(context: () => Promise<Context<ExchangeStores>>): ExchangeLog {
  let waiting: {party: PartyId | null; exchange: Exchange}[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> = Promise.resolve()

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const lines = waiting
    waiting = []
    if (lines.length > 0)
      // A store that is busy loses lines of the log and not the messages themselves, which stand in the audit trail.
      writing = writing.then(async () => keepExchanges(await context(), lines)).catch(() => undefined)
    return writing
  }
  return {
    add(party, exchange) {
      waiting.push({party, exchange})
      if (waiting.length >= TOGETHER) void flush()
      else timer ??= setTimeout(() => void flush(), MILLIS)
    },
    flush,
  }
}
