import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openConnectors} from '../../plugins/connectors.ts'
import {simulateSis} from '../../plugins/oke-simulator/sis.ts'
import {addParty} from '../../src/exchange/add-party.ts'
import {type Connector, IncomingRecord} from '../../src/connector.ts'
import {DATABASES} from '../support/databases.ts'
import {openCipher, sendPorts, sisRecords} from '../support/oke-sides.ts'
import {passesTheContract} from './connector-contract.ts'

const RECORDS = sisRecords([
  ['1001', 'NE-3F'],
  ['1001', 'RE-3F'],
  ['1002', 'NE-3F'],
]).map((record) => IncomingRecord.parse(record))

/** A connector from elsewhere, as docs/connectors.md shows one, whose counterpart is a list in memory. */
function listConnector(list: () => AsyncIterable<IncomingRecord>): Connector {
  return {
    port: 1,
    name: 'list',
    title: 'A list',
    capabilities: ['registrations'],
    secrets: ['token'],
    settings: IncomingRecord.options[0].pick({}).loose(),
    open: async () => ({
      test: async () => ({answered: true, versions: [], flows: []}),
      registrations: {read: list, one: async () => undefined},
      close: async () => {},
    }),
  }
}

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

  passesTheContract('of a third party', which, RECORDS, async () => {
    let given: readonly IncomingRecord[] = []
    let cut: number | null = null
    const connector = listConnector(async function* () {
      for (const [i, record] of given.entries()) {
        if (cut !== null && i >= cut) throw new Error('the line was cut')
        yield record
      }
    })
    const ports = {...(await sendPorts()), connectors: new Map([['list', connector]])}
    return {
      ports,
      party: async (world) => {
        await addParty(world.as('admin'), ports, {code: 'LIST', connector: 'list', settings: {token: 'secret'}})
        return world.system().read('exchange.read', ({parties}) => parties.get('LIST'))
      },
      give(records, cutOffAfter) {
        given = records
        cut = cutOffAfter
      },
      close: async () => {},
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
