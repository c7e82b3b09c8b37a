import chalk from 'chalk'
import {fitted} from './cells.ts'
import {choicesHere, type CockpitState, seen} from './cockpit-state.ts'
import type {Around, Frame} from './draw-frame.ts'
import {MENU} from '../parts/menu.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {KEYS, SHELL} from './shell-words.ts'

const KEY_WIDTH = 18

/** Every key that means something here and now, and those that mean the same everywhere. */
export function drawHelp(state: CockpitState, {speak}: Around, height: number): Frame {
  const line = (key: string, text: string): string => `  ${chalk.cyan(fitted(key, KEY_WIDTH))}  ${text}`
  const now = seen(state)
  const here = choicesHere(state)
  const lines = [
    ...(here.length > 0
      ? [chalk.bold(speak(SHELL.helpHere)), ...here.map(({key, label}) => line(key, label)), '']
      : []),
    ...(now ? [chalk.bold(speak(SHELL.sameCommand)), `  ontrac ${now.sheet.words.join(' ')}`, ''] : []),
    chalk.bold(speak(SHELL.helpScreens)),
    ...MENU.map(({key, screen}) => line(`${key}  :${screen}`, speak(SCREEN_TITLES[screen]))),
    ...others().map(([name, title]) => line(`   :${name}`, speak(title))),
    '',
    chalk.bold(speak(SHELL.helpEverywhere)),
    ...KEYS.map(([key, text]) => line(key, speak(text))),
  ]
  const top = state.mode.kind === 'help' ? Math.min(state.mode.top, Math.max(0, lines.length - height)) : 0
  return {lines: Array.from({length: height}, (_, i) => lines[top + i] ?? ''), top: 0}
}

function others() {
  const known: readonly string[] = MENU.map(({screen}) => screen)
  return Object.entries(SCREEN_TITLES).filter(([name]) => !known.includes(name))
}
