import {DeedCourse} from './deed-course.ts'
import type {DeedState} from './deed-panel.ts'
import type {Outside} from './outside.ts'
import {shellWords} from '../parts/command-words.ts'
import {type CockpitState, stopOf, withStop} from './cockpit-state.ts'
import {typed} from './keys.ts'
import {filterKey, helpKey, listKey} from './list-keys.ts'
import type {DeedChoice, Place} from '../parts/screen.ts'
import {SHELL} from './shell-words.ts'
import {arriveAt, type Stop} from './view-state.ts'
import {watchChanges} from './watch-changes.ts'

/** The state of the screens and all that happens to it; what is drawn follows from {@link Cockpit.state}. */
export class Cockpit {
  state: CockpitState
  readonly #outside: Outside
  readonly #listeners = new Set<() => void>()
  #asked = 0
  readonly #course: DeedCourse
  #unwatch: () => void = () => undefined

  constructor(outside: Outside, places: readonly Place[]) {
    this.#outside = outside
    this.#course = new DeedCourse({
      outside,
      state: this.current,
      set: (state) => this.#set(state),
      copy: (text) => this.#copy(text),
      read: () => this.read(),
    })
    this.state = {
      stops: places.map(arriveAt),
      page: null,
      trouble: null,
      mode: {kind: 'list'},
      said: null,
      info: false,
      held: null,
      foreseen: null,
    }
  }

  /** Tells of every change, until the answer is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
  readonly current = (): CockpitState => this.state

  /** Reads the first place and watches for changes. */
  start(): void {
    void this.read()
    this.#unwatch = watchChanges(this.#outside.changed, () => this.read())
  }

  stop(): void {
    this.#unwatch()
    this.#course.stop()
    this.#asked++
  }

  /** Reads where one is; an answer that comes when one has gone on is dropped. */
  async read(): Promise<void> {
    const asked = ++this.#asked
    const stop = stopOf(this.state)
    try {
      const page = await this.#outside.load(stop)
      if (asked !== this.#asked) return
      this.#set(withStop({...this.state, page, trouble: null}, {...stopOf(this.state), crumb: page.crumb}))
    } catch (error) {
      if (asked === this.#asked)
        this.#set({...this.state, trouble: error instanceof Error ? error.message : String(error)})
    }
  }

  #set(state: CockpitState): void {
    this.state = state
    for (const listener of this.#listeners) listener()
  }

  /** A key by its name, with the text it gives. */
  press(name: string, input: string): void {
    const {mode} = this.state
    if (name === 'ctrl-c') return this.#outside.quit()
    this.#set({...this.state, said: null})
    if (mode.kind === 'list') return this.#list(name)
    if (mode.kind === 'filter') return this.#filter(name, input)
    if (mode.kind === 'jump') return this.#jump(mode.text, name, input)
    if (mode.kind === 'help') return this.#set(helpKey(this.state, mode.top, name))
    return this.#course.press(mode.deed, name, input)
  }

  #list(name: string): void {
    const answer = listKey(this.state, name)
    if ('state' in answer) this.#set(this.#orLookOnly(answer.state, name))
    else if ('go' in answer) this.#go(answer.go, answer.fresh)
    else if ('deed' in answer) this.#course.begin(answer.deed)
    else if ('copy' in answer) this.#copy(answer.copy)
    else if (answer.ask === 'quit') this.#outside.quit()
    else if (answer.ask === 'back') this.#back()
    else void this.read()
    if ('state' in answer && answer.wants) void this.read()
    this.#course.foresee()
  }

  /** On a screen that is for looking, a key that does nothing says why. */
  #orLookOnly(state: CockpitState, name: string): CockpitState {
    if (!this.#outside.readOnly || state !== this.state || !/^\p{L}$/u.test(name)) return state
    return {...state, said: {text: this.#outside.speak(SHELL.lookOnly), ok: false}}
  }

  /** Goes on to a place; `fresh` begins the way anew. */
  #go(place: Place, fresh = false): void {
    const before = fresh ? this.state.stops.slice(0, 1) : this.state.stops
    this.#set({...this.state, stops: wayTo(before, place), page: null, trouble: null, info: false, held: null})
    void this.read()
  }

  #back(): void {
    const {stops} = this.state
    if (stops.length === 1) return
    this.#set({...this.state, stops: stops.slice(0, -1), page: null, trouble: null, held: null})
    void this.read()
  }

  #copy(text: string): void {
    if (text === '') return
    this.#outside.copy(text)
    this.#set({...this.state, said: {text: `${this.#outside.speak(SHELL.copied)} ${text}`, ok: true}})
  }

  #filter(name: string, input: string): void {
    const before = stopOf(this.state).filter
    this.#set(filterKey(this.state, name, input))
    if (stopOf(this.state).filter !== before) void this.read()
  }

  #jump(text: string, name: string, input: string): void {
    if (name === 'escape') return this.#set({...this.state, mode: {kind: 'list'}})
    if (name !== 'enter')
      return this.#set({...this.state, mode: {kind: 'jump', text: typed(text, name, input), said: null}})
    const words = shellWords(text.replace(/^ontrac /, ''))
    if (words.length > 1 && this.#outside.command(words)) return this.#course.begin(asTyped(words))
    void this.#find(text)
  }

  async #find(text: string): Promise<void> {
    const place = await this.#outside.find(text).catch(() => null)
    if (this.state.mode.kind !== 'jump') return
    if (!place) {
      const said = `${this.#outside.speak(SHELL.gone)} (${text})`
      return this.#set({...this.state, mode: {kind: 'jump', text, said}})
    }
    this.#set({...this.state, mode: {kind: 'list'}})
    this.#go(place)
  }

  /** The command of a deed as it is shown and copied. */
  commandOf(deed: Pick<DeedState, 'words' | 'choice'>): string {
    return this.#course.commandOf(deed)
  }
}

/** The way to a place: back to it where one came by it, instead of the same screen about something else, else one further. */
function wayTo(stops: readonly Stop[], place: Place): readonly Stop[] {
  const been = stops.findIndex((stop) => isSame(stop.place, place))
  if (been >= 0) return stops.slice(0, been + 1)
  return stops.length > 1 && stops.at(-1)?.place.screen === place.screen
    ? stops.with(-1, arriveAt(place))
    : [...stops, arriveAt(place)]
}

function isSame(a: Place, b: Place): boolean {
  return a.screen === b.screen && a.about.join(' ') === b.about.join(' ')
}

function asTyped(words: readonly string[]): DeedChoice {
  return {key: '', label: words.slice(0, 2).join(' '), fields: [], words: () => words}
}
