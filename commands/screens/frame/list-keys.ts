import {choicesHere, type CockpitState, type Seen, seen, stopOf, withStop} from './cockpit-state.ts'
import {typed} from './keys.ts'
import {MENU} from '../parts/menu.ts'
import type {DeedChoice, Place} from '../parts/screen.ts'
import {moved, nextSort, PIECE, type Stop} from './view-state.ts'

/** What a key on a list leads to. `wants`: more of the list is to be read. */
export type ListAnswer =
  | Readonly<{state: CockpitState; wants?: boolean}>
  | Readonly<{go: Place; fresh?: boolean}>
  | Readonly<{deed: DeedChoice}>
  | Readonly<{copy: string}>
  | Readonly<{ask: 'back' | 'quit' | 'read'}>

/** Rows that a page key moves by. */
const PAGE = 15

/** A key while one looks at a list: what it means everywhere, else a deed of what is chosen. */
export function listKey(state: CockpitState, name: string): ListAnswer {
  const now = seen(state)
  const to = now ? movement(now, name) : undefined
  if (now && to !== undefined) return moveTo(state, now, to)
  return (now ? (sideways(state, now, name) ?? chosen(state, now, name)) : undefined) ?? frameKey(state, name, now)
}

function movement({cursor, rows}: Seen, name: string): number | undefined {
  switch (name) {
    case 'up':
    case 'k':
      return cursor - 1
    case 'down':
    case 'j':
      return cursor + 1
    case 'pageup':
      return cursor - PAGE
    case 'pagedown':
      return cursor + PAGE
    case 'home':
    case 'g':
      return 0
    case 'end':
    case 'G':
      return rows.length - 1
    default:
      return undefined
  }
}

function moveTo(state: CockpitState, {rows, sheet}: Seen, to: number): ListAnswer {
  const stop = moved(stopOf(state), rows, to)
  const near = sheet.more && stop.index > rows.length - PIECE / 2
  const wanted = near && stop.wanted <= rows.length ? Math.min(stop.wanted * 4, 100_000) : stop.wanted
  return {state: withStop(state, {...stop, wanted}), wants: wanted !== stop.wanted}
}

function sideways(state: CockpitState, {sheet}: Seen, name: string): ListAnswer | undefined {
  const by = {left: -1, h: -1, right: 1, l: 1}[name]
  if (!sheet.grid || by === undefined) return undefined
  const stop = stopOf(state)
  const column = Math.max(1, Math.min(stop.column + by, sheet.heads.length - 1))
  return {state: withStop(state, {...stop, column})}
}

function chosen(state: CockpitState, {item, sheet}: Seen, name: string): ListAnswer | undefined {
  if (name === 'Y') return {copy: ['ontrac', ...sheet.words].join(' ')}
  if (!item) return undefined
  if (name === 'enter' && item.open && state.held === null) return {go: item.open}
  return name === 'y' ? {copy: item.code} : undefined
}

/** A way, something to pick up, or a deed. What was picked up is put down by whatever is done with it. */
function choose(state: CockpitState, choice: DeedChoice): ListAnswer {
  if (choice.go) return {go: choice.go}
  if (choice.hold !== undefined) return {state: {...state, held: choice.hold}}
  return {deed: choice}
}

function frameKey(state: CockpitState, name: string, now: Seen | null): ListAnswer {
  const stop = stopOf(state)
  const choice = choicesHere(state).find(({key}) => key === name)
  if (choice) return choose(state, choice)
  const place = MENU.find(({key}) => key === name)
  if (place) return {go: {screen: place.screen, about: state.page?.period ? [state.page.period] : []}, fresh: true}
  switch (name) {
    case '/':
      return {state: {...state, mode: {kind: 'filter'}}}
    case ':':
      return {state: {...state, mode: {kind: 'jump', text: '', said: null}}}
    case '?':
      return {state: {...state, mode: {kind: 'help', top: 0}}}
    case 'i':
    case ' ':
      return {state: {...state, info: !state.info}}
    case 's':
      return {state: withStop(state, {...stop, sort: nextSort(stop.sort, now?.sheet.heads.length ?? 0)})}
    case 'S':
      return {state: withStop(state, {...stop, sort: null})}
    case 'tab':
    case 'shift-tab':
      return {state: withStop(state, nextSheet(state, stop, name === 'tab' ? 1 : -1)), wants: true}
    case 'r':
      return {ask: 'read'}
    case 'q':
      return {ask: 'quit'}
    case 'escape':
      if (state.held !== null) return {state: {...state, held: null}}
      return stop.filter === '' ? {ask: 'back'} : {state: withStop(state, {...stop, filter: ''}), wants: true}
    default:
      return {state}
  }
}

function nextSheet({page}: CockpitState, stop: Stop, by: number): Stop {
  const count = page?.sheets.length ?? 1
  return {...stop, sheet: (stop.sheet + by + count) % count, index: 0, key: null, column: 1, sort: null, filter: ''}
}

/** A key while a filter is typed: Enter keeps it, Esc clears it. */
export function filterKey(state: CockpitState, name: string, input: string): CockpitState {
  const stop = stopOf(state)
  const filter = name === 'escape' ? '' : typed(stop.filter, name, input)
  const mode = name === 'enter' || name === 'escape' ? ({kind: 'list'} as const) : state.mode
  return {...withStop(state, filter === stop.filter ? stop : {...stop, filter, index: 0, key: null}), mode}
}

/** A key on the page of help: it scrolls, or closes it. */
export function helpKey(state: CockpitState, top: number, name: string): CockpitState {
  const by = {down: 1, j: 1, up: -1, k: -1, pagedown: 10, pageup: -10}[name]
  return {...state, mode: by === undefined ? {kind: 'list'} : {kind: 'help', top: Math.max(0, top + by)}}
}
