import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {undoImport} from '../../src/imports/undo-import.ts'
import {DATABASES} from '../support/databases.ts'
import {beforeSampleFiles, importFile, sampleFiles} from '../support/school-files.ts'
import {openWorld, type World} from '../support/world.ts'

const PERIOD = {period: '2026-P2'}

describe.each(DATABASES)('the files of the sample school on %s', (which) => {
  let world: World
  const runs: string[] = []
  beforeAll(async () => {
    world = await openWorld(which)
    await beforeSampleFiles(world)
  })
  afterAll(() => world.close())

  const office = () => world.as(['office', 'admin'])
  const optionsFor = (kind: string) => (kind === 'registrations' ? PERIOD : {})

  test('are all imported, every row', async () => {
    for (const {kind, open, rows} of sampleFiles()) {
      const {plan, applied} = await importFile(office(), kind, open, optionsFor(kind))
      expect({kind, bad: plan.badRows.map(({reasons}) => reasons)}).toEqual({kind, bad: []})
      expect({kind, add: plan.add, left: applied?.left}).toEqual({kind, add: rows.length, left: []})
      if (applied) runs.push(applied.run)
    }
  })

  test('change nothing when they are imported again', async () => {
    for (const {kind, open, rows} of sampleFiles()) {
      const {plan} = await importFile(office(), kind, open, optionsFor(kind))
      expect({kind, same: plan.same, run: plan.run}).toEqual({kind, same: rows.length, run: null})
    }
  })

  test('leave nothing active when they are undone, last one first', async () => {
    for (const run of runs.toReversed()) {
      const {kept} = await undoImport(office(), {run})
      expect({run, kept}).toEqual({run, kept: []})
    }
    const left = await office().read('people.read', async (stores) => ({
      students: await stores.students.count(),
      rooms: await stores.rooms.count(),
      locations: await stores.locations.count(),
      exams: await stores.exams.count(),
      registrations: await stores.registrations.count(),
      days: await stores.availableDays.count(),
      members: await stores.groupMembers.count(),
    }))
    expect(left).toEqual({students: 0, rooms: 0, locations: 0, exams: 0, registrations: 0, days: 0, members: 0})
  })

  test('are themselves again when they are imported once more', async () => {
    for (const {kind, open, rows} of sampleFiles()) {
      const {plan} = await importFile(office(), kind, open, optionsFor(kind))
      expect({kind, add: plan.add, bad: plan.badRows}).toEqual({kind, add: rows.length, bad: []})
    }
    const people = await office().read('people.read', ({students}) => students.history())
    expect(new Set(people.map(({studentNumber}) => studentNumber)).size).toBe(people.length)
  })
})
