import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {simulateDelivery} from '../../plugins/oke-simulator/delivery.ts'
import {simulateSis} from '../../plugins/oke-simulator/sis.ts'
import {CatalogueTest, IncomingRecord} from '../../src/connector.ts'
import {sisRecords, uuid} from '../support/oke-sides.ts'
import {openWalk, type Walk} from '../support/walk.ts'

const REGISTERED = ['101', '102'].map((number) => [number, 'GESPREK-2026'] as const)
const TEST = CatalogueTest.parse({id: uuid('test'), code: 'CE', name: 'Centraal examen', provider: 'CvTE', minutes: 60})

describe('exchanging with other systems, typed word by word', () => {
  let walk: Walk
  let sis: Awaited<ReturnType<typeof simulateSis>>
  let platform: Awaited<ReturnType<typeof simulateDelivery>>
  beforeAll(async () => {
    walk = await openWalk()
    sis = await simulateSis(sisRecords(REGISTERED, {programme: false}).map((record) => IncomingRecord.parse(record)))
    platform = await simulateDelivery([TEST])
  })
  afterAll(async () => {
    await sis.close()
    await platform.close()
    await walk.close()
  })

  test('parties are added, changed, tested and listed, and so are their clients', async () => {
    const {type, file} = walk
    const secret = await file('secret.txt', [sis.clientSecret])
    const add = ({url, tokenUrl, clientId}: typeof sis | typeof platform): string =>
      `--url ${url} --token-url ${tokenUrl} --client-id ${clientId} --client-secret-file ${secret}`
    await type(`oke party add EDUARTE ${add(sis)} --function sis`)
    expect(await type(`oke party add FACET ${add(platform)} --function delivery --platform facet`)).toMatchObject({
      code: 'FACET',
      hasSecrets: true,
    })
    await type(['oke', 'party', 'change', 'EDUARTE', '--name', 'Eduarte'])
    await type('oke party list')
    expect(await type('oke party test EDUARTE')).toMatchObject({answered: true})
    await type('connector list')
    const {client} = await type<{client: string}>('oke client add EDUARTE --flow 1-5')
    await type('oke client list')
    await type(`oke client end ${client}`)
    expect(await type('secret rotate')).toMatchObject({resealed: 2})
  })

  test('registrations of the SIS are fetched, and an exam that is called otherwise there is linked', async () => {
    const {type} = walk
    const days = '--from 2026-11-30 --to 2026-12-18'
    await type(`oke pull EDUARTE ${days} --dry-run`)
    expect(await type(`oke pull EDUARTE ${days}`)).toMatchObject({problems: {'exam.unknown': expect.any(Number)}})
    await type('oke status EDUARTE')
    expect(await type('oke link EDUARTE GESPREK-2026 GS')).toMatchObject({registrations: 2})
    await type(`oke pull EDUARTE ${days} --groups`)
  })

  test('the platform is told of a session, and gives a link to begin', async () => {
    const {type, at} = walk
    await type('oke catalogue FACET --dry-run')
    expect(await type('oke catalogue FACET')).toMatchObject({tests: [{change: 'new'}]})
    at('2026-11-02T09:00')
    await type('session create 2026-P2 --room A2 --on 2026-12-08 --from 09:00 --exam CE --code C1 --lead LOU')
    await type('session publish C1')
    await type('enrolment add 106 CE C1')
    await type('oke push FACET --dry-run')
    expect(await type('oke push FACET')).toMatchObject({sent: expect.any(Number)})
    expect(await type('oke start-link 106 C1 CE')).toMatchObject({party: 'FACET'})
    await type('oke pull FACET --session C1')
    await type('staff add EXT --given-name Karel --family-name Blom --email k.blom@example.org --external')
    await type('user grant EXT invigilator')
    await type('session duty C1 --invigilator EXT')
    await type('session duty-pass C1')
  })

  test('what stopped goes on again, every exchange is in the log, and a party ends', async () => {
    const {type} = walk
    expect(await type('oke resend --party FACET')).toMatchObject({lanes: expect.any(Number)})
    expect(await type('oke log --limit 5')).toMatchObject({exchanges: expect.any(Array)})
    await type('oke log --party FACET')
    await type('oke status')
    await type('oke party end FACET')
  })
})
