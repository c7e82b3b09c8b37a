import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {admitLate} from '../../src/delivery/reports/admit-late.ts'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {showReport} from '../../src/delivery/reports/show-report.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, type ExamDay, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

const reasons = (...codes: string[]) => ({
  code: 'report.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

describe.each(DATABASES)('attendance in the report of a session on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  beforeEach(() => world.setNow('2026-11-02T09:00'))
  afterAll(() => world.close())

  const asLead = (day: ExamDay) => world.as('lead', day.lead)
  const asInvigilator = (day: ExamDay) => world.as('invigilator', day.invigilator)
  const candidate = async (day: ExamDay, i = 0) =>
    (await showReport(world.office(), {session: day.code})).candidates.find(({student}) => student === day.numbers[i])!

  describe('attendance', () => {
    test('is recorded of one, with arrival and ID, and of all but some', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      world.setNow('2026-12-01T09:20')
      const [first, second, third] = day.numbers as [string, string, string]
      expect(
        await recordAttendance(asInvigilator(day), {
          session: day.code,
          students: [first],
          attendance: 'notFinished',
          arrived: '09:12',
          idChecked: true,
          device: 'PC-7',
        }),
      ).toMatchObject({
        recorded: [{student: first, exam: day.exam.code, attendance: 'notFinished', lateMinutes: 12, idChecked: true}],
      })
      await recordAttendance(asInvigilator(day), {session: day.code, all: true, except: [first], attendance: 'present'})
      const report = await showReport(asLead(day), {session: day.code})
      expect(report.attendance).toEqual({notFinished: 1, present: 2})
      expect(report.candidates[0]).toMatchObject({
        student: first,
        lateMinutes: 12,
        admitted: true,
        idChecked: true,
        device: 'PC-7',
        endsAt: '2026-12-01T09:00:00.000Z',
      })
      expect(report.candidates.map(({student}) => student)).toEqual([first, second, third])
    })

    test('keeps what was said before, and what is said twice stands once', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      const say = (attendance: 'present' | 'notPresent') =>
        recordAttendance(asInvigilator(day), {session: day.code, students: [day.numbers[0]!], attendance})
      await say('notPresent')
      await say('present')
      await say('present')
      const {facts} = await showReport(asLead(day), {session: day.code})
      expect(facts.filter(({kind}) => kind === 'attendance').map(({detail}) => detail)).toMatchObject([
        {attendance: 'notPresent'},
        {attendance: 'present'},
      ])
      expect(await candidate(day)).toMatchObject({attendance: 'present', corrections: 1})
    })

    test('of who hands in ends his time, not before he came and not in the future', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      world.setNow('2026-12-01T10:00')
      const record = {session: day.code, students: [day.numbers[0]!]}
      await expect(
        recordAttendance(asLead(day), {...record, attendance: 'present', arrived: '09:05', handedIn: '09:04'}),
      ).rejects.toMatchObject(reasons('report.wrong-order'))
      await expect(
        recordAttendance(asLead(day), {...record, attendance: 'notFinished', handedIn: '09:50'}),
      ).rejects.toMatchObject(reasons('report.not-handed-in'))
      await expect(
        recordAttendance(asLead(day), {...record, attendance: 'present', handedIn: '10:01'}),
      ).rejects.toMatchObject({code: 'report.future-time'})
      await expect(
        recordAttendance(asLead(day), {...record, attendance: 'notPresent', arrived: '09:05'}),
      ).rejects.toMatchObject(reasons('report.not-there'))
      await expect(
        recordAttendance(asLead(day), {...record, attendance: 'present', handedIn: '25:00'}),
      ).rejects.toMatchObject({code: 'time.invalid-time'})
      await recordAttendance(asLead(day), {...record, attendance: 'present', handedIn: '09:50'})
      expect(await candidate(day)).toMatchObject({attendance: 'present', handedInAt: '2026-12-01T08:50:00.000Z'})
    })

    test('is refused of somebody who is not enrolled, and then of nobody', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      await expect(
        recordAttendance(asLead(day), {
          session: day.code,
          students: [day.numbers[0]!, '9999999'],
          attendance: 'present',
        }),
      ).rejects.toMatchObject(reasons('report.not-a-candidate'))
      expect(await candidate(day)).toMatchObject({attendance: 'notKnown'})
      await expect(recordAttendance(asLead(day), {session: day.code, attendance: 'present'})).rejects.toMatchObject({
        code: 'input.invalid',
      })
    })

    test('is recorded by session staff and the office, and by nobody else', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      const record = {session: day.code, students: [day.numbers[0]!], attendance: 'present' as const}
      const other = await openExamDay(world)
      await expect(recordAttendance(world.as('invigilator', other.invigilator), record)).rejects.toMatchObject({
        code: 'report.not-your-session',
      })
      for (const role of ['teacher', 'functionary', 'board', 'planner'] as const)
        await expect(recordAttendance(world.as(role), record)).rejects.toMatchObject({
          kind: 'forbidden',
          code: 'deed.forbidden',
        })
      await expect(recordAttendance(world.office(), record)).rejects.toMatchObject({code: 'report.reason-needed'})
      await recordAttendance(world.office(), {...record, reason: 'Vergeten aan te vinken'})
      const [entry] = await world
        .as('admin')
        .read('audit.read', ({audit}) =>
          audit.entries({deed: 'report.record', aboutId: day.session.id, aboutKind: 'session', limit: 1}),
        )
      expect(entry).toMatchObject({
        role: 'office',
        forId: day.students[0]!.id,
        text: 'Vergeten aan te vinken',
        facts: {recorded: {attendance: 1}},
      })
    })

    test('takes in who was enrolled after the report was opened', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      const late = await world.student(`88${day.numbers[0]}`, {sortKey: 'zzz'})
      await world.enrolment(await world.registration(late, day.exam, day.period), day, {extraMinutes: 15})
      await recordAttendance(asLead(day), {session: day.code, students: [late.studentNumber!], attendance: 'present'})
      const report = await showReport(asLead(day), {session: day.code})
      expect(report.candidates.at(-1)).toMatchObject({
        student: late.studentNumber,
        attendance: 'present',
        extraMinutes: 15,
      })
    })
  })

  describe('lateness', () => {
    test("within the exam's limit needs no decision, and later it does", async () => {
      const day = await openExamDay(world, {rules: {lateMinutes: 15}})
      await begin(world, day)
      world.setNow('2026-12-01T09:30')
      const record = {session: day.code, students: [day.numbers[0]!], attendance: 'present' as const}
      await recordAttendance(asLead(day), {...record, arrived: '09:15'})
      await expect(recordAttendance(asLead(day), {...record, arrived: '09:16'})).rejects.toMatchObject({
        details: {reasons: [{code: 'report.too-late', details: {lateMinutes: 16, limit: 15}}]},
      })
      await recordAttendance(asLead(day), {
        session: day.code,
        students: [day.numbers[1]!],
        attendance: 'notPresent',
        arrived: '09:25',
      })
      expect(await candidate(day, 1)).toMatchObject({admitted: false, lateMinutes: 25, attendance: 'notPresent'})
    })

    test('is let in by a recorded decision, and the end stays', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      world.setNow('2026-12-01T09:45')
      const admit = {
        session: day.code,
        student: day.numbers[0]!,
        decidedBy: day.lead.staffCode!,
        reason: 'Trein viel uit',
      }
      await expect(admitLate(asLead(day), admit)).rejects.toMatchObject(reasons('report.no-arrival'))
      await expect(admitLate(asLead(day), {...admit, arrived: '09:10'})).rejects.toMatchObject(
        reasons('report.not-late'),
      )
      await expect(admitLate(asLead(day), {...admit, arrived: '09:40', decidedBy: 'NOBODY'})).rejects.toMatchObject({
        code: 'staff.not-found',
      })
      expect(await admitLate(asLead(day), {...admit, arrived: '09:40'})).toMatchObject({
        admitted: [{lateMinutes: 40, endsAt: '2026-12-01T09:00:00.000Z'}],
      })
      await recordAttendance(asLead(day), {session: day.code, students: [day.numbers[0]!], attendance: 'notFinished'})
      expect(await candidate(day)).toMatchObject({
        admitted: true,
        lateMinutes: 40,
        endsAt: '2026-12-01T09:00:00.000Z',
        incidentMinutes: 0,
      })
      const {facts} = await showReport(asLead(day), {session: day.code})
      expect(facts.find(({kind}) => kind === 'admitted')).toMatchObject({
        student: day.numbers[0],
        detail: {decidedBy: day.lead.staffCode, text: 'Trein viel uit'},
      })
    })

    test('at a central exam ends after 30 minutes whatever the school says, and only the board decides otherwise', async () => {
      const day = await openExamDay(world, {kind: 'central', rules: {lateMinutes: 60}})
      await begin(world, day)
      world.setNow('2026-12-01T09:45')
      const record = {session: day.code, students: [day.numbers[0]!], attendance: 'present' as const, arrived: '09:31'}
      await expect(recordAttendance(asLead(day), record)).rejects.toMatchObject({
        details: {reasons: [{code: 'report.too-late', details: {limit: 30}}]},
      })
      const admit = {session: day.code, student: day.numbers[0]!, arrived: '09:31', reason: 'Brug open'}
      await expect(admitLate(asLead(day), {...admit, decidedBy: day.lead.staffCode!})).rejects.toMatchObject(
        reasons('report.decider-not-of-board'),
      )
      await admitLate(asLead(day), {...admit, decidedBy: day.member.staffCode!})
      await recordAttendance(asLead(day), record)
      expect(await candidate(day)).toMatchObject({attendance: 'present', lateMinutes: 31})
    })
  })
})
