import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {judgeAbsence} from '../../src/delivery/absences/judge-absence.ts'
import {listAbsences} from '../../src/delivery/absences/list-absences.ts'
import {reportAbsence} from '../../src/delivery/absences/report-absence.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, type ExamDay, hold, mandated, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

const reasons = (...codes: string[]) => ({
  code: 'absence.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

describe.each(DATABASES)('absence on %s', (which) => {
  let world: World
  let lenient: World
  beforeAll(async () => {
    world = await openWorld(which, {absenceCountsAsAttempt: true, absenceLapsesResit: true})
    lenient = await openWorld(which, {absenceCountsAsAttempt: false})
  })
  beforeEach(() => {
    world.setNow('2026-11-02T09:00')
    lenient.setNow('2026-11-02T09:00')
  })
  afterAll(async () => {
    await world.close()
    await lenient.close()
  })

  const of = (day: ExamDay, i = 0) => ({student: day.numbers[i]!, exam: day.exam.code})
  const standing = (in_: World, day: ExamDay, i = 0) =>
    in_.office().read('plan.read', async (stores) => {
      const personId = day.students[i]!.id
      const [registration] = await stores.registrations.history({personId})
      const [attempt] = await stores.attempts.all({personId})
      const enrolments = await stores.enrolments.all({personId})
      const seats = await stores.seats.all({personId})
      const {taken} = await stores.pools.get(day.pool.id)
      return {
        registration: registration!.state,
        closed: registration!.closedAt !== null,
        counts: attempt?.counts,
        enrolled: enrolments.length,
        seats: seats.length,
        taken,
      }
    })

  describe('is reported', () => {
    test('by the student himself before the exam, and by the teacher of his group, the last word counting', async () => {
      const day = await openExamDay(world)
      const teacher = await world.employee(`T${day.code}`)
      await world.group(`G${day.code}`, [day.students[0]!], [teacher])
      expect(await reportAbsence(world.as('student', day.students[0]), {...of(day), reason: 'ill'})).toMatchObject({
        session: day.code,
        reason: 'ill',
        changed: false,
      })
      expect(
        await reportAbsence(world.as('teacher', teacher), {...of(day), reason: 'permitted', proofSeen: true}),
      ).toMatchObject({changed: true})
      expect(await listAbsences(world.office(), {exam: day.exam.code})).toMatchObject([
        {student: day.numbers[0], session: day.code, reason: 'permitted', proofSeen: true, verdict: null},
      ])
    })

    test('by the lead and the invigilator of the session, and the office', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      await reportAbsence(world.as('lead', day.lead), {...of(day, 0), reason: 'none'})
      await reportAbsence(world.as('invigilator', day.invigilator), {...of(day, 1), reason: 'other'})
      await reportAbsence(world.office(), {...of(day, 2), reason: 'ill'})
      expect((await listAbsences(world.office(), {session: day.code})).map(({reason}) => reason)).toEqual([
        'none',
        'other',
        'ill',
      ])
    })

    test('not for another student, another group, an exam without a place, or by the board', async () => {
      const day = await openExamDay(world)
      const stranger = await world.student(`91${day.numbers[0]}`)
      const teacher = await world.employee(`T${day.code}`)
      await expect(reportAbsence(world.as('student', stranger), {...of(day), reason: 'ill'})).rejects.toMatchObject({
        code: 'student.not-found',
      })
      await expect(reportAbsence(world.as('teacher', teacher), {...of(day), reason: 'ill'})).rejects.toMatchObject({
        code: 'student.not-found',
      })
      await expect(
        reportAbsence(world.office(), {student: stranger.studentNumber!, exam: day.exam.code, reason: 'ill'}),
      ).rejects.toMatchObject(reasons('absence.not-enrolled'))
      await expect(reportAbsence(world.as('board', day.member), {...of(day), reason: 'ill'})).rejects.toMatchObject({
        kind: 'forbidden',
      })
      expect(await listAbsences(world.office(), {exam: day.exam.code})).toEqual([])
    })

    test('not of who was there', async () => {
      const day = await openExamDay(world)
      await hold(world, day)
      await expect(reportAbsence(world.office(), {...of(day), reason: 'ill'})).rejects.toMatchObject(
        reasons('absence.was-present'),
      )
    })
  })

  describe('is judged', () => {
    test('valid: the attempt does not count, and the registration is placed again', async () => {
      const day = await openExamDay(world)
      await hold(world, day, {absent: [day.numbers[0]!]})
      expect(await standing(world, day)).toEqual({
        registration: 'agreed',
        closed: false,
        counts: true,
        enrolled: 1,
        seats: 1,
        taken: 3,
      })
      expect(
        await judgeAbsence(world.as('board', day.member), {...of(day), verdict: 'valid', reason: 'Ziekmelding gezien'}),
      ).toMatchObject({attemptCounts: false, resitLapses: false, placedAgain: true})
      expect(await standing(world, day)).toEqual({
        registration: 'agreed',
        closed: false,
        counts: false,
        enrolled: 0,
        seats: 0,
        taken: 2,
      })
    })

    test("invalid: by the school's policy the attempt counts and the resit lapses, and the registration is used", async () => {
      const day = await openExamDay(world)
      await hold(world, day, {absent: [day.numbers[0]!]})
      expect(await judgeAbsence(world.as('board', day.member), {...of(day), verdict: 'invalid'})).toMatchObject({
        attemptCounts: true,
        resitLapses: true,
        placedAgain: false,
      })
      expect(await standing(world, day)).toMatchObject({registration: 'used', closed: true, counts: true})
    })

    test('invalid in a school where absence costs nothing', async () => {
      const day = await openExamDay(lenient)
      await hold(lenient, day, {absent: [day.numbers[0]!]})
      expect(await judgeAbsence(lenient.as('board', day.member), {...of(day), verdict: 'invalid'})).toMatchObject({
        attemptCounts: false,
        resitLapses: false,
      })
      expect(await standing(lenient, day)).toMatchObject({registration: 'used', counts: false})
    })

    test('by a functionary under a mandate in force that names it, and by nobody else', async () => {
      const day = await openExamDay(world)
      await hold(world, day, {absent: day.numbers})
      const judge = (who: Parameters<World['as']>[1], i: number) =>
        judgeAbsence(world.as('functionary', who), {...of(day, i), verdict: 'valid'})
      await expect(judge(await mandated(world, day, ['absence.judge'], {toOn: '2026-11-30'}), 0)).rejects.toMatchObject(
        {
          code: 'student.not-found',
        },
      )
      await expect(judge(await mandated(world, day, ['case.decide']), 0)).rejects.toMatchObject(
        reasons('absence.no-authority'),
      )
      await expect(
        judge(await mandated(world, day, ['absence.judge'], {revokedAt: world.now()}), 0),
      ).rejects.toMatchObject({kind: expect.stringMatching('refused|not-found')})
      expect(await judge(await mandated(world, day, ['absence.judge']), 0)).toMatchObject({verdict: 'valid'})
      const elsewhere = await openExamDay(world)
      await expect(
        judgeAbsence(world.as('board', elsewhere.member), {...of(day, 1), verdict: 'valid'}),
      ).rejects.toMatchObject({code: 'student.not-found'})
      for (const [role, who] of [
        ['office', null],
        ['lead', day.lead],
        ['student', day.students[1]!],
      ] as const)
        await expect(judgeAbsence(world.as(role, who), {...of(day, 1), verdict: 'valid'})).rejects.toMatchObject({
          kind: 'forbidden',
        })
      expect(
        (await listAbsences(world.office(), {session: day.code, unjudged: true})).map(({student}) => student),
      ).toEqual([day.numbers[1], day.numbers[2]])
    })

    test('once, and only when the report says that he was absent', async () => {
      const day = await openExamDay(world)
      await reportAbsence(world.office(), {...of(day), reason: 'ill'})
      const judge = () => judgeAbsence(world.as('board', day.member), {...of(day), verdict: 'invalid'})
      await expect(judge()).rejects.toMatchObject(reasons('absence.report-not-closed'))
      await hold(world, day, {absent: [day.numbers[0]!]})
      await judge()
      await expect(judge()).rejects.toMatchObject(reasons('absence.not-open'))
    })

    test('again when he is absent a second time after a valid absence, as the same attempt', async () => {
      const first = await openExamDay(world)
      await hold(world, first, {absent: [first.numbers[0]!]})
      await judgeAbsence(world.as('board', first.member), {...of(first), verdict: 'valid'})
      const [registration] = await world
        .office()
        .read('plan.read', ({registrations}) => registrations.all({personId: first.students[0]!.id}))
      world.setNow('2026-11-02T09:00')
      const other = await world.room(`${first.code}-2`, first.location)
      const again = await world.session(`${first.code}-2`, first.period, other, [first.exam])
      await world.insert('sessionDuty', {
        id: world.ids.next(),
        sessionId: again.id,
        personId: first.lead.id,
        duty: 'lead',
        startsAt: again.startsAt,
        endsAt: again.endsAt,
        endedAt: null,
      })
      await world.enrolment(registration!, again)
      const second: ExamDay = {
        ...first,
        ...again,
        code: again.code,
        students: [first.students[0]!],
        numbers: [first.numbers[0]!],
      }
      await hold(world, second, {absent: second.numbers})
      await judgeAbsence(world.as('board', first.member), {...of(first), verdict: 'invalid'})
      const attempts = await world
        .office()
        .read('plan.read', (stores) => stores.attempts.all({personId: first.students[0]!.id}))
      expect(attempts.map(({number, counts}) => [number, counts])).toEqual([
        [1, false],
        [1, true],
      ])
    })
  })

  test('is listed for a student of himself only', async () => {
    const day = await openExamDay(world)
    await reportAbsence(world.office(), {...of(day, 0), reason: 'ill'})
    await reportAbsence(world.office(), {...of(day, 1), reason: 'ill'})
    expect((await listAbsences(world.as('student', day.students[1]))).map(({student}) => student)).toEqual([
      day.numbers[1],
    ])
  })

  test('is reported once by two who say so at the same moment', async () => {
    const day = await openExamDay(world)
    await Promise.all([
      reportAbsence(world.office(), {...of(day), reason: 'ill'}),
      reportAbsence(world.as('student', day.students[0]), {...of(day), reason: 'other'}),
    ])
    expect(await listAbsences(world.office(), {exam: day.exam.code})).toHaveLength(1)
  })
})
