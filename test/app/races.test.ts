import {spawn} from 'node:child_process'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {sql} from 'kysely'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {acceptOffer} from '../../src/enrolment/waiting/answer-offer.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {expireOffers} from '../../src/enrolment/waiting/expire-offers.ts'
import type {Seat, SeatOffer, WaitingPlace} from '../../src/enrolment/model.ts'
import {offerFreeSeats} from '../../src/enrolment/waiting/offer-free-seats.ts'
import {ExamError, type Reason} from '../../src/errors.ts'
import type {EnrolmentId, SeatId, SessionExamId, WaitingId} from '../../src/ids.ts'
import type {Registration} from '../../src/registration/model.ts'
import type {Claims} from '../support/claiming-process.ts'
import {DATABASES} from '../support/databases.ts'
import {brokenRules, crowd, insertAll, openScene, type Scene} from '../support/exam-office.ts'
import {openWorld, type World} from '../support/world.ts'

const AT_ONCE = [2, 50, 2000] as const
const LONG = {timeout: 180_000}

/** How often each thing was answered. */
async function answersOf(asks: readonly Promise<unknown>[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const outcome of await Promise.allSettled(asks)) {
    const code = outcome.status === 'fulfilled' ? 'done' : codeOf(outcome.reason)
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

function codeOf(error: unknown): string {
  if (!(error instanceof ExamError)) throw error
  const [reason] = (error.details['reasons'] ?? []) as readonly Reason[]
  return reason?.code ?? error.code
}

describe.each(DATABASES)('at the same moment on %s', LONG, (which) => {
  let world: World
  beforeEach(async () => {
    world = await openWorld(which)
  })
  afterEach(() => world.close())

  /** An exam that follows others of the scene on one seat. */
  async function addExam(scene: Scene, code: string, position: number, minutes = 1) {
    const exam = await world.exam(code, {rules: {shareRoom: 'taal', shareSeat: 'taal'}}, {minutes})
    await world.insert('sessionExam', {
      ...scene.session.sessionExams[0]!,
      id: world.ids.next<SessionExamId>(),
      examId: exam.id,
      examVersionId: exam.version.id,
      position,
    })
    return exam
  }

  describe('the last seat of a session', () => {
    test.each(AT_ONCE)('goes to one of %i who ask, and all others hear that it is full', async (count) => {
      const scene = await openScene(world, {seats: 1})
      const students = await crowd(world, scene, count)
      const asks = students.map((student) =>
        enrolStudent(world.office(), {student, exam: scene.exam.code, session: scene.session.code}),
      )
      expect(await answersOf(asks)).toEqual({done: 1, 'enrolment.full': count - 1})
      expect(await brokenRules(world)).toEqual([])
    })

    test('half of two thousand get the thousand seats, and nobody hears too early that it is full', async () => {
      const scene = await openScene(world, {seats: 1000})
      const students = await crowd(world, scene, 2000)
      const asks = students.map((student) =>
        enrolStudent(world.office(), {student, exam: scene.exam.code, session: scene.session.code}),
      )
      expect(await answersOf(asks)).toEqual({done: 1000, 'enrolment.full': 1000})
      expect(await scene.pools()).toMatchObject([{taken: 1000}])
      expect(await brokenRules(world)).toEqual([])
    })

    test('goes to who asked first, within a process', async () => {
      const scene = await openScene(world, {seats: 3})
      const students = await crowd(world, scene, 60)
      const asks = students.map(async (student) =>
        enrolStudent(world.office(), {student, exam: scene.exam.code, session: scene.session.code}),
      )
      const outcomes = await Promise.allSettled(asks)
      const got = students.filter((_, i) => outcomes[i]?.status === 'fulfilled')
      expect(got).toEqual(students.slice(0, 3))
    })

    test('is one also for two processes with twenty-five each', async () => {
      const scene = await openScene(world, {seats: 30})
      const students = await crowd(world, scene, 50)
      const claims = students.map((student) => ({student, exam: scene.exam.code, session: scene.session.code}))
      const halves = [claims.slice(0, 25), claims.slice(25)]
      const answers = await claimElsewhere(
        halves.map((half) => ({store: world.store.url, at: world.now(), claims: half})),
      )
      const enrolled = answers.map((counts) => counts['enrolled'] ?? 0).reduce((a, b) => a + b)
      const full = answers.map((counts) => counts['enrolment.full'] ?? 0).reduce((a, b) => a + b)
      expect({enrolled, full}).toEqual({enrolled: 30, full: 20})
      expect(await brokenRules(world)).toEqual([])
    })

    test.each([2, 50])(
      'is given out %i times where nobody holds the lock and nothing stands behind it',
      async (count) => {
        const scene = await openScene(world, {seats: 1})
        await dropChecks(world)
        await claimWithoutLock(world, scene, await crowd(world, scene, count))
        expect(await brokenRules(world)).toContainEqual(expect.stringMatching(new RegExp(`of 1 holds ${count}$`)))
      },
    )

    test('is still one where only the check of the schema stands', async () => {
      const scene = await openScene(world, {seats: 1})
      await expect(claimWithoutLock(world, scene, await crowd(world, scene, 2))).rejects.toThrow()
      expect(await brokenRules(world)).toEqual([])
    })
  })

  describe('overlapping sessions of one student', () => {
    async function openOverlap(count: number) {
      const scene = await openScene(world, {seats: count})
      const other = await world.exam(`EN${scene.n}`)
      const second = await world.session(`${scene.session.code}-O`, scene.period, scene.room, [other], {
        from: '09:30',
        seats: count,
      })
      const students = await crowd(world, scene, count, [scene.exam, other])
      return {
        scene,
        students,
        sessions: [
          {exam: scene.exam.code, session: scene.session.code},
          {exam: other.code, session: second.code},
        ] as const,
      }
    }

    test.each(AT_ONCE)('take him once, %i claims together', async (count) => {
      const {students, sessions} = await openOverlap(Math.ceil(count / 2))
      const asks = students.flatMap((student) =>
        sessions.map((where) => enrolStudent(world.office(), {student, ...where})),
      )
      expect(await answersOf(asks)).toEqual({done: students.length, 'moment.clash': students.length})
      expect(await brokenRules(world)).toEqual([])
    })

    test('take him twice where nobody holds his lock', async () => {
      const {scene, students, sessions} = await openOverlap(1)
      const registrations = await registrationsOf(world, students)
      const [at] = await world
        .office()
        .read('enrolment.read', ({sessions: all}) => all.all({code: sessions[1].session}))
      const [pool] = await world.office().read('enrolment.read', ({pools}) => pools.all({sessionId: at!.id}))
      const [exam] = await world
        .office()
        .read('enrolment.read', ({sessionExams}) => sessionExams.all({sessionId: at!.id}))
      const free = await Promise.all(
        registrations.map(({personId}) => world.office().read('enrolment.read', ({seats}) => seats.count({personId}))),
      )
      expect(free).toEqual([0, 0])
      await world.enrolment(
        registrations.find(({examId}) => examId === scene.exam.id)!,
        scene.session,
      )
      await world.enrolment(
        registrations.find(({examId}) => examId !== scene.exam.id)!,
        {session: at!, pool: pool!, sessionExams: [exam!]},
      )
      expect(await brokenRules(world)).toContainEqual(expect.stringContaining('sits twice'))
    })
  })

  describe('an offer and its expiry', () => {
    /** `count` people, each with a seat on offer. */
    async function openOffers(count: number) {
      const scene = await openScene(world, {seats: count})
      const students = await crowd(world, scene, count)
      const registrations = await registrationsOf(world, students)
      const places = registrations.map(({id: registrationId, personId}): WaitingPlace => ({
        id: world.ids.next<WaitingId>(),
        registrationId,
        personId,
        sessionId: scene.session.id,
        sessionExamId: scene.session.sessionExams[0]!.id,
        joinedAt: world.now(),
        endedAt: null,
        endReason: null,
      }))
      await insertAll(world, 'waitingPlace', places)
      const offers = await offerFreeSeats(world.system(), scene.session.code)
      expect(offers).toHaveLength(count)
      return {scene, registrations, offers}
    }

    test.each(AT_ONCE)('end in one of the two for each of %i', async (count) => {
      const {scene, registrations, offers} = await openOffers(count)
      const before = world.office()
      world.setNow(offers[0]!.expiresAt)
      const [at, clock] = [world.office(), world.system()]
      const asks = registrations.map(({code}, i) =>
        acceptOffer(i % 2 === 0 ? before : at, {registration: code, session: scene.session.code}),
      )
      const [answers, expired] = await Promise.all([answersOf(asks), expireOffers(clock)])
      const accepted = answers['done'] ?? 0
      expect(accepted + expired).toBe(count)
      expect((answers['offer.expired'] ?? 0) + (answers['offer.none'] ?? 0)).toBe(count - accepted)
      expect(accepted).toBeLessThanOrEqual(Math.ceil(count / 2))
      const states = await offersOf(world)
      expect(states.filter((state) => state === 'open')).toEqual([])
      expect(states.filter((state) => state === 'accepted')).toHaveLength(accepted)
      expect(await brokenRules(world)).toEqual([])
    })

    test('both happen where nobody holds the lock of the pool', async () => {
      const {scene, registrations} = await openOffers(1)
      const [offer] = await world.office().read('enrolment.read', (stores) => stores.offers.all({state: 'open'}))
      const both = await Promise.all([offerState(world, offer!), offerState(world, offer!)])
      expect(both).toEqual(['open', 'open'])
      await world.store.db.updateTable('seatOffer').set({state: 'expired'}).where('id', '=', offer!.id).execute()
      await world.store.db.updateTable('seatPool').set({taken: 0}).where('id', '=', offer!.poolId).execute()
      await seatFor(world, scene, registrations[0]!)
      expect(await brokenRules(world)).not.toEqual([])
    })
  })

  describe('several exams of one student in one session', () => {
    test.each([2, 50])('share one seat, %i claims together', async (count) => {
      const scene = await openScene(world, {seats: 1, minutes: 240, rules: {shareRoom: 'taal', shareSeat: 'taal'}})
      const exams = [scene.exam]
      for (let i = 1; i < count; i++) exams.push(await addExam(scene, `T${i}`, i))
      const [student] = await crowd(world, scene, 1, exams)
      const asks = exams.map(({code}) =>
        enrolStudent(world.office(), {student: student!, exam: code, session: scene.session.code}),
      )
      expect(await answersOf(asks)).toEqual({done: count})
      expect(await scene.pools()).toMatchObject([{taken: 1}])
      expect(await brokenRules(world)).toEqual([])
    })

    test('share one seat each, two thousand claims of a thousand students together', async () => {
      const scene = await openScene(world, {seats: 1000, rules: {shareRoom: 'taal', shareSeat: 'taal'}})
      const other = await addExam(scene, 'TWEE', 1, 30)
      const students = await crowd(world, scene, 1000, [scene.exam, other])
      const asks = students.flatMap((student) =>
        [scene.exam, other].map(({code}) =>
          enrolStudent(world.office(), {student, exam: code, session: scene.session.code}),
        ),
      )
      expect(await answersOf(asks)).toEqual({done: 2000})
      expect(await scene.pools()).toMatchObject([{taken: 1000}])
      expect(await brokenRules(world)).toEqual([])
    })

    test('get two seats where nobody holds the lock and nothing stands behind it, and one where the index does', async () => {
      const scene = await openScene(world, {seats: 2})
      const [registration] = await registrationsOf(world, await crowd(world, scene, 1))
      await seatFor(world, scene, registration!)
      await expect(seatFor(world, scene, registration!)).rejects.toThrow()
      await sql`drop index one_seat_per_session`.execute(world.store.db)
      await seatFor(world, scene, registration!)
      expect(await brokenRules(world)).toContainEqual(expect.stringContaining('sits twice'))
    })
  })

  test('one request sent fifty times with one key is done once, and all hear the same', async () => {
    const scene = await openScene(world, {seats: 50})
    const [student] = await crowd(world, scene, 1)
    const ask = {student: student!, exam: scene.exam.code, session: scene.session.code, key: 'the same'}
    const answers = await Promise.all(Array.from({length: 50}, () => enrolStudent(world.office(), ask)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await scene.pools()).toMatchObject([{taken: 1}])
  })

  test('the same registration is enrolled once, however many sessions are asked for', async () => {
    const scene = await openScene(world, {seats: 5})
    const codes = [scene.session.code]
    for (let i = 0; i < 49; i++)
      codes.push(
        (
          await world.session(`${scene.session.code}-${i}`, scene.period, scene.room, [scene.exam], {
            on: `2026-12-${String(2 + (i % 16)).padStart(2, '0')}`,
            seats: 5,
          })
        ).code,
      )
    const [student] = await crowd(world, scene, 1)
    const asks = codes.map((session) =>
      enrolStudent(world.office(), {student: student!, exam: scene.exam.code, session}),
    )
    expect(await answersOf(asks)).toEqual({done: 1, 'enrolment.exists': 49})
    expect(await brokenRules(world)).toEqual([])
  })
})

async function registrationsOf(world: World, students: readonly string[]): Promise<readonly Registration[]> {
  return world.office().read('registration.read', async (stores) => {
    const persons = await stores.persons.all()
    const own = new Set(persons.filter(({studentNumber}) => students.includes(studentNumber ?? '')).map(({id}) => id))
    return (await stores.registrations.all()).filter(({personId}) => own.has(personId))
  })
}

async function offersOf(world: World): Promise<readonly SeatOffer['state'][]> {
  return world.office().read('enrolment.read', async ({offers}) => (await offers.all()).map(({state}) => state))
}

async function offerState(world: World, {id}: SeatOffer): Promise<SeatOffer['state']> {
  return world.office().read('enrolment.read', async ({offers}) => (await offers.get(id)).state)
}

/** Takes away what stands behind the rule: the check that no pool is overbooked. */
async function dropChecks({store}: World): Promise<void> {
  if (store.kind === 'postgres') await sql`alter table seat_pool drop constraint never_overbooked`.execute(store.db)
  else await sql`pragma ignore_check_constraints = on`.execute(store.db)
}

/** Looks and acts as the use case does, and holds nothing in between: all look before the first of them acts. */
async function claimWithoutLock(world: World, scene: Scene, students: readonly string[]): Promise<void> {
  const registrations = await registrationsOf(world, students)
  const looked = await Promise.all(registrations.map(() => scene.pools()))
  const free = looked.every(([pool]) => pool !== undefined && pool.taken < pool.capacity)
  expect(free).toBe(true)
  await Promise.all(
    registrations.map((registration) =>
      world.store.db.transaction().execute(async (tx) => {
        const {seat, enrolment} = rowsFor(world, scene, registration)
        await tx
          .updateTable('seatPool')
          .set({taken: sql`taken + 1`})
          .where('id', '=', scene.session.pool.id)
          .execute()
        await tx.insertInto('seat').values(seat).execute()
        await tx
          .insertInto('enrolment')
          .values(enrolment as never)
          .execute()
      }),
    ),
  )
}

async function seatFor(world: World, scene: Scene, registration: Registration): Promise<void> {
  const {seat} = rowsFor(world, scene, registration)
  await world.store.db.insertInto('seat').values(seat).execute()
}

function rowsFor(world: World, {session}: Scene, {id: registrationId, personId}: Registration) {
  const seat: Seat = {
    id: world.ids.next<SeatId>(),
    sessionId: session.id,
    personId,
    poolId: session.pool.id,
    label: null,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    endedAt: null,
    version: 1,
  }
  const [exam] = session.sessionExams
  const enrolment = {
    id: world.ids.next<EnrolmentId>(),
    registrationId,
    personId,
    sessionExamId: exam!.id,
    sessionId: session.id,
    seatId: seat.id,
    position: 0,
    examVersionId: exam!.examVersionId,
    extraMinutes: 0,
    aids: [],
    source: 'office',
    enrolledBy: null,
    enrolledAt: world.now(),
    endedAt: null,
    endReason: null,
    movedToId: null,
    version: 1,
  }
  return {seat, enrolment}
}

/** Lets each claim in a process of its own, all at the same moment. */
async function claimElsewhere(all: readonly Claims[]): Promise<readonly Readonly<Record<string, number>>[]> {
  const script = join(import.meta.dirname, '..', 'support', 'claiming-process.ts')
  const processes = all.map((claims) =>
    spawn(process.execPath, [script, JSON.stringify(claims)], {stdio: ['pipe', 'pipe', 'inherit']}),
  )
  const lines = processes.map(({stdout}) => createInterface({input: stdout})[Symbol.asyncIterator]())
  for (const ready of await Promise.all(lines.map((line) => line.next()))) expect(ready.value).toBe('ready')
  for (const {stdin} of processes) stdin.write('go\n')
  const answers = await Promise.all(lines.map((line) => line.next()))
  for (const {stdin} of processes) stdin.end()
  return answers.map(({value}) => JSON.parse(String(value)) as Record<string, number>)
}
