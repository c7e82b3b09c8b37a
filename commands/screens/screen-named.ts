import {reachOf} from '../../src/deeds.ts'
import {ExamError} from '../../src/errors.ts'
import type {Reader, Screen} from './parts/screen.ts'
import {SCREENS} from './screens.ts'

/** The screen of a name. @throws ExamError `place.unknown` */
export function screenNamed(name: string): Screen {
  const found = SCREENS.find((screen) => screen.name === name)
  if (found) return found
  const known = SCREENS.map((screen) => screen.name).join(', ')
  throw new ExamError('not-found', 'place.unknown', `There is no screen or code "${name}". Screens: ${known}.`, {name})
}

/** Whether the one who looks may see a screen at all. */
export function maySee({roles}: Pick<Reader, 'roles'>, {view}: Pick<Screen, 'view'>): boolean {
  return roles.some((role) => reachOf(view, role))
}
