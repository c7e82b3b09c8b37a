import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {addAddendum} from '../../src/delivery/reports/add-addendum.ts'
import {closeReport} from '../../src/delivery/reports/close-report.ts'
import {controlSession} from '../../src/delivery/reports/control-session.ts'
import {correctReport} from '../../src/delivery/reports/correct-report.ts'
import {extendTime} from '../../src/delivery/reports/extend-time.ts'
import {noteReport} from '../../src/delivery/reports/note-report.ts'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {showReport} from '../../src/delivery/reports/show-report.ts'
import {signReport} from '../../src/delivery/reports/sign-report.ts'
import type {AttemptId} from '../../src/ids.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, type ExamDay, hold, onDuty, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

const reasons = (...codes: string[]) => ({
  code: 'report.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

describe.each(DATABASES)('closing the report of a session on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  beforeEach(() => world.setNow('2026-11-02T09:00'))
  afterAll(() => world.close())

  const asLead = (day: ExamDay) => world.as('lead', day.lead)
  const asInvigilator = (day: ExamDay) => world.as('invigilator', day.invigilator)
  const everybody = (day: ExamDay) =>
    recordAttendance(asLead(day), {session: day.code, all: true, attendance: 'present'})
  const attempts = (day: ExamDay) =>
    world.office().read('plan.read', async (stores) => {
      const made = await stores.attempts.all({personId: day.students.map(({id}) => id)})
      return day.students.map(({id}) => made.filter(({personId}) => personId === id))
    })
  const absences = (day: ExamDay) =>
    world.office().read('plan.read', (stores) => stores.absences.all({personId: day.students.map(({id}) => id)}))
  const sessionOf = (day: ExamDay) => world.office().read('plan.read', ({sessions}) => sessions.get(day.code))

  describe('signing', () => {
    test('asks for attendance of everybody, ID checks, and a session that began and is not paused', async () => {
      const day = await openExamDay(world, {rules: {idRequired: true}})
      await begin(world, day)
      world.setNow('2026-12-01T08:55')
      await recordAttendance(asLead(day), {session: day.code, students: [day.numbers[0]!], attendance: 'present'})
      await controlSession(asLead(day), {session: day.code, action: 'pause', reason: 'Onrust'})
      await expect(signReport(asLead(day), {session: day.code})).rejects.toMatchObject(
        reasons('report.not-begun', 'report.paused', 'report.attendance-missing', 'report.id-missing'),
      )
      const {signatures} = await showReport(asLead(day), {session: day.code})
      expect(signatures).toEqual([])
    })

    test('gives name, role, time and the same hash for lead and invigilator, each once', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      world.setNow('2026-12-01T10:30')
      await everybody(day)
      const signed = await signReport(asInvigilator(day), {session: day.code})
      await expect(signReport(asInvigilator(day), {session: day.code})).rejects.toMatchObject(
        reasons('report.signed-already'),
      )
      await signReport(asLead(day), {session: day.code})
      const {signatures, intact} = await showReport(asLead(day), {session: day.code})
      expect(signatures).toMatchObject([
        {name: 'Sanne de Vries', role: 'invigilator', signedAt: world.now(), digest: signed.digest},
        {role: 'lead', digest: signed.digest},
      ])
      expect(intact).toBe(true)
    })

    test('is for the people of the session and needs somebody with a name', async () => {
      const day = await openExamDay(world)
      const other = await openExamDay(world)
      await begin(world, day)
      await everybody(day)
      await expect(signReport(world.as('lead', other.lead), {session: day.code})).rejects.toMatchObject({
        code: 'report.not-your-session',
      })
      await expect(signReport(world.as('board', day.member), {session: day.code})).rejects.toMatchObject({
        code: 'deed.forbidden',
      })
      await expect(
        signReport(world.office(), {session: day.code, reason: 'Papieren handtekening'}),
      ).rejects.toMatchObject(reasons('report.signer-unknown'))
    })
  })

  test('of 30 candidates: nothing is lost, added or changed after signing', async () => {
    const day = await openExamDay(world, {students: 30})
    await begin(world, day)
    world.setNow('2026-12-01T10:30')
    await recordAttendance(asLead(day), {
      session: day.code,
      all: true,
      except: day.numbers.slice(0, 2),
      attendance: 'present',
      idChecked: true,
    })
    await recordAttendance(asLead(day), {
      session: day.code,
      students: day.numbers.slice(0, 2),
      attendance: 'notPresent',
    })
    await signReport(asLead(day), {session: day.code})
    const before = await showReport(asLead(day), {session: day.code})
    const refused = reasons('report.signed')
    await expect(
      recordAttendance(asLead(day), {session: day.code, students: [day.numbers[0]!], attendance: 'present'}),
    ).rejects.toMatchObject(refused)
    await expect(
      recordAttendance(world.office(), {session: day.code, all: true, attendance: 'present', reason: 'x'}),
    ).rejects.toMatchObject(refused)
    await expect(noteReport(asInvigilator(day), {session: day.code, text: 'Nog iets'})).rejects.toMatchObject(refused)
    await expect(extendTime(asLead(day), {session: day.code, minutes: 5, reason: 'x'})).rejects.toMatchObject(refused)
    await expect(controlSession(asLead(day), {session: day.code, action: 'abort', reason: 'x'})).rejects.toMatchObject(
      refused,
    )
    expect(await showReport(asLead(day), {session: day.code})).toEqual(before)
    await closeReport(asLead(day), {session: day.code})
    expect(await showReport(asLead(day), {session: day.code})).toMatchObject({
      intact: true,
      digest: before.signatures[0]!.digest,
      attendance: before.attendance,
      candidates: before.candidates,
    })
  })

  test('notices a fact that was changed or taken away behind its back', async () => {
    const day = await openExamDay(world)
    await begin(world, day)
    world.setNow('2026-12-01T10:30')
    await everybody(day)
    await signReport(asLead(day), {session: day.code})
    const {db} = world.store
    await db
      .updateTable('reportFact')
      .set({detail: {attendance: 'notPresent', text: ''}})
      .where('sessionId', '=', day.session.id)
      .where('kind', '=', 'attendance')
      .where('personId', '=', day.students[0]!.id)
      .execute()
    expect(await showReport(asLead(day), {session: day.code})).toMatchObject({intact: false})
    await expect(closeReport(asLead(day), {session: day.code})).rejects.toMatchObject(reasons('report.tampered'))
    await db
      .deleteFrom('reportFact')
      .where('sessionId', '=', day.session.id)
      .where('kind', '=', 'attendance')
      .where('personId', '=', day.students[0]!.id)
      .execute()
    await expect(closeReport(asLead(day), {session: day.code})).rejects.toMatchObject(reasons('report.tampered'))
    expect((await sessionOf(day)).state).toBe('running')
  })

  test("needs the lead's signature and the lead, and happens once", async () => {
    const day = await openExamDay(world)
    await begin(world, day)
    world.setNow('2026-12-01T10:30')
    await everybody(day)
    await expect(closeReport(asLead(day), {session: day.code})).rejects.toMatchObject(reasons('report.lead-not-signed'))
    await signReport(asInvigilator(day), {session: day.code})
    await expect(closeReport(asLead(day), {session: day.code})).rejects.toMatchObject(reasons('report.lead-not-signed'))
    await signReport(asLead(day), {session: day.code})
    await expect(closeReport(asInvigilator(day), {session: day.code})).rejects.toMatchObject({kind: 'forbidden'})
    expect(await closeReport(asLead(day), {session: day.code})).toMatchObject({
      state: 'reported',
      attempts: 3,
      attendance: {present: 3},
    })
    await expect(closeReport(asLead(day), {session: day.code})).rejects.toMatchObject(reasons('report.closed'))
    await expect(signReport(asLead(day), {session: day.code})).rejects.toMatchObject(reasons('report.closed'))
    expect((await sessionOf(day)).state).toBe('reported')
  })

  test("may be done by the office in the lead's place, with a reason", async () => {
    const day = await openExamDay(world)
    const clerk = await world.employee(`BUR${day.code}`)
    await begin(world, day)
    await everybody(day)
    const office = () => world.as('office', clerk)
    const paper = {session: day.code, reason: 'Papieren verslag ligt in het archief'}
    await expect(closeReport(office(), {session: day.code})).rejects.toMatchObject({code: 'report.reason-needed'})
    await signReport(office(), paper)
    expect(await closeReport(office(), paper)).toMatchObject({state: 'reported'})
    expect((await showReport(office(), {session: day.code})).signatures).toMatchObject([{role: 'office'}])
  })

  describe('makes attempts', () => {
    test('one per enrolment with its attendance, numbered after those that count', async () => {
      const day = await openExamDay(world, {students: 4})
      const earlier = (i: number, number: number, counts: boolean) =>
        world.insert('attempt', {
          id: world.ids.next<AttemptId>(),
          registrationId: null,
          enrolmentId: null,
          personId: day.students[i]!.id,
          examId: day.exam.id,
          number,
          takenOn: '2026-03-01' as never,
          attendance: 'present',
          counts,
          void: !counts,
          score: counts ? '4.0' : null,
          passed: counts ? false : null,
          source: 'import',
          endedAt: null,
          version: 1,
        })
      await earlier(1, 1, true)
      await earlier(2, 1, false)
      await hold(world, day, {absent: [day.numbers[3]!]})
      const made = (await attempts(day)).map((own) => own.filter(({enrolmentId}) => enrolmentId !== null))
      expect(
        made.map(([attempt]) => [
          attempt!.number,
          attempt!.attendance,
          attempt!.counts,
          attempt!.takenOn,
          attempt!.score,
        ]),
      ).toEqual([
        [1, 'present', true, '2026-12-01', null],
        [2, 'present', true, '2026-12-01', null],
        [1, 'present', true, '2026-12-01', null],
        [1, 'notPresent', true, '2026-12-01', null],
      ])
      expect(made.every(({length}) => length === 1)).toBe(true)
    })

    test('and lets who was absent without a word wait for a judgement, and who came after all not', async () => {
      const day = await openExamDay(world)
      const {registrationId, id: enrolmentId} = day.enrolments[0]!
      await world.insert('absence', {
        id: world.ids.next(),
        registrationId,
        enrolmentId,
        personId: day.students[0]!.id,
        reportedBy: null,
        reportedAt: world.now(),
        reason: 'ill',
        proofSeen: false,
        verdict: null,
        judgedBy: null,
        judgedAt: null,
        attemptCounts: null,
        resitLapses: null,
        endedAt: null,
        version: 1,
      })
      await hold(world, day, {absent: [day.numbers[1]!]})
      expect(await absences(day)).toMatchObject([
        {personId: day.students[1]!.id, reason: 'none', verdict: null, enrolmentId: day.enrolments[1]!.id},
      ])
    })

    test('that do not count of an aborted session, save what was handed in; the others can be placed again', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      world.setNow('2026-12-01T09:40')
      await recordAttendance(asLead(day), {
        session: day.code,
        students: [day.numbers[0]!],
        attendance: 'present',
        handedIn: '09:35',
      })
      await recordAttendance(asLead(day), {session: day.code, students: [day.numbers[1]!], attendance: 'notFinished'})
      await recordAttendance(asLead(day), {session: day.code, students: [day.numbers[2]!], attendance: 'notPresent'})
      await controlSession(asLead(day), {session: day.code, action: 'abort', reason: 'Stroomstoring'})
      await signReport(asLead(day), {session: day.code})
      expect(await closeReport(asLead(day), {session: day.code})).toMatchObject({state: 'aborted', attempts: 3})
      expect((await attempts(day)).map(([attempt]) => attempt!.counts)).toEqual([true, false, false])
      const left = await world.office().read('plan.read', async (stores) => ({
        enrolments: await stores.enrolments.all({sessionId: day.session.id}),
        seats: await stores.seats.all({sessionId: day.session.id}),
        pool: await stores.pools.get(day.pool.id),
        registrations: await stores.registrations.all({personId: day.students.map(({id}) => id), state: 'agreed'}),
      }))
      expect(left.enrolments.map(({personId}) => personId)).toEqual([day.students[0]!.id])
      expect(left.seats).toHaveLength(1)
      expect(left.pool.taken).toBe(1)
      expect(left.registrations).toHaveLength(3)
      expect(await absences(day)).toEqual([])
    })

    test('leaves out who was taken off the list before it was signed', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      await everybody(day)
      await world.store.db
        .updateTable('enrolment')
        .set({endedAt: world.now(), endReason: 'moved'})
        .where('id', '=', day.enrolments[2]!.id)
        .execute()
      await signReport(asLead(day), {session: day.code})
      await closeReport(asLead(day), {session: day.code})
      expect((await attempts(day)).map(({length}) => length)).toEqual([1, 1, 0])
      const {facts, candidates} = await showReport(asLead(day), {session: day.code})
      expect(facts.map(({kind}) => kind)).toContain('candidate-gone')
      expect(candidates).toHaveLength(2)
    })
  })

  describe('afterwards', () => {
    test('the lead adds a remark, and what was signed stays as it was', async () => {
      const day = await openExamDay(world)
      await hold(world, day)
      const {digest} = await showReport(asLead(day), {session: day.code})
      await addAddendum(asLead(day), {session: day.code, student: day.numbers[0]!, text: 'Kladpapier later ingeleverd'})
      await expect(addAddendum(asInvigilator(day), {session: day.code, text: 'x'})).rejects.toMatchObject({
        kind: 'forbidden',
      })
      const report = await showReport(asLead(day), {session: day.code})
      expect(report).toMatchObject({intact: true, digest})
      expect(report.facts.at(-1)).toMatchObject({
        kind: 'addendum',
        addendum: true,
        student: day.numbers[0],
        detail: {text: 'Kladpapier later ingeleverd'},
      })
    })

    test('the office corrects attendance with a reason, and the attempt follows', async () => {
      const day = await openExamDay(world)
      await hold(world, day, {absent: [day.numbers[0]!]})
      const correct = {
        session: day.code,
        student: day.numbers[0]!,
        attendance: 'present',
        reason: 'Zat in het verkeerde lokaal',
      } as const
      await expect(correctReport(asLead(day), correct)).rejects.toMatchObject({code: 'report.office-only'})
      await expect(correctReport(world.as('board', day.member), correct)).rejects.toMatchObject({
        code: 'deed.forbidden',
      })
      await expect(correctReport(world.office(), {...correct, reason: ' '})).rejects.toMatchObject({
        code: 'input.invalid',
      })
      expect(await correctReport(world.office(), correct)).toMatchObject({
        corrected: [{before: 'notPresent', after: 'present'}],
      })
      expect((await attempts(day))[0]).toMatchObject([{attendance: 'present', counts: true}])
      expect(await absences(day)).toEqual([])
      const report = await showReport(world.office(), {session: day.code})
      expect(report).toMatchObject({intact: true, candidates: [{attendance: 'present', corrections: 1}, {}, {}]})
      expect(report.facts.at(-1)).toMatchObject({
        kind: 'attendance',
        addendum: true,
        detail: {text: 'Zat in het verkeerde lokaal'},
      })
      await correctReport(world.office(), {...correct, attendance: 'notPresent'})
      expect(await absences(day)).toMatchObject([{personId: day.students[0]!.id, verdict: null}])
    })

    test('nothing is corrected of an established result', async () => {
      const day = await openExamDay(world)
      await hold(world, day)
      await world.store.db
        .updateTable('attempt')
        .set({score: '7.0', passed: true})
        .where('enrolmentId', '=', day.enrolments[0]!.id)
        .execute()
      await expect(
        correctReport(world.office(), {
          session: day.code,
          student: day.numbers[0]!,
          attendance: 'notPresent',
          reason: 'x',
        }),
      ).rejects.toMatchObject(reasons('report.result-established'))
    })
  })

  test('is refused by one of two who close at once, and attempts are made once', async () => {
    const day = await openExamDay(world)
    const second = await onDuty(world, day.session, {code: `L2${day.code}`, duty: 'lead'})
    await begin(world, day)
    await everybody(day)
    await signReport(asLead(day), {session: day.code})
    const outcomes = await Promise.allSettled([
      closeReport(asLead(day), {session: day.code}),
      closeReport(world.as('lead', second), {session: day.code}),
    ])
    expect(outcomes.map(({status}) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await attempts(day)).map(({length}) => length)).toEqual([1, 1, 1])
  })
})
