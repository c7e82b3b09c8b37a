import chalk from 'chalk'
import {fitted, widthOf, wrapped} from './cells.ts'
import {type CockpitState, seen} from './cockpit-state.ts'
import type {DeedState} from './deed-panel.ts'
import {listFacts} from './draw-facts.ts'
import type {Around} from './draw-frame.ts'
import {SHELL} from './shell-words.ts'
import type {Text} from '../parts/text.ts'

const HELD_LINES = 4

/** What stands under the list: a deed on its way, or the facts of the chosen row. At most two thirds of the room. */
export function drawPanel(state: CockpitState, around: Around, room: number): readonly string[] {
  const most = Math.floor((room * 2) / 3)
  if (state.mode.kind === 'deed') return drawDeed(state.mode.deed, around, most)
  if (state.mode.kind === 'help') return []
  if (state.held !== null) return drawHeld(state, state.held, around)
  if (!state.info) return []
  const item = seen(state)?.item
  if (!item) return []
  const facts = listFacts(item.facts(), around.size.columns)
  return [rule(item.code, around.size.columns), ...facts.slice(0, most - 1)]
}

/** What was picked up, and what putting it down here would come to; always as high, so that nothing jumps. */
function drawHeld({foreseen}: CockpitState, held: string, {speak, size}: Around): readonly string[] {
  const said = foreseen
    ? wrapped(`${foreseen.ok ? '✓' : '✗'} ${foreseen.text}`, size.columns - 2)
    : [speak(SHELL.looking)]
  const tone = foreseen === null ? chalk.dim : foreseen.ok ? chalk.green : chalk.red
  return [
    rule(`${speak(SHELL.held)} ${held}`, size.columns),
    ...Array.from({length: HELD_LINES}, (_, i) => (said[i] === undefined ? '' : tone(`  ${said[i]}`))),
  ]
}

function rule(title: string, columns: number): string {
  const text = title === '' ? '' : ` ${title} `
  return chalk.dim('──') + chalk.bold(text) + chalk.dim('─'.repeat(Math.max(0, columns - 2 - widthOf(text))))
}

function drawDeed(deed: DeedState, around: Around, most: number): readonly string[] {
  const {speak, size} = around
  const body = deed.step === 'fill' ? drawFields(deed, around) : drawCourse(deed, around)
  const end = endLine(deed, speak)
  const command = deed.step === 'fill' ? [] : commandLines(deed, around)
  const height = Math.max(3, most - command.length - 3)
  const top =
    deed.step === 'fill' ? Math.max(0, deed.field - height + 1) : Math.min(deed.top, Math.max(0, body.length - height))
  const shown = body.slice(top, top + height)
  const rest =
    body.length > height && deed.step !== 'fill'
      ? ` · ${top + 1}–${top + shown.length} ${speak(SHELL.of)} ${body.length}, ${speak(SHELL.lines)}`
      : ''
  return [
    rule(deed.choice.label, size.columns),
    ...shown,
    ...command,
    chalk.dim(fitted(`${end}${rest}`, size.columns).trimEnd()),
  ]
}

function drawFields({choice, answers, field, missing}: DeedState, {speak, size}: Around): readonly string[] {
  const names = Math.min(28, Math.max(...choice.fields.map(({label}) => widthOf(label))))
  return choice.fields.map(({name, label, options, optional}, i) => {
    const now = i === field
    const answer = answers[name] ?? ''
    const said = options ? `‹ ${answer} ›` : `${answer}${now ? '▏' : ''}`
    const empty = answer === '' && optional && !now ? chalk.dim(speak(SHELL.optional)) : said
    const wrong = missing === label ? chalk.red(`  ${speak(SHELL.needed)} ${label}`) : ''
    const line = `${now ? '› ' : '  '}${fitted(label, names)}  ${empty}`
    return (now ? chalk.bold(line) : line) + (widthOf(line) + widthOf(wrong) > size.columns ? '' : wrong)
  })
}

/** What would happen, what happens, or what happened. */
function drawCourse(deed: DeedState, {speak, size}: Around): readonly string[] {
  const lines = deed.lines.flatMap((line) => wrapped(line, size.columns - 2).map((text) => `  ${text}`))
  const heading = headingOf(deed)
  const blank = deed.step === 'ready' && lines.length === 0 ? [`  ${speak(SHELL.noPreview)}`] : lines
  return heading ? [toneOf(deed)(speak(heading)), ...blank] : blank
}

function headingOf({step, lines, choice}: DeedState): Text | undefined {
  if (step === 'looking') return SHELL.looking
  if (step === 'running') return SHELL.running
  if (step === 'done') return choice.look ? undefined : SHELL.done
  if (step === 'failed') return SHELL.refused
  if (step === 'blocked') return SHELL.cannot
  return lines.length > 0 ? SHELL.preview : undefined
}

function toneOf({step}: DeedState): (text: string) => string {
  if (step === 'done') return (text) => chalk.green(`✓ ${text}`)
  return step === 'failed' || step === 'blocked' ? (text) => chalk.red(`✗ ${text}`) : chalk.dim
}

function commandLines(deed: DeedState, {speak, size, commandOf}: Around): readonly string[] {
  if (deed.words.length === 0) return []
  const lines = wrapped(commandOf(deed), size.columns - 4)
  return [chalk.dim(speak(SHELL.equalCommand)), ...lines.map((line) => `  ${chalk.cyan(line)}`)]
}

function endLine({step, choice, name, stop}: DeedState, speak: Around['speak']): string {
  switch (step) {
    case 'fill':
      return speak(SHELL.fill)
    case 'ready':
      return choice.severe === undefined ? speak(SHELL.confirm) : `${speak(SHELL.typeName)} ${choice.severe}: ${name}▏`
    case 'blocked':
      return speak(SHELL.back)
    case 'done':
    case 'failed':
      return speak(SHELL.close)
    default:
      return stop === null ? '' : speak(SHELL.stop)
  }
}
