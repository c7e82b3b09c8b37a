import {join} from 'node:path'
import {SAMPLE_SEASON} from '../../../src/sample-school/season.ts'
import {OFFICER, PERIOD, type Setting} from './setting.ts'
import type {Stage} from './stage.ts'

const BOARDS = [
  ['EC-ZW', 'Examencommissie Zorg en Welzijn'],
  ['EC-TI', 'Examencommissie Techniek en ICT'],
  ['EC-ED', 'Examencommissie Economie en Dienstverlening'],
] as const

/** The school is made, its files are imported, boards give their mandates and the period gets its windows. */
export async function setUp(stage: Stage, {school, folder}: Setting): Promise<void> {
  const at = '2026-09-14T09:00'
  stage.phase(
    'Set-up',
    'A school is made in a store to rehearse in; its people, programmes, rooms and exams come from files.',
  )
  const person = [
    '--given-name',
    'Sanne',
    '--prefix',
    'de',
    '--family-name',
    'Vries',
    '--email',
    'sanne@lindewaard.example',
    '--staff-code',
    OFFICER,
  ]
  await stage.type(
    ['init', '--rehearsal', '--name', school.institution.name, ...person, '--roles', 'all', '--board', 'EC-ALG'],
    {at},
  )
  for (const [code, name] of BOARDS) await stage.type(['board', 'add', code, '--name', name], {at, lines: 0})
  for (const {kind, name} of school.files.filter((file) => file.kind !== 'registrations'))
    await stage.type(['import', kind, join(folder, name)], {at, lines: kind === 'students' ? 10 : 2})

  stage.say('Each board gives a mandate, so that minor cases and clear results need no meeting.')
  for (const [code] of BOARDS) {
    await stage.type(['board', 'change', code, '--member', OFFICER], {at, lines: 0})
    await stage.type(['mandate', 'give', code, OFFICER, '--from', '2026-08-01', '--to', '2027-07-31'], {
      at,
      as: 'board',
      lines: 1,
    })
  }

  // Electives are of no programme's own; without this nobody could decide on a guest's result.
  await stage.type(['board', 'change', 'EC-ALG', '--exam', 'KD-ONDER', '--exam', 'KD-DIGI'], {at, lines: 0})

  stage.say('The period says when students are registered, enrolled and examined.')
  const {registration, taking, examWindows} = SAMPLE_SEASON
  const windows = [
    '--registration',
    `${registration.from}..${registration.to}`,
    '--enrolment',
    '2026-11-02..2026-12-17',
    '--taking',
    `${taking.from}..${taking.to}`,
  ]
  await stage.type(
    ['period', 'create', PERIOD, '--name', SAMPLE_SEASON.name, '--from', taking.from, '--to', taking.to, ...windows],
    {at},
  )
  for (const {exam, from, to} of examWindows)
    await stage.type(['exam', 'window', exam, PERIOD, '--from', from, '--to', to], {at, lines: 0})
  await stage.type(['period', 'open', PERIOD, '--at', '2026-09-28T08:00'], {at, lines: 2})
  await stage.type(['tick'], {at: '2026-09-28T08:01', lines: 6})
}
