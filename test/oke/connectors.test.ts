import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {serve, type ServerType} from '@hono/node-server'
import {Hono} from 'hono'
import {describe, expect, test} from 'vitest'
import {openConnectors} from '../../plugins/connectors.ts'
import {simulateSis} from '../../plugins/oke-simulator/sis.ts'
import {addParty} from '../../src/exchange/add-party.ts'
import {IncomingRecord} from '../../src/connector.ts'
import {DATABASES} from '../support/databases.ts'
import {openCipher, sendPorts, sisRecords} from '../support/oke-sides.ts'
import {passesTheContract} from './connector-contract.ts'

const RECORDS = sisRecords([
  ['1001', 'NE-3F'],
  ['1001', 'RE-3F'],
  ['1002', 'NE-3F'],
]).map((record) => IncomingRecord.parse(record))

/** The connector that docs/connectors.md shows, as it stands there, in a folder that finds our packages. */
async function shownConnector(): Promise<Readonly<{folder: string; lines: number; remove: () => Promise<void>}>> {
  const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'connectors.md'), 'utf8')
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const folder = await mkdtemp(join(import.meta.dirname, '..', '..', 'node_modules', '.ontrac-connector-'))
  await writeFile(join(folder, 'package.json'), '{"type": "module"}')
  await writeFile(join(folder, 'index.js'), code)
  return {folder, lines: code.trimEnd().split('\n').length, remove: () => rm(folder, {recursive: true})}
}

/** The list of a school, as that connector reads it: a line for each registration; its line is cut after so many answers. */
async function schoolList() {
  let rows: readonly unknown[] = []
  let answers = 0
  let cut: number | null = null
  const app = new Hono().get('/list.json', (c) => {
    if (c.req.header('authorization') !== 'Bearer secret') return c.text('no', 401)
    return cut !== null && ++answers % cut === 0 ? c.text('busy', 503) : c.json(rows)
  })
  const server = await new Promise<ServerType>((resolve) => {
    const listening = serve({fetch: app.fetch, port: 0, hostname: '127.0.0.1'}, () => resolve(listening))
  })
  const at = server.address()
  return {
    url: `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}/list.json`,
    give(records: readonly IncomingRecord[], cutOffAfter: number | null) {
      const of = (kind: string, id: string) => records.find((each) => each.kind === kind && each.id === id)
      rows = records.flatMap((each) => {
        const person = each.kind === 'registration' ? of('person', each.person) : undefined
        const exam = each.kind === 'registration' ? of('exam', each.exam) : undefined
        if (person?.kind !== 'person' || exam?.kind !== 'exam') return []
        const {studentNumber: student, familyName, givenName} = person
        return [{id: each.id, student, name: `${familyName}, ${givenName}`, programme: '25655-BOL', exam: exam.code}]
      })
      cut = cutOffAfter
    },
    close: () => new Promise<void>((done) => void server.close(() => done())),
  }
}

test('the page shows a connector in about fifty lines', async () => {
  const {lines, remove} = await shownConnector()
  expect(lines).toBeGreaterThan(20)
  expect(lines).toBeLessThanOrEqual(55)
  await remove()
})

for (const which of DATABASES) {
  passesTheContract('oke', which, RECORDS, async () => {
    const sis = await simulateSis([])
    const ports = await sendPorts()
    return {
      ports,
      party: async (world) => {
        const {url, tokenUrl, clientId, clientSecret} = sis
        const settings = {url, tokenUrl, clientId, clientSecret, functions: ['sis']}
        await addParty(world.as('admin'), ports, {code: 'SIS', connector: 'oke', settings})
        return world.system().read('exchange.read', ({parties}) => parties.get('SIS'))
      },
      give(records, cutOffAfter) {
        sis.records.clear()
        for (const record of records) sis.records.set(`${record.kind} ${record.id}`, record)
        sis.setFaults(cutOffAfter === null ? null : {kinds: ['drop'], every: cutOffAfter})
      },
      close: sis.close,
    }
  })

  passesTheContract('of docs/connectors.md', which, RECORDS, async () => {
    const list = await schoolList()
    const {folder, remove} = await shownConnector()
    const ports = {...(await sendPorts()), connectors: await openConnectors('./index.js', folder)}
    return {
      ports,
      party: async (world) => {
        const settings = {url: list.url, token: 'secret'}
        await addParty(world.as('admin'), ports, {code: 'LIST', connector: 'schoollist', settings})
        return world.system().read('exchange.read', ({parties}) => parties.get('LIST'))
      },
      give: list.give,
      close: async () => {
        await list.close()
        await remove()
      },
    }
  })
}

describe('connectors that the settings name', () => {
  async function inFolder(content: string, named = './connector.js') {
    const folder = await mkdtemp(join(tmpdir(), 'ontrac-connector-'))
    await writeFile(join(folder, 'package.json'), '{"type": "module"}')
    await writeFile(join(folder, 'connector.js'), content)
    try {
      return await openConnectors(named, folder)
    } finally {
      await rm(folder, {recursive: true})
    }
  }

  test('are there beside our own', async () => {
    const good = `export default {port: 1, name: 'list', title: 'List', capabilities: ['roster'], secrets: [],
      settings: {safeParse: (data) => ({success: true, data})}, open: async () => ({})}`
    expect([...(await inFolder(good)).keys()]).toEqual(['oke', 'list'])
  })

  test('are refused with everything that is wrong with them', async () => {
    const bad = `export default {port: 2, name: 'Mail box', capabilities: ['teleport']}`
    await expect(inFolder(bad)).rejects.toMatchObject({
      code: 'connector.broken',
      details: {problems: expect.arrayContaining([expect.stringContaining('port is 2')])},
    })
  })

  test('may not take the name of another', async () => {
    const twice = `export default {port: 1, name: 'oke', title: 'Mine', capabilities: ['roster'], secrets: [],
      settings: {safeParse: () => ({})}, open: async () => ({})}`
    await expect(inFolder(twice)).rejects.toMatchObject({code: 'connector.twice'})
  })

  test('that are not there are named with the remedy', async () => {
    await expect(inFolder('', 'ontrac-connector-nowhere')).rejects.toMatchObject({code: 'connector.missing'})
  })
})

test('a secret setting is sealed, and no list shows it', async () => {
  const {openWorld} = await import('../support/world.ts')
  const world = await openWorld('sqlite')
  const ports = {...(await sendPorts()), cipher: async () => openCipher}
  const settings = {url: 'https://sis.example.org', tokenUrl: 'https://sis.example.org/token', clientId: 'ontrac'}
  const added = await addParty(world.as('admin'), ports, {
    code: 'SIS',
    connector: 'oke',
    settings: {...settings, clientSecret: 'hush', functions: ['sis']},
  })
  expect(JSON.stringify(added)).not.toContain('hush')
  const row = await world.store.db.selectFrom('party').selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(row.settings)).not.toContain('hush')
  expect(row.sealed).toContain('hush')
  await expect(addParty(world.as('office'), ports, {code: 'X', connector: 'oke', settings})).rejects.toMatchObject({
    code: 'input.invalid',
  })
  await world.close()
})
