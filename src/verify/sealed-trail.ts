import {checkTrail} from '../operation/verify-audit.ts'
import type {CheckTools} from './checks.ts'
import type {Violation} from './store.ts'

/** What is wrong with the audit trail. */
export async function sealViolations({stores, hash, key, limit}: CheckTools): Promise<readonly Violation[]> {
  const {problems} = await checkTrail(stores, hash, {key})
  return problems.slice(0, limit).map(({code, seal, entry}) => ({problem: code, seal, entry}))
}
