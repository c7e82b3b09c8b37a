import {AsyncLocalStorage} from 'node:async_hooks'
import {Command, type Config, Flags, type Interfaces} from '@oclif/core'
import chalk from 'chalk'
import type {Role} from '../../src/deeds.ts'
import {ROLES} from '../../src/deeds.ts'
import {type ErrorKind, ExamError, type Reason} from '../../src/errors.ts'
import type {Out} from './out.ts'
import {someOf} from './some-of.ts'
import {stoppable, type StopOffer} from './stoppable.ts'
import {localTimes, openOut} from './terminal.ts'
import type {Wire, WireFlags} from './wire.ts'

/** What the shell gets for each kind of refusal; 0 is done and 1 is a bug (design rule 16). */
export const EXIT = {invalid: 2, 'not-found': 3, refused: 4, forbidden: 5, unavailable: 6} as const satisfies Record<
  ErrorKind,
  number
>

/** Flags of every command. `--json` comes with them. */
const COMMON = {
  store: Flags.string({
    summary: 'Work on this store: sqlite:FILE or postgres://…',
    env: 'ONTRAC_STORE',
    helpGroup: 'GLOBAL',
  }),
  config: Flags.string({summary: 'Read settings from this file.', env: 'ONTRAC_CONFIG', helpGroup: 'GLOBAL'}),
  as: Flags.custom<Role>({options: ROLES.filter((role) => role !== 'system')})({
    summary: 'Act in this one of your roles.',
    helpGroup: 'GLOBAL',
  }),
  'as-of': Flags.string({
    summary: 'Look at this time; writing at another time needs a rehearsal store.',
    env: 'ONTRAC_AS_OF',
    helpGroup: 'GLOBAL',
  }),
  yes: Flags.boolean({summary: 'Answer every question with yes.', char: 'y', helpGroup: 'GLOBAL'}),
}

type ArgsOf<A extends Interfaces.ArgInput> = Interfaces.InferredArgs<A>
type FlagsOf<F extends Interfaces.FlagInput> = Interfaces.InferredFlags<F>

/** What a command's work is given. `wire` opens what it needs; a command that needs no store never opens one. */
export type Work<A extends Interfaces.ArgInput, F extends Interfaces.FlagInput> = Readonly<{
  args: ArgsOf<A>
  flags: FlagsOf<F> & FlagsOf<typeof COMMON>
  out: Out
  wire: Wire
  /** Does work that can be stopped early, by Ctrl-C or on a screen; the signal says so. */
  stoppable: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>
  /** For a command that runs others: see {@link runInside}. */
  config: Config
}>

export type CommandSpec<A extends Interfaces.ArgInput, F extends Interfaces.FlagInput, R> = Readonly<{
  /** One sentence that ends with a full stop. */
  summary: string
  description?: string
  /** What comes after `ontrac <topic> <verb>` in each example. */
  examples: readonly string[]
  args?: A
  flags?: F
  /** Parses nothing and prints nothing: calls use cases and answers what `--json` prints. */
  run: (work: Work<A, F>) => Promise<R>
  /** Prints the answer for a person. */
  show: (answer: R, out: Out, flags: FlagsOf<F>) => void
  /** The error to end with, after the answer was shown; nothing when all is well. With `--json` it is all that is printed. */
  failed?: (answer: R) => ExamError | undefined
}>

/** Where a command's words and exit code go. */
export type Voice = Readonly<{
  stdout: (text: string) => void
  stderr: (text: string) => void
  exit: (code: number) => void
  /** Hears how far a long deed is; without it nobody does. */
  progress?: (text: string) => void
  /** Is offered to stop a long deed early; without it Ctrl-C does. */
  stoppable?: StopOffer
  /** What is open already: a command that names no other role or time works with it, others with its store. */
  wire?: InsideWire
}>

/** An open wire and the flags it was opened with. */
export type InsideWire = Readonly<{wire: Wire; flags: WireFlags}>

const within = new AsyncLocalStorage<Voice>()

function voice(): Voice {
  return (
    within.getStore() ?? {
      stdout: (text) => void process.stdout.write(text),
      stderr: (text) => void process.stderr.write(text),
      exit: (code) => {
        process.exitCode = code
      },
    }
  )
}

/**
 * Runs another command in this process, as if it were typed, and answers what it answered; its words and exit code go to
 * `to`. For commands that lead through many, such as the demo.
 *
 * @throws whatever is not the command's refusal
 */
