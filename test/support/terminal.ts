import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {execa} from 'execa'
import {meetAnswer} from './recorded-answers.ts'

const RUN = join(import.meta.dirname, '..', '..', 'bin', 'run.js')

/** The first person of a school, as flags of `ontrac init`. */
export const PERSON = [
  '--given-name',
  'Jo',
  '--family-name',
  'Smit',
  '--email',
  'jo@example.org',
  '--staff-code',
  'SMIT',
]
export const SCHOOL = ['init', '--name', 'Vakschool', ...PERSON]

type Environment = Readonly<Record<string, string>>
/** What a command came to, as a script sees it. */
export type Typed = Readonly<{exitCode: number | undefined; stdout: string; stderr: string}>
export type Answered = Readonly<{exitCode: number | undefined; value: unknown; stderr: string}>

/** The built program as a script types it: no terminal, a home and a store of its own. */
export type Terminal = Readonly<{
  home: string
  /** The address of a store in the home, which may not exist yet. */
  storeAt: (file: string) => string
  ontrac: (words: readonly string[], env?: Environment) => Promise<Typed>
  /** With `--json`: the one value on stdout; fails the test when an answer breaks its contract. */
  json: (words: readonly string[], env?: Environment) => Promise<Answered>
  close: () => Promise<void>
}>

/** Opens a terminal at which a school was made, by an admin who works in the exam office. */
export async function openTerminal(): Promise<Terminal> {
  const home = await mkdtemp(join(tmpdir(), 'ontrac-cli-'))
  const storeAt = (file: string): string => `sqlite:${join(home, file)}`
  const own = {
    PATH: process.env['PATH'],
    HOME: home,
    ONTRAC_STORE: storeAt('school.db'),
    ONTRAC_KEY_FILE: join(home, 'ontrac.key'),
  }
  const ontrac: Terminal['ontrac'] = async (words, env = {}) => {
    const options = {reject: false, stdin: 'ignore', extendEnv: false, env: {...own, ...env}} as const
    const {exitCode, stdout, stderr} = await execa(process.execPath, [RUN, ...words], options)
    return {exitCode, stdout, stderr}
  }
  const {exitCode, stderr: said} = await ontrac([...SCHOOL, '--roles', 'admin,office'])
  if (exitCode !== 0) throw new Error(said)
  return {
    home,
    storeAt,
    ontrac,
    async json(words, env) {
      const {stdout, ...rest} = await ontrac([...words, '--json'], env)
      const value: unknown = JSON.parse(stdout)
      if (rest.exitCode === 0) meetAnswer(words, value)
      return {...rest, value}
    },
    close: () => rm(home, {recursive: true, force: true}),
  }
}
