import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Config} from '@oclif/core/config'
import {sourceOptions} from '../../bin/dev.ts'
import {runSeason} from '../../commands/lib/season/season.ts'
import {SeasonError, Stage, type Typed} from '../../commands/lib/season/stage.ts'
import {openOut} from '../../commands/lib/terminal.ts'
import {openWire} from '../../commands/lib/wire.ts'
import {csv} from '../../plugins/csv/index.ts'
import {sampleSchool} from '../../src/sample-school/sample-school.ts'
import {keepAnswer} from './recorded-answers.ts'

const QUIET = {stdout: () => undefined, stderr: () => undefined}
const SILENT = openOut({...QUIET, interactive: false, yes: true, dryRun: true, zone: () => 'Europe/Amsterdam'})

/** Keeps the answer of each command that is not refused. */
class RecordedStage extends Stage {
  answers = ''

  override async type<T>(words: readonly string[], typed: Typed): Promise<T> {
    const answer = await super.type<T>(words, typed)
    if ((typed.expect ?? 0) === 0) keepAnswer(this.answers, words, answer)
    return answer
  }

  override async attempt<T>(words: readonly string[], typed: Typed): Promise<T | undefined> {
    const answer = await super.attempt<T>(words, typed)
    if (answer !== undefined) keepAnswer(this.answers, words, answer)
    return answer
  }
}

/**
 * Plays the demo's season in `home` with the commands of the sources, all in this process and so in a fraction of the time,
 * and keeps in `answers` what each command answered. Answers why it stopped before its end, if it did.
 */
export async function recordSeason(home: string, answers: string): Promise<string | undefined> {
  const folder = join(home, 'season')
  await mkdir(folder)
  const write = async (
    name: string,
    header: readonly string[],
    rows: readonly (readonly string[])[],
  ): Promise<string> => {
    await writeFile(join(folder, name), csv.csv(header, rows))
    return join(folder, name)
  }
  const school = sampleSchool('small')
  for (const {name, header, rows} of school.files) await write(name, header, rows)
  const config = await Config.load(await sourceOptions())
  const wire = openWire(
    {store: `sqlite:${join(folder, 'season.db')}`},
    {data: config.dataDir, config: config.configDir},
  )
  const stage = new RecordedStage(config, wire, SILENT)
  stage.answers = answers
  try {
    await runSeason(stage, {school, folder, write})
    return undefined
  } catch (error) {
    if (error instanceof SeasonError) return error.message
    throw error
  } finally {
    await wire.close()
  }
}
