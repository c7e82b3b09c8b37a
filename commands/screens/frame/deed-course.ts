import {shellText} from '../parts/command-words.ts'
import type {Answers, DeedChoice} from '../parts/screen.ts'
import {choicesHere, type CockpitState} from './cockpit-state.ts'
import {
  beginDeed,
  type DeedState,
  fillDeed,
  isAnswered,
  isNamed,
  progressed,
  type Ran,
  type Watching,
} from './deed-panel.ts'
import {typed} from './keys.ts'
import type {Outside} from './outside.ts'
import {SHELL} from './shell-words.ts'

/** What a deed needs of the screens it happens on. */
type Host = Readonly<{
  outside: Outside
  state: () => CockpitState
  set: (state: CockpitState) => void
  copy: (text: string) => void
  /** Reads again what the deed may have changed. */
  read: () => Promise<void>
}>

/** How long the cursor stands before what would happen there is looked up. */
const REST_MS = 150
const UNHEARD: Watching = {onProgress: () => undefined, onStoppable: () => undefined}

/** The course of every deed: filled in, looked at before, confirmed, done. */
export class DeedCourse {
  readonly #host: Host
  #remembered: Answers = {}
  #looks = 0
  #look: NodeJS.Timeout | undefined

  constructor(host: Host) {
    this.#host = host
  }

  /** Begins a deed: shown to be filled in, or looked at at once where nothing is asked. */
  begin(choice: DeedChoice): void {
    if (this.#host.outside.readOnly && !choice.look) {
      const text = this.#host.outside.speak(SHELL.lookOnly)
      return this.#host.set({...this.#host.state(), mode: {kind: 'list'}, said: {text, ok: false}})
    }
    const deed = beginDeed(choice, this.#remembered)
    this.#setDeed(deed)
    if (isAnswered(deed)) void this.#preview(deed)
  }

  /** Tells, a moment after the last key, what a choice that is foreseen would come to where the cursor stands. */
  foresee(): void {
    this.stop()
    const choice = choicesHere(this.#host.state()).find(({foresee}) => foresee)
    if (this.#host.state().foreseen) this.#host.set({...this.#host.state(), foreseen: null})
    if (choice) this.#look = setTimeout(() => void this.#tellOf(choice, this.#looks), REST_MS)
  }

  /** What is being looked up is not told any more. */
  stop(): void {
    clearTimeout(this.#look)
    this.#looks++
  }

  async #tellOf(choice: DeedChoice, look: number): Promise<void> {
    const words = choice.words(beginDeed(choice).answers)
    const {ok, result, talk} = await this.#host.outside.run([...words, '--dry-run'], UNHEARD)
    if (look !== this.#looks || this.#host.state().mode.kind !== 'list') return
    const text = ok ? (result[0] ?? '') : talk.join('\n')
    this.#host.set({...this.#host.state(), foreseen: {text, ok}})
  }

  #setDeed(deed: DeedState): void {
    this.#host.set({...this.#host.state(), held: null, foreseen: null, mode: {kind: 'deed', deed}})
  }

  /** A key while a deed is on its way. */
  press(deed: DeedState, name: string, input: string): void {
    const {step} = deed
    if (step === 'running' || step === 'looking') return name === 'escape' ? this.#stopDeed(deed) : undefined
    if (step !== 'fill' && (name === 'up' || name === 'down' || name === 'pageup' || name === 'pagedown'))
      return this.#scroll(deed, name)
    if (name === 'escape') return this.#leave(deed)
    if (step === 'fill') return this.#fill(deed, name, input)
    if (step === 'ready' && deed.choice.severe !== undefined && name !== 'enter')
      return this.#setDeed({...deed, name: typed(deed.name, name, input)})
    if (name === 'y') return this.#host.copy(this.commandOf(deed))
    if (name !== 'enter') return
    if (step === 'ready' && isNamed(deed)) void this.#carryOut(deed)
    if (step !== 'ready') this.#leave(deed)
  }

  /** Ends what runs early, with what it has; most deeds cannot. */
  #stopDeed(deed: DeedState): void {
    if (deed.stop === null) return
    deed.stop()
    this.#setDeed({...deed, stop: null, lines: [this.#host.outside.speak(SHELL.stopping)]})
  }

  /** A refused deed with fields can be filled in otherwise. */
  #leave(deed: DeedState): void {
    if (deed.choice.fields.length > 0 && ['blocked', 'ready', 'failed'].includes(deed.step))
      return this.#setDeed({...deed, step: 'fill', lines: [], top: 0, name: ''})
    this.#host.set({...this.#host.state(), mode: {kind: 'list'}})
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
    const confirms = deed.choice.severe !== undefined || (this.#host.outside.command(deed.words)?.previews ?? false)
    return shellText([...deed.words, ...this.#host.outside.common, ...(confirms ? ['--yes'] : [])])
  }

  async #preview(begun: DeedState): Promise<void> {
    const deed = {...begun, words: begun.choice.words(begun.answers), missing: null, top: 0}
    if (deed.choice.look) return this.#carryOut(deed)
    if (!this.#host.outside.command(deed.words)?.previews) return this.#setDeed({...deed, step: 'ready', lines: []})
    this.#setDeed({...deed, step: 'looking', lines: []})
    const {ok, result, talk} = await this.#run([...deed.words, '--dry-run'])
    this.#setDeed({...deed, step: ok ? 'ready' : 'blocked', lines: ok ? [...result, ...talk] : talk})
  }

  async #carryOut(deed: DeedState): Promise<void> {
    this.#remembered = {...this.#remembered, ...deed.answers}
    const running = {...deed, step: 'running', lines: [], top: 0} as const
    this.#setDeed(running)
    const {ok, result, talk} = await this.#run([...deed.words, '--yes'])
    if (ok && result.length <= 1) {
      const text = result[0] ?? this.#host.outside.speak(SHELL.done)
      this.#host.set({...this.#host.state(), mode: {kind: 'list'}, said: {text, ok: true}})
    } else this.#setDeed({...deed, step: ok ? 'done' : 'failed', lines: [...result, ...talk], top: 0})
    await this.#host.read()
  }

  #run(words: readonly string[]): Promise<Ran> {
    return this.#host.outside.run(words, {
      onProgress: (text) => this.#onDeed((deed) => progressed(deed, text)),
      onStoppable: (stop) => this.#onDeed((deed) => ({...deed, stop})),
    })
  }

  #onDeed(change: (deed: DeedState) => DeedState): void {
    const {mode} = this.#host.state()
    if (mode.kind === 'deed') this.#setDeed(change(mode.deed))
  }
}
