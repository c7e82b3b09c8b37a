import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {cancelEnrolment} from '../../src/enrolment/cancel-enrolment.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {listEnrolments} from '../../src/enrolment/list-enrolments.ts'
import type {OralSlotId, SessionExamId} from '../../src/ids.ts'
import {renderLetter} from '../../src/letters/index.ts'
import {DATABASES} from '../support/databases.ts'
import {brokenRules, foundWrong, lettersTo, openScene, refusedFor} from '../support/exam-office.ts'
import {openWorld, type World} from '../support/world.ts'

const READER = {language: 'nl', name: 'Sanne', school: 'Testcollege', zone: 'Europe/Amsterdam', page: ''} as const

describe.each(DATABASES)('enrolling on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  afterAll(() => world.close())

  const refused = (...codes: string[]) => refusedFor('enrolment', ...codes)

  describe('a student who takes a seat', () => {
    test('gets it at once, with a letter that can be written', async () => {
      const scene = await openScene(world)
      const {student, asked} = await scene.registered()
      const answer = await enrolStudent(world.as('student', student), asked)
      expect(answer).toMatchObject({
        enrolled: {session: scene.session.code, from: '09:00', until: '10:00', room: scene.room.code},
      })
      expect(await scene.pools()).toMatchObject([{taken: 1}])
      const [letter] = await lettersTo(world, student)
      expect(letter).toMatchObject({
        letter: 'enrolment-confirmed',
        data: {seat: {session: scene.session.code}, idRequired: true},
      })
      expect(renderLetter(letter!.letter, letter!.data, READER).subject).toContain('ingeschreven')
    })

    test('leaves an entry in the audit trail with codes and no name', async () => {
      const scene = await openScene(world)
      const {student, registration, asked} = await scene.registered()
      await enrolStudent(world.as('student', student), asked)
      const entries = await world
        .as('admin')
        .read('audit.read', ({audit}) => audit.entries({deed: 'enrolment.add', limit: 1}))
      expect(entries).toMatchObject([
        {role: 'student', forId: student.id, facts: {registration: registration.code, session: scene.session.code}},
      ])
      expect(JSON.stringify(entries)).not.toContain(student.familyName)
    })

    test('gets his extra time on the seat', async () => {
      const scene = await openScene(world)
      const {student, asked} = await scene.registered()
      await world.insert('need', {
        id: world.ids.next<string>(),
        personId: student.id,
        code: 'extra-25',
        label: '',
        basis: 'percent',
        value: 25,
        scopeKind: 'all',
        scopeValue: null,
        fromOn: null,
        toOn: null,
        source: '',
        endedAt: null,
        version: 1,
      })
      expect(await enrolStudent(world.as('student', student), asked)).toMatchObject({
        enrolled: {until: '10:15', extraMinutes: 15},
      })
    })

    test('asks with the same key twice and is enrolled once', async () => {
      const scene = await openScene(world)
      const {student, asked} = await scene.registered()
      const first = await enrolStudent(world.as('student', student), {...asked, key: `k-${scene.n}`})
      expect(await enrolStudent(world.as('student', student), {...asked, key: `k-${scene.n}`})).toEqual(first)
      expect(await scene.pools()).toMatchObject([{taken: 1}])
    })
  })

  describe('is refused, with every reason and nothing changed', () => {
    test('without a registration', async () => {
      const scene = await openScene(world)
      const student = await world.student(`9${scene.n}`)
      const asked = {student: student.studentNumber!, exam: scene.exam.code, session: scene.session.code}
      await expect(enrolStudent(world.office(), asked)).rejects.toMatchObject(refused('enrolment.no-registration'))
    })

    test('while the team has not agreed', async () => {
      const scene = await openScene(world)
      const student = await world.student(`9${scene.n}`)
      await world.registration(student, scene.exam, scene.period, {state: 'wanted'})
      const asked = {student: student.studentNumber!, exam: scene.exam.code, session: scene.session.code}
      await expect(enrolStudent(world.office(), asked)).rejects.toMatchObject(refused('enrolment.not-agreed'))
    })

    test('a second time, also in another session', async () => {
      const scene = await openScene(world)
      const other = await world.session(`${scene.session.code}b`, scene.period, scene.room, [scene.exam], {
        on: '2026-12-02',
      })
      const {asked} = await scene.registered()
      await enrolStudent(world.office(), asked)
      await expect(enrolStudent(world.office(), asked)).rejects.toMatchObject(refused('enrolment.exists'))
      await expect(enrolStudent(world.office(), {...asked, session: other.code})).rejects.toMatchObject(
        refused('enrolment.exists'),
      )
    })

    test('in a session that is full, which says what holds the seats', async () => {
      const scene = await openScene(world, {seats: 1})
      await enrolStudent(world.office(), (await scene.registered()).asked)
      await expect(enrolStudent(world.office(), (await scene.registered()).asked)).rejects.toMatchObject({
        details: {reasons: [{code: 'enrolment.full', details: {capacity: 1, offered: 0, keptForOthers: 0}}]},
      })
      expect(await scene.pools()).toMatchObject([{taken: 1}])
    })

    test('in a session of another exam or another period', async () => {
      const scene = await openScene(world)
      const other = await openScene(world)
      const {asked} = await scene.registered()
      await expect(enrolStudent(world.office(), {...asked, session: other.session.code})).rejects.toMatchObject(
        refused('enrolment.exam-not-offered'),
      )
      const elsewhere = await world.session(`X${scene.n}`, other.period, scene.room, [scene.exam], {on: '2026-12-03'})
      await expect(enrolStudent(world.office(), {...asked, session: elsewhere.code})).rejects.toMatchObject(
        refused('enrolment.other-period'),
      )
    })

    test('in a session that is not published, is over, or whose lists are final', async () => {
      const scene = await openScene(world)
      const {student, asked} = await scene.registered()
      const inState = async (state: 'planned' | 'final' | 'reported', who = world.office(), reason = '') => {
        await world.store.db.updateTable('session').set({state}).where('id', '=', scene.session.id).execute()
        return enrolStudent(who, {...asked, reason})
      }
      await expect(inState('planned')).rejects.toMatchObject(refused('enrolment.not-published'))
      await expect(inState('reported')).rejects.toMatchObject(refused('enrolment.session-over'))
      await expect(inState('final', world.as('student', student))).rejects.toMatchObject(refused('enrolment.final'))
      await expect(inState('final')).rejects.toMatchObject(refused('enrolment.reason-needed'))
      expect(await inState('final', world.office(), 'Vergeten')).toMatchObject({enrolled: {exam: scene.exam.code}})
    })

    test('outside the window, save by the office with a reason', async () => {
      const scene = await openScene(world)
      const {student, asked} = await scene.registered()
      await world.store.db
        .updateTable('periodWindow')
        .set({closesAt: world.now()})
        .where('periodId', '=', scene.period.id)
        .where('kind', '=', 'enrolment')
        .execute()
      await expect(enrolStudent(world.as('student', student), asked)).rejects.toMatchObject(refused('enrolment.closed'))
      await expect(enrolStudent(world.office(), asked)).rejects.toMatchObject(refused('enrolment.reason-needed'))
      expect(await enrolStudent(world.office(), {...asked, reason: 'Was ziek'})).toMatchObject({enrolled: {}})
    })

    test('by a student where only the office enrols', async () => {
      const scene = await openScene(world, {rules: {enrolBy: ['office']}})
      const {student, asked} = await scene.registered()
      await expect(enrolStudent(world.as('student', student), asked)).rejects.toMatchObject(
        refused('enrolment.not-by-role'),
      )
    })

    test('for another student, who is not found', async () => {
      const scene = await openScene(world)
      const {asked} = await scene.registered()
      const {student} = await scene.registered()
      await expect(enrolStudent(world.as('student', student), asked)).rejects.toMatchObject({code: 'student.not-found'})
      await expect(enrolStudent(world.as('planner'), asked)).rejects.toMatchObject({code: 'deed.forbidden'})
    })

    test('by a teacher of another group, and not by his own', async () => {
      const scene = await openScene(world)
      const {student, asked} = await scene.registered()
      const teacher = await world.employee(`T${scene.n}`)
      await expect(enrolStudent(world.as('teacher', teacher), asked)).rejects.toMatchObject({code: 'student.not-found'})
      await world.group(`G${scene.n}`, [student], [teacher])
      expect(await enrolStudent(world.as('teacher', teacher), asked)).toMatchObject({
        enrolled: {session: scene.session.code},
      })
    })

    test('when his end with extra time is after the session, or he is elsewhere then', async () => {
      const short = await openScene(world, {minutes: 45})
      await expect(enrolStudent(world.office(), (await short.registered()).asked)).rejects.toMatchObject(
        refused('moment.too-long'),
      )
      const scene = await openScene(world, {on: '2026-12-04'})
      const {student, asked} = await scene.registered()
      const other = await world.exam(`EN${scene.n}`)
      const meanwhile = await world.session(`M${scene.n}`, scene.period, scene.room, [other], {
        on: '2026-12-04',
        from: '09:30',
      })
      await world.registration(student, other, scene.period)
      await enrolStudent(world.office(), {...asked, exam: other.code, session: meanwhile.code})
      await expect(enrolStudent(world.office(), asked)).rejects.toMatchObject(refused('moment.clash'))
    })

    test('on a working day, save by the office with a reason', async () => {
      const scene = await openScene(world)
      const {student, asked} = await scene.registered()
      await world.insert('availableDay', {
        id: world.ids.next<string>(),
        personId: student.id,
        groupId: null,
        weekday: 5,
        onDate: null,
        fromTime: null,
        toTime: null,
        available: true,
        endedAt: null,
      })
      await expect(enrolStudent(world.office(), asked)).rejects.toMatchObject(refused('moment.no-school-day'))
      await expect(enrolStudent(world.office(), {...asked, override: true})).rejects.toMatchObject({
        code: 'enrolment.override-reason',
      })
      const overruled = {...asked, override: true, reason: 'Werkgever akkoord'}
      await expect(enrolStudent(world.as('student', student), overruled)).rejects.toMatchObject(
        refused('moment.no-school-day'),
      )
      expect(await enrolStudent(world.office(), overruled)).toMatchObject({enrolled: {exam: scene.exam.code}})
    })
  })

  describe('several exams of one session', () => {
    async function openCluster(rules: {shareRoom?: string; shareSeat?: string}) {
      const scene = await openScene(world, {seats: 1, minutes: 150, rules: {shareRoom: 'taal', ...rules}})
      const second = await world.exam(`RE${scene.n}`, {
        rules: {enrolBy: ['student', 'office'], shareRoom: 'taal', ...rules},
      })
      await world.insert('sessionExam', {
        id: world.ids.next<SessionExamId>(),
        sessionId: scene.session.id,
        examId: second.id,
        examVersionId: second.version.id,
        position: 1,
        endedAt: null,
      })
      const {student, asked, registration} = await scene.registered()
      const other = await world.registration(student, second, scene.period)
      return {...scene, student, asked, registration, other, second: {...asked, exam: second.code}}
    }

    test('follow each other on one seat, which counts once', async () => {
      const scene = await openCluster({shareSeat: 'taal'})
      await enrolStudent(world.as('student', scene.student), scene.second)
      expect(await enrolStudent(world.as('student', scene.student), scene.asked)).toMatchObject({
        enrolled: {from: '09:00', until: '10:00'},
      })
      const lines = await listEnrolments(world.office(), {session: scene.session.code})
      expect(lines.map(({exam, position}) => ({exam, position}))).toEqual([
        {exam: scene.second.exam, position: 1},
        {exam: scene.exam.code, position: 0},
      ])
      expect(new Set(lines.map(({endsAt}) => endsAt))).toEqual(new Set(['2026-12-01T10:00:00.000Z']))
      expect(await scene.pools()).toMatchObject([{taken: 1}])
      const letters = await lettersTo(world, scene.student)
      expect(letters.at(-1)).toMatchObject({
        data: {seat: {exams: [{code: scene.exam.code}, {code: scene.second.exam}]}},
      })
    })

    test('do so only where the school says that they may', async () => {
      const scene = await openCluster({shareSeat: ''})
      await enrolStudent(world.office(), scene.asked)
      await expect(enrolStudent(world.office(), scene.second)).rejects.toMatchObject(
        refused('enrolment.no-shared-seat'),
      )
    })

    test('give the seat back with the last of them', async () => {
      const scene = await openCluster({shareSeat: 'taal'})
      await enrolStudent(world.office(), scene.asked)
      await enrolStudent(world.office(), scene.second)
      await cancelEnrolment(world.office(), {enrolment: scene.registration.code})
      expect(await scene.pools()).toMatchObject([{taken: 1}])
      const [line] = await listEnrolments(world.office(), {session: scene.session.code})
      expect(line).toMatchObject({exam: scene.second.exam, endsAt: '2026-12-01T09:00:00.000Z'})
      await cancelEnrolment(world.office(), {enrolment: scene.other.code})
      expect(await scene.pools()).toMatchObject([{taken: 0}])
    })
  })

  describe('shares of seats', () => {
    async function openShares() {
      const scene = await openScene(world, {seats: 1})
      const [mine, other] = [await scene.registered(), await scene.registered()]
      const group = await world.group(`K${scene.n}`, [mine.student])
      const share = {
        ...scene.session.pool,
        id: world.ids.next<(typeof scene.session.pool)['id']>(),
        capacity: 1,
        filterKind: 'group' as const,
        filterId: group.id,
      }
      return {...scene, mine, other, share}
    }

    test('are drawn on first, and the general seats stay for others', async () => {
      const scene = await openShares()
      await world.insert('seatPool', scene.share)
      await enrolStudent(world.office(), scene.mine.asked)
      await enrolStudent(world.office(), scene.other.asked)
      const seats = await world
        .office()
        .read('enrolment.read', (stores) => stores.seats.all({sessionId: scene.session.id}))
      expect(seats.find(({personId}) => personId === scene.mine.student.id)?.poolId).toBe(scene.share.id)
    })

    test('are kept from others until they are released', async () => {
      const scene = await openShares()
      await world.insert('seatPool', scene.share)
      await enrolStudent(world.office(), scene.other.asked)
      const late = await scene.registered()
      await expect(enrolStudent(world.office(), late.asked)).rejects.toMatchObject({
        details: {reasons: [{code: 'enrolment.full', details: {keptForOthers: 1}}]},
      })
      await world.store.db
        .updateTable('seatPool')
        .set({releasesAt: world.now()})
        .where('id', '=', scene.share.id)
        .execute()
      expect(await enrolStudent(world.office(), late.asked)).toMatchObject({enrolled: {}})
    })

    test('take back their own from the general seats when one of them comes free', async () => {
      const scene = await openShares()
      await enrolStudent(world.office(), scene.mine.asked)
      const mate = await scene.registered()
      await world.insert('groupMember', {
        id: world.ids.next<string>(),
        groupId: scene.share.filterId,
        personId: mate.student.id,
        fromOn: null,
        toOn: null,
        endedAt: null,
      })
      await world.insert('seatPool', scene.share)
      await enrolStudent(world.office(), mate.asked)
      await cancelEnrolment(world.office(), {enrolment: mate.registration.code})
      const pools = await scene.pools()
      expect(pools.find(({id}) => id === scene.share.id)).toMatchObject({taken: 1})
      expect(pools.find(({filterKind}) => filterKind === null)).toMatchObject({taken: 0})
      expect(await enrolStudent(world.office(), scene.other.asked)).toMatchObject({enrolled: {}})
    })
  })

  describe('an oral', () => {
    test('gives each student the first time that fits, and the time comes back', async () => {
      const scene = await openScene(world, {seats: 2, rules: {preparationMinutes: 10}})
      await world.store.db.updateTable('session').set({kind: 'oral'}).where('id', '=', scene.session.id).execute()
      const [sessionExam] = scene.session.sessionExams
      for (const [from, to] of [
        ['09:10', '09:30'],
        ['09:40', '10:00'],
      ] as const)
        await world.insert('oralSlot', {
          id: world.ids.next<OralSlotId>(),
          sessionId: scene.session.id,
          sessionExamId: sessionExam!.id,
          roomId: null,
          startsAt:
            `2026-12-01T0${Number(from.slice(0, 2)) - 1}:${from.slice(3)}:00.000Z` as typeof scene.session.startsAt,
          endsAt: `2026-12-01T0${Number(to.slice(0, 2)) - 1}:${to.slice(3)}:00.000Z` as typeof scene.session.startsAt,
          preparationMinutes: 10,
          examinerIds: [],
          enrolmentId: null,
          registrationId: null,
          endedAt: null,
        })
      const [a, b, c] = [await scene.registered(), await scene.registered(), await scene.registered()]
      expect(await enrolStudent(world.office(), a.asked)).toMatchObject({enrolled: {from: '09:00', until: '09:30'}})
      expect(await enrolStudent(world.office(), b.asked)).toMatchObject({enrolled: {from: '09:30', until: '10:00'}})
      await expect(enrolStudent(world.office(), c.asked)).rejects.toMatchObject(refused('enrolment.full'))
      await cancelEnrolment(world.office(), {enrolment: a.registration.code})
      expect(await enrolStudent(world.office(), c.asked)).toMatchObject({enrolled: {from: '09:00'}})
    })
  })

  test('leaves every count right, whatever was done', async () => {
    expect(await brokenRules(world)).toEqual([])
    expect(await foundWrong(world)).toEqual([])
  })
})
