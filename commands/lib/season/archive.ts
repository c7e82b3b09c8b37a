import {join} from 'node:path'
import {PERIOD, type Setting} from './setting.ts'
import type {Stage} from './stage.ts'

/** The period is closed and archived; everything can be verified, here and anywhere. */
export async function archivePeriod(stage: Stage, {folder}: Setting): Promise<void> {
  stage.phase(
    'Archive (archiveren)',
    'The period is closed; dossiers are kept in an archive that anybody can verify and nobody can quietly change.',
  )
  const at = '2026-12-21T10:00'
  await stage.type(['task', 'list'], {at, lines: 8})
  stage.say('Who was registered and found no seat is carried over to the next period; then everything is settled.')
  await stage.type(['registration', 'carry-over', PERIOD, '2027-P3'], {at, lines: 8})
  await stage.type(['period', 'close', PERIOD], {at, lines: 6})
  const archive = join(folder, 'archief')
  await stage.type(['archive', 'build', PERIOD, '-o', archive], {at, lines: 6})
  await stage.type(['archive', 'verify', archive], {at, lines: 6})
  await stage.type(['period', 'archive', PERIOD], {at, lines: 4})
  await stage.type(['audit', 'verify'], {at, lines: 6})
  await stage.type(['verify'], {at, lines: 30})
}
