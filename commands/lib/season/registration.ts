import {join} from 'node:path'
import {fileOf, OFFICER, PERIOD, recordsOf, type Setting, unregistered} from './setting.ts'
import type {Stage} from './stage.ts'

/** Registration: once per exam, by file, by a teacher and by hand; demand grows, is frozen, and changes after that stay apart. */
export async function registerStudents(stage: Stage, setting: Setting): Promise<void> {
  stage.phase(
    'Registration (aanmelden)',
    'Who needs which exam. A student is registered at most once per exam; demand can be seen while it grows.',
  )
  const registrations = recordsOf(fileOf(setting, 'registrations'))
  const first = registrations[0]
  const at = '2026-10-05T10:00'
  await stage.type(
    ['import', 'registrations', join(setting.folder, fileOf(setting, 'registrations').name), '--period', PERIOD],
    {at, lines: 14},
  )
  stage.say('A second registration for the same exam is refused, and says where and by whom the first was made.')
  await stage.type(
    ['registration', 'add', first?.['studentnummer'] ?? '', first?.['examen'] ?? '', '--period', PERIOD],
    {at, expect: 4},
  )

  stage.say(
    'A teacher registers a group of his own for an elective; those who are registered already, or may not, are named.',
  )
  const group = recordsOf(fileOf(setting, 'groups'))[0]?.['klas'] ?? ''
  await stage.type(['group', 'change', group, '--teacher', OFFICER], {at, lines: 0})
  await stage.type(['registration', 'add-group', group, 'KD-ONDER', '--period', PERIOD, '--dry-run'], {
    at,
    as: 'teacher',
    lines: 12,
  })
  await stage.type(['registration', 'missing', group], {at, as: 'teacher', lines: 6})
  await stage.type(['demand', 'show', PERIOD], {at, lines: 14})

  stage.phase(
    'Freeze',
    'The team decides on what waits for its consent; then demand is frozen, and later changes are shown as deltas.',
  )
  const late = '2026-10-24T10:00'
  await stage.type(['period', 'freeze', PERIOD], {at: late, expect: 4})
  await stage.type(['registration', 'list', '--state', 'wanted', '--limit', '200', '--period', PERIOD], {
    at: late,
    lines: 7,
  })
  await stage.type(
    ['registration', 'refuse', '--all', '--period', PERIOD, '--exam', 'LT-T1', '--reason', 'Eerst de stage afronden'],
    {at: late, lines: 6},
  )
  await stage.type(['registration', 'agree', '--all', '--period', PERIOD], {at: late, lines: 4})
  await stage.type(['period', 'freeze', PERIOD], {at: late})
  stage.say('Somebody was forgotten: the office adds him with a reason, and he stands apart from the frozen demand.')
  const forgotten = unregistered(setting, 'KD-DIGI')
  await stage.type(
    [
      'registration',
      'add',
      forgotten,
      'KD-DIGI',
      '--period',
      PERIOD,
      '--late',
      '--reason',
      'Stond niet op de lijst van de opleiding',
    ],
    {at: late},
  )
  await stage.type(['demand', 'show', PERIOD, '--by', 'location'], {at: late, lines: 12})
}
