import type {Context} from '../../context.ts'
import type {Period} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** The periods by first day, newest first; archived ones only when asked for. */
export async function listPeriods(
  ctx: Context<InstitutionStores>,
  {archived = false}: Readonly<{archived?: boolean}> = {},
): Promise<readonly Period[]> {
  return ctx.read('catalogue.read', async ({periods}) => {
    const states = archived ? {} : {state: ['draft', 'open', 'closed'] as const}
    return periods.all(states, {orderBy: 'fromOn', descending: true})
  })
}
