import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {FAULTS, type Fault, type Faults} from '../../plugins/oke-simulator/faults.ts'
import {IncomingRecord} from '../../src/connector.ts'
import {cancelEnrolment} from '../../src/enrolment/cancel-enrolment.ts'
import {pullCatalogue} from '../../src/exchange/pull-catalogue.ts'
import {pullParty} from '../../src/exchange/pull-party.ts'
import {startLink} from '../../src/exchange/start-link.ts'
import {cancelSession} from '../../src/enrolment/changes/cancel-session.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {day} from '../../src/time.ts'
import {outcomes, participations, registrations, results} from '../support/oke-agreement.ts'
import {DATABASES} from '../support/databases.ts'
import {of, openOkeSeason, type OkeSeason} from '../support/oke-season.ts'

/** `ONTRAC_OKE_SCHOOL=small` or `medium` plays it with the whole school, which takes long; without it with a third of the small one. */
const SIZE = (['small', 'medium'] as const).find((size) => size === process.env['ONTRAC_OKE_SCHOOL']) ?? 'part'
const MINUTES = (SIZE === 'medium' ? 90 : 10) * 60_000
const EVERY_FAULT = new Set<Fault>(['slow', '429', '500', 'drop'])
const WITHIN = {from: day('2026-11-30'), to: day('2026-12-18')}
/** What a person may be told with; birth date, BSN, gender and address are none of it. */
const OF_A_PERSON = [
  'personId',
  'primaryCode',
  'givenName',
  'surnamePrefix',
  'surname',
  'displayName',
  'activeEnrollment',
  'affiliations',
  'mail',
  'languageOfChoice',
  'otherCodes',
  'consumers',
]

