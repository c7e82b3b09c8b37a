import type {Context} from '../context.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import type {KnownKey} from '../operation/check-chain.ts'
import {CHECKS} from './checks.ts'
import type {Violation} from './store.ts'

/** How a promise is kept. */
export type Finding = Readonly<{
  check: string
  sentence: string
  ok: boolean
  /** The first hundred rows that break it. */
  violations: readonly Violation[]
  /** There are more than those. */
  more: boolean
}>

const MOST = 100

/**
 * Checks every promise of the whole store in one snapshot; changes nothing. On a school of 5,000 students it takes about a
 * second. `onCheck` is told before each check.
 */
export async function verifyStore(
  ctx: Context<LifecycleStores>,
  {key, onCheck}: Readonly<{key: KnownKey; onCheck?: (sentence: string) => void}>,
): Promise<Readonly<{ok: boolean; findings: readonly Finding[]}>> {
  return ctx.read('operation.read', async (stores) => {
    const findings: Finding[] = []
    for (const {name, sentence, find} of CHECKS) {
      onCheck?.(sentence)
      const found = await find({stores, hash: ctx.hash, key, limit: MOST + 1})
      const violations = found.slice(0, MOST)
      findings.push({check: name, sentence, ok: found.length === 0, violations, more: found.length > MOST})
    }
    return {ok: findings.every(({ok}) => ok), findings}
  })
}
