import {spawn} from 'node:child_process'
import {text} from 'node:stream/consumers'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {openContext} from '../../db/context.ts'
import {openStore, type Store} from '../../db/open.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {addRegistration} from '../../src/registration/add-registration.ts'
import {type CommitCutter, openCommitCutter} from '../support/commit-cutter.ts'
import {openTestStore} from '../support/databases.ts'
import {brokenRules, crowd, openScene} from '../support/exam-office.ts'
import {locationCodes} from '../support/location-rows.ts'
import {openWorld, type World} from '../support/world.ts'

const UNKNOWN = {kind: 'unavailable', code: 'store.unknown-outcome'}

describe('a server that is lost while it saves, on postgres', () => {
  let world: World
  let line: CommitCutter
  let far: Store
  /** It reads by another way, so that only saving is cut. */
  let saving: Store
  beforeEach(async () => {
    world = await openWorld('postgres')
    line = await openCommitCutter(world.store.url)
    far = await openStore(line.address)
    saving = {...far, readDb: world.store.readDb}
  })
  afterEach(async () => {
    await far.close()
    await line.close()
    await world.close()
  })

  const office = () =>
    openContext({
      store: saving,
      clock: {now: world.now},
      ids: world.ids,
      hash: hasher,
      asOf: {at: world.now(), writes: true},
      actor: {person: null, roles: ['office'], scopes: {}},
    })

  async function unregistered() {
    const period = await world.period('2026-P2')
    const exam = await world.exam('NED-3F')
    const student = await world.student('100001')
    await world.study(student, await world.programme('MZ4'))
    return {student: student.studentNumber!, exam: exam.code, period: period.code, key: 'form-17'}
  }
  const registrations = () => world.office().read('registration.read', (stores) => stores.registrations.all())

  test('says that it is not known, and the same request with the same key answers what was saved', async () => {
    const wish = await unregistered()
    line.cutNext('after-the-server')
    await expect(addRegistration(office(), wish)).rejects.toMatchObject(UNKNOWN)
    expect(await registrations()).toHaveLength(1)
    const [saved] = await registrations()
    expect(await addRegistration(office(), wish)).toMatchObject({id: saved!.id, did: 'added'})
    expect(await registrations()).toHaveLength(1)
    expect(line.cuts()).toBe(1)
  })

  test('says the same when nothing was saved, and the same request with the same key does it', async () => {
    const wish = await unregistered()
    line.cutNext('before-the-server')
    await expect(addRegistration(office(), wish)).rejects.toMatchObject(UNKNOWN)
    expect(await registrations()).toEqual([])
    expect(await addRegistration(office(), wish)).toMatchObject({did: 'added'})
    expect(await registrations()).toHaveLength(1)
  })

  test('tells each of several claims of one lost commit that it is not known, and makes none of them again', async () => {
    const scene = await openScene(world, {seats: 10})
    const students = await crowd(world, scene, 8)
    const claim = (student: string) =>
      enrolStudent(office(), {student, exam: scene.exam.code, session: scene.session.code, key: `seat-${student}`})
    // The first goes alone; those that come while it is settled go together, in the second commit.
    line.cutNext('after-the-server', 2)
    const [first, ...others] = await Promise.allSettled(students.map(claim))
    expect(first).toMatchObject({status: 'fulfilled'})
    expect(others).toEqual(
      Array.from({length: 7}, () => ({status: 'rejected', reason: expect.objectContaining(UNKNOWN)})),
    )
    expect(await scene.pools()).toMatchObject([{taken: 8}])
    for (const student of students) expect(await claim(student)).toHaveProperty('enrolled')
    expect(await scene.pools()).toMatchObject([{taken: 8}])
    expect(await brokenRules(world)).toEqual([])
  })

  test('a question whose answer is lost is no doubt about saving', async () => {
    const reading = openContext({
      store: far,
      clock: {now: world.now},
      ids: world.ids,
      hash: hasher,
      actor: {person: null, roles: ['office'], scopes: {}},
    })
    line.cutNext('after-the-server')
    const asked = reading.read('catalogue.read', ({rooms}) => rooms.all())
    await expect(asked).rejects.toMatchObject({kind: 'unavailable', code: 'store.unreachable'})
    expect(line.cuts()).toBe(1)
  })
})

/** Writes one location with a long address, where no file may grow beyond 128 kB. */
const WRITE_TOO_MUCH = `
  const {openStore} = await import(process.argv[1])
  const {translate} = await import(process.argv[2])
  const store = await openStore(process.argv[3], {synchronous: 'full'})
  const row = {id: crypto.randomUUID(), code: 'NOORD', name: '', address: 'x'.repeat(300_000), endedAt: null, version: 1}
  const work = store.db.transaction().execute((tx) => tx.insertInto('location').values(row).execute())
  const told = await work.then(() => ({}), translate)
  console.log(JSON.stringify({code: told.code, kind: told.kind}))
  await store.close().catch(() => undefined)
  process.exit(0)`

describe('a disk that fails while it saves, on sqlite', () => {
  test('leaves it open whether it was saved, and the store is whole', async () => {
    const opened = await openTestStore('sqlite')
    const [open, errors] = ['open', 'errors'].map((name) => new URL(`../../db/${name}.ts`, import.meta.url).href)
    const limited = 'ulimit -f 256; exec "$0" "$@"'
    const told = spawn(
      'sh',
      ['-c', limited, process.execPath, '--input-type=module', '-e', WRITE_TOO_MUCH, open!, errors!, opened.address],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    expect(JSON.parse(await text(told.stdout))).toEqual({code: UNKNOWN.code, kind: UNKNOWN.kind})
    expect(await locationCodes(opened.store.db)).toEqual([])
    await opened.close()
  })
})
