import type {Tables} from '../../db/tables.ts'
import {sampleRecords, type SampleRecords} from '../../plugins/oke-simulator/sample-records.ts'
import type {IncomingRecord, RecordOf} from '../../src/connector.ts'
import {exchangeRound} from '../../src/exchange/exchange-round.ts'
import type {AttemptId, BoardId, EnrolmentId, PoolId, SeatId, SessionExamId, SessionId} from '../../src/ids.ts'
import type {Person} from '../../src/institution/model.ts'
import {objectOf} from '../../src/oke/parts.ts'
import type {SampleSize} from '../../src/sample-school/sample-file.ts'
import {day, plusMinutes, spanOf, wallTime} from '../../src/time.ts'
import type {Database} from './databases.ts'
import {openOkeSides, type OkeSides} from './oke-sides.ts'
import {openWorld, type World} from './world.ts'

/** The sample school between its SIS and a delivery platform, over all flows. */
export type OkeSeason = Awaited<ReturnType<typeof openOkeSeason>>

const SEATS = 30
const MOST_ROUNDS = 60

/** `part` is every third student of the small school. */
export async function openOkeSeason(which: Database, size: SampleSize | 'part') {
  const world = await openWorld(which)
  const sample = size === 'part' ? partOf(sampleRecords('small')) : sampleRecords(size)
  const period = await world.period('2026-P2')
  const member = await openBoard(world, sample)
  const sides = await openOkeSides(world, sample.sis, sample.catalogue, {timeoutSeconds: 1})
  const add = async <K extends keyof Tables>(table: K, rows: readonly Tables[K][]): Promise<void> => {
    for (let i = 0; i < rows.length; i += 500)
      await world.store.db
        .insertInto(table)
        .values(rows.slice(i, i + 500) as never)
        .execute()
  }

  return {
    world,
    sample,
    sides,
    member,
    /** Seats everybody who is registered, in sessions of one exam each with a lead; every tenth has more time and an aid. */
    plan: async () => {
      const rows = await plannedRows(world, period.id)
      await add('session', rows.session)
      await add('sessionExam', rows.sessionExam)
      await add('seatPool', rows.seatPool)
      await add('sessionDuty', rows.sessionDuty)
      await add('seat', rows.seat)
      await add('enrolment', rows.enrolment)
      return rows
    },
    /** Closes the report of every session: who was there is what the platform says of it. */
    take: async () => {
      const {sessionReport, attempt} = await takenRows(world, sample, sides)
      await world.store.db.updateTable('session').set({state: 'reported'}).where('state', '=', 'published').execute()
      await add('sessionReport', sessionReport)
      await add('attempt', attempt)
    },
    /** Rounds of exchange, an hour after each other, until nothing waits to be sent. Answers how many. */
    settle: async (): Promise<number> => {
      for (let round = 1; round < MOST_ROUNDS; round++) {
        world.setNow(plusMinutes(world.now(), 61))
        await exchangeRound(world.system(), sides.ports)
        const {waiting} = await world.store.db
          .selectFrom('message')
          .select(({fn}) => fn.countAll<number>().as('waiting'))
          .where('laneKey', 'like', 'oke:%')
          .where('state', 'not in', ['sent', 'withdrawn'])
          .executeTakeFirstOrThrow()
        if (Number(waiting) === 0) return round
      }
      throw new Error('Messages still wait after sixty rounds.')
    },
    close: async () => {
      await sides.close()
      await world.close()
    },
  }
}

function partOf(sample: SampleRecords): SampleRecords {
  const kept = new Set(
    of(sample.sis, 'person')
      .filter((_, i) => i % 3 === 0)
      .map(({id}) => id),
  )
  const isKept = (record: IncomingRecord): boolean =>
    record.kind === 'person' ? kept.has(record.id) : !('person' in record) || kept.has(record.person)
  return {...sample, sis: sample.sis.filter(isKept)}
}

/** The exams of the sample school as they stand here, and a board that answers for all of them; answers its member. */
async function openBoard(world: World, sample: SampleRecords): Promise<Person> {
  const ended = {endedAt: null, version: 1} as const
  const board = await world.insert('examBoard', {id: world.ids.next<BoardId>(), code: 'EC', name: 'EC', ...ended})
  const member = await world.employee('BRD')
  const about = {boardId: board.id, endedAt: null}
  await world.insert('boardMember', {id: world.ids.next(), personId: member.id, fromOn: null, toOn: null, ...about})
  for (const {code, scale, tests} of of(sample.sis, 'exam')) {
    const exam = await world.exam(
      code,
      {resultScale: scale ?? '0.0-10.0', passMark: null},
      {componentId: tests[0]?.component ?? null},
    )
    await world.insert('boardExam', {id: world.ids.next(), examId: exam.id, ...about})
  }
  return member
}

