import {performance} from 'node:perf_hooks'
import {sql} from 'kysely'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import type {Enrolment, Seat} from '../../src/enrolment/model.ts'
import type {EnrolmentId, SeatId} from '../../src/ids.ts'
import type {Registration} from '../../src/registration/model.ts'
import {DATABASES} from '../support/databases.ts'
import {brokenRules, crowd, openScene} from '../support/exam-office.ts'
import {openWorld, type World} from '../support/world.ts'

/*
 * The rush on a session: 200 callers at once, each asking again and again for another student, against a bare transaction of
 * three statements (count, seat, enrolment) through the same driver, with the same durability, in the same minute.
 */

const CALLERS = 200
const EACH = 10
const CLAIMS = CALLERS * EACH
/** Rules, letters and audit trail may make it so much slower than the bare rows; the figure printed is what counts. */
const LEAST_RATIO = 1 / 5

type Session = Awaited<ReturnType<World['session']>>
type Wish = Readonly<{student: string; exam: string; session: Session}>

describe.each(DATABASES)(`${CALLERS} callers on %s`, {timeout: 600_000}, (which) => {
  let world: World
  beforeEach(async () => {
    world = await openWorld(which)
    if (which === 'sqlite') await sql`pragma synchronous = full`.execute(world.store.db)
  })
  afterEach(() => world.close())

  test.each([1, 50])('enrol on %i sessions: none lost, none twice, and full only when it is', async (count) => {
    const bare = await rate(async () => {
      const {wishes, registrations} = await openRush(count)
      return timed(wishes.map((wish, i) => () => claimBare(wish.session, registrations[i]!)))
    })
    const {wishes, late} = await openRush(count)
    const ours = await rate(() =>
      timed(
        wishes.map(
          ({session, ...wish}) =>
            () =>
              enrolStudent(world.office(), {...wish, session: session.code}),
        ),
      ),
    )
    const answers = await Promise.allSettled(
      late.map(({session, ...wish}) => enrolStudent(world.office(), {...wish, session: session.code})),
    )
    console.log(
      `${which}, ${count} sessions: bare ${bare.toFixed(0)}/s, enrolment ${ours.toFixed(0)}/s: ${(ours / bare).toFixed(2)} of it`,
    )
    expect(answers.map((answer) => answer.status === 'rejected' && answer.reason.details.reasons[0].code)).toEqual(
      late.map(() => 'enrolment.full'),
    )
    expect(ours / bare).toBeGreaterThan(LEAST_RATIO)
    const ids = [...new Set(wishes.map(({session}) => session.id))]
    const pools = await world.office().read('enrolment.read', (stores) => stores.pools.all({sessionId: ids}))
    expect(pools.map(({taken}) => taken)).toEqual(ids.map(() => CLAIMS / count))
    expect(await enrolledIn(ids)).toBe(CLAIMS)
    if (count > 1) expect(await brokenRules(world)).toEqual([])
  })

  /** Sessions with a seat for each claim, and a few claims for which there is none. */
  async function openRush(count: number) {
    const scene = await openScene(world, {seats: CLAIMS / count})
    const sessions = [scene.session]
    for (let i = 1; i < count; i++)
      sessions.push(
        await world.session(`${scene.session.code}-${i}`, scene.period, scene.room, [scene.exam], {
          seats: CLAIMS / count,
        }),
      )
    const students = await crowd(world, scene, CLAIMS + 20)
    const wishes = students.map((student, i): Wish => ({student, exam: scene.exam.code, session: sessions[i % count]!}))
    const all = await world
      .office()
      .read('registration.read', (stores) => stores.registrations.all({periodId: scene.period.id}))
    return {
      wishes: wishes.slice(0, CLAIMS),
      late: wishes.slice(CLAIMS),
      registrations: all.filter(({code}) => code.startsWith(`${scene.n}-`)),
    }
  }

  /** What a program without any rule would do: count up, seat, enrol. */
  async function claimBare(
    {pool, sessionExams: [exam], ...session}: Session,
    {id: registrationId, personId}: Registration,
  ): Promise<void> {
    const now = world.now()
    const seat: Seat = {
      id: world.ids.next<SeatId>(),
      sessionId: session.id,
      personId,
      poolId: pool.id,
      label: null,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      endedAt: null,
      version: 1,
    }
    const enrolment: Enrolment = {
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
      enrolledAt: now,
      endedAt: null,
      endReason: null,
      movedToId: null,
      version: 1,
    }
    await world.store.db.transaction().execute(async (tx) => {
      await tx
        .updateTable('seatPool')
        .set({taken: sql`taken + 1`})
        .where('id', '=', pool.id)
        .where(sql<boolean>`taken < capacity`)
        .execute()
      await tx.insertInto('seat').values(seat).execute()
      await tx.insertInto('enrolment').values(enrolment).execute()
    })
  }

  async function enrolledIn(sessions: readonly Session['id'][]): Promise<number> {
    return world.office().read('enrolment.read', (stores) => stores.enrolments.count({sessionId: sessions}))
  }
})

/** Milliseconds that the claims take when each caller sends his own, one after another. */
async function timed(claims: readonly (() => Promise<unknown>)[]): Promise<number> {
  const start = performance.now()
  await Promise.all(
    Array.from({length: CALLERS}, async (_, caller) => {
      for (let i = caller; i < claims.length; i += CALLERS) await claims[i]!()
    }),
  )
  return performance.now() - start
}

async function rate(work: () => Promise<number>): Promise<number> {
  return (CLAIMS * 1000) / (await work())
}
