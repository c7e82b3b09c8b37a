import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import {openUpkeep} from '../../db/upkeep.ts'
import {systemClock} from '../../plugins/system/clock.ts'
import {lookAt} from '../../plugins/system/machine.ts'
import {diagnose, type Signs} from '../../src/operation/doctor.ts'
import {sealAudit} from '../../src/operation/seal-audit.ts'
import {plusMinutes} from '../../src/time.ts'
import {DATABASES} from '../support/databases.ts'
import {at, openWorld} from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'ontrac-doctor-'))
afterAll(() => rmSync(folder, {recursive: true}))

const now = at('2026-11-02T09:00')
const file = (path: string, mode = 0o600) => ({path, exists: true, mode, freeMb: 50_000})
const health = {
  jobsGivenUp: 0,
  jobErrors: [],
  parkedLanes: 0,
  mailsFailed: 0,
  unsealed: 0,
  unsealedSince: null,
  overdueSince: null,
  runsUnfinished: 0,
}
const sound: Signs = {
  now,
  node: 'v24.21.0',
  threads: 8,
  storeError: null,
  store: {kind: 'postgres', pending: [], unknown: []},
  skewMs: 12,
  storeFile: file('/srv/ontrac/school.db'),
  keyFile: file('/etc/ontrac/key.pem'),
  mailFolder: file('/srv/ontrac/school.db.mail', 0o700),
  health,
}

const found = (signs: Partial<Signs>) =>
  diagnose({...sound, ...signs})
    .filter(({state}) => state !== 'ok')
    .map(({check, state}) => `${check} ${state}`)

describe('the doctor', () => {
  test('finds nothing wrong with a sound installation, and says what was looked at', () => {
    expect(found({})).toEqual([])
    expect(diagnose(sound).map(({check}) => check)).toEqual(
      'node threads store tables clock store-file key key-apart mail-folder disk tick sealing jobs lanes mail runs'.split(
        ' ',
      ),
    )
  })

  test.each<[string, Partial<Signs>, string[]]>([
    ['an old Node', {node: 'v24.15.0'}, ['node fail']],
    ['an odd Node', {node: 'v25.9.0'}, ['node fail']],
    ['few threads', {threads: 4}, ['threads warn']],
    [
      'a store that does not answer',
      {store: null, storeError: 'No answer.', health: null, skewMs: null},
      ['store fail'],
    ],
    ['tables that are behind', {store: {kind: 'sqlite', pending: ['a'], unknown: []}}, ['tables fail']],
    ['tables of a newer version', {store: {kind: 'sqlite', pending: [], unknown: ['z']}}, ['tables fail']],
    ['a clock that is ahead', {skewMs: 2001}, ['clock warn']],
    ['a clock that is behind', {skewMs: -90_000}, ['clock warn']],
    ['a clock within two seconds', {skewMs: -2000}, []],
    ['a store that others may read', {storeFile: file('/srv/s.db', 0o640)}, ['store-file fail']],
    ['a key that others may read', {keyFile: file('/etc/k', 0o604)}, ['key fail']],
    ['no key', {keyFile: {...file('/etc/k'), exists: false}}, ['key fail']],
    ['a key beside the store', {keyFile: file('/srv/ontrac/key.pem')}, ['key-apart warn']],
    ['a mail folder that others may read', {mailFolder: file('/srv/mail', 0o755)}, ['mail-folder fail']],
    ['no mail folder yet', {mailFolder: {...file('/srv/mail'), exists: false}}, []],
    ['a full disk', {storeFile: {...file('/srv/s.db'), freeMb: 20}}, ['disk fail']],
    ['a disk that fills', {storeFile: {...file('/srv/s.db'), freeMb: 900}}, ['disk warn']],
    ['a system without file modes', {storeFile: {...file('/srv/s.db'), mode: null}}, []],
    ['work that nobody does', {health: {...health, overdueSince: plusMinutes(now, -60)}}, ['tick warn']],
    ['work of just now', {health: {...health, overdueSince: plusMinutes(now, -59)}}, []],
    [
      'a trail that waits for its seal',
      {health: {...health, unsealed: 3, unsealedSince: plusMinutes(now, -61)}},
      ['sealing warn'],
    ],
    ['jobs given up', {health: {...health, jobsGivenUp: 2}}, ['jobs warn']],
    ['parked lanes', {health: {...health, parkedLanes: 1}}, ['lanes warn']],
    ['mails that did not arrive', {health: {...health, mailsFailed: 1}}, ['mail warn']],
    ['changes not finished', {health: {...health, runsUnfinished: 1}}, ['runs warn']],
  ])('sees %s', (_, signs, expected) => {
    expect(found(signs)).toEqual(expected)
  })

  test('has a remedy for all that is not right', () => {
    const worst = {...sound, node: 'v20.0.0', threads: 1, skewMs: 9e6, keyFile: file('/srv/ontrac/k', 0o666)}
    for (const {state, remedy} of diagnose(worst)) expect(remedy === null).toBe(state === 'ok')
  })

  test('looks at files and folders as they are', async () => {
    const path = join(folder, 'store.db')
    expect(await lookAt(path)).toMatchObject({path, exists: false, mode: null, freeMb: expect.any(Number)})
    writeFileSync(path, '')
    chmodSync(path, 0o640)
    expect(await lookAt(path)).toMatchObject({exists: true, mode: 0o640})
  })
})

describe.each(DATABASES)('the health of a store on %s', (which) => {
  test('counts what does not go as it should, and no more', async () => {
    const world = await openWorld(which)
    const look = () => world.system().read('operation.read', (stores) => stores.health())
    expect(await look()).toEqual(health)
    const sanne = await world.student('1000001')
    await world.system().write('reminder.queue', {}, async ({outbox, jobs}) => {
      await outbox.post([{person: sanne.id, letter: 'x', data: {}}])
      await jobs.plan([{kind: 'offer-seats', key: 'a', payload: {}, dueAt: at('2026-11-02T08:00')}])
    })
    expect(await look()).toMatchObject({overdueSince: at('2026-11-02T08:00'), unsealed: 1, unsealedSince: world.now()})
    const gone = {doneAt: world.now(), attempts: 8, lastError: 'store.busy'}
    await world.store.db.updateTable('job').set(gone).execute()
    await world.store.db.updateTable('lane').set({parked: true}).execute()
    await world.store.db.updateTable('message').set({state: 'given-up'}).execute()
    await sealAudit(world.system(), {publicKey: '', sign: () => ''})
    expect(await look()).toEqual({
      ...health,
      jobsGivenUp: 1,
      jobErrors: [{kind: 'offer-seats', error: 'store.busy', jobs: 1}],
      parkedLanes: 1,
      mailsFailed: 1,
    })
    world.setNow('2026-12-03T09:00')
    expect(await look()).toMatchObject({jobsGivenUp: 0})
    const {status, skew} = openUpkeep(async () => world.store, systemClock)
    expect(await status()).toMatchObject({kind: which, pending: [], unknown: []})
    const difference = await skew()
    if (which === 'sqlite') expect(difference).toBeNull()
    else expect(Math.abs(difference ?? 1e9)).toBeLessThan(2000)
    await world.close()
  })
})
