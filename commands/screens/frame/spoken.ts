import {textOf} from './cells.ts'
import {choicesHere, type CockpitState, seen, stopOf} from './cockpit-state.ts'
import type {Around} from './draw-frame.ts'
import type {Fact} from '../parts/screen.ts'
import {HINTS, SHELL} from './shell-words.ts'

/**
 * The same for a screen reader: where one is, what is chosen as name and value, and what can be done; no table, no lines, and
 * only what has to do with the last key.
 */
export function speakFrame(state: CockpitState, around: Around): readonly string[] {
  const {mode} = state
  if (mode.kind === 'deed') return speakDeed(mode.deed, around)
  if (mode.kind === 'jump')
    return [`${around.speak(SHELL.jump)}: ${mode.text}`, mode.said ?? around.speak(SHELL.jumpHint)]
  const where = state.stops.map(({crumb, place}) => crumb || place.screen).join(', ')
  const said = state.said ? [state.said.text] : []
  if (!state.page) return [where, state.trouble ?? around.speak(SHELL.loading)]
  const held = state.held === null ? [] : [`${around.speak(SHELL.held)} ${state.held}`, state.foreseen?.text ?? '']
  return [where, ...said, ...held, ...state.page.facts.map(spokenFact), ...speakList(state, around)]
}

function speakList(state: CockpitState, {speak}: Around): readonly string[] {
  const now = seen(state)
  if (!now) return []
  const {sheet, rows, cursor, item} = now
  const filter = stopOf(state).filter
  const head = [sheet.title, ...(filter === '' ? [] : [`${speak(SHELL.filter)} ${filter}`])].join(', ')
  if (rows.length === 0) return [head, sheet.rows.length > 0 ? speak(SHELL.noMatch) : sheet.empty]
  const group = rows[cursor]?.group
  const deeds = choicesHere(state).map(({key, label}) => `${key} ${label}`)
  return [
    `${head}, ${speak(SHELL.row)} ${cursor + 1} ${speak(SHELL.of)} ${rows.length}`,
    ...(group ? [group] : []),
    ...(item?.facts() ?? []).filter(([, cell]) => textOf(cell) !== '').map(spokenFact),
    [speak(HINTS.help), ...(item?.open ? [speak(HINTS.open)] : []), ...deeds].join(', '),
  ]
}

function speakDeed(deed: Parameters<Around['commandOf']>[0], {speak, commandOf}: Around): readonly string[] {
  const field = deed.choice.fields[deed.field]
  if (deed.step === 'fill' && field)
    return [
      deed.choice.label,
      `${field.label}: ${deed.answers[field.name] ?? ''}`,
      deed.missing === null ? speak(SHELL.fill) : `${speak(SHELL.needed)} ${deed.missing}`,
    ]
  const ends = {
    ready: SHELL.confirm,
    blocked: SHELL.back,
    done: SHELL.close,
    failed: SHELL.close,
    looking: SHELL.looking,
    running: SHELL.running,
    fill: SHELL.fill,
  }
  return [deed.choice.label, ...deed.lines, `${speak(SHELL.equalCommand)}: ${commandOf(deed)}`, speak(ends[deed.step])]
}

function spokenFact([name, cell]: Fact): string {
  return name === '' ? textOf(cell) : `${name}: ${textOf(cell)}`
}
