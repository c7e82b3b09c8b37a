import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {addAddendum} from '../../src/delivery/reports/add-addendum.ts'
import {checkId} from '../../src/delivery/reports/check-id.ts'
import {controlSession} from '../../src/delivery/reports/control-session.ts'
import {extendTime} from '../../src/delivery/reports/extend-time.ts'
import {finaliseSession} from '../../src/delivery/lists/finalise-session.ts'
import {handOver} from '../../src/delivery/reports/hand-over.ts'
import {moveRoom} from '../../src/delivery/reports/move-room.ts'
import {noteReport, recordEvent} from '../../src/delivery/reports/note-report.ts'
import {openReport} from '../../src/delivery/reports/open-report.ts'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {recordToilet} from '../../src/delivery/reports/record-toilet.ts'
import {appendFacts} from '../../src/delivery/reports/report-record.ts'
import {showReport} from '../../src/delivery/reports/show-report.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, type ExamDay, onDuty, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

const reasons = (...codes: string[]) => ({
  code: 'report.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

describe.each(DATABASES)('the report of a session on %s', (which) => {
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

  describe('is opened', () => {
    test('by the lead on the day, with everybody on the list', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      const report = await showReport(asLead(day), {session: day.code})
      expect(report).toMatchObject({state: 'running', phase: 'open', intact: true, attendance: {notKnown: 3}})
      expect(report.candidates.map(({student, seat}) => [student, seat])).toEqual(
        day.numbers.map((number, i) => [number, String(i + 1)]),
      )
    })

    test('not before the lists are fixed, not before the day, and not twice', async () => {
      const day = await openExamDay(world)
      await expect(openReport(asLead(day), {session: day.code})).rejects.toMatchObject(
        reasons('report.not-final', 'report.too-early'),
      )
      await begin(world, day)
      await expect(openReport(asInvigilator(day), {session: day.code})).rejects.toMatchObject(
        reasons('report.open-already'),
      )
    })

    test('not by staff of another session, a student or a teacher; by the office only with a reason', async () => {
      const day = await openExamDay(world)
      const other = await openExamDay(world)
      await finaliseSession(world.office(), {session: day.code})
      world.setNow('2026-12-01T08:55')
      const open = {session: day.code}
      await expect(openReport(asLead(other), open)).rejects.toMatchObject({
        kind: 'forbidden',
        code: 'report.not-your-session',
      })
      await expect(openReport(world.as('teacher'), open)).rejects.toMatchObject({code: 'deed.forbidden'})
      await expect(openReport(world.as('student', day.students[0]), open)).rejects.toMatchObject({kind: 'forbidden'})
      await expect(openReport(world.office(), open)).rejects.toMatchObject({
        kind: 'invalid',
        code: 'report.reason-needed',
      })
      expect(await openReport(world.office(), {...open, reason: 'Papieren verslag overgenomen'})).toMatchObject({
        candidates: 3,
      })
    })
  })

  describe('during the session', () => {
    test('holds ID checks, and who decided when there was none', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      await checkId(asInvigilator(day), {session: day.code, student: day.numbers[0]!, document: 'passport'})
      await expect(
        checkId(asInvigilator(day), {session: day.code, student: day.numbers[1]!, missing: true}),
      ).rejects.toMatchObject({code: 'input.invalid'})
      const missing = {session: day.code, missing: true, decidedBy: day.lead.staffCode!, reason: 'Bekend bij de docent'}
      await checkId(asInvigilator(day), {...missing, student: day.numbers[1]!})
      await checkId(asInvigilator(day), {...missing, student: day.numbers[2]!, admitted: false})
      expect([await candidate(day, 0), await candidate(day, 1), await candidate(day, 2)]).toMatchObject([
        {idChecked: true, admitted: true},
        {idChecked: false, admitted: true},
        {idChecked: false, admitted: false},
      ])
    })

    test('holds notes, events with whom they concern, and visits to the toilet', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      world.setNow('2026-12-01T09:50')
      const student = day.numbers[0]!
      await noteReport(asInvigilator(day), {session: day.code, text: 'Rustig verlopen'})
      await noteReport(asInvigilator(day), {session: day.code, student, text: 'Voelt zich niet lekker'})
      await recordEvent(asInvigilator(day), {
        session: day.code,
        kind: 'fire-alarm',
        concerns: [student],
        text: 'Ontruiming',
        action: 'Naar buiten en terug',
        at: '09:30',
      })
      await recordToilet(asInvigilator(day), {session: day.code, student, direction: 'out', at: '09:40'})
      await expect(
        recordToilet(asInvigilator(day), {session: day.code, student, direction: 'out'}),
      ).rejects.toMatchObject(reasons('report.outside-already'))
      await recordToilet(asInvigilator(day), {session: day.code, student, direction: 'back', at: '09:44'})
      await expect(
        recordToilet(asInvigilator(day), {session: day.code, student, direction: 'back'}),
      ).rejects.toMatchObject(reasons('report.not-outside'))
      const {facts} = await showReport(asLead(day), {session: day.code})
      expect(facts.slice(-5)).toMatchObject([
        {kind: 'note', student: null, detail: {text: 'Rustig verlopen'}, by: day.invigilator.staffCode},
        {kind: 'note', student},
        {
          kind: 'event',
          detail: {
            event: 'fire-alarm',
            concerns: [student],
            action: 'Naar buiten en terug',
            at: '2026-12-01T08:30:00.000Z',
          },
        },
        {kind: 'toilet', detail: {direction: 'out'}},
        {kind: 'toilet', detail: {direction: 'back'}},
      ])
    })

    test('gives minutes for an incident to one or to all at work, by the lead only', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      world.setNow('2026-12-01T09:50')
      await recordAttendance(asLead(day), {
        session: day.code,
        students: [day.numbers[2]!],
        attendance: 'present',
        handedIn: '09:45',
      })
      const extend = {session: day.code, minutes: 10, reason: 'Netwerk weg'}
      await expect(extendTime(asInvigilator(day), extend)).rejects.toMatchObject({kind: 'forbidden'})
      await expect(extendTime(world.as('lead', day.invigilator), extend)).rejects.toMatchObject({
        code: 'report.lead-only',
      })
      expect(await extendTime(asLead(day), extend)).toMatchObject({
        extended: [
          {student: day.numbers[0], incidentMinutes: 10, endsAt: '2026-12-01T09:10:00.000Z'},
          {student: day.numbers[1]},
        ],
      })
      await extendTime(asLead(day), {...extend, minutes: 5, student: day.numbers[0]!})
      await expect(extendTime(asLead(day), {...extend, student: day.numbers[2]!})).rejects.toMatchObject(
        reasons('report.not-at-work'),
      )
      expect(
        [await candidate(day, 0), await candidate(day, 1), await candidate(day, 2)].map(
          ({incidentMinutes, extraMinutes}) => [incidentMinutes, extraMinutes],
        ),
      ).toEqual([
        [15, 0],
        [10, 0],
        [0, 0],
      ])
    })

    test('is paused, goes on with the minutes given back, and is aborted', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      const control = {session: day.code, reason: 'Brandalarm'}
      await expect(controlSession(asLead(day), {...control, action: 'resume'})).rejects.toMatchObject(
        reasons('report.not-paused'),
      )
      await expect(controlSession(asLead(day), {session: day.code, action: 'pause'})).rejects.toMatchObject({
        code: 'input.invalid',
      })
      await expect(controlSession(asInvigilator(day), {...control, action: 'pause'})).rejects.toMatchObject({
        kind: 'forbidden',
      })
      await controlSession(asLead(day), {...control, action: 'pause'})
      await expect(controlSession(asLead(day), {...control, action: 'pause'})).rejects.toMatchObject(
        reasons('report.not-under-way'),
      )
      world.setNow('2026-12-01T09:18')
      expect(await controlSession(asLead(day), {session: day.code, action: 'resume'})).toMatchObject({
        phase: 'open',
        pausedMinutes: 18,
        givenBackMinutes: 18,
      })
      expect(await candidate(day)).toMatchObject({incidentMinutes: 18, endsAt: '2026-12-01T09:18:00.000Z'})
      await controlSession(asLead(day), {...control, action: 'abort'})
      expect(await showReport(asLead(day), {session: day.code})).toMatchObject({state: 'aborted', phase: 'aborted'})
      await expect(controlSession(asLead(day), {...control, action: 'pause'})).rejects.toMatchObject(
        reasons('report.not-under-way'),
      )
    })

    test('moves to a free room, which is booked from then on, and the lists say so', async () => {
      const day = await openExamDay(world)
      const other = await openExamDay(world)
      await begin(world, day)
      world.setNow('2026-12-01T09:30')
      const move = {session: day.code, reason: 'Wateroverlast'}
      await expect(moveRoom(asLead(day), {...move, room: other.room.code})).rejects.toMatchObject(reasons('room.taken'))
      await expect(moveRoom(asLead(day), {...move, room: day.room.code})).rejects.toMatchObject(reasons('room.same'))
      const small = await world.room(`${day.code}-S`, day.location, {examSeats: 2, computers: 1})
      await expect(moveRoom(asLead(day), {...move, room: small.code})).rejects.toMatchObject(
        reasons('room.too-few-seats', 'room.too-few-computers'),
      )
      const free = await world.room(`${day.code}-F`, day.location)
      await expect(moveRoom(asInvigilator(day), {...move, room: free.code})).rejects.toMatchObject({kind: 'forbidden'})
      expect(await moveRoom(asLead(day), {...move, room: free.code})).toEqual({
        session: day.code,
        from: day.room.code,
        to: free.code,
        listVersion: 2,
      })
      const bookings = await world.office().read('plan.read', ({bookings: all}) => all.all({sessionId: day.session.id}))
      expect(bookings.map(({roomId, startsAt, endsAt}) => [roomId, startsAt, endsAt])).toEqual([
        [day.room.id, '2026-12-01T08:00:00.000Z', '2026-12-01T08:30:00.000Z'],
        [free.id, '2026-12-01T08:30:00.000Z', '2026-12-01T10:00:00.000Z'],
      ])
    })

    test('is handed over to another lead, who leads from then on', async () => {
      const day = await openExamDay(world)
      const other = await openExamDay(world)
      await begin(world, day)
      const give = (code: string) => handOver(asLead(day), {session: day.code, lead: code, reason: 'Ziek naar huis'})
      await expect(give(other.lead.staffCode!)).rejects.toMatchObject(reasons('report.lead-busy'))
      await expect(give(day.invigilator.staffCode!)).rejects.toMatchObject(reasons('report.not-a-lead'))
      await expect(give(day.lead.staffCode!)).rejects.toMatchObject(reasons('report.leads-already'))
      await world.role(day.invigilator, 'lead')
      expect(await give(day.invigilator.staffCode!)).toEqual({
        session: day.code,
        lead: day.invigilator.staffCode,
        from: day.lead.staffCode,
      })
      await expect(
        controlSession(asLead(day), {session: day.code, action: 'pause', reason: 'x'}),
      ).rejects.toMatchObject({code: 'report.not-your-session'})
      await controlSession(world.as('lead', day.invigilator), {session: day.code, action: 'pause', reason: 'Onrust'})
      const duties = await world.office().read('plan.read', ({duties: all}) => all.all({sessionId: day.session.id}))
      expect(duties.map(({personId, duty}) => [personId, duty])).toEqual([[day.invigilator.id, 'lead']])
    })
  })

  test('shows a teacher his own students only', async () => {
    const day = await openExamDay(world)
    await begin(world, day)
    await recordAttendance(asLead(day), {session: day.code, all: true, attendance: 'present'})
    await recordEvent(asLead(day), {
      session: day.code,
      kind: 'fraud',
      concerns: [day.numbers[0]!],
      text: 'Spiekbriefje',
    })
    const teacher = await world.employee(`T${day.code}`)
    await world.group(`G${day.code}`, [day.students[1]!], [teacher])
    const report = await showReport(world.as('teacher', teacher), {session: day.code})
    expect(report.candidates.map(({student}) => student)).toEqual([day.numbers[1]])
    expect(JSON.stringify(report)).not.toContain(`"${day.numbers[0]}"`)
  })

  test('keeps what two invigilators record at the same time of different students', async () => {
    const day = await openExamDay(world, {students: 50})
    await begin(world, day)
    const colleague = await onDuty(world, day.session, {code: `INV${day.code}`, duty: 'invigilator'})
    world.setNow('2026-12-01T09:10')
    const contexts = [asInvigilator(day), world.as('invigilator', colleague)] as const
    await Promise.all(
      day.numbers.map((student, i) =>
        recordAttendance(contexts[i % 2]!, {
          session: day.code,
          students: [student],
          attendance: 'present',
          idChecked: true,
          arrived: '08:55',
        }),
      ),
    )
    const report = await showReport(asLead(day), {session: day.code})
    expect(report.attendance).toEqual({present: 50})
    expect(report.candidates.every(({idChecked}) => idChecked)).toBe(true)
    expect(report.facts.map(({number}) => number)).toEqual(Array.from({length: 1 + 50 + 150}, (_, i) => i + 1))
  })

  test('keeps everything that many say at once of one student, in one order', async () => {
    const day = await openExamDay(world, {students: 1})
    await begin(world, day)
    const devices = Array.from({length: 20}, (_, i) => `PC-${i}`)
    await Promise.all(
      devices.map((device) =>
        recordAttendance(asInvigilator(day), {session: day.code, students: day.numbers, attendance: 'present', device}),
      ),
    )
    const report = await showReport(asLead(day), {session: day.code})
    const said = report.facts
      .filter(({kind}) => kind === 'device')
      .map(({detail}) => (detail as {device: string}).device)
    expect(said.toSorted()).toEqual(devices.toSorted())
    expect(report.candidates[0]!.device).toBe(said.at(-1))
  })

  test('is added to only when it is signed', async () => {
    const day = await openExamDay(world)
    await begin(world, day)
    await expect(addAddendum(asLead(day), {session: day.code, text: 'Vergeten'})).rejects.toMatchObject(
      reasons('report.not-signed'),
    )
  })
})

// SQLite has one writer, which is its lock.
describe('two who record at once without the lock of the session, on postgres', () => {
  test('would take the same place in the order of receipt, and one is refused by the schema', async () => {
    const world = await openWorld('postgres')
    const day = await openExamDay(world)
    await begin(world, day)
    let readers = 0
    let bothRead = (): void => {}
    const reading = new Promise<void>((resolve) => (bothRead = resolve))
    const sayUnlocked = (text: string) =>
      world.as('invigilator', day.invigilator).write('report.record', {}, async (stores, entry) => {
        const report = await stores.delivery.report(day.session.id)
        if (++readers === 2) bothRead()
        await reading
        const drafts = [{kind: 'note', detail: {}, text}] as const
        await appendFacts(stores, {entry, ids: world.ids}, {report: report!, drafts})
      })
    const outcomes = await Promise.allSettled([sayUnlocked('een'), sayUnlocked('twee')])
    expect(outcomes.find(({status}) => status === 'rejected')).toMatchObject({
      reason: {constraint: 'one_fact_per_number'},
    })
    await world.close()
  })
})
