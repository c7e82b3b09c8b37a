import type {Config} from '@oclif/core'
import chalk from 'chalk'
import type {Role} from '../../../src/deeds.ts'
import {runInside} from '../command.ts'
import type {Out} from '../out.ts'
import type {Wire} from '../wire.ts'
import {quoted, ScriptLines} from './script.ts'

export type Typed = Readonly<{
  /** When in the season it is typed: `2026-09-28T09:00`. */
  at: string
  as?: Role
  /** The exit code it should have; 0 unless said. */
  expect?: number
  /** How many lines of its answer to show; default 10. */
  lines?: number
  /** Names for parts of the answer, to be used as `$NAME` in later words. */
  keep?: Kept
}>

type Page = Readonly<{next: string | null} & Record<string, unknown>>
type Kept = Readonly<Record<string, string>>

/** How often a command was typed and how long that took together, in milliseconds. */
export type Spent = Readonly<{command: string; times: number; ms: number}>

/** A command that did not end as a season should: the demo's one kind of failure. */
export class SeasonError extends Error {
  /** What the command ended with. */
  readonly exitCode: number

  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Types a season's commands one after another, shows what a newcomer would see, and remembers them as a script. */
export class Stage {
  readonly #config: Config
  readonly #wire: Wire
  readonly #out: Out
  readonly #kept = new Map<string, string>()
  readonly #spent = new Map<string, Spent>()
  readonly script = new ScriptLines()
  typed = 0

  /** `wire` is on the store of the season; it stays open from the first command to the last. */
  constructor(config: Config, wire: Wire, out: Out) {
    this.#config = config
    this.#wire = wire
    this.#out = out
  }

  phase(title: string, about: string): void {
    this.#out.line()
    this.#out.title(`── ${title} ${'─'.repeat(Math.max(0, 74 - title.length))}`)
    this.#out.line(about)
    this.script.comment(title)
  }

  /** A sentence on what comes next. */
  say(text: string): void {
    this.#out.line()
    this.#out.line(chalk.italic(text))
  }

  /** Runs a command and answers what `--json` would print. @throws SeasonError when it ends otherwise than expected */
  async type<T = unknown>(words: readonly string[], typed: Typed): Promise<T> {
    return (await this.#type(words, typed, () => typed.keep ?? {})) as T
  }

  /** Types a list page after page, as one does who wants all of it; the first page is shown. @throws SeasonError */
  async pages<T>(words: readonly string[], typed: Typed): Promise<readonly T[]> {
    const rows: T[] = []
    for (let page = words, {lines} = typed; ; page = [...words, '--after', '$NEXT'], lines = 0) {
      const answer = await this.#type(page, {...typed, lines: lines ?? 10}, keepNext)
      const {next, ...lists} = answer as Page
      for (const row of Object.values(lists).flat()) rows.push(row as T)
      if (next === null) return rows
    }
  }

  async #type(words: readonly string[], typed: Typed, keepOf: (answer: unknown) => Kept): Promise<unknown> {
    const {at, as, expect = 0, lines = 10} = typed
    const {real, answer, code, said} = await this.#run(words, typed)
    if (lines > 0 || code !== expect) this.#show(real, at, as, said, code === expect ? lines : 20)
    if (code !== expect)
      throw new SeasonError(`ontrac ${real.join(' ')} ended with ${code} instead of ${expect}.`, code)
    const keep = keepOf(answer)
    for (const [name, path] of Object.entries(keep)) this.#kept.set(name, String(partOf(answer, path)))
    this.#note(words, {at, as, expect, keep})
    return answer
  }

  /** Runs a command that may be refused; only when it is not, it is shown and becomes part of the script. */
  async attempt<T = unknown>(words: readonly string[], typed: Typed): Promise<T | undefined> {
    const {at, as, lines = 0, keep = {}} = typed
    const {real, answer, code, said} = await this.#run(words, typed)
    if (code !== 0) return undefined
    if (lines > 0) this.#show(real, at, as, said, lines)
    this.#note(words, {at, as, expect: 0, keep})
    return answer as T
  }

  #note(words: readonly string[], line: Parameters<ScriptLines['command']>[1]): void {
    this.typed++
    this.script.command(words, line)
  }

  async #run(words: readonly string[], {at, as}: Typed) {
    const said: string[] = []
    let code = 0
    const real = words.map((word) => word.replaceAll(/\$([A-Z]+)/g, (_, name: string) => this.#kept.get(name) ?? ''))
    const common = ['--store', this.#wire.storeUrl, '--as-of', at, '--yes', ...(as ? ['--as', as] : [])]
    const start = performance.now()
    const answer = await runInside(this.#config, [...real, ...common], {
      stdout: (text) => void said.push(text),
      stderr: (text) => void (text.startsWith('\r') || said.push(text)),
      exit: (given) => {
        code = given
      },
      wire: {wire: this.#wire, flags: {store: this.#wire.storeUrl}},
    })
    this.#spend(words.slice(0, 2).join(' '), performance.now() - start)
    return {real, answer, code, said: said.join('')}
  }

  /** The commands that took most time together, the slowest first. */
  slowest(most: number): readonly Spent[] {
    return [...this.#spent.values()].toSorted((a, b) => b.ms - a.ms).slice(0, most)
  }

  #spend(command: string, took: number): void {
    const {times, ms} = this.#spent.get(command) ?? {times: 0, ms: 0}
    this.#spent.set(command, {command, times: times + 1, ms: ms + Math.round(took)})
  }

  #show(words: readonly string[], at: string, as: Role | undefined, said: string, most: number): void {
    const who = as ? ` --as ${as}` : ''
    this.#out.line(`${chalk.dim(at.replace('T', ' '))} ${chalk.cyan(`$ ontrac ${words.map(quoted).join(' ')}${who}`)}`)
    const lines = said.trimEnd().split('\n')
    for (const line of lines.slice(0, most)) this.#out.line(`  ${line}`)
    if (lines.length > most) this.#out.line(chalk.dim(`  … ${lines.length - most} more lines`))
  }
}

/** Where the next page begins, of a page that is not the last. */
function keepNext(answer: unknown): Kept {
  return (answer as Page).next === null ? {} : {NEXT: 'next'}
}

function partOf(answer: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], answer)
}
