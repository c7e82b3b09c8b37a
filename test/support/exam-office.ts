import {expect} from 'vitest'
import type {Tables} from '../../db/tables.ts'
import type {PersonId, RegistrationId} from '../../src/ids.ts'
import type {Person} from '../../src/institution/model.ts'
import type {SeatPool} from '../../src/planning/model.ts'
import {verifyStore} from '../../src/verify/verify-store.ts'
import type {World} from './world.ts'

/** A refusal with exactly these reasons, in order. */
export const refusedFor = (noun: string, ...codes: string[]) => ({
  code: `${noun}.refused`,
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

let scenes = 0

type SceneOptions = Readonly<{
  seats?: number
  minutes?: number
  rules?: Parameters<World['exam']>[1] extends {rules?: infer R} | undefined ? R : never
  on?: string
  from?: string
}>

/** A period, a room and one session of one exam that everybody may enrol for; each scene has names of its own. */
export async function openScene(world: World, {seats = 2, minutes = 120, rules = {}, ...when}: SceneOptions = {}) {
  const n = ++scenes
  const location = await world.location(`L${n}`)
  const room = await world.room(`R${n}`, location)
  const period = await world.period(`2026-T${n}`)
  const exam = await world.exam(`NL${n}`, {rules: {enrolBy: ['student', 'teacher', 'office'], ...rules}})
  const session = await world.session(`S${n}`, period, room, [exam], {seats, minutes, ...when})
  let students = 0

  /** A student who is registered for the exam, agreed. */
  const registered = async (row: Partial<Person> = {}) => {
    const student = await world.student(`${n * 100_000 + ++students}`, row)
    const registration = await world.registration(student, exam, period)
    return {
      student,
      registration,
      asked: {student: student.studentNumber ?? '', exam: exam.code, session: session.code},
    }
  }
  return {n, location, room, period, exam, session, registered, pools: () => poolsOf(world, session.id)}
}
export type Scene = Awaited<ReturnType<typeof openScene>>

async function poolsOf(world: World, sessionId: SeatPool['sessionId']): Promise<readonly SeatPool[]> {
  return world.office().read('enrolment.read', ({pools}) => pools.all({sessionId}))
}

/** The letters queued for somebody, by name and data. */
export async function lettersTo(
  world: World,
  {id}: Person,
): Promise<readonly {letter: string; data: Record<string, unknown>}[]> {
  const messages = await world.office().read('operation.read', ({outbox}) => outbox.messages.all({personId: id}))
  return messages.map(({body}) => body as {letter: string; data: Record<string, unknown>})
}

/**
 * What holds in a store at any time: a pool's count is its active seats and open offers and never more than its seats, a
 * registration has one active enrolment, nobody sits twice at one time, who is enrolled has a seat and does not wait, and who
 * has an offer waits. Answers what does not.
 */
export async function brokenRules({store}: World): Promise<readonly string[]> {
  const broken: string[] = []
  const pools = await store.db.selectFrom('seatPool').selectAll().where('endedAt', 'is', null).execute()
  const seats = await store.db.selectFrom('seat').selectAll().where('endedAt', 'is', null).execute()
  const offers = await store.db.selectFrom('seatOffer').selectAll().where('state', '=', 'open').execute()
  const enrolments = await store.db.selectFrom('enrolment').selectAll().where('endedAt', 'is', null).execute()
  for (const {id, taken, capacity} of pools) {
    const held = seats.filter(({poolId}) => poolId === id).length + offers.filter(({poolId}) => poolId === id).length
    if (held !== taken) broken.push(`pool ${id} counts ${taken} and holds ${held}`)
    if (held > capacity) broken.push(`pool ${id} of ${capacity} holds ${held}`)
  }
  for (const [registration, own] of Map.groupBy(enrolments, ({registrationId}) => registrationId))
    if (own.length > 1) broken.push(`registration ${registration} is enrolled ${own.length} times`)
  for (const own of Map.groupBy(seats, ({personId}) => personId).values())
    for (const [i, a] of own.entries())
      for (const b of own.slice(i + 1))
        if (a.startsAt < b.endsAt && b.startsAt < a.endsAt) broken.push(`${a.personId} sits twice at ${b.startsAt}`)
  for (const {id, seatId, sessionId, personId} of enrolments)
    if (!seats.some((seat) => seat.id === seatId && seat.sessionId === sessionId && seat.personId === personId))
      broken.push(`enrolment ${id} has no seat`)
  for (const seat of seats)
    if (!enrolments.some(({seatId}) => seatId === seat.id)) broken.push(`seat ${seat.id} is for nothing`)
  return broken
}

/** Many students who are registered for the exams of a scene, agreed; made at once. Answers their student numbers. */
export async function crowd(
  world: World,
  scene: Scene,
  count: number,
  exams: readonly {id: Scene['exam']['id']}[] = [scene.exam],
): Promise<readonly string[]> {
  const {student, registration} = await scene.registered()
  const persons = Array.from({length: count}, (_, i) => ({
    ...student,
    id: world.ids.next<PersonId>(),
    studentNumber: `${scene.n}-${i}`,
  }))
  const registrations = persons.flatMap(({id: personId}, i) =>
    exams.map(({id: examId}, j) => ({
      ...registration,
      id: world.ids.next<RegistrationId>(),
      code: `${scene.n}-${i}-${j}`,
      personId,
      examId,
    })),
  )
  await insertAll(world, 'person', persons)
  await insertAll(world, 'registration', registrations)
  return persons.map(({studentNumber}) => studentNumber)
}

/** Inserts rows of one kind, some hundreds in a statement. */
export async function insertAll<K extends keyof Tables>(
  world: World,
  table: K,
  rows: readonly Tables[K][],
): Promise<void> {
  for (let i = 0; i < rows.length; i += 500)
    await world.store.db
      .insertInto(table)
      .values(rows.slice(i, i + 500) as never)
      .execute()
}

/** What `ontrac verify` finds wrong in a store, by check; rooms apart, since a scene has one for all its sessions. */
export async function foundWrong(world: World): Promise<readonly string[]> {
  const key = {publicKey: null, verify: () => true}
  const {findings} = await verifyStore(world.system(), {key})
  return findings
    .filter(({ok, check}) => !ok && check !== 'room-once')
    .map(({check, violations}) => `${check}: ${JSON.stringify(violations.slice(0, 3))}`)
}
