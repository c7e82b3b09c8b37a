import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Config} from '@oclif/core/config'
import {sourceOptions} from '../../bin/dev.ts'
import type {runInside as RunInside} from '../../commands/lib/command.ts'
import {meetAnswer} from './recorded-answers.ts'

// As Node.js itself loads it and so as the commands see it; the test runner would make a second one, which hears none of them.
const {runInside} = createRequire(import.meta.url)('../../commands/lib/command.ts') as Readonly<{
  runInside: typeof RunInside
}>

/** Who types it, and what it should end with; 0 unless said. */
export type Typing = Readonly<{as?: string; expect?: number}>

/** A small school in a store to rehearse in, whose commands are typed one after another in this process. */
export type Walk = Readonly<{
  folder: string
  store: string
  /** From now on everything is typed at this time, such as `2026-10-05T10:00`. */
  at: (time: string) => void
  /** Types a line of words, or words that hold spaces; answers what `--json` prints, and fails when that is no longer its form. */
  type: <T = unknown>(words: string | readonly string[], typing?: Typing) => Promise<T>
  /** Writes a file to import and answers where it is. */
  file: (name: string, lines: readonly string[]) => Promise<string>
  close: () => Promise<void>
}>

const STUDENTS = ['101', '102', '103', '104', '105', '106'] as const

/**
 * A school of six students, three exams and one period, by hand: everybody is registered for the written exam NE, two of
 * them for the oral GS and one for the central exam CE too. The one who types holds every role.
 */
export async function openWalk(): Promise<Walk> {
  const walk = await openEmptyWalk()
  await setUp(walk)
  await register(walk)
  return walk
}

/** A home without a school. */
async function openEmptyWalk(): Promise<Walk> {
  const folder = await mkdtemp(join(tmpdir(), 'ontrac-walk-'))
  const own = {HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder}
  const before = Object.keys(own).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, own)
  const config = await Config.load(await sourceOptions())
  const store = `sqlite:${join(folder, 'walk.db')}`
  let time = '2026-09-14T09:00'
  return {
    folder,
    store,
    at(given) {
      time = given
    },
    async type<T>(line: string | readonly string[], {as, expect = 0}: Typing = {}) {
      const words = typeof line === 'string' ? line.split(' ') : line
      const said: string[] = []
      let code = 0
      const common = ['--store', store, '--as-of', time, '--yes', ...(as === undefined ? [] : ['--as', as])]
      const answer = await runInside(config, [...words, ...common], {
        stdout: (text) => void said.push(text),
        stderr: (text) => void said.push(text),
        exit: (given) => {
          code = given
        },
      })
      if (code !== expect)
        throw new Error(`ontrac ${words.join(' ')} ended with ${code}\n${said.join('').slice(-2000)}`)
      const json: unknown = JSON.parse(JSON.stringify(answer ?? null))
      if (code === 0) meetAnswer(words, json)
      return json as T
    },
    async file(name, lines) {
      const path = join(folder, name)
      await writeFile(path, `${lines.join('\n')}\n`)
      return path
    },
    async close() {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
      await rm(folder, {recursive: true, force: true})
    },
  }
}

async function setUp({type}: Walk): Promise<void> {
  const first = ['--given-name', 'Jo', '--family-name', 'Smit', '--email', 'jo@example.org', '--staff-code', 'SMIT']
  await type(['init', '--rehearsal', '--name', 'Vakschool', ...first, '--roles', 'all', '--board', 'EC'])
  await type('room add-location NOORD --name Noord')
  await type('room add A1 --location NOORD --seats 20 --rows 4 --columns 5')
  await type('room add A2 --location NOORD --seats 20 --computers 20')
  await type('room add T1 --location NOORD --seats 4')
  for (const code of ['LEA', 'LOU', 'TES', 'JAN'])
    await type(`staff add ${code} --given-name ${code} --family-name Berg --email ${code}@example.org`)
  await type('user grant TES teacher')
  for (const code of ['LEA', 'LOU']) await type(`user grant ${code} lead`)
  await type('programme add VZ --name Verzorgende --crebo 25655 --level 3 --route bol --cohort 2025-2026 --board EC')
  for (const number of STUDENTS)
    await type(
      `student add ${number} --given-name Noor --family-name Bakker${number} --email s${number}@example.org --programme VZ`,
    )
  await type(`group add 1A --programme VZ ${STUDENTS.map((each) => `--student ${each}`).join(' ')} --teacher TES`)
  await type('student need-add 106 ExtraTime25 --basis percent --value 25')
  const scored = '--kind school --scale 0.0-10.0 --pass-mark 5.5 --attempts 3 --minutes'
  await type(`exam add NE --name Nederlands --subject Nederlands --form written ${scored} 60`)
  await type(`exam add GS --name Gesprek --subject Nederlands --form oral ${scored} 20`)
  await type(
    `exam add CE --name Centraal --subject Nederlands --form digital --platform facet --kind central --scale 0.0-10.0 --pass-mark 5.5 --minutes 60`,
  )
  await type('exam plan NE --crebo 25655')
  await type('mandate give EC SMIT --from 2026-08-01 --to 2027-07-31', {as: 'board'})
  const windows =
    '--registration 2026-09-28..2026-10-23 --enrolment 2026-11-02..2026-12-17 --taking 2026-11-30..2026-12-18'
  await type(`period create 2026-P2 --from 2026-11-30 --to 2026-12-18 ${windows}`)
}

async function register({type, at}: Walk): Promise<void> {
  at('2026-09-28T09:00')
  await type('period open 2026-P2')
  for (const number of STUDENTS) await type(`registration add ${number} NE --period 2026-P2`)
  for (const number of ['101', '102']) await type(`registration add ${number} GS --period 2026-P2`)
  await type('registration add 106 CE --period 2026-P2')
}
