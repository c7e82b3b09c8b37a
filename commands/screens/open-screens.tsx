import type {Config} from '@oclif/core'
import {render} from 'ink'
import {timeOf} from '../../src/time.ts'
import {showReader} from '../../src/institution/people/show-reader.ts'
import type {InsideWire} from '../lib/command.ts'
import {App} from './frame/app.tsx'
import {Cockpit} from './frame/cockpit.ts'
import type {Outside} from './frame/outside.ts'
import {findPlace} from './find-place.ts'
import {screenNamed} from './screen-named.ts'
import {commandIn, runWords} from './run-words.ts'
import type {Place, Reader, ScreenContext} from './parts/screen.ts'
import {type Language, languageOf, type Speak} from './parts/text.ts'
import {type Stop} from './frame/view-state.ts'

/** How the screens are opened. */
export type Opening = Readonly<{
  inside: InsideWire
  config: Config
  /** What was typed after `ontrac open`; none is Home. */
  words: readonly string[]
  language: Language | undefined
  readOnly: boolean
  screenReader: boolean
}>

const HOME: Place = {screen: 'home', about: []}

/** Opens the screens and waits until they are closed. @throws ExamError `place.unknown`, and as `wire.context` */
export async function openScreens({inside, config, words, language, readOnly, screenReader}: Opening): Promise<void> {
  const ctx = await inside.wire.context()
  const {school, zone, rehearsal, code, readerLanguage} = await showReader(ctx)
  const spoken = languageOf(language, ...readerLanguage)
  const reader: Reader = {language: spoken, school, zone, rehearsal, readOnly, code, roles: ctx.actor.roles}
  const speak: Speak = (text) => text[spoken]
  const place = words.length === 0 ? HOME : await findPlace(ctx, words)
  let close: () => void = () => undefined
  let working: Promise<unknown> = Promise.resolve()
  const {changed} = await inside.wire.store()
  const outside: Outside = {
    speak,
    load: (stop) => loadPlace({ctx, reader, speak}, stop),
    find: (text) => findPlace(ctx, text.trim().split(/\s+/)).catch(() => null),
    run: (each, watching) => {
      const ran = runWords(config, each, {wire: inside, ...watching})
      working = ran
      return ran
    },
    command: (each) => commandIn(config, each),
    changed,
    common: commonWords(inside.flags),
    readOnly,
    copy: copyByTerminal,
    quit: () => close(),
  }
  const cockpit = new Cockpit(outside, place.screen === 'home' ? [place] : [HOME, place])
  const clock = (): string => timeOf(ctx.clock.now(), zone)
  const app = render(<App cockpit={cockpit} reader={reader} speak={speak} clock={clock} />, {
    // That there is a terminal was seen to; a variable CI left in a shell says nothing about it.
    interactive: true,
    alternateScreen: !screenReader,
    incrementalRendering: true,
    maxFps: 30,
    exitOnCtrlC: false,
    isScreenReaderEnabled: screenReader,
  })
  close = () => app.unmount()
  await app.waitUntilExit()
  // The store stays open for a deed that was left while it ran.
  await working
}

/** Reads the screen of a place. */
export function loadPlace(
  {ctx, reader, speak}: Readonly<{ctx: ScreenContext; reader: Reader; speak: Speak}>,
  {place, filter, wanted, sheet}: Pick<Stop, 'place' | 'filter' | 'wanted' | 'sheet'>,
) {
  return screenNamed(place.screen).load({ctx, reader, speak, about: place.about, search: filter, wanted, sheet})
}

function commonWords({store, config, as, 'as-of': asOf}: InsideWire['flags']): readonly string[] {
  const named = Object.entries({store, config, as, 'as-of': asOf})
  return named.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
}

/** Asks the terminal to take a text to the clipboard (OSC 52), which also works over ssh. */
function copyByTerminal(text: string): void {
  process.stdout.write(`\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`)
}
