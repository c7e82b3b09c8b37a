import fc from 'fast-check'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {acceptOffer, declineOffer} from '../../src/enrolment/waiting/answer-offer.ts'
import {cancelEnrolment} from '../../src/enrolment/cancel-enrolment.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {expireOffers} from '../../src/enrolment/waiting/expire-offers.ts'
import {joinWaitingList} from '../../src/enrolment/waiting/join-waiting-list.ts'
import {leaveWaitingList} from '../../src/enrolment/waiting/leave-waiting-list.ts'
import {listEnrolments} from '../../src/enrolment/list-enrolments.ts'
import {listOffers} from '../../src/enrolment/waiting/list-offers.ts'
import {moveAll} from '../../src/enrolment/changes/move-all.ts'
import {moveEnrolment} from '../../src/enrolment/move-enrolment.ts'
import {offerFreeSeats} from '../../src/enrolment/waiting/offer-free-seats.ts'
import {undoEnrolmentRun} from '../../src/enrolment/assignment/undo-enrolment-run.ts'
import {withdrawRegistration} from '../../src/enrolment/withdraw-registration.ts'
import {ExamError, type Reason} from '../../src/errors.ts'
import type {PoolId, SessionExamId} from '../../src/ids.ts'
import {plusMinutes} from '../../src/time.ts'
import {DATABASES} from '../support/databases.ts'
import {brokenRules, foundWrong, openScene} from '../support/exam-office.ts'
import {openWorld, type World} from '../support/world.ts'

const STUDENTS = 5
const DEEDS = [
  'add',
  'wait',
  'leave',
  'cancel',
  'move',
  'offer',
  'accept',
  'decline',
  'expire',
  'withdraw',
  'move-all',
] as const

type Step = Readonly<{deed: (typeof DEEDS)[number]; student: number; exam: 0 | 1; session: 0 | 1 | 2}>

/** What is done often in a school is done often here. */
const OFTEN: Readonly<Record<(typeof DEEDS)[number], number>> = {
  add: 8,
  wait: 2,
  leave: 1,
  cancel: 4,
  move: 3,
  offer: 6,
  accept: 4,
  decline: 2,
  expire: 2,
  withdraw: 1,
  'move-all': 1,
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    deed: fc.oneof(...DEEDS.map((deed) => ({weight: OFTEN[deed], arbitrary: fc.constant(deed)}))),
    student: fc.integer({min: 0, max: STUDENTS - 1}),
    exam: fc.constantFrom(0 as const, 1 as const),
    session: fc.constantFrom(0 as const, 1 as const, 2 as const),
  }),
  {minLength: 10, maxLength: 60},
)

describe.each(DATABASES)('whatever the office and the students do on %s', {timeout: 120_000}, (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which, {offerHours: 1})
  })
  afterAll(() => world.close())

  /** Two exams that share a seat; two sessions at one time and one later; one of them keeps a seat for a group. */
  async function openSchool() {
    const rules = {shareRoom: 'taal', shareSeat: 'taal', enrolBy: ['student', 'office'] as ('student' | 'office')[]}
    const scene = await openScene(world, {seats: 1, rules})
    const second = await world.exam(`X${scene.n}`, {rules}, {minutes: 30})
    const exams = [scene.exam, second]
    const beside = await world.session(`${scene.session.code}-B`, scene.period, scene.room, exams, {
      seats: 1,
      from: '09:15',
    })
    const later = await world.session(`${scene.session.code}-C`, scene.period, scene.room, exams, {
      seats: 2,
      from: '14:00',
    })
    await world.insert('sessionExam', {
      ...scene.session.sessionExams[0]!,
      id: world.ids.next<SessionExamId>(),
      examId: second.id,
      examVersionId: second.version.id,
      position: 1,
    })
    const students = []
    for (let i = 0; i < STUDENTS; i++) {
      const first = await scene.registered()
      const registrations = [first.registration, await world.registration(first.student, second, scene.period)]
      students.push({...first, registrations})
    }
    const group = await world.group(
      `K${scene.n}`,
      students.slice(0, 2).map(({student}) => student),
    )
    await world.insert('seatPool', {
      ...later.pool,
      id: world.ids.next<PoolId>(),
      capacity: 1,
      filterKind: 'group',
      filterId: group.id,
    })
    return {exams, sessions: [scene.session, beside, later], students, period: scene.period}
  }
  type School = Awaited<ReturnType<typeof openSchool>>

  async function take(school: School, {deed, student, exam, session}: Step): Promise<void> {
    const {asked} = school.students[student]!
    const {code} = school.sessions[session]!
    const wish = {student: asked.student, exam: school.exams[exam]!.code, session: code}
    const office = world.office()
    if (deed === 'add') await enrolStudent(office, {...wish, orWait: student % 2 === 0})
    if (deed === 'wait') await joinWaitingList(office, wish)
    if (deed === 'leave') await leaveWaitingList(office, wish)
    if (deed === 'offer') await offerFreeSeats(world.system(), code)
    if (deed === 'withdraw')
      await withdrawRegistration(office, {
        registration: school.students[student]!.registrations[exam]!.code,
        reason: 'Gestopt',
      })
    if (deed === 'move-all') await moveAndBack(code, school.sessions[(session + 1) % 3]!.code, student % 2 === 0)
    if (deed === 'expire') {
      world.setNow(plusMinutes(world.now(), 25))
      await expireOffers(world.system())
    }
    if (deed === 'cancel' || deed === 'move') {
      const enrolled = (await listEnrolments(office, {period: school.period.code})).map(
        ({registration}) => registration,
      )
      const enrolment = enrolled[(student + exam) % Math.max(1, enrolled.length)]
      if (enrolment && deed === 'cancel') await cancelEnrolment(office, {enrolment})
      if (enrolment && deed === 'move') await moveEnrolment(office, {enrolment, session: code})
    }
    if (deed === 'accept' || deed === 'decline') {
      const offers = await listOffers(office, {exam: wish.exam})
      const offer = offers[student % Math.max(1, offers.length)]
      if (offer)
        await (deed === 'accept' ? acceptOffer : declineOffer)(office, {
          registration: offer.registration,
          session: offer.session,
        })
    }
  }

  async function moveAndBack(from: string, to: string, undo: boolean): Promise<void> {
    const {run} = await moveAll(world.office(), {from, to})
    if (run !== null && undo) await undoEnrolmentRun(world.office(), run)
  }

  /** A refusal is an answer; it may say *full* only where all that he may draw on is held. */
  async function answered(school: School, step: Step): Promise<void> {
    try {
      await take(school, step)
    } catch (error) {
      if (!(error instanceof ExamError)) throw error
      const reasons = (error.details['reasons'] ?? []) as readonly Reason[]
      if (!reasons.some(({code}) => code === 'enrolment.full') || step.deed !== 'add') return
      const session = school.sessions[step.session]!
      const pools = await world.office().read('enrolment.read', (stores) => stores.pools.all({sessionId: session.id}))
      const own = pools.filter(({filterKind}) => filterKind === null || step.student < 2)
      expect(own.every(({capacity, taken}) => taken === capacity)).toBe(true)
    }
  }

  test('no pool is overbooked or miscounted, nobody sits twice, and full is said only where it is so', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (todo) => {
        world.setNow('2026-11-02T09:00')
        const school = await openSchool()
        for (const step of todo) await answered(school, step)
        expect(await brokenRules(world)).toEqual([])
        expect(await foundWrong(world)).toEqual([])
      }),
      {numRuns: 20},
    )
  })
})
