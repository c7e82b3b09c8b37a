import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {applyImport} from '../../src/imports/apply-import.ts'
import {forgetImports} from '../../src/imports/forget-imports.ts'
import {showImport} from '../../src/imports/list-imports.ts'
import {planImport} from '../../src/imports/plan-import.ts'
import {undoImport} from '../../src/imports/undo-import.ts'
import {withdrawImport} from '../../src/imports/withdraw-import.ts'
import {DATABASES} from '../support/databases.ts'
import {beforeSampleFiles, importFile, openRows, sampleFiles} from '../support/school-files.ts'
import {openWorld, type World} from '../support/world.ts'

const FILES = sampleFiles().filter(({kind}) => ['rooms', 'programmes', 'staff', 'groups', 'students'].includes(kind))
const STUDENTS = FILES.find(({kind}) => kind === 'students')!
const FAMILY_NAME = STUDENTS.header.findIndex((name) => /achternaam/i.test(name))

describe.each(DATABASES)('what imports keep of people on %s', (which) => {
  let world: World
  const runs: Record<string, string> = {}
  beforeAll(async () => {
    world = await openWorld(which, {importUndoDays: 30})
    await beforeSampleFiles(world)
    for (const {kind, open} of FILES) runs[kind] = (await importFile(office(), kind, open)).applied?.run ?? ''
  })
  afterAll(() => world.close())

  const office = () => world.as(['office', 'admin'])
  /** Family names of the sample school's students that stand in what runs keep. */
  const namesKept = async (): Promise<readonly string[]> => {
    const steps = await world.store.db.selectFrom('runStep').selectAll().execute()
    const kept = JSON.stringify([steps, await world.store.db.selectFrom('run').selectAll().execute()])
    const names = new Set(STUDENTS.rows.map((cells) => cells[FAMILY_NAME] ?? ''))
    return [...names].filter((name) => kept.includes(name))
  }
  /** The same students, each with another family name. */
  const renamed = () =>
    openRows(
      'students.csv',
      STUDENTS.header,
      STUDENTS.rows.map((cells) => cells.map((cell, i) => (i === FAMILY_NAME ? `${cell}-Nieuw` : cell))),
    )

  test('the names that were added are forgotten as soon as they are', async () => {
    const students = await office().read('people.read', (stores) => stores.students.count())
    expect(students).toBeGreaterThan(250)
    expect(await namesKept()).toEqual([])
  })

  test('a plan holds them until it is applied or withdrawn', async () => {
    const {run} = await planImport(office(), {kind: 'students', open: renamed()})
    expect((await namesKept()).length).toBeGreaterThan(50)
    await withdrawImport(office(), run!)
    expect(await namesKept()).toEqual([])
    await expect(applyImport(office(), {run: run!})).rejects.toMatchObject({code: 'import.refused'})
  })

  test('what a change undoes holds them for as long as it can be undone, and no longer', async () => {
    const {run} = (await importFile(office(), 'students', renamed())).applied!
    expect((await namesKept()).length).toBeGreaterThan(50)
    world.setNow('2026-12-02T23:59')
    expect(await forgetImports(world.system())).toBe(0)
    world.setNow('2026-12-03T00:00')
    await expect(undoImport(office(), {run})).rejects.toMatchObject({
      details: {reasons: [expect.objectContaining({code: 'import.too-old'})]},
    })
    expect(await forgetImports(world.system())).toBeGreaterThan(0)
    expect(await forgetImports(world.system())).toBe(0)
    expect(await namesKept()).toEqual([])
    expect(await showImport(office(), run)).toMatchObject({run})
    await expect(undoImport(office(), {run})).rejects.toMatchObject({code: 'import.refused'})
  })

  test('a plan that nobody applied in that time is withdrawn', async () => {
    const {run} = await planImport(office(), {kind: 'students', open: STUDENTS.open})
    world.setNow('2027-01-10T09:00')
    expect(await forgetImports(world.system())).toBe(1)
    expect(await namesKept()).toEqual([])
    await expect(applyImport(office(), {run: run!})).rejects.toMatchObject({code: 'import.refused'})
  })

  test('only the clock and the office have them forgotten', async () => {
    for (const role of ['teacher', 'student', 'board'] as const)
      await expect(forgetImports(world.as(role))).rejects.toMatchObject({kind: 'forbidden'})
  })
})
