import {z} from 'zod'
import type {Context} from '../../context.ts'
import {parsed} from '../../parsed.ts'
import {day} from '../../time.ts'
import {readStaff} from './session-input.ts'
import {type SessionSheet, sessionSheets} from './session-sheet.ts'
import type {PlanningStores} from '../store.ts'

const STATES = ['planned', 'published', 'final', 'running', 'reported', 'cancelled', 'aborted'] as const

/** Which sessions: everything given must hold. `on` is one day. */
export const ListSessions = z.strictObject({
  period: z.string().optional(),
  on: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  room: z.string().optional(),
  location: z.string().optional(),
  exam: z.string().optional(),
  staff: z.string().optional(),
  state: z.array(z.enum(STATES)).optional(),
  /** Cancelled sessions too. */
  ended: z.boolean().default(false),
  after: z.string().optional(),
  limit: z.int().min(1).max(10_000).default(100),
})

/** Sessions by code, page after page, with who works there and how full they are. @throws ExamError `<noun>.not-found` */
export async function listSessions(
  ctx: Context<PlanningStores>,
  input: z.input<typeof ListSessions> = {},
): Promise<readonly SessionSheet[]> {
  const wanted = parsed(ListSessions, input)
  return ctx.read('plan.read', async (stores) => {
    const idIn = async <T extends {id: string}>(
      table: {get: (key: string) => Promise<T>},
      key: string | undefined,
    ): Promise<T['id'] | undefined> => (key === undefined ? undefined : (await table.get(key)).id)
    const [from, to] = [wanted.on ?? wanted.from, wanted.on ?? wanted.to]
    const filter = {
      period: await idIn(stores.periods, wanted.period),
      room: await idIn(stores.rooms, wanted.room),
      location: await idIn(stores.locations, wanted.location),
      exam: await idIn(stores.exams, wanted.exam),
      staff: wanted.staff === undefined ? undefined : (await readStaff(stores, wanted.staff)).id,
      states: wanted.state,
      from: from === undefined ? undefined : day(from),
      to: to === undefined ? undefined : day(to),
      after: wanted.after,
    }
    const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
    const sessions = await stores.planning.sessions({
      ...given,
      ended: wanted.ended || wanted.state !== undefined,
      limit: wanted.limit,
    })
    return sessionSheets(stores, sessions)
  })
}
