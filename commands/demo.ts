import {join} from 'node:path'
import {Flags} from '@oclif/core'
import {ExamError} from '../src/errors.ts'
import {sampleSchool} from '../src/sample-school/sample-school.ts'
import {command, EXIT} from './lib/command.ts'
import {runSeason} from './lib/season/season.ts'
import {SeasonError, Stage} from './lib/season/stage.ts'

/** How many of the slowest commands are named at the end. */
const SLOWEST = 5

export default command({
  summary: 'Run a whole exam season of a sample school, from registration to archive.',
  description:
    'Makes a school that does not exist, writes the files such a school would have, and runs a season through the real commands in a rehearsal store of its own. Ends with "ontrac verify". A script of every command is left beside the store.',
  examples: ['', '--size medium', '--folder /tmp/season --size small --json'],
  flags: {
    size: Flags.option({
      options: ['small', 'medium', 'large'] as const,
      default: 'small' as const,
      summary: 'About 300, 5,000 or 25,000 students.',
    })(),
    folder: Flags.string({
      summary: 'Where files and store go; default ontrac-demo in the working directory. It must not hold a store yet.',
      default: 'ontrac-demo',
    }),
  },
  async run({flags, out, wire, config}) {
    const school = sampleSchool(flags.size)
    const tables = await wire.tables()
    await wire.files.makeFolder(flags.folder)
    for (const {name, header, rows} of school.files)
      await wire.files.write(join(flags.folder, name), tables.csv(header, rows), {overwrite: true})
    const store = flags.store ?? `sqlite:${join(flags.folder, 'season.db')}`
    const played = wire.inside({...flags, store})
    const stage = new Stage(config, played, out)
    const script = join(flags.folder, 'season.sh')
    const write = async (
      name: string,
      header: readonly string[],
      rows: readonly (readonly string[])[],
    ): Promise<string> => {
      const file = join(flags.folder, name)
      await wire.files.write(file, tables.csv(header, rows), {overwrite: true})
      return file
    }
    try {
      await runSeason(stage, {school, folder: flags.folder, write})
    } catch (error) {
      throw error instanceof SeasonError ? demoError(error, stage.typed, store) : error
    } finally {
      await played.close()
      // Also of a season that stopped, so that it can be played up to there; one of an earlier run stays.
      if (stage.typed > 0) await wire.files.write(script, stage.script.toString(), {overwrite: true})
    }
    return {store, folder: flags.folder, script, commands: stage.typed, slowest: stage.slowest(SLOWEST)}
  },
  show({store, folder, script, commands, slowest}, out) {
    out.line()
    out.line(`The season is over: ${commands} commands, and "ontrac verify" found nothing wrong.`)
    out.pairs([
      ['files', folder],
      ['store', store],
      ['script', script],
    ])
    const times = slowest.map(({command, times: n, ms}) => `${command} ${(ms / 1000).toFixed(1)} s (${n}×)`)
    out.line(`Most time went to: ${times.join(', ')}.`)
    out.hint(`Look around with: ontrac session list 2026-P2 --store ${store}`)
  },
})

/** Why the season stopped; where it could not begin, what to choose instead. */
function demoError(cause: SeasonError, typed: number, store: string): ExamError {
  if (typed === 0 && cause.exitCode === EXIT.refused) {
    const message = `The store ${store} holds a school already; give the demo another place: ontrac demo --folder FOLDER`
    return new ExamError('refused', 'demo.store-taken', message, {store}, {cause})
  }
  return new ExamError('refused', 'demo.off', cause.message, {typed}, {cause})
}
