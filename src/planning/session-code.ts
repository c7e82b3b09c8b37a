import type {Moment} from '../time.ts'
import type {PlanningStores} from './store.ts'

/** How a session is called unless somebody names it: month and day, place, start: `1130-B104-0900`. */
export function sessionCode(room: string, {on, from}: Pick<Moment, 'on' | 'from'>): string {
  return `${on.slice(5, 7)}${on.slice(8, 10)}-${room}-${from.replace(':', '')}`
}

/** The code itself when it is free, else with the first number after it that is. */
export async function freeSessionCode(
  stores: PlanningStores,
  wanted: string,
  taken: ReadonlySet<string> = new Set(),
): Promise<string> {
  for (let n = 1; ; n++) {
    const code = n === 1 ? wanted : `${wanted}-${n}`
    if (!taken.has(code) && !(await stores.sessions.find(code))) return code
  }
}
