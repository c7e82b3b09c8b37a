import {render} from 'ink-testing-library'
import {App} from '../../commands/screens/frame/app.tsx'
import {Cockpit} from '../../commands/screens/frame/cockpit.ts'
import type {Outside} from '../../commands/screens/frame/outside.ts'
import type {Ran, Watching} from '../../commands/screens/frame/deed-panel.ts'
import {findPlace} from '../../commands/screens/find-place.ts'
import {loadPlace} from '../../commands/screens/open-screens.tsx'
import type {Place, Reader} from '../../commands/screens/parts/screen.ts'
import {arriveAt} from '../../commands/screens/frame/view-state.ts'
import {ROLES} from '../../src/deeds.ts'
import type {World} from './world.ts'

/** The keys of a keyboard as a terminal sends them. */
export const KEY = {
  down: '\u001B[B',
  up: '\u001B[A',
  right: '\u001B[C',
  left: '\u001B[D',
  enter: '\r',
  escape: '\u001B',
  tab: '\t',
  erase: '\u007F',
} as const

type StageOptions = Readonly<{
  place?: Place
  readOnly?: boolean
  language?: 'nl' | 'en'
  columns?: number
  rows?: number
  /** What a command comes to; nothing is run here. */
  run?: (words: readonly string[], watching: Watching) => Ran | Promise<Ran>
}>

/** The screens on a terminal that is not there, at a world: what is seen, and what was asked of the program around them. */
export function openStage(
  world: World,
  {
    place = {screen: 'home', about: []},
    readOnly = false,
    language = 'nl',
    columns = 100,
    rows = 30,
    run,
  }: StageOptions = {},
) {
  const reader = readerAt(world, {readOnly, language})
  const speak: Outside['speak'] = (text) => text[language]
  const ctx = everyRole(world)
  const ran: string[][] = []
  const copied: string[] = []
  let closed = false
  const outside: Outside = {
    speak,
    load: (stop) => loadPlace({ctx: everyRole(world), reader, speak}, stop),
    find: (text) => findPlace(ctx, text.split(' ')).catch(() => null),
    run: async (words, watching) => {
      ran.push([...words])
      return run?.(words, watching) ?? {ok: true, result: ['Gedaan.'], talk: []}
    },
    command: (words) => (words.length > 1 ? {previews: words[1] === 'move' || words[1] === 'establish'} : null),
    changed: world.store.changed,
    common: [],
    readOnly,
    copy: (text) => void copied.push(text),
    quit: () => {
      closed = true
    },
  }
  const home = {screen: 'home', about: []}
  const cockpit = new Cockpit(outside, place.screen === 'home' ? [place] : [home, place])
  const props = {cockpit, reader, speak, clock: () => '09:00'}
  const shown = render(<App {...props} size={{columns, rows}} />)
  const frame = (): string => shown.lastFrame() ?? ''
  return {
    cockpit,
    ran,
    copied,
    isClosed: () => closed,
    frame,
    /** Waits until a text is on the screen. @throws with what is there after two seconds */
    async sees(text: string | RegExp): Promise<string> {
      const until = performance.now() + 4000
      const there = (): boolean => (typeof text === 'string' ? frame().includes(text) : text.test(frame()))
      while (!there() && performance.now() < until) await pause(20)
      if (!there()) throw new Error(`"${text.toString()}" is not on the screen:\n${frame()}`)
      return frame()
    },
    /** Waits until the place where one is was read. */
    async arrives(): Promise<void> {
      const until = performance.now() + 4000
      while (!cockpit.state.page && performance.now() < until) await pause(20)
      if (!cockpit.state.page) throw new Error(`It is not read:\n${frame()}`)
    },
    /** Presses keys one after another. */
    async press(...keys: string[]): Promise<void> {
      for (const key of keys) {
        shown.stdin.write(key)
        await pause(key === KEY.escape ? 60 : 15)
      }
    },
    /** Types a text letter by letter, then presses keys. */
    async type(text: string, ...keys: string[]): Promise<void> {
      await this.press(...Array.from(text), ...keys)
    },
    resize: (to: Readonly<{columns: number; rows: number}>) => shown.rerender(<App {...props} size={to} />),
    close: () => shown.unmount(),
  }
}

/** Who looks: everything but a student, so that every screen and deed is his. */
export function readerAt(
  world: World,
  {readOnly = false, language = 'nl'}: Readonly<{readOnly?: boolean; language?: 'nl' | 'en'}> = {},
): Reader {
  const roles = ROLES.filter((role) => role !== 'student' && role !== 'system')
  return {
    language,
    school: world.institution.name,
    zone: 'Europe/Amsterdam',
    rehearsal: false,
    readOnly,
    code: null,
    roles,
  }
}

function everyRole(world: World) {
  return world.as(ROLES.filter((role) => role !== 'student' && role !== 'system'))
}

/** Reads a screen as it would be shown. */
export function loadScreen(world: World, place: Place, language: 'nl' | 'en' = 'nl') {
  const reader = readerAt(world, {language})
  return loadPlace({ctx: everyRole(world), reader, speak: (text) => text[language]}, arriveAt(place))
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
