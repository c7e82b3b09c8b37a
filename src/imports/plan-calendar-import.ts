import type {Context} from '../context.ts'
import type {Block} from '../institution/model.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {CalendarEvent, TableFile} from '../ports.ts'
import {type Day, day, dayOf, plusDays, type Span, startOfDay, timeOf} from '../time.ts'
import {type ImportPlan, type PlanImport, planImport} from './plan-import.ts'
import type {ImportStores} from './store.ts'

/** A calendar of one room, person, group or location. Days are in the institution's zone, both included. */
export type PlanCalendarImport = Pick<PlanImport, 'dryRun' | 'onProgress'> &
  Readonly<{
    file: string
    read: (within: Span, zone: string) => Promise<readonly CalendarEvent[]>
    kind: Block['kind']
    code: string
    /** Default today, and a year from then. */
    from?: string
    to?: string
  }>

const YEAR = 365

/**
 * Plans to make the blocks of something what its calendar says, within some days: events that are new are added, and those
 * that the calendar no longer holds are ended. Events that show as free are passed over.
 *
 * @throws ExamError as `planImport` does for blocks, and what reading a calendar throws
 */
export async function planCalendarImport(ctx: Context<ImportStores>, wanted: PlanCalendarImport): Promise<ImportPlan> {
  const {file, kind, code} = wanted
  const {zone} = await ctx.read('catalogue.read', (stores) => theInstitution(stores))
  const from = wanted.from === undefined ? dayOf(ctx.clock.now(), zone) : day(wanted.from)
  const to = wanted.to === undefined ? plusDays(from, YEAR) : day(wanted.to)
  const within: Span = {startsAt: startOfDay(from, zone), endsAt: startOfDay(plusDays(to, 1), zone)}
  const events = await wanted.read(within, zone)
  return planImport(ctx, {
    ...wanted,
    kind: 'blocks',
    options: {calendar: {...within, kind, code}},
    open: async () => calendarTable(file, {kind, code}, events, zone),
  })
}

const HEADER = ['kind', 'code', 'date', 'from', 'end_date', 'to', 'title', 'uid']

/** Events as the rows of a table, so that one kind of blocks reads both. */
function calendarTable(
  file: string,
  {kind, code}: Pick<PlanCalendarImport, 'kind' | 'code'>,
  events: readonly CalendarEvent[],
  zone: string,
): TableFile {
  const rows = events
    .filter(({busy}) => busy)
    .map(({startsAt, endsAt, summary, uid}, i) => {
      const on: Day = dayOf(startsAt, zone)
      const cells = [kind, code, on, timeOf(startsAt, zone), dayOf(endsAt, zone), timeOf(endsAt, zone), summary, uid]
      return {line: i + 1, cells: Object.fromEntries(HEADER.map((name, j) => [name, cells[j] ?? '']))}
    })
  return {file, format: {separator: ';', encoding: 'utf-8'}, header: HEADER, rows: asStream(rows)}
}

async function* asStream<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}
