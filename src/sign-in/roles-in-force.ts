import type {PersonRole} from '../institution/model.ts'
import type {Day} from '../time.ts'

/** Whether a role that was not ended holds on a day. */
export function isInForce({fromOn, toOn}: Pick<PersonRole, 'fromOn' | 'toOn'>, on: Day): boolean {
  return (fromOn ?? on) <= on && on <= (toOn ?? on)
}