/** Records of one kind. */
export function of<K extends IncomingRecord['kind']>(
  records: Iterable<IncomingRecord>,
  kind: K,
): readonly RecordOf<K>[] {
  return [...records].filter((record): record is RecordOf<K> => record.kind === kind)
}

type Planned = {
  readonly [K in 'session' | 'sessionExam' | 'seatPool' | 'sessionDuty' | 'seat' | 'enrolment']: Tables[K][]
}

async function plannedRows(world: World, periodId: Tables['session']['periodId']): Promise<Planned> {
  const rows: Planned = {session: [], sessionExam: [], seatPool: [], sessionDuty: [], seat: [], enrolment: []}
  const room = await world.room('AULA', await world.location('NOORD'))
  const lead = await world.employee('LEAD')
  const registrations = await world.store.db
    .selectFrom('registration')
    .selectAll()
    .where('state', '!=', 'withdrawn')
    .orderBy('id')
    .execute()
  const versions = await world.store.db.selectFrom('examVersion').selectAll().execute()
  const moment = {on: day('2026-12-01'), from: wallTime('09:00'), minutes: 120, zone: 'Europe/Amsterdam'}
  const span = spanOf(moment)
  const at = {onDate: moment.on, fromTime: moment.from, minutes: 120, zone: moment.zone, ...span}
  const ended = {endedAt: null, version: 1} as const
  const next = world.ids.next
  for (const [examId, own] of Map.groupBy(registrations, (registration) => registration.examId))
    for (let i = 0; i < own.length; i += SEATS) {
      const examVersionId = versions.find((version) => version.examId === examId)?.id as never
      const [sessionId, sessionExamId, poolId] = [next<SessionId>(), next<SessionExamId>(), next<PoolId>()]
      rows.session.push({
        id: sessionId,
        code: `S${rows.session.length + 1}`,
        periodId,
        kind: 'cluster',
        state: 'published',
        locationId: room.locationId,
        roomId: room.id,
        place: '',
        listVersion: 0,
        planId: null,
        publishedAt: world.now(),
        finalAt: null,
        ...at,
        ...ended,
      })
      rows.sessionExam.push({id: sessionExamId, sessionId, examId, examVersionId, position: 0, endedAt: null})
      const seats = own.slice(i, i + SEATS)
      const pool = {capacity: SEATS, taken: seats.length, filterKind: null, filterId: null, releasesAt: null}
      rows.seatPool.push({id: poolId, sessionId, ...pool, ...ended})
      rows.sessionDuty.push({id: next(), sessionId, personId: lead.id, duty: 'lead', ...span, endedAt: null})
      for (const {id: registrationId, personId} of seats) {
        const seatId = next<SeatId>()
        const hasMore = rows.enrolment.length % 10 === 0
        rows.seat.push({id: seatId, sessionId, personId, poolId, label: null, ...span, ...ended})
        rows.enrolment.push({
          id: next<EnrolmentId>(),
          registrationId,
          personId,
          sessionExamId,
          sessionId,
          seatId,
          position: 0,
          examVersionId,
          extraMinutes: hasMore ? 15 : 0,
          aids: hasMore ? ['spoken'] : [],
          source: 'office',
          enrolledBy: null,
          enrolledAt: world.now(),
          endReason: null,
          movedToId: null,
          ...ended,
        })
      }
    }
  return rows
}

type TakenRows = {readonly [K in 'sessionReport' | 'attempt']: Tables[K][]}

async function takenRows(world: World, sample: SampleRecords, {delivery}: OkeSides): Promise<TakenRows> {
  const sessions = await world.store.db.selectFrom('session').selectAll().where('state', '=', 'published').execute()
  const active = await world.store.db
    .selectFrom('enrolment as e')
    .innerJoin('registration as r', 'r.id', 'e.registrationId')
    .selectAll('e')
    .select('r.examId')
    .where('e.endedAt', 'is', null)
    .execute()
  const now = world.now()
  const signed = {state: 'signed', openedAt: now, signedAt: now, digest: null, version: 1} as const
  return {
    sessionReport: sessions.map(({id}) => ({sessionId: id, ...signed})),
    attempt: active.map(({id, registrationId, personId, examId, sessionExamId}) => ({
      id: world.ids.next<AttemptId>(),
      registrationId,
      enrolmentId: id,
      personId,
      examId,
      number: 1,
      takenOn: day('2026-12-01'),
      attendance:
        sample.answering(objectOf(delivery.associations.get(id)), objectOf(delivery.offerings.get(sessionExamId)))
          .attendance ?? 'present',
      counts: true,
      void: false,
      score: null,
      passed: null,
      source: 'report',
      endedAt: null,
      version: 1,
    })),
  }
}
