import chalk from 'chalk'
import {fitted, widthOf} from './cells.ts'
import {type CockpitState, type Seen, seen, stopOf} from './cockpit-state.ts'
import {drawHeads, drawLines, lineOfRow} from './draw-table.ts'
import {flowFacts, listFacts} from './draw-facts.ts'
import {drawFoot} from './draw-foot.ts'
import {drawPanel} from './draw-panel.ts'
import {drawHelp} from './draw-help.ts'
import {placeColumns, placeSquares, scrolledTo} from './layout.ts'
import type {Page, Reader} from '../parts/screen.ts'
import {SCREEN_TITLES, type ScreenName} from '../parts/screen-titles.ts'
import {SHELL} from './shell-words.ts'
import type {Speak} from '../parts/text.ts'

export type Size = Readonly<{columns: number; rows: number}>

/** What is drawn beside the state. */
export type Around = Readonly<{
  reader: Reader
  speak: Speak
  size: Size
  /** Wall-clock time at the school. */
  clock: string
  /** The command of a deed as it is shown. */
  commandOf: (deed: Extract<CockpitState['mode'], {kind: 'deed'}>['deed']) => string
  /** The first line of the list that was seen last; it moves as little as possible. */
  top: number
}>

/** What was drawn: exactly as many lines as the terminal has, and the first line of the list. */
export type Frame = Readonly<{lines: readonly string[]; top: number}>

const LEAST: Size = {columns: 60, rows: 16}
/** From this width on the facts of the chosen row stand beside the list. */
const WIDE = 132
const ASIDE = 48

/** Draws everything, as a function of the state and nothing else. */
export function drawFrame(state: CockpitState, around: Around): Frame {
  const {columns, rows} = around.size
  if (columns < LEAST.columns || rows < LEAST.rows)
    return {lines: [fitted(around.speak(SHELL.tooSmall), columns)], top: 0}
  const head = drawTop(state, around)
  const foot = drawFoot(state, around)
  const room = rows - head.length - foot.length
  const panel = drawPanel(state, around, room)
  const body = drawBody(state, around, room - panel.length)
  return {lines: [...head, ...body.lines, ...panel, ...foot], top: body.top}
}

function drawTop(state: CockpitState, around: Around): readonly string[] {
  const {columns, rows} = around.size
  const {page} = state
  const most = rows < 30 ? 3 : 6
  const facts = page ? flowFacts(page.facts, columns).slice(0, most) : []
  return [
    titleLine(around),
    crumbLine(state, around),
    '',
    ...facts,
    ...(facts.length > 0 ? [''] : []),
    ...tabs(state, page, columns),
  ]
}

function titleLine({reader, speak, size: {columns}, clock}: Around): string {
  const marks = [
    ...(reader.rehearsal ? [chalk.yellow.bold(speak(SHELL.rehearsal))] : []),
    ...(reader.readOnly ? [speak(SHELL.readOnly)] : []),
    clock,
  ]
  const right = marks.join(' · ')
  const plain = [...(reader.rehearsal ? [speak(SHELL.rehearsal)] : []), ...marks.slice(reader.rehearsal ? 1 : 0)].join(
    ' · ',
  )
  const left = fitted(`ontrac · ${reader.school}`, columns - widthOf(plain) - 2)
  return `${chalk.bold(left.slice(0, 6))}${chalk.dim(left.slice(6))}  ${right}`
}

function crumbLine({stops}: CockpitState, {speak, size: {columns}}: Around): string {
  const crumbs = stops.map((stop) => crumbOf(stop, speak))
  while (crumbs.length > 2 && widthOf(crumbs.join(' › ')) > columns) crumbs.splice(1, 1)
  const last = crumbs.pop() ?? ''
  const before = crumbs.map((crumb) => `${crumb} › `).join('')
  const whole = fitted(`${before}${last}`, columns).trimEnd()
  return chalk.dim(whole.slice(0, before.length)) + chalk.bold(whole.slice(before.length))
}

/** What a place is called; while it is read for the first time its screen is known only. */
export function crumbOf({crumb, place}: CockpitState['stops'][number], speak: Speak): string {
  if (crumb !== '') return crumb
  const title = SCREEN_TITLES[place.screen as ScreenName]
  return [title ? speak(title) : place.screen, ...place.about].join(' ')
}

/** The lists of a screen; the one that is seen stands in brackets, so that it is known without colour. */
function tabs(state: CockpitState, page: Page | null, columns: number): readonly string[] {
  if (!page || page.sheets.length < 2) return []
  const at = Math.min(stopOf(state).sheet, page.sheets.length - 1)
  const names = page.sheets.map(({title, rows, grid}, i) => {
    const text = grid || (i !== at && rows.length === 0) ? title : `${title} ${rows.length}`
    return i === at ? chalk.bold(`[${text}]`) : chalk.dim(` ${text} `)
  })
  const plain = page.sheets.map(({title, rows}) => ` ${title} ${rows.length} `).join(' ')
  return [widthOf(plain) > columns ? names.slice(at).join('') : names.join(' '), '']
}

function drawBody(state: CockpitState, around: Around, height: number): Frame {
  const {columns} = around.size
  if (state.mode.kind === 'help') return drawHelp(state, around, height)
  if (state.trouble !== null && !state.page) return {lines: padded([chalk.red(`✗ ${state.trouble}`)], height), top: 0}
  const now = seen(state)
  if (!now) return {lines: padded([state.page ? '' : chalk.dim(around.speak(SHELL.loading))], height), top: 0}
  if (columns < WIDE || now.sheet.rows.length === 0) return drawList(state, now, around, {width: columns, height})
  const list = drawList(state, now, around, {width: columns - ASIDE - 3, height})
  const facts = listFacts(now.item?.facts() ?? [], ASIDE)
  const side = padded(facts.slice(0, height), height)
  return {
    lines: list.lines.map((line, i) => `${padTo(line, columns - ASIDE - 3)} ${chalk.dim('│')} ${side[i] ?? ''}`),
    top: list.top,
  }
}

type Area = Readonly<{width: number; height: number}>

function drawList(
  state: CockpitState,
  {sheet, rows, lines, cursor}: Seen,
  {speak, top}: Around,
  {width, height}: Area,
): Frame {
  const {column, filter} = stopOf(state)
  if (rows.length === 0) {
    const said = sheet.rows.length > 0 || filter !== '' ? speak(SHELL.noMatch) : sheet.empty
    return {lines: padded([chalk.dim(fitted(said, width).trimEnd())], height), top: 0}
  }
  const placed = sheet.grid ? placeSquares(sheet, width, column) : placeColumns(sheet, width)
  const seenLines = Math.max(1, height - 1)
  const line = lineOfRow(lines, cursor)
  const first = cursor === 0 ? 0 : scrolledTo(line, top, seenLines, lines.length)
  const drawn = drawLines(lines.slice(first, first + seenLines), {sheet, rows, placed, cursor, column, width})
  return {lines: padded([drawHeads(sheet, placed), ...drawn], height), top: first}
}

function padded(lines: readonly string[], height: number): readonly string[] {
  return Array.from({length: height}, (_, i) => lines[i] ?? '')
}

function padTo(line: string, width: number): string {
  return line + ' '.repeat(Math.max(0, width - widthOf(line)))
}
