import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {acceptOffer, declineOffer} from '../../src/enrolment/waiting/answer-offer.ts'
import {cancelEnrolment} from '../../src/enrolment/cancel-enrolment.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {expireOffers} from '../../src/enrolment/waiting/expire-offers.ts'
import {joinWaitingList} from '../../src/enrolment/waiting/join-waiting-list.ts'
import {leaveWaitingList} from '../../src/enrolment/waiting/leave-waiting-list.ts'
import {listOffers} from '../../src/enrolment/waiting/list-offers.ts'
import {offerFreeSeats} from '../../src/enrolment/waiting/offer-free-seats.ts'
import {renderLetter} from '../../src/letters/index.ts'
import {DATABASES} from '../support/databases.ts'
import {brokenRules, foundWrong, lettersTo, openScene, refusedFor, type Scene} from '../support/exam-office.ts'
import {openWorld, type World} from '../support/world.ts'

const START = '2026-11-02T09:00'
const READER = {language: 'nl', name: 'Sanne', school: 'Testcollege', zone: 'Europe/Amsterdam', page: ''} as const

describe.each(DATABASES)('waiting for a seat on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which, {offerHours: 24})
  })
  afterAll(() => world.close())

  /** A full session: somebody sits, and `count` wait in order. */
  async function openQueue(count: number, options: Parameters<typeof openScene>[1] = {}) {
    world.setNow(START)
    const scene = await openScene(world, {seats: 1, ...options})
    const seated = await scene.registered()
    await enrolStudent(world.office(), seated.asked)
    const waiting: Awaited<ReturnType<Scene['registered']>>[] = []
    for (let i = 0; i < count; i++) {
      const one = await scene.registered()
      world.setNow(`2026-11-02T09:${String(i + 1).padStart(2, '0')}`)
      await joinWaitingList(world.as('student', one.student), one.asked)
      waiting.push(one)
    }
    return {
      ...scene,
      seated,
      waiting,
      free: () => cancelEnrolment(world.office(), {enrolment: seated.registration.code}),
    }
  }

  test('a full session takes names, and tells each his place', async () => {
    const {waiting, session} = await openQueue(2)
    const list = await listOffers(world.office(), {session: session.code, waiting: true})
    expect(list.map(({student}) => student)).toEqual(waiting.map(({asked}) => asked.student))
    const [letter] = await lettersTo(world, waiting[1]!.student)
    expect(letter).toMatchObject({letter: 'waiting-list-joined', data: {position: 2}})
    expect(renderLetter(letter!.letter, letter!.data, READER).subject).toContain('wachtlijst')
  })

  test('one wish is enough: whoever finds no seat joins the list', async () => {
    const {registered, session} = await openQueue(1)
    const {asked} = await registered()
    expect(await enrolStudent(world.office(), {...asked, orWait: true})).toMatchObject({
      waits: {session: session.code, ahead: 1},
    })
  })

  test('nobody waits twice, or where a seat is free, or where he does not fit', async () => {
    const {waiting, registered} = await openQueue(1)
    const [first] = waiting
    await expect(joinWaitingList(world.office(), first!.asked)).rejects.toMatchObject(
      refusedFor('waiting', 'waiting.already'),
    )
    const open = await openScene(world)
    await expect(joinWaitingList(world.office(), (await open.registered()).asked)).rejects.toMatchObject(
      refusedFor('waiting', 'waiting.seat-free'),
    )
    const busy = await registered()
    const block = {
      personId: busy.student.id,
      roomId: null,
      groupId: null,
      locationId: null,
      title: 'Stage',
      source: '',
      externalKey: '',
      endedAt: null,
    }
    await world.insert('block', {
      ...block,
      id: world.ids.next<string>(),
      kind: 'person',
      startsAt: open.session.startsAt,
      endsAt: open.session.endsAt,
    })
    await expect(joinWaitingList(world.office(), busy.asked)).rejects.toMatchObject(
      refusedFor('waiting', 'moment.blocked'),
    )
  })

  test('a seat that comes free is held for the one who waits longest', async () => {
    const {session, waiting, free, pools} = await openQueue(2)
    await free()
    const offers = await offerFreeSeats(world.system(), session.code)
    expect(offers).toMatchObject([{student: waiting[0]!.asked.student, session: session.code}])
    expect(await pools()).toMatchObject([{taken: 1}])
    expect(await offerFreeSeats(world.system(), session.code)).toEqual([])
    const letters = await lettersTo(world, waiting[0]!.student)
    expect(letters.at(-1)).toMatchObject({letter: 'waiting-list-offer', data: {expiresAt: offers[0]!.expiresAt}})
    expect(renderLetter('waiting-list-offer', letters.at(-1)!.data, READER).subject).toContain('plek vrij')
  })

  test('freeing a seat plans the job that offers it', async () => {
    const {session, free} = await openQueue(1)
    await free()
    const jobs = await world
      .system()
      .read('operation.read', (stores) => stores.jobs.all({kind: 'offer-seats', key: session.id}))
    expect(jobs).toMatchObject([{doneAt: null, payload: {session: session.id}}])
  })

  test('who does not fit at that time is passed over, and keeps his place', async () => {
    const {session, waiting, free} = await openQueue(2)
    const block = {
      roomId: null,
      groupId: null,
      locationId: null,
      title: 'Stage',
      source: '',
      externalKey: '',
      endedAt: null,
    }
    await world.insert('block', {
      ...block,
      id: world.ids.next<string>(),
      kind: 'person',
      personId: waiting[0]!.student.id,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
    })
    await free()
    expect(await offerFreeSeats(world.system(), session.code)).toMatchObject([{student: waiting[1]!.asked.student}])
    const list = await listOffers(world.office(), {session: session.code, waiting: true})
    expect(list.map(({student}) => student)).toContain(waiting[0]!.asked.student)
  })

  test('accepting turns what was held into a seat', async () => {
    const {session, waiting, free, pools} = await openQueue(1)
    await free()
    await offerFreeSeats(world.system(), session.code)
    const [{student, registration}] = waiting as [(typeof waiting)[number]]
    const accepted = await acceptOffer(world.as('student', student), {
      registration: registration.code,
      session: session.code,
    })
    expect(accepted).toMatchObject({student: student.studentNumber, session: session.code})
    expect(await pools()).toMatchObject([{taken: 1}])
    expect((await lettersTo(world, student)).at(-1)).toMatchObject({letter: 'enrolment-confirmed'})
    expect(await listOffers(world.office(), {session: session.code, waiting: true})).toEqual([])
  })

  test('an offer holds until its last moment, and not at it', async () => {
    const {session, waiting, free, pools} = await openQueue(2)
    await free()
    const [offer] = await offerFreeSeats(world.system(), session.code)
    const [first, second] = waiting
    world.setNow(offer!.expiresAt)
    const answer = {registration: first!.registration.code, session: session.code}
    await expect(acceptOffer(world.office(), answer)).rejects.toMatchObject(refusedFor('offer', 'offer.expired'))
    expect(await expireOffers(world.system())).toBeGreaterThan(0)
    expect(await expireOffers(world.system())).toBe(0)
    expect(await pools()).toMatchObject([{taken: 0}])
    expect(await offerFreeSeats(world.system(), session.code)).toMatchObject([{student: second!.asked.student}])
    await expect(acceptOffer(world.office(), answer)).rejects.toMatchObject(refusedFor('offer', 'offer.none'))
  })

  test('declining, leaving and withdrawing give the held seat to the next', async () => {
    const {session, waiting, free} = await openQueue(3)
    await free()
    const [a, b, c] = waiting
    await offerFreeSeats(world.system(), session.code)
    await declineOffer(world.as('student', a!.student), {registration: a!.registration.code, session: session.code})
    expect(await offerFreeSeats(world.system(), session.code)).toMatchObject([{student: b!.asked.student}])
    expect(await leaveWaitingList(world.as('student', b!.student), b!.asked)).toMatchObject({offered: true})
    expect(await offerFreeSeats(world.system(), session.code)).toMatchObject([{student: c!.asked.student}])
    await expect(leaveWaitingList(world.office(), b!.asked)).rejects.toMatchObject(
      refusedFor('waiting', 'waiting.none'),
    )
  })

  test('a newcomer does not pass those who wait, also before the seat is offered to them', async () => {
    const {waiting, free, registered} = await openQueue(1)
    await free()
    const late = await registered()
    await expect(enrolStudent(world.office(), late.asked)).rejects.toMatchObject(
      refusedFor('enrolment', 'enrolment.others-wait'),
    )
    expect(await enrolStudent(world.office(), waiting[0]!.asked)).toMatchObject({
      enrolled: {student: waiting[0]!.asked.student},
    })
  })

  test('but he gets a seat that nobody who waits can have', async () => {
    const {session, waiting, registered, free} = await openQueue(1)
    const block = {
      roomId: null,
      groupId: null,
      locationId: null,
      title: 'Stage',
      source: '',
      externalKey: '',
      endedAt: null,
    }
    const {startsAt, endsAt} = session
    await world.insert('block', {
      ...block,
      id: world.ids.next<string>(),
      kind: 'person',
      personId: waiting[0]!.student.id,
      startsAt,
      endsAt,
    })
    await free()
    expect(await enrolStudent(world.office(), (await registered()).asked)).toMatchObject({enrolled: {}})
  })

  test('a claim writes off an offer that is over before it says that the session is full', async () => {
    const {session, free, registered, pools} = await openQueue(1)
    await free()
    const [offer] = await offerFreeSeats(world.system(), session.code)
    const late = await registered()
    await expect(enrolStudent(world.office(), late.asked)).rejects.toMatchObject({
      details: {reasons: [{code: 'enrolment.full', details: {offered: 1}}]},
    })
    world.setNow(offer!.expiresAt)
    expect(await enrolStudent(world.office(), late.asked)).toMatchObject({enrolled: {}})
    expect(await pools()).toMatchObject([{taken: 1}])
    expect(await listOffers(world.office(), {session: session.code, waiting: true})).toEqual([])
  })

  test('who is placed elsewhere leaves the list, and the seat that was held for him comes free', async () => {
    const {session, waiting, free, pools, period, room, exam} = await openQueue(1)
    await free()
    await offerFreeSeats(world.system(), session.code)
    const other = await world.session(`${session.code}-E`, period, room, [exam], {on: '2026-12-09'})
    await enrolStudent(world.office(), {...waiting[0]!.asked, session: other.code})
    expect(await pools()).toMatchObject([{taken: 0}])
    expect(await listOffers(world.office(), {session: session.code, waiting: true})).toEqual([])
  })

  test('students see their own place only, and may not accept for others', async () => {
    const {session, waiting, free} = await openQueue(2)
    await free()
    const [a, b] = waiting
    await expect(offerFreeSeats(world.as('student', b!.student), session.code)).rejects.toMatchObject({
      code: 'deed.forbidden',
    })
    await offerFreeSeats(world.system(), session.code)
    expect(await listOffers(world.as('student', b!.student), {waiting: true})).toMatchObject([
      {student: b!.asked.student},
    ])
    const answer = {registration: a!.registration.code, session: session.code}
    await expect(acceptOffer(world.as('student', b!.student), answer)).rejects.toMatchObject({
      code: 'registration.not-found',
    })
  })

  test('leaves every count right, whatever was done', async () => {
    expect(await brokenRules(world)).toEqual([])
    expect(await foundWrong(world)).toEqual([])
  })
})
