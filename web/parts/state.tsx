/** @jsxImportSource hono/jsx */
import {stateText} from '../../src/texts/states.ts'
import type {Visit} from '../visit.ts'

type StateFacts = Readonly<{visit: Pick<Visit, 'language'>; kind: Parameters<typeof stateText>[0]; state: string}>

/** A state as a label; its colour only repeats what it says. */
export function State({visit, kind, state}: StateFacts) {
  const {text, tone} = stateText(kind, state, visit.language)
  return <span class={tone === 'calm' ? 'tag' : `tag ${tone}`}>{text}</span>
}
