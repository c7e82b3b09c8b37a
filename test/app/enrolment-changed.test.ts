import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {cancelEnrolment} from '../../src/enrolment/cancel-enrolment.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {showEnrolment} from '../../src/enrolment/list-enrolments.ts'
import {moveEnrolment} from '../../src/enrolment/move-enrolment.ts'
import {withdrawRegistration} from '../../src/enrolment/withdraw-registration.ts'
import {renderLetter} from '../../src/letters/index.ts'
import {DATABASES} from '../support/databases.ts'
import {brokenRules, foundWrong, lettersTo, openScene, refusedFor} from '../support/exam-office.ts'
import {openWorld, type World} from '../support/world.ts'

const READER = {language: 'nl', name: 'Sanne', school: 'Testcollege', zone: 'Europe/Amsterdam', page: ''} as const

describe.each(DATABASES)('changing an enrolment on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  afterAll(() => world.close())

  const refused = (...codes: string[]) => refusedFor('enrolment', ...codes)

  describe('cancelling', () => {
    test('frees the seat, keeps the registration, and tells the student once', async () => {
      const scene = await openScene(world, {seats: 1})
      const {student, registration, asked} = await scene.registered()
      await enrolStudent(world.as('student', student), asked)
      await cancelEnrolment(world.as('student', student), {enrolment: registration.code})
      expect(await scene.pools()).toMatchObject([{taken: 0}])
      const letters = await lettersTo(world, student)
      expect(letters.map(({letter}) => letter)).toEqual(['enrolment-confirmed', 'enrolment-cancelled'])
      expect(renderLetter(letters[1]!.letter, letters[1]!.data, READER).subject).toContain('uitgeschreven')
      expect(await enrolStudent(world.as('student', student), asked)).toMatchObject({enrolled: {}})
    })

    test('is for students until some days before, and then for the office with a reason', async () => {
      const scene = await openScene(world, {on: '2026-11-05'})
      await world.store.db
        .updateTable('periodWindow')
        .set({opensAt: world.now()})
        .where('periodId', '=', scene.period.id)
        .where('kind', '=', 'taking')
        .execute()
      const {student, registration, asked} = await scene.registered()
      await enrolStudent(world.office(), asked)
      world.setNow('2026-11-04T09:00')
      try {
        const enrolment = registration.code
        await expect(cancelEnrolment(world.as('student', student), {enrolment})).rejects.toMatchObject(
          refused('enrolment.too-late'),
        )
        await expect(cancelEnrolment(world.office(), {enrolment})).rejects.toMatchObject(
          refused('enrolment.reason-needed'),
        )
        await cancelEnrolment(world.office(), {enrolment, reason: 'Ziek gemeld'})
        expect(await scene.pools()).toMatchObject([{taken: 0}])
      } finally {
        world.setNow('2026-11-02T09:00')
      }
    })

    test('of somebody else is not possible', async () => {
      const scene = await openScene(world)
      const {registration, asked} = await scene.registered()
      const {student} = await scene.registered()
      await enrolStudent(world.office(), asked)
      await expect(cancelEnrolment(world.as('student', student), {enrolment: registration.code})).rejects.toMatchObject(
        {code: 'registration.not-found'},
      )
    })

    test('what is not enrolled is not found', async () => {
      const scene = await openScene(world)
      const {registration} = await scene.registered()
      await expect(cancelEnrolment(world.office(), {enrolment: registration.code})).rejects.toMatchObject({
        code: 'enrolment.not-found',
      })
    })
  })

  describe('moving', () => {
    test('is one change with one letter, and keeps the history', async () => {
      const scene = await openScene(world, {seats: 1})
      const later = await world.session(`${scene.session.code}-L`, scene.period, scene.room, [scene.exam], {
        on: '2026-12-08',
        seats: 1,
      })
      const {student, registration, asked} = await scene.registered()
      await enrolStudent(world.as('student', student), asked)
      const moved = await moveEnrolment(world.as('student', student), {
        enrolment: registration.code,
        session: later.code,
      })
      expect(moved).toMatchObject({from: {session: scene.session.code}, to: {session: later.code, on: '2026-12-08'}})
      expect(await scene.pools()).toMatchObject([{taken: 0}])
      const letters = await lettersTo(world, student)
      expect(letters.map(({letter}) => letter)).toEqual(['enrolment-confirmed', 'enrolment-moved'])
      expect(renderLetter(letters[1]!.letter, letters[1]!.data, READER).subject).toContain('verplaatst')
      const detail = await showEnrolment(world.as('student', student), registration.code)
      expect(detail).toMatchObject({
        enrolment: {session: later.code},
        history: [{session: scene.session.code, endReason: 'moved'}],
      })
    })

    test('loses nothing when there is no seat', async () => {
      const scene = await openScene(world, {seats: 1})
      const full = await world.session(`${scene.session.code}-F`, scene.period, scene.room, [scene.exam], {
        on: '2026-12-08',
        seats: 0,
      })
      const {registration, asked} = await scene.registered()
      await enrolStudent(world.office(), asked)
      const wish = {enrolment: registration.code, session: full.code}
      await expect(moveEnrolment(world.office(), wish)).rejects.toMatchObject(refused('enrolment.full'))
      await expect(moveEnrolment(world.office(), {...wish, session: scene.session.code})).rejects.toMatchObject(
        refused('enrolment.same-session'),
      )
      expect(await scene.pools()).toMatchObject([{taken: 1}])
    })

    test('asked twice with the same key is done once, as is cancelling', async () => {
      const scene = await openScene(world)
      const later = await world.session(`${scene.session.code}-L`, scene.period, scene.room, [scene.exam], {
        on: '2026-12-08',
      })
      const {registration, asked} = await scene.registered()
      await enrolStudent(world.office(), asked)
      const wish = {enrolment: registration.code, session: later.code, key: `move-${scene.n}`}
      const moved = await moveEnrolment(world.office(), wish)
      expect(await moveEnrolment(world.office(), wish)).toEqual(moved)
      const end = {enrolment: registration.code, key: `cancel-${scene.n}`}
      const cancelled = await cancelEnrolment(world.office(), end)
      expect(await cancelEnrolment(world.office(), end)).toEqual(cancelled)
      await expect(cancelEnrolment(world.office(), {...end, key: wish.key})).rejects.toMatchObject({
        code: 'receipt.reused',
      })
    })

    test('may go to a session that overlaps the one it leaves', async () => {
      const scene = await openScene(world)
      const beside = await world.session(`${scene.session.code}-B`, scene.period, scene.room, [scene.exam], {
        from: '09:30',
      })
      const {registration, asked} = await scene.registered()
      await enrolStudent(world.office(), asked)
      expect(await moveEnrolment(world.office(), {enrolment: registration.code, session: beside.code})).toMatchObject({
        to: {from: '09:30'},
      })
    })
  })

  describe('withdrawing a registration', () => {
    test('frees the seat with it', async () => {
      const scene = await openScene(world, {seats: 1})
      const {student, registration, asked} = await scene.registered()
      await enrolStudent(world.office(), asked)
      await expect(withdrawRegistration(world.office(), {registration: registration.code})).rejects.toMatchObject(
        refusedFor('registration', 'registration.reason-needed'),
      )
      const withdrawn = await withdrawRegistration(world.office(), {registration: registration.code, reason: 'Gestopt'})
      expect(withdrawn).toMatchObject({registration: registration.code, enrolment: {session: scene.session.code}})
      expect(await scene.pools()).toMatchObject([{taken: 0}])
      const [after] = await world
        .office()
        .read('registration.read', ({registrations}) => registrations.history({id: registration.id}))
      expect(after).toMatchObject({state: 'withdrawn', closedAt: world.now()})
      expect((await lettersTo(world, student)).at(-1)).toMatchObject({
        letter: 'enrolment-cancelled',
        data: {registrationStays: false, reason: 'Gestopt'},
      })
      await expect(
        withdrawRegistration(world.office(), {registration: registration.code, reason: 'x'}),
      ).rejects.toMatchObject({code: 'registration.not-found'})
    })

    test('is the student’s own to do, without giving a reason', async () => {
      const scene = await openScene(world)
      const {student, registration} = await scene.registered()
      expect(await withdrawRegistration(world.as('student', student), {registration: registration.code})).toMatchObject(
        {enrolment: null},
      )
    })
  })

  test('leaves every count right, whatever was done', async () => {
    expect(await brokenRules(world)).toEqual([])
    expect(await foundWrong(world)).toEqual([])
  })
})
