import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {addRoom} from '../../src/institution/places/add-room.ts'
import {changeRoom} from '../../src/institution/places/change-room.ts'
import {applyImport} from '../../src/imports/apply-import.ts'
import {listImports, showImport} from '../../src/imports/list-imports.ts'
import {planImport} from '../../src/imports/plan-import.ts'
import {listProfiles, saveProfile} from '../../src/imports/save-profile.ts'
import {undoImport} from '../../src/imports/undo-import.ts'
import {withdrawImport} from '../../src/imports/withdraw-import.ts'
import {DATABASES} from '../support/databases.ts'
import {importFile, openRows, tableOf} from '../support/school-files.ts'
import {openWorld, type World} from '../support/world.ts'

const HEADER = 'lokaal;locatie;plaatsen;examenplaatsen'
const refusedWith = (...codes: string[]) => ({
  code: 'import.refused',
  details: {reasons: expect.arrayContaining(codes.map((code) => expect.objectContaining({code})))},
})

describe.each(DATABASES)('an import as a run on %s', (which) => {
  let world: World
  let n = 0
  beforeAll(async () => {
    world = await openWorld(which)
  })
  afterAll(() => world.close())

  const office = () => world.as(['office', 'admin'])
  /** A file of rooms that no other test has, `count` of them in a location of their own. */
  const newRooms = (count: number) => {
    const place = `L${++n}`
    return {place, lines: [HEADER, ...Array.from({length: count}, (_, i) => `${place}-${i};${place};10;8`)]}
  }
  const plan = (lines: readonly string[]) => planImport(office(), {kind: 'rooms', open: tableOf('rooms.csv', lines)})
  const take = (lines: readonly string[]) => importFile(office(), 'rooms', tableOf('rooms.csv', lines))
  const roomsAt = (place: string) =>
    office().read('people.read', async ({rooms, locations}) => {
      const location = await locations.find(place)
      return location ? rooms.all({locationId: location.id}) : []
    })
  /** Applies a run and lets the program die after so many steps. */
  const dieAfter = async (run: string, steps: number) => {
    const dying = applyImport(office(), {
      run,
      onProgress: (step) => {
        if (step === steps) throw new Error('died')
      },
    })
    await expect(dying).rejects.toThrow('died')
  }

  test('changes nothing until it is applied, and then each row once', async () => {
    const {place, lines} = newRooms(3)
    const {run, add} = await plan(lines)
    expect({add, rooms: await roomsAt(place)}).toEqual({add: 3, rooms: []})
    const applied = await applyImport(office(), {run: run!})
    expect(applied).toMatchObject({counts: {rows: 3, add: 3}, steps: 1, left: []})
    expect(await roomsAt(place)).toHaveLength(3)
    expect(await applyImport(office(), {run: run!})).toMatchObject({steps: 1})
    expect(await roomsAt(place)).toHaveLength(3)
  })

  test('a dry run keeps no plan', async () => {
    const {lines} = newRooms(2)
    const before = await listImports(office(), {all: true})
    const looked = await planImport(office(), {kind: 'rooms', open: tableOf('rooms.csv', lines), dryRun: true})
    expect(looked).toMatchObject({add: 2, run: null})
    expect(await listImports(office(), {all: true})).toHaveLength(before.length)
  })

  test('a large file goes in steps, each with one entry and the digest of its rows', async () => {
    const {place, lines} = newRooms(1201)
    const {applied} = await take(lines)
    expect(applied).toMatchObject({steps: 3, counts: {add: 1201}})
    expect(await roomsAt(place)).toHaveLength(1201)
    const {id} = await showImport(office(), applied!.run)
    const entries = await world
      .as('admin')
      .read('audit.read', ({audit}) => audit.entries({aboutId: id, deed: 'import.apply', limit: 10}))
    expect(entries.map(({facts}) => facts).toReversed()).toMatchObject([
      {step: 0, rows: 500, digest: expect.stringMatching(/^[0-9a-f]{64}$/)},
      {step: 1, rows: 500},
      {step: 2, rows: 201},
    ])
  })

  test('one that was cut off goes on where it was', async () => {
    const {place, lines} = newRooms(1201)
    const {run} = await plan(lines)
    await dieAfter(run!, 1)
    expect(await showImport(office(), run!)).toMatchObject({state: 'applying', stepsDone: 1, steps: 3})
    expect(await roomsAt(place)).toHaveLength(500)
    await applyImport(office(), {run: run!})
    expect(await showImport(office(), run!)).toMatchObject({state: 'applied', stepsDone: 3})
    expect(await roomsAt(place)).toHaveLength(1201)
  })

  test('the same file again goes on with the one that was cut off, and says so', async () => {
    const {place, lines} = newRooms(1201)
    const {run} = await plan(lines)
    await dieAfter(run!, 2)
    const again = await plan(lines)
    expect(again).toMatchObject({run, resumes: {done: 2, steps: 3}, same: 1000, add: 201})
    await applyImport(office(), {run: again.run!})
    expect(await roomsAt(place)).toHaveLength(1201)
    expect((await plan(lines)).run).toBeNull()
  })

  test('a plan that was not begun makes room for the next one of the same file', async () => {
    const {lines} = newRooms(2)
    const first = await plan(lines)
    const second = await plan(lines)
    expect(second.run).not.toBe(first.run)
    await expect(applyImport(office(), {run: first.run!})).rejects.toMatchObject(refusedWith('import.not-planned'))
    await withdrawImport(office(), second.run!)
    await expect(applyImport(office(), {run: second.run!})).rejects.toMatchObject(refusedWith('import.not-planned'))
  })

  test('two who apply it at once share its steps', async () => {
    const {place, lines} = newRooms(1201)
    const {run} = await plan(lines)
    const both = await Promise.all([applyImport(office(), {run: run!}), applyImport(office(), {run: run!})])
    expect(both).toMatchObject([{steps: 3}, {steps: 3}])
    expect(await roomsAt(place)).toHaveLength(1201)
  })

  test('stops with the difference when somebody changed what it was planned on, and nothing of that step is done', async () => {
    const {place, lines} = newRooms(2)
    await take(lines)
    const {run} = await plan([HEADER, `${place}-0;${place};12;8`, `${place}-1;${place};12;8`])
    await changeRoom(office(), `${place}-1`, {seats: 20})
    await expect(applyImport(office(), {run: run!})).rejects.toMatchObject(
      refusedWith('import.changed-meanwhile', 'import.stopped'),
    )
    expect((await roomsAt(place)).map(({seats}) => seats)).toEqual([10, 20])
    expect(await showImport(office(), run!)).toMatchObject({
      state: 'withdrawn',
      stopped: [{code: 'import.changed-meanwhile'}],
    })
  })

  test('stops when somebody else made the same thing first', async () => {
    const {place, lines} = newRooms(1)
    await world.location(place)
    const {run} = await plan(lines)
    await addRoom(office(), {code: `${place}-0`, location: place, seats: 5, examSeats: 5})
    await expect(applyImport(office(), {run: run!})).rejects.toMatchObject(refusedWith('import.made-meanwhile'))
    expect(await roomsAt(place)).toMatchObject([{seats: 5}])
  })

  test('stops half-way when what it needs has ended; what was done stays and can be undone', async () => {
    const {place, lines} = newRooms(501)
    const run = (await plan(lines)).run!
    await dieAfter(run, 1)
    await office().write('room.end', {}, ({locations}, {now}) => locations.changeAll({code: place}, {endedAt: now}))
    await expect(applyImport(office(), {run})).rejects.toMatchObject(refusedWith('import.ended-meanwhile'))
    expect(await showImport(office(), run)).toMatchObject({state: 'stopped', stepsDone: 1, steps: 2})
    expect(await undoImport(office(), {run})).toMatchObject({restored: 500, kept: []})
    expect(await office().read('people.read', ({rooms}) => rooms.find(`${place}-0`))).toBeUndefined()
  })

  test('undoing restores what nobody has touched and lists the rest', async () => {
    const {place, lines} = newRooms(3)
    const {applied} = await take(lines)
    await changeRoom(office(), `${place}-1`, {seats: 20})
    const undone = await undoImport(office(), {run: applied!.run})
    // The first room brought its location, which the changed one still needs.
    expect(undone).toMatchObject({restored: 1, kept: [{code: 'import.touched'}, {code: 'import.in-use'}]})
    expect((await roomsAt(place)).map(({code}) => code)).toEqual([`${place}-0`, `${place}-1`])
    expect(await showImport(office(), applied!.run)).toMatchObject({state: 'undone', restored: 1, kept: [{}, {}]})
    await expect(undoImport(office(), {run: applied!.run})).rejects.toMatchObject(refusedWith('import.not-applied'))
  })

  test('undoing a change gives back what was, and keeps what somebody else changed of it', async () => {
    const {place, lines} = newRooms(2)
    await take(lines)
    const {applied} = await take([HEADER, `${place}-0;${place};12;9`, `${place}-1;${place};12;9`])
    await changeRoom(office(), `${place}-1`, {examSeats: 12})
    expect(await undoImport(office(), {run: applied!.run})).toMatchObject({
      restored: 1,
      kept: [{code: 'import.touched'}],
    })
    expect((await roomsAt(place)).map(({seats, examSeats}) => [seats, examSeats])).toEqual([
      [10, 8],
      [12, 12],
    ])
  })

  test('an undo that is cut off goes on where it was', async () => {
    const {place, lines} = newRooms(1201)
    const {applied} = await take(lines)
    const dying = undoImport(office(), {
      run: applied!.run,
      onProgress: (step) => {
        if (step === 1) throw new Error('died')
      },
    })
    await expect(dying).rejects.toThrow('died')
    expect(await roomsAt(place)).toHaveLength(1000)
    expect(await undoImport(office(), {run: applied!.run})).toMatchObject({restored: 1201, kept: []})
    expect(await roomsAt(place)).toEqual([])
  })

  test('a file in which nearly everything is bad is taken for another file', async () => {
    const rows = Array.from({length: 10_001}, (_, i) => [`R${i}`, 'CEN', 'x', 'y'])
    const open = openRows('rooms.csv', HEADER.split(';'), rows)
    await expect(planImport(office(), {kind: 'rooms', open})).rejects.toMatchObject({code: 'import.too-many-bad-rows'})
  })

  test('a bad row at the end of a large file leaves no plan to apply', async () => {
    const {place, lines} = newRooms(6000)
    const {run, bad} = await plan([...lines, `X;${place};1;2`])
    expect({run, bad}).toEqual({run: null, bad: 1})
    expect((await listImports(office())).filter(({state}) => state === 'planned')).toEqual([])
  })

  test('a profile says how a school calls its columns', async () => {
    const {place} = newRooms(0)
    await saveProfile(office(), {
      code: 'untis',
      kind: 'rooms',
      mapping: {lokaal: 'Raum', plaatsen: 'Kap.', examenplaatsen: 'Ex', locatie: 'Geb'},
    })
    const open = tableOf('raum.csv', ['raum;geb;kap.;ex', `${place}-0;${place};9;8`])
    const {plan: answer} = await importFile(office(), 'rooms', open, {profile: 'untis'})
    expect(answer).toMatchObject({add: 1, ignored: []})
    await saveProfile(office(), {code: 'untis', kind: 'rooms', mapping: {lokaal: 'Nr'}})
    expect(await listProfiles(office())).toMatchObject([{code: 'untis', mapping: {code: 'Nr'}}])
    await expect(planImport(office(), {kind: 'staff', open, options: {profile: 'untis'}})).rejects.toMatchObject({
      code: 'import.other-profile',
    })
    await expect(saveProfile(office(), {code: 'x', kind: 'rooms', mapping: {kleur: 'Farbe'}})).rejects.toMatchObject({
      code: 'import.unknown-field',
    })
  })

  describe('who may', () => {
    const open = tableOf('rooms.csv', [HEADER, 'Q1;Q;1;1'])

    test.each(['student', 'planner', 'lead', 'board', 'inspector'] as const)('a %s imports nothing', async (role) => {
      await expect(planImport(world.as(role), {kind: 'rooms', open})).rejects.toMatchObject({kind: 'forbidden'})
    })

    test('a teacher imports no rooms, and an administrator no registrations', async () => {
      await expect(planImport(world.as('teacher'), {kind: 'rooms', open})).rejects.toMatchObject({
        code: 'import.forbidden',
      })
      await world.period('2027-P1')
      const registrations = planImport(world.as('admin'), {
        kind: 'registrations',
        open: tableOf('r.csv', ['studentnummer;examen', '1;X']),
        options: {period: '2027-P1'},
      })
      await expect(registrations).rejects.toMatchObject({code: 'import.forbidden'})
    })

    test('a teacher may not apply what the office planned, nor undo it', async () => {
      const {lines} = newRooms(1)
      const {run} = await plan(lines)
      await expect(applyImport(world.as('teacher'), {run: run!})).rejects.toMatchObject({code: 'import.forbidden'})
      await applyImport(office(), {run: run!})
      await expect(undoImport(world.as('teacher'), {run: run!})).rejects.toMatchObject({code: 'deed.forbidden'})
    })
  })
})
