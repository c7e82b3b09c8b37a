import {home} from './home.ts'
import type {Screen} from './screen.ts'
import {tasks} from './tasks.ts'

/** Every screen, in the order of the season. */
export const SCREENS: readonly Screen[] = [home, tasks]
