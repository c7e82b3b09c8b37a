import chalk from 'chalk'
import {fitted, widthOf} from './cells.ts'
import {choicesHere, type CockpitState, type Seen, seen, stopOf} from './cockpit-state.ts'
import type {Around} from './draw-frame.ts'
import {HINTS, SHELL} from './shell-words.ts'

/** The last two lines: what was said or is typed, and which keys make sense now. */
export function drawFoot(state: CockpitState, around: Around): readonly string[] {
  const {columns} = around.size
  return [sayLine(state, around, columns), hintLine(state, around, columns)]
}

function sayLine(state: CockpitState, {speak}: Around, columns: number): string {
  const {mode, said, trouble, page} = state
  const stop = stopOf(state)
  if (mode.kind === 'filter') {
    const now = seen(state)
    const found = now ? `${now.rows.length} ${speak(SHELL.of)} ${now.sheet.rows.length}` : ''
    return fitted(`/${stop.filter}▏`, columns - found.length - 1) + chalk.dim(` ${found}`)
  }
  if (mode.kind === 'jump')
    return fitted(`:${mode.text}▏${mode.said === null ? '' : `   ${mode.said}`}`, columns).trimEnd()
  if (said) return fitted(`${said.ok ? '✓' : '✗'} ${said.text}`, columns).trimEnd()
  if (trouble !== null && page) return chalk.red(fitted(`✗ ${trouble}`, columns).trimEnd())
  const now = seen(state)
  return now ? whereLine(now, state, speak, columns) : ''
}

function whereLine({rows, cursor, sheet}: Seen, state: CockpitState, speak: Around['speak'], columns: number): string {
  const {filter, sort} = stopOf(state)
  const at = rows.length === 0 ? '' : `${cursor + 1} ${speak(SHELL.of)} ${rows.length}`
  const sorted =
    sort === null ? '' : `${speak(SHELL.sortedBy)} ${sheet.heads[sort.column]?.title ?? ''} ${sort.down ? '↓' : '↑'}`
  const parts = [filter === '' ? '' : `/${filter}`, sorted, at + (sheet.more ? ` ${speak(SHELL.more)}` : '')]
  const text = parts.filter(Boolean).join(' · ')
  return chalk.dim(fitted(text, columns, 'right'))
}

function hintLine(state: CockpitState, {speak}: Around, columns: number): string {
  if (state.mode.kind === 'jump') return chalk.dim(fitted(speak(SHELL.jumpHint), columns).trimEnd())
  if (state.mode.kind === 'help') return chalk.dim(fitted(speak(SHELL.helpHint), columns).trimEnd())
  const hints = state.mode.kind === 'list' ? hintsOf(state, speak) : []
  let line = ''
  let taken = 0
  for (const hint of hints) {
    const wide = widthOf(hint)
    if (taken + wide + (taken > 0 ? 2 : 0) > columns) continue
    line += `${taken > 0 ? '  ' : ''}${keyed(hint)}`
    taken += wide + (taken > 0 ? 2 : 0)
  }
  return line
}

/** What can be done with what is chosen comes first; help always has its place. */
function hintsOf(state: CockpitState, speak: Around['speak']): readonly string[] {
  const now = seen(state)
  const deeds = choicesHere(state).map(({key, label}) => `${key} ${label}`)
  return [
    speak(HINTS.help),
    ...(now?.item?.open && state.held === null ? [speak(HINTS.open)] : []),
    ...deeds,
    ...(state.stops.length > 1 ? [speak(HINTS.back)] : []),
    ...(state.page && state.page.sheets.length > 1 ? [speak(HINTS.sheet)] : []),
    speak(HINTS.filter),
    speak(HINTS.jump),
    speak(HINTS.info),
    speak(HINTS.sort),
    speak(HINTS.quit),
  ]
}

function keyed(hint: string): string {
  const space = hint.indexOf(' ')
  return `${chalk.cyan(hint.slice(0, space))}${chalk.dim(hint.slice(space))}`
}
