import {beginDeed, type DeedState, fillDeed, isAnswered, isNamed, type Ran} from './deed-panel.ts'
import {shellText, shellWords} from '../parts/command-words.ts'
import {type CockpitState, stopOf, withStop} from './cockpit-state.ts'
import {typed} from './keys.ts'
import {filterKey, helpKey, listKey} from './list-keys.ts'
import type {Answers, DeedChoice, Page, Place} from '../parts/screen.ts'
import {SHELL} from './shell-words.ts'
import type {Speak} from '../parts/text.ts'
import {arriveAt, type Stop} from './view-state.ts'
import {watchChanges} from './watch-changes.ts'

/** What the screens ask of the program around them. */
export type Outside = Readonly<{
  speak: Speak
  /** Reads a place. @throws whatever its use cases throw */
  load: (stop: Stop) => Promise<Page>
  /** The place that a typed text names, or null. */
  find: (text: string) => Promise<Place | null>
  /** Runs a command in this process; never throws for what is refused. */
  run: (words: readonly string[], onProgress: (text: string) => void) => Promise<Ran>
  /** What is known of the command that words begin with. */
  command: (words: readonly string[]) => Readonly<{previews: boolean}> | null
  /** Differs when anybody may have changed anything. */
  changed: () => Promise<number>
  /** Words that every command shown needs, such as the store that was named. */
  common: readonly string[]
  readOnly: boolean
  copy: (text: string) => void
  quit: () => void
}>

/** The state of the screens and all that happens to it; what is drawn follows from {@link Cockpit.state}. */
export class Cockpit {
  state: CockpitState
  readonly #outside: Outside
  readonly #listeners = new Set<() => void>()
  #asked = 0
  #remembered: Answers = {}
  #unwatch: () => void = () => undefined

  constructor(outside: Outside, places: readonly Place[]) {
    this.#outside = outside
    this.state = {
      stops: places.map(arriveAt),
      page: null,
      trouble: null,
      mode: {kind: 'list'},
      said: null,
      info: false,
      held: null,
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
    return this.#deed(mode.deed, name, input)
  }

  #list(name: string): void {
    const answer = listKey(this.state, name)
    if ('state' in answer) this.#set(answer.state)
    else if ('go' in answer) this.#go(answer.go, answer.fresh)
    else if ('deed' in answer) this.#begin(answer.deed)
    else if ('copy' in answer) this.#copy(answer.copy)
    else if (answer.ask === 'quit') this.#outside.quit()
    else if (answer.ask === 'back') this.#back()
    else void this.read()
    if ('state' in answer && answer.wants) void this.read()
  }

  /** Goes on to a place; `fresh` begins the way anew. */
  #go(place: Place, fresh = false): void {
    const before = fresh ? this.state.stops.slice(0, 1) : this.state.stops
    const stops = fresh && place.screen === before[0]?.place.screen ? before : [...before, arriveAt(place)]
    this.#set({...this.state, stops, page: null, trouble: null, info: false, held: null})
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
    if (words.length > 1 && this.#outside.command(words)) return this.#begin(asTyped(words))
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

  #begin(choice: DeedChoice): void {
    if (this.#outside.readOnly) {
      const text = this.#outside.speak(SHELL.lookOnly)
      return this.#set({...this.state, mode: {kind: 'list'}, said: {text, ok: false}})
    }
    const deed = beginDeed(choice, this.#remembered)
    this.#setDeed(deed)
    if (isAnswered(deed)) void this.#preview(deed)
  }

  #setDeed(deed: DeedState): void {
    this.#set({...this.state, held: null, mode: {kind: 'deed', deed}})
  }

  #deed(deed: DeedState, name: string, input: string): void {
    const {step} = deed
    if (step === 'running' || step === 'looking') return
    if (step !== 'fill' && (name === 'up' || name === 'down' || name === 'pageup' || name === 'pagedown'))
      return this.#scroll(deed, name)
    if (name === 'escape') return this.#leave(deed)
    if (step === 'fill') return this.#fill(deed, name, input)
    if (step === 'ready' && deed.choice.severe !== undefined && name !== 'enter')
      return this.#setDeed({...deed, name: typed(deed.name, name, input)})
    if (name === 'y') return this.#copy(this.commandOf(deed))
    if (name !== 'enter') return
    if (step === 'ready' && isNamed(deed)) void this.#carryOut(deed)
    if (step !== 'ready') this.#leave(deed)
  }

  /** A refused deed with fields can be filled in otherwise. */
  #leave(deed: DeedState): void {
    if (deed.choice.fields.length > 0 && ['blocked', 'ready', 'failed'].includes(deed.step))
      return this.#setDeed({...deed, step: 'fill', lines: [], top: 0, name: ''})
    this.#set({...this.state, mode: {kind: 'list'}})
  }

  #scroll(deed: DeedState, name: 'up' | 'down' | 'pageup' | 'pagedown'): void {
    const by = {up: -1, down: 1, pageup: -10, pagedown: 10}[name]
    this.#setDeed({...deed, top: Math.max(0, Math.min(deed.top + by, deed.lines.length - 1))})
  }

  #fill(deed: DeedState, name: string, input: string): void {
    const filled = fillDeed(deed, name, input)
    if (filled === 'go') void this.#preview(deed)
    else this.#setDeed(filled)
  }

  /** The command as it is shown and copied. */
  commandOf(deed: Pick<DeedState, 'words' | 'choice'>): string {
    const confirms = deed.choice.severe !== undefined || (this.#outside.command(deed.words)?.previews ?? false)
    return shellText([...deed.words, ...this.#outside.common, ...(confirms ? ['--yes'] : [])])
  }

  async #preview(begun: DeedState): Promise<void> {
    const deed = {...begun, words: begun.choice.words(begun.answers), missing: null, top: 0}
    if (!this.#outside.command(deed.words)?.previews) return this.#setDeed({...deed, step: 'ready', lines: []})
    this.#setDeed({...deed, step: 'looking', lines: []})
    const {ok, result, talk} = await this.#run({...deed, step: 'looking'}, [...deed.words, '--dry-run'])
    this.#setDeed({...deed, step: ok ? 'ready' : 'blocked', lines: ok ? [...result, ...talk] : talk})
  }

  async #carryOut(deed: DeedState): Promise<void> {
    this.#remembered = {...this.#remembered, ...deed.answers}
    const running = {...deed, step: 'running', lines: [], top: 0} as const
    this.#setDeed(running)
    const {ok, result, talk} = await this.#run(running, [...deed.words, '--yes'])
    if (ok && result.length <= 1) {
      const text = result[0] ?? this.#outside.speak(SHELL.done)
      this.#set({...this.state, mode: {kind: 'list'}, said: {text, ok: true}})
    } else this.#setDeed({...deed, step: ok ? 'done' : 'failed', lines: [...result, ...talk], top: 0})
    await this.read()
  }

  #run(deed: DeedState, words: readonly string[]): Promise<Ran> {
    return this.#outside.run(words, (text) => {
      if (this.state.mode.kind === 'deed' && text !== '') this.#setDeed({...deed, lines: [text]})
    })
  }
}

function asTyped(words: readonly string[]): DeedChoice {
  return {key: '', label: words.slice(0, 2).join(' '), fields: [], words: () => words}
}