export async function runInside(config: Config, words: readonly string[], to: Voice): Promise<unknown> {
  const ids = [3, 2].map((length) => words.slice(0, length).join(':'))
  const found =
    ids.map((id) => config.findCommand(id)).find((each) => each !== undefined) ??
    config.findCommand(words[0] ?? '', {must: true})
  const loaded = await found.load()
  return within.run(to, () => loaded.run(words.slice(found.id.split(':').length), config))
}

/**
 * Makes an oclif command that parses, calls and prints (design §2); its answer's type is the `--json` contract.
 *
 * Exit codes follow {@link EXIT}; an error is one sentence with every reason, on stderr or as `{error}` with `--json`.
 */
export function command<A extends Interfaces.ArgInput, F extends Interfaces.FlagInput, R>(
  spec: CommandSpec<A, F, R>,
): typeof Command {
  return class OntracCommand extends Command {
    static override summary = spec.summary
    static override description = spec.description
    static override examples = spec.examples.map((example) =>
      `<%= config.bin %> <%= command.id %> ${example}`.trimEnd(),
    )
    static override args = spec.args ?? {}
    static override flags = {...spec.flags, ...COMMON}
    static override enableJsonFlag = true

    /** The school's, once a store is open. */
    zone = (): string => 'Europe/Amsterdam'

    override async run(): Promise<R> {
      const {args, flags} = await this.parse(OntracCommand)
      const common = flags as unknown as FlagsOf<typeof COMMON>
      const json = this.jsonEnabled()
      const {openWire, wantsColour} = await import('./wire.ts')
      if (!wantsColour()) chalk.level = 0
      const inside = within.getStore()
      const shared = inside?.wire && goesWith(inside.wire.flags, common) ? inside.wire.wire : undefined
      const {dataDir: data, configDir: config} = this.config
      const wire = shared ?? inside?.wire?.wire.inside(common) ?? openWire(common, {data, config})
      this.zone = wire.zone
      const {stdout, stderr} = voice()
      const out = openOut({
        stdout: (text) => void (json || stdout(text)),
        stderr,
        interactive: !json && inside === undefined && process.stdin.isTTY && process.stderr.isTTY,
        yes: common.yes,
        dryRun: 'dry-run' in OntracCommand.flags,
        zone: wire.zone,
        progress: inside?.progress,
      })
      try {
        const work = {args, flags, out, wire, config: this.config, stoppable: stoppableBy(inside?.stoppable)}
        const answer = await spec.run(work as unknown as Work<A, F>)
        spec.show(answer, out, flags as unknown as FlagsOf<F>)
        const error = spec.failed?.(answer)
        if (error) throw error
        return answer
      } finally {
        if (!shared) await wire.close()
      }
    }

    /** What `--json` prints for an error that no use case threw: wrong words on the command line, or a bug. */
    protected override toErrorJson(error: unknown): Readonly<{error: Readonly<Record<string, string>>}> {
      const message = (error instanceof Error ? error.message : String(error)).replace(
        '\nSee more help with --help',
        '',
      )
      const wrongUsage = (error as {oclif?: {exit?: number}}).oclif?.exit === EXIT.invalid
      return {error: wrongUsage ? {kind: 'invalid', code: 'usage', message} : {kind: 'bug', code: 'bug', message}}
    }

    override async catch(error: Error): Promise<void> {
      if (!(error instanceof ExamError)) return super.catch(error)
      voice().exit(EXIT[error.kind])
      if (this.jsonEnabled())
        this.logJson({error: {kind: error.kind, code: error.code, message: error.message, ...error.details}})
      else voice().stderr(`${chalk.red('✗')} ${localTimes(sentences(error), this.zone())}\n`)
    }
  }
}

const stoppableBy =
  (offer: StopOffer | undefined): Work<Interfaces.ArgInput, Interfaces.FlagInput>['stoppable'] =>
  (work) =>
    stoppable(work, offer)

/** Whether a command asks for no other store, settings, role or time than what is open. */
function goesWith(open: WireFlags, asked: WireFlags): boolean {
  return (['store', 'config', 'as', 'as-of'] as const).every(
    (name) => asked[name] === undefined || asked[name] === open[name],
  )
}

function sentences(error: ExamError): string {
  const reasons = error.details['reasons'] as readonly Reason[] | undefined
  if (!reasons || reasons.length < 2) return error.message
  const some = someOf(reasons.map(({message}) => message))
  return `Refused for ${reasons.length} reasons:\n${some.map((message) => `  • ${message}`).join('\n')}`
}
