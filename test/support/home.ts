import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {execa} from 'execa'
import {folderForAnswers, KEEP_ANSWER, meetAnswer, meetAnswersIn} from './recorded-answers.ts'

export const PROGRAM = join(import.meta.dirname, '../../bin/run.js')

/** What a run of the built program gave. */
export type Run = Readonly<{code: number; stdout: string; stderr: string}>

/** A person's machine: a home folder of its own in which the built program runs. */
export type Home = Readonly<{
  folder: string
  env: Readonly<Record<string, string>>
  /** Runs `ontrac` without a terminal; fails the test when an answer with `--json` breaks its contract. */
  ontrac: (...words: string[]) => Promise<Run>
  /** Runs it with `--json` and answers what it prints; fails the test on any exit code but 0. */
  json: <T>(...words: string[]) => Promise<T>
  /** Runs a shell script whose `$ONTRAC` answers with `--json`, without a terminal. */
  script: (file: string, env: Readonly<Record<string, string>>) => Promise<Run>
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
    const {exitCode, stdout, stderr} = await execa(process.execPath, [PROGRAM, ...words], {
      env,
      reject: false,
      stdin: 'ignore',
      cwd: folder,
    })
    if (exitCode === 0 && words.includes('--json')) meetAnswer(words, JSON.parse(stdout))
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
    async script(file, more) {
      const answers = await folderForAnswers(folder)
      const program = {ONTRAC: `sh ${KEEP_ANSWER} ${process.execPath} ${PROGRAM}`, ANSWERS: answers}
      const {exitCode, stdout, stderr} = await execa('bash', [file], {
        env: {...env, ...program, ...more},
        reject: false,
        stdin: 'ignore',
        cwd: folder,
      })
      meetAnswersIn(answers)
      return {code: exitCode ?? -1, stdout, stderr}
    },
    remove: () => rm(folder, {recursive: true, force: true}),
  }
}
