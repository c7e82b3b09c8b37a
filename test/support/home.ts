import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {execa} from 'execa'

export const PROGRAM = join(import.meta.dirname, '../../bin/run.js')

/** What a run of the built program gave. */
export type Run = Readonly<{code: number; stdout: string; stderr: string}>

/** A person's machine: a home folder of its own in which the built program runs. */
export type Home = Readonly<{
  folder: string
  env: Readonly<Record<string, string>>
  /** Runs `ontrac` without a terminal. */
  ontrac: (...words: string[]) => Promise<Run>
  /** Runs it with `--json` and answers what it prints; fails the test on any exit code but 0. */
  json: <T>(...words: string[]) => Promise<T>
  remove: () => Promise<void>
}>

export async function openHome(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'ontrac-home-'))
  const env = {
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(tmpdir(), 'ontrac-test-cache'),
  }
  const ontrac = async (...words: string[]): Promise<Run> => {
    const {exitCode, stdout, stderr} = await execa(process.execPath, [PROGRAM, ...words], {env, reject: false, stdin: 'ignore', cwd: folder})
    return {code: exitCode ?? -1, stdout, stderr}
  }
  return {
    folder,
    env,
    ontrac,
    async json<T>(...words: string[]) {
      const {code, stdout, stderr} = await ontrac(...words, '--json')
      if (code !== 0) throw new Error(`ontrac ${words.join(' ')} ended with ${code}\n${stdout}\n${stderr}`)
      return JSON.parse(stdout) as T
    },
    remove: () => rm(folder, {recursive: true, force: true}),
  }
}
