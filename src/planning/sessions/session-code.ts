import type {Moment} from '../../time.ts'
import type {PlanningStores} from '../store.ts'

/** How a session is called unless somebody names it: month and day, place, start: `1130-B104-0900`. */
export function sessionCode(room: string, {on, from}: Pick<Moment, 'on' | 'from'>): string {
  return `${on.slice(5, 7)}${on.slice(8, 10)}-${room}-${from.replace(':', '')}`
}

/** The code itself when it is free, else with the first number after it that is. */
export async function freeSessionCode(stores: PlanningStores, wanted: string): Promise<string> {
  return numbered(wanted, await codesInUse(stores, [wanted]))
}

/** The code itself when it is not among `taken`, else with the first number after it that is not; adds it to `taken`. */
export function numbered(wanted: string, taken: Set<string>): string {
  for (let n = 1; ; n++) {
    const code = n === 1 ? wanted : `${wanted}-${n}`
    if (taken.has(code)) continue
    taken.add(code)
    return code
  }
}

/** Which of these codes, and of the numbered ones after them, active sessions have. */
export async function codesInUse(stores: PlanningStores, wanted: readonly string[]): Promise<Set<string>> {
  const possible = [...new Set(wanted)].flatMap((code) => [
    code,
    ...Array.from({length: NUMBERED}, (_, n) => `${code}-${n + 2}`),
  ])
  const taken = new Set<string>()
  for (let i = 0; i < possible.length; i += 1_000) {
    for (const {code} of await stores.sessions.all({code: possible.slice(i, i + 1_000)})) taken.add(code)
  }
  return taken
}

/** Sessions of one room and start over the years, or planned again after each other on one day. */
const NUMBERED = 30
