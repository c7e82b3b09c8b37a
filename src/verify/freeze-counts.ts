import type {CheckTools} from './checks.ts'
import type {Violation} from './store.ts'

/** Freezes that hold more or fewer registrations than the audit trail says they were made with. */
export async function freezeViolations({stores, limit}: CheckTools): Promise<readonly Violation[]> {
  const freezes = await stores.verification.freezes()
  return freezes
    .filter(({rows, noted}) => noted.length > 0 && !noted.includes(rows))
    .slice(0, limit)
    .map(({period, frozenAt, rows, noted}) => ({period, frozenAt, rows, noted: noted[0] ?? null}))
}
