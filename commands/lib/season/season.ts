import {join} from 'node:path'
import {SAMPLE_SEASON} from '../../../src/sample-school/season.ts'
import type {SampleSchool} from '../../../src/sample-school/sample-school.ts'
import type {Stage} from './stage.ts'

/** What a season needs beside its stage: the school's files, and a way to write more of them. */
export type Setting = Readonly<{
  school: SampleSchool
  folder: string
  write: (name: string, header: readonly string[], rows: readonly (readonly string[])[]) => Promise<string>
}>

export const PERIOD = SAMPLE_SEASON.code

/** Plays a whole season. Every step is a command that a person could type. @throws SeasonError at the first that goes wrong */
export async function runSeason(stage: Stage, setting: Setting): Promise<void> {
  await setUp(stage, setting)
}

async function setUp(stage: Stage, {school, folder}: Setting): Promise<void> {
  const at = '2026-09-14T09:00'
  stage.phase('Set-up', 'A school is made in a store to rehearse in, and its files are imported: people, programmes, rooms, exams.')
  const person = ['--given-name', 'Sanne', '--prefix', 'de', '--family-name', 'Vries', '--email', 'sanne@lindewaard.example', '--staff-code', 'VRIS']
  await stage.type(['init', '--rehearsal', '--name', school.institution.name, ...person, '--roles', 'all', '--board', 'EC-ALG'], {at})
  for (const [code, name] of [
    ['EC-ZW', 'Examencommissie Zorg en Welzijn'],
    ['EC-TI', 'Examencommissie Techniek en ICT'],
    ['EC-ED', 'Examencommissie Economie en Dienstverlening'],
  ] as const)
    await stage.type(['board', 'add', code, '--name', name], {at, lines: 0})
  for (const {kind, name} of school.files.filter((file) => file.kind !== 'registrations'))
    await stage.type(['import', kind, join(folder, name)], {at, lines: kind === 'students' ? 10 : 3})
}
