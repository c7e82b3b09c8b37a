import chalk from 'chalk'
import {ExamError} from '../../src/errors.ts'
import {dayOf, type Instant, timeOf} from '../../src/time.ts'
import {drawTable, type Out} from './out.ts'

/** Where a command talks: the real terminal, or nowhere when its result is asked as JSON. */
export type Terminal = Readonly<{
  stdout: (text: string) => void
  stderr: (text: string) => void
  /** Whether a person sits at it: both ends are a terminal and no JSON is asked. */
  interactive: boolean
  /** `--yes` was given. */
  yes: boolean
  /** Whether the command has `--dry-run`, to look first. */
  dryRun: boolean
  /** The zone in which people read a time: the school's, once it is known. */
  zone: () => string
  /** Hears progress where nobody sits at it. */
  progress?: ((text: string) => void) | undefined
}>

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g

/** Instants as people read them: `2026-11-30 09:00` in the school's zone; JSON keeps them in UTC. */
export function localTimes(text: string, zone: string): string {
  return text.replaceAll(INSTANT, (at) => `${dayOf(at as Instant, zone)} ${timeOf(at as Instant, zone)}`)
}

/** Opens the voice of a command on a terminal. */
export function openOut(terminal: Terminal): Out {
  const local = (text: string): string => localTimes(text, terminal.zone())
  const line = (text = ''): void => terminal.stdout(`${local(text)}\n`)
  return {
    line,
    title: (text) => line(chalk.bold(text)),
    table(columns, rows, empty = 'None.') {
      if (rows.length === 0) line(chalk.dim(empty))
      else
        for (const row of drawTable(
          columns,
          rows.map((row) => row.map((cell) => (typeof cell === 'string' ? local(cell) : cell))),
        ))
          line(row)
    },
    pairs(pairs) {
      const width = Math.max(...pairs.map(([name]) => name.length))
      for (const [name, value] of pairs)
        line(`${chalk.dim(name.padEnd(width))}  ${value === null ? '–' : String(value)}`)
    },
    hint: (text) => terminal.stderr(`${chalk.dim(local(text))}\n`),
    warn: (text) => terminal.stderr(`${chalk.yellow('Note:')} ${local(text)}\n`),
    log: (text) => terminal.stderr(`${text}\n`),
    progress(text) {
      const said = (): string => (typeof text === 'string' ? text : text())
      if (terminal.progress) terminal.progress(said())
      else if (terminal.interactive) terminal.stderr(`\r\u001B[K${chalk.dim(said())}`)
    },
    async ask(question, flag, {secret = false} = {}) {
      if (!terminal.interactive) throw needed(question, flag)
      return prompted(
        secret ? {type: 'password', message: `${question}:`, mask: '*'} : {type: 'input', message: `${question}:`},
      )
    },
    async choose(question, flag, choices) {
      if (!terminal.interactive) throw needed(`${question} (${choices.join(', ')})`, flag)
      return prompted({type: 'select', message: `${question}:`, choices})
    },
    async offer(question) {
      return terminal.interactive && !terminal.yes
        ? prompted({type: 'input', message: `${question} (may stay empty):`})
        : ''
    },
    async confirm(question, {name} = {}) {
      if (terminal.yes) return
      if (!terminal.interactive)
        throw new ExamError(
          'invalid',
          'confirm.needed',
          `${question} Nobody is here to ask: add --yes to do it${terminal.dryRun ? ', or --dry-run to look first' : ''}.`,
        )
      if (!(await ask(question, name))) throw new ExamError('refused', 'confirm.declined', 'Nothing was changed.')
    },
  }
}

/** The answers that flags have not given, asked one after another; the name of an answer is its flag. */
export async function askMissing<F extends string>(
  out: Out,
  wanted: Readonly<Record<F, readonly [given: string | undefined, question: string]>>,
): Promise<Readonly<Record<F, string>>> {
  const answers: Partial<Record<F, string>> = {}
  for (const [flag, [given, question]] of Object.entries(wanted) as [F, readonly [string | undefined, string]][])
    answers[flag] = given ?? (await out.ask(question, flag))
  return answers as Record<F, string>
}

function needed(question: string, flag: string): ExamError {
  return new ExamError('invalid', 'flag.needed', `${question} is needed; give it with --${flag}.`, {flag})
}

type Prompt =
  | Readonly<{type: 'input'; message: string}>
  | Readonly<{type: 'password'; message: string; mask: string}>
  | Readonly<{type: 'select'; message: string; choices: readonly string[]}>

async function prompted(prompt: Prompt): Promise<string> {
  const {default: inquirer} = await import('inquirer')
  const {text} = await inquirer.prompt([{...prompt, name: 'text'}])
  return String(text).trim()
}

async function ask(question: string, name: string | undefined): Promise<boolean> {
  if (name === undefined) {
    const {default: inquirer} = await import('inquirer')
    const {sure} = await inquirer.prompt([{type: 'confirm', name: 'sure', message: question, default: false}])
    return Boolean(sure)
  }
  return (await prompted({type: 'input', message: `${question} Type ${name} to go on:`})) === name
}
