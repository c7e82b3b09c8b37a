import type {DeedState} from './deed-panel.ts'
import {type Line, linesOf} from './draw-table.ts'
import type {DeedChoice, Item, Page, Row, Sheet} from '../parts/screen.ts'
import {cursorIn, rowsShown, sheetOf, type Stop} from './view-state.ts'

/** What the keys are for just now. */
export type Mode =
  | Readonly<{kind: 'list'}>
  | Readonly<{kind: 'filter'}>
  | Readonly<{kind: 'jump'; text: string; said: string | null}>
  | Readonly<{kind: 'help'; top: number}>
  | Readonly<{kind: 'deed'; deed: DeedState}>

/** Everything that decides what is drawn. */
export type CockpitState = Readonly<{
  /** The way one came; the last is where one is. */
  stops: readonly Stop[]
  /** What was read there; null while it is read for the first time. */
  page: Page | null
  /** Why it could not be read. */
  trouble: string | null
  mode: Mode
  /** Said at the foot until the next key. */
  said: Readonly<{text: string; ok: boolean}> | null
  /** Whether all facts of the chosen row are shown. */
  info: boolean
  /** The code of what was picked up from a grid. */
  held: string | null
  /** What putting it down here would come to, once that is known. */
  foreseen: Readonly<{text: string; ok: boolean}> | null
}>

export function stopOf({stops}: CockpitState): Stop {
  const stop = stops.at(-1)
  if (!stop) throw new Error('There is always a place where one is')
  return stop
}

/** The same state with another look at the place where one is. */
export function withStop(state: CockpitState, stop: Stop): CockpitState {
  return {...state, stops: state.stops.with(-1, stop)}
}

/** What is seen of the sheet that is looked at. */
export type Seen = Readonly<{
  sheet: Sheet
  rows: readonly Row[]
  lines: readonly Line[]
  cursor: number
  /** What is under the cursor. */
  item: Item | null
}>

type Kept = Readonly<{filter: string; sort: Stop['sort']; rows: readonly Row[]; lines: readonly Line[]}>
/** Filtering and sorting 25,000 rows is done once, not for every key. */
const kept = new WeakMap<Sheet, Kept>()

export function seen(state: CockpitState): Seen | null {
  const stop = stopOf(state)
  const sheet = state.page ? sheetOf(state.page, stop) : undefined
  if (!sheet) return null
  const {rows, lines} = rowsOf(sheet, stop)
  const cursor = cursorIn(rows, stop)
  return {sheet, rows, lines, cursor, item: rows[cursor]?.at(stop.column) ?? null}
}

function rowsOf(sheet: Sheet, {filter, sort}: Stop): Kept {
  const known = kept.get(sheet)
  if (known && known.filter === filter && known.sort === sort) return known
  const rows = rowsShown(sheet, filter, sort)
  const made = {filter, sort, rows, lines: linesOf(sort === null ? rows : rows.map((row) => ({...row, group: null})))}
  kept.set(sheet, made)
  return made
}

/** What can be done here and now: with what is chosen, then with the whole. */
export function choicesHere(state: CockpitState): readonly DeedChoice[] {
  return [...(seen(state)?.item?.deeds(state.held) ?? []), ...(state.page?.deeds ?? [])]
}
