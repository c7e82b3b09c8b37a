import {typed} from './keys.ts'
import type {Answers, DeedChoice} from '../parts/screen.ts'

/** What a command came to: its words on stdout and stderr, without colour. */
export type Ran = Readonly<{ok: boolean; result: readonly string[]; talk: readonly string[]}>

/** What is heard of a command while it runs: how far it is, and, where it may end early, how to stop it. */
export type Watching = Readonly<{onProgress: (text: string) => void; onStoppable: (stop: () => void) => void}>

/**
 * A deed on its way: filled in, looked at before, confirmed, done. `blocked` is a preview that was refused; nothing happened
 * then.
 */
export type DeedState = Readonly<{
  choice: DeedChoice
  step: 'fill' | 'looking' | 'blocked' | 'ready' | 'running' | 'done' | 'failed'
  answers: Answers
  /** The field that is typed in. */
  field: number
  /** A needed field that is empty, after Enter. */
  missing: string | null
  /** The command, once everything is filled in. */
  words: readonly string[]
  lines: readonly string[]
  /** The first line that is seen. */
  top: number
  /** What was typed of the name that a severe deed asks for. */
  name: string
  /** Ends it early with what it has, where it can be while it runs. */
  stop: (() => void) | null
}>

/** `remembered` are the answers of deeds before it, by the name of their field. */
export function beginDeed(choice: DeedChoice, remembered: Answers = {}): DeedState {
  const answers = Object.fromEntries(
    choice.fields.map(({name, initial, options, optional, remember}) => [
      name,
      (remember ? remembered[name] : undefined) ?? initial ?? (optional ? '' : options?.[0]) ?? '',
    ]),
  )
  return {choice, step: 'fill', answers, field: 0, missing: null, words: [], lines: [], top: 0, name: '', stop: null}
}

/** Whether all that a deed asks was answered before. */
export function isAnswered({choice, answers}: DeedState): boolean {
  return choice.fields.every(({name, remember}) => remember === true && (answers[name] ?? '') !== '')
}

/** A key while a deed is filled in; Enter in the last field goes on. */
export function fillDeed(state: DeedState, name: string, input: string): DeedState | 'go' {
  const {fields} = state.choice
  const field = fields[state.field]
  if (!field) return 'go'
  if (name === 'enter') return state.field + 1 < fields.length ? toField(state, state.field + 1) : whole(state)
  if (name === 'tab' || name === 'down') return toField(state, (state.field + 1) % fields.length)
  if (name === 'shift-tab' || name === 'up') return toField(state, (state.field + fields.length - 1) % fields.length)
  const answer = state.answers[field.name] ?? ''
  if (field.options) return answered(state, field.name, chosen(field.options, answer, name, input))
  return answered(state, field.name, typed(answer, name, input))
}

function toField(state: DeedState, field: number): DeedState {
  return {...state, field, missing: null}
}

function answered(state: DeedState, name: string, answer: string): DeedState {
  return {...state, answers: {...state.answers, [name]: answer}, missing: null}
}

/** The neighbour with the arrows, or the next that begins with a letter. */
function chosen(options: readonly string[], now: string, name: string, input: string): string {
  const at = options.indexOf(now)
  if (name === 'right' || input === ' ') return options[(at + 1) % options.length] ?? now
  if (name === 'left') return options[(at + options.length - 1 + (at < 0 ? 1 : 0)) % options.length] ?? now
  if (input === '') return now
  return [...options.slice(at + 1), ...options.slice(0, at + 1)].find((each) => each.startsWith(input)) ?? now
}

function whole(state: DeedState): DeedState | 'go' {
  const {fields} = state.choice
  const empty = fields.findIndex(({name, optional}) => !optional && (state.answers[name] ?? '').trim() === '')
  const field = fields[empty]
  return field ? {...state, field: empty, missing: field.label} : 'go'
}

/** Whether a severe deed's name was typed; others need none. */
export function isNamed({choice, name}: DeedState): boolean {
  return choice.severe === undefined || name === choice.severe
}

/** Lines of progress that are seen at once. */
const TRAIL = 6

/** A deed that said how far it is. One that can be stopped keeps the lines before, so that one sees whether it still gains. */
export function progressed(deed: DeedState, text: string): DeedState {
  if (text === '') return deed
  const before = deed.stop === null ? [] : deed.lines.filter((line) => gainOf(line) !== gainOf(text))
  return {...deed, lines: [...before, text].slice(-TRAIL)}
}

/** What a line of progress says beside the round it is in. */
function gainOf(line: string): string {
  return line.slice(line.indexOf(': ') + 1)
}
