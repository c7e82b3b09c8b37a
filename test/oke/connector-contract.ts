import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {IncomingRecord} from '../../src/connector.ts'
import type {Party} from '../../src/exchange/model.ts'
import {pullParty} from '../../src/exchange/pull-party.ts'
import type {SendPorts} from '../../src/exchange/send-messages.ts'
import {takeRecords} from '../../src/exchange/take-records.ts'
import {day} from '../../src/time.ts'
import {openWorld, type World} from '../support/world.ts'

/** What a connector is tried with: a party of it, and records that its counterpart gives. */
export type Tried = Readonly<{
  ports: SendPorts
  party: (world: World) => Promise<Party>
  /** Lets the counterpart give these records, and cuts the transfer off after so many requests, where it is a number. */
  give: (records: readonly IncomingRecord[], cutOffAfter: number | null) => void
  close: () => Promise<void>
}>

const WITHIN = {from: day('2026-11-30'), to: day('2026-12-18')}

/**
 * The one suite that every connector with `registrations` passes (docs/connectors.md): twice is once, any order, cut off half-way,
 * an unknown field, and a missing field that names itself.
 */
export function passesTheContract(
  name: string,
  which: 'sqlite' | 'postgres',
  records: readonly IncomingRecord[],
  open: () => Promise<Tried>,
): void {
  describe(`the connector ${name} on ${which}`, () => {
    let world: World
    let tried: Tried

    beforeAll(async () => {
      tried = await open()
    })
    afterAll(() => tried.close())

    async function school(): Promise<Party> {
      world = await openWorld(which)
      await world.period('2026-P2')
      for (const record of records) if (record.kind === 'exam') await world.exam(record.code)
      return tried.party(world)
    }

    async function state() {
      return world.as('office').read('registration.read', async (stores) => {
        const people = new Map((await stores.students.all()).map(({id, studentNumber}) => [id, studentNumber]))
        const exams = new Map((await stores.exams.all()).map(({id, code}) => [id, code]))
        const all = await stores.registrations.history()
        return all
          .map(({personId, examId, state: how}) => `${people.get(personId)} ${exams.get(examId)} ${how}`)
          .toSorted((a, b) => a.localeCompare(b))
      })
    }

    test('gives the same when it is asked twice', async () => {
      const party = await school()
      tried.give(records, null)
      await pullParty(world.office(), tried.ports, {party, within: WITHIN})
      const once = await state()
      expect(once.length).toBeGreaterThan(0)
      const again = await pullParty(world.office(), tried.ports, {party, within: WITHIN})
      expect(await state()).toEqual(once)
      expect(Object.values(again.counts).flatMap((own) => Object.keys(own))).not.toContain('created')
      await world.close()
    })

    test('is completed by asking again when it was cut off half-way', async () => {
      const party = await school()
      for (const after of [1, 2, 3, 5, 8]) {
        tried.give(records, after)
        await pullParty(world.office(), tried.ports, {party, within: WITHIN}).catch(() => undefined)
      }
      tried.give(records, null)
      await pullParty(world.office(), tried.ports, {party, within: WITHIN})
      const registrations = records.filter(({kind}) => kind === 'registration').length
      expect(await state()).toHaveLength(registrations)
      await world.close()
    })

    test('may bring its records in any order', async () => {
      const party = await school()
      await takeRecords(world.system(), {party: party.id, records})
      const inOrder = await state()
      await world.close()
      const again = await school()
      for (const record of records.toReversed()) await takeRecords(world.system(), {party: again.id, records: [record]})
      expect(await state()).toEqual(inOrder)
      await world.close()
    })

    test('may bring fields that nobody knows, and names the field that is missing', async () => {
      const party = await school()
      const [first] = records
      await takeRecords(world.system(), {party: party.id, records: [{...first, favouriteColour: 'green'}]})
      for (const record of records) {
        const {id: _, ...without} = record
        await expect(takeRecords(world.system(), {party: party.id, records: [without]})).rejects.toMatchObject({
          code: 'input.invalid',
          details: {problems: [{field: 'id'}]},
        })
      }
      await world.close()
    })
  })
}