describe.each(DATABASES)(
  `a school (${SIZE}), with everything going wrong that can, on %s`,
  {timeout: MINUTES},
  (which) => {
    let season: OkeSeason
    let met: Set<Fault>

    beforeAll(async () => {
      season = await openOkeSeason(which, SIZE)
    }, MINUTES)
    afterAll(() => season.close())
    afterEach(() => {
      for (const side of [season.sides.sis, season.sides.delivery, season.sides]) side.setFaults(null)
    })

    /** From now on every so many requests meet a fault, in turns: late, 429, 500, dropped; and all is told twice, the last first. */
    function goWrong(where: 'there' | 'here', every = 25): void {
      met = new Set()
      const faults: Faults = {
        kinds: FAULTS,
        every,
        slowMillis: where === 'there' ? 1100 : 20,
        met: (one) => met.add(one),
      }
      const {sis, delivery} = season.sides
      for (const side of [sis, delivery])
        side.setFaults(where === 'there' ? faults : {kinds: ['twice', 'disorder'], every})
      season.sides.setFaults(where === 'here' ? faults : null)
    }

    test('flow 0: the catalogue is compared with the last time', async () => {
      const {world, sides, sample} = season
      const pull = async () => (await pullCatalogue(world.office(), sides.ports, {code: 'TA'})).tests
      goWrong('there', 2)
      expect((await pull()).map(({change}) => change)).toEqual(sample.catalogue.map(() => 'new'))
      for (let again = 0; again < 6; again++)
        expect((await pull()).map(({change}) => change)).toEqual(sample.catalogue.map(() => 'same'))
      expect(met).toEqual(EVERY_FAULT)
    })

    test('flow 1, pulled: all registrations of the SIS are here', async () => {
      const {world, sides} = season
      goWrong('there')
      const pulled = await pullParty(world.office(), sides.ports, {party: await sides.party('SIS'), within: WITHIN})
      // The SIS has a student without a programme, whom the office looks at.
      expect(Object.keys(pulled.problems).filter((code) => code !== 'registration.not-in-exam-plan')).toEqual([])
      expect(met).toEqual(EVERY_FAULT)
      const {here, there} = await registrations(season)
      expect(here).toEqual(there)
    })

    test('flow 1, pushed: what changes there changes here', async () => {
      const {sides} = season
      const {records} = sides.sis
      const registered = of(records.values(), 'registration')
      const [person, other] = of(records.values(), 'person').slice(-2)
      const changed = [
        ...registered.slice(0, 40).map((each) => ({...each, state: 'cancelled' as const})),
        ...of(records.values(), 'person')
          .slice(0, 40)
          .map((each) => ({...each, familyName: `${each.familyName}-Smit`})),
        IncomingRecord.parse({...person, id: crypto.randomUUID(), studentNumber: '4000001'}),
        IncomingRecord.parse({...other, id: crypto.randomUUID(), studentNumber: '4000002'}),
      ]
      const [enrolled] = of(records.values(), 'programme-enrolment')
      const added = changed.slice(-2).flatMap(({id: person}) => {
        const [id, programmeEnrolment] = [crypto.randomUUID(), crypto.randomUUID()]
        return [
          IncomingRecord.parse({...enrolled, id: programmeEnrolment, person}),
          IncomingRecord.parse({...registered[0], id, person, programmeEnrolment}),
        ]
      })
      const all: readonly IncomingRecord[] = [...changed, ...added]
      for (const record of all) records.set(`${record.kind} ${record.id}`, record)
      goWrong('here', 5)
      await sides.sis.push(await sides.clientFor('SIS', 'nl-test-admin-flow-1-5'), all)
      expect(met).toEqual(EVERY_FAULT)
      const {here, there} = await registrations(season)
      expect(here).toEqual(there)
    })

    test('flow 2: sessions and participations are on the platform', async () => {
      await season.plan()
      goWrong('there')
      await season.settle()
      expect(met).toEqual(EVERY_FAULT)
      const {here, there} = await participations(season)
      expect(here).toEqual(there)
    })

    test('flow 2: what is cancelled or changed here is so there', async () => {
      const {world, sides} = season
      const {db} = world.store
      const enrolled = await db.selectFrom('enrolment').selectAll().orderBy('id').limit(60).execute()
      for (const {id} of enrolled.slice(0, 20))
        await cancelEnrolment(world.office(), {enrolment: id, reason: 'Ziek gemeld.'})
      for (const {personId} of enrolled.slice(30, 50))
        await db
          .updateTable('person')
          .set((eb) => ({familyName: 'Anders', version: eb('version', '+', 1)}))
          .where('id', '=', personId)
          .execute()
      const last = await db
        .selectFrom('session')
        .select('code')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      await cancelSession(world.office(), {session: last.code, reason: 'Lekkage.'})
      goWrong('there', 10)
      await season.settle()
      const {here, there} = await participations(season)
      expect(here).toEqual(there)
      const [, participant] = enrolled.toReversed()
      const person = await db
        .selectFrom('person')
        .select('studentNumber')
        .where('id', '=', participant?.personId as never)
        .executeTakeFirstOrThrow()
      const at = await db
        .selectFrom('session as s')
        .innerJoin('sessionExam as x', 'x.sessionId', 's.id')
        .innerJoin('exam as e', 'e.id', 'x.examId')
        .select(['s.code as session', 'e.code as exam'])
        .where('x.id', '=', participant?.sessionExamId as never)
        .executeTakeFirstOrThrow()
      const link = await startLink(world.office(), sides.ports, {student: person.studentNumber ?? '', ...at})
      expect(link.url).toContain(participant?.id)
    })

    test('flow 5: the SIS hears at once who was there', async () => {
      season.world.setNow('2026-12-01T13:00')
      await season.take()
      goWrong('there')
      await season.settle()
      expect(met).toEqual(EVERY_FAULT)
      const {here, there} = await outcomes(season)
      expect(here).toEqual(there)
    })

    test('flows 3 and 4: results, reports and documents of the platform are here', async () => {
      const {world, sides, sample} = season
      goWrong('here')
      const receiver = await sides.clientFor('TA', 'nl-test-admin-flow-2-3-4')
      await sides.delivery.sendResults(receiver, sample.answering)
      expect(met).toEqual(EVERY_FAULT)
      const {here, there} = await results(season)
      expect(here).toEqual(there)
      goWrong('there')
      await season.settle()
      const documents = await world.store.db.selectFrom('document').select('sessionId').execute()
      expect(documents).toHaveLength(sides.delivery.documents.size)
    })

    test('flow 5: established results are with the SIS', async () => {
      const {world, member} = season
      const {established} = await establishResults(world.as('board', member), {period: '2026-P2'})
      expect(established.length).toBeGreaterThan(0)
      goWrong('there')
      await season.settle()
      expect(met).toEqual(EVERY_FAULT)
      const {here, there} = await outcomes(season)
      expect(here).toEqual(there)
    })

    test('nothing was sent to anybody that the standard forbids', () => {
      const {sis, delivery} = season.sides
      const people = delivery.got.flatMap(({body}) =>
        typeof body['person'] === 'object' ? [body['person'] as object] : [],
      )
      expect(people.length).toBeGreaterThan(100)
      expect([...new Set(people.flatMap(Object.keys))].filter((field) => !OF_A_PERSON.includes(field))).toEqual([])
      const sent = JSON.stringify([...delivery.got, ...sis.got])
      for (const forbidden of ['dateOfBirth', 'gender', 'address', 'nationalIdentityNumber', 'photo', 'nationality'])
        expect(sent).not.toContain(`"${forbidden}`)
    })
  },
)
