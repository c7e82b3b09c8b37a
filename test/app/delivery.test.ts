import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {finaliseSession, previewFinalising} from '../../src/delivery/lists/finalise-session.ts'
import {listSession} from '../../src/delivery/lists/list-session.ts'
import {openReport} from '../../src/delivery/reports/open-report.ts'
import {refreshLists} from '../../src/delivery/lists/refresh-lists.ts'
import {showLists} from '../../src/delivery/lists/show-lists.ts'
import type {EnrolmentId, OfferId, SessionExamId, WaitingId} from '../../src/ids.ts'
import {DATABASES} from '../support/databases.ts'
import {type ExamDay, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('the lists of a session on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which, {betweenExamsMinutes: 5})
  })
  afterAll(() => world.close())

  const seatsOf = async (day: ExamDay) => {
    const seats = await world.office().read('plan.read', ({seats}) => seats.all({sessionId: day.session.id}))
    return new Map(seats.map(({personId, label}) => [personId, label]))
  }
  const addStudent = async (day: ExamDay, number: string, sortKey: string) => {
    const student = await world.student(number, {sortKey})
    const enrolment = await world.enrolment(await world.registration(student, day.exam, day.period), day)
    return {student, enrolment}
  }

  test('are provisional until the session is final, and list who is enrolled now', async () => {
    const day = await openExamDay(world)
    const list = await listSession(world.office(), {session: day.code, kind: 'participants'})
    expect(list).toMatchObject({
      version: 0,
      fixedAt: null,
      titles: expect.arrayContaining(['Studentnummer', 'Voorzieningen']),
    })
    expect(list.rows.map(({student}) => student)).toEqual(day.numbers)
  })

  test('get a version, and seats their labels by name, when the office makes the session final', async () => {
    const day = await openExamDay(world)
    const {sessions, refused} = await finaliseSession(world.office(), {session: day.code})
    expect({sessions, refused}).toMatchObject({
      sessions: [{session: day.code, version: 1, fixed: true, participants: 3, changes: []}],
      refused: [],
    })
    expect([...(await seatsOf(day)).values()].map(Number).toSorted((a, b) => a - b)).toEqual([1, 2, 3])
    const session = await world.office().read('plan.read', ({sessions: all}) => all.get(day.code))
    expect(session).toMatchObject({state: 'final', listVersion: 1, finalAt: world.now()})
    expect(await listSession(world.office(), {session: day.code, kind: 'participants'})).toMatchObject({
      version: 1,
      pendingChanges: 0,
      rows: [{seat: '1', student: day.numbers[0], from: '09:00', until: '10:00'}, {}, {}],
    })
  })

  test('stay the same version when nothing changed', async () => {
    const day = await openExamDay(world)
    await finaliseSession(world.office(), {session: day.code})
    expect(await finaliseSession(world.office(), {session: day.code})).toMatchObject({
      sessions: [{version: 1, fixed: false, changes: []}],
    })
    expect((await showLists(world.office(), {session: day.code})).versions).toHaveLength(1)
  })

  test('get a next version that marks who came and who left, and nobody is moved to another seat', async () => {
    const day = await openExamDay(world)
    await finaliseSession(world.office(), {session: day.code})
    const before = await seatsOf(day)
    const {student} = await addStudent(day, '7700001', 'aaa eerste in de lijst')
    await world.store.db
      .updateTable('enrolment')
      .set({endedAt: world.now(), endReason: 'ill'})
      .where('id', '=', day.enrolments[1]!.id)
      .execute()
    await world.store.db
      .updateTable('seat')
      .set({endedAt: world.now()})
      .where('id', '=', day.enrolments[1]!.seatId)
      .execute()
    expect(
      (await showLists(world.office(), {session: day.code})).pending.map(({kind, student: who}) => [kind, who]),
    ).toEqual([
      ['added', '7700001'],
      ['removed', day.numbers[1]],
    ])
    expect(await listSession(world.office(), {session: day.code, kind: 'participants'})).toMatchObject({
      version: 1,
      pendingChanges: 2,
    })
    const {sessions} = await finaliseSession(world.office(), {session: day.code})
    expect(sessions).toMatchObject([{version: 2, fixed: true, participants: 3}])
    expect(sessions[0]!.changes.map(({kind, person, field}) => [kind, person, field])).toEqual([
      ['added', student.id, 'participant'],
      ['removed', day.students[1]!.id, 'participant'],
    ])
    const after = await seatsOf(day)
    expect(after.get(day.students[0]!.id)).toBe(before.get(day.students[0]!.id))
    expect(after.get(student.id)).toBe('4')
    const {versions} = await showLists(world.office(), {session: day.code})
    expect(versions.map(({number, changes}) => [number, changes.length])).toEqual([
      [1, 0],
      [2, 2],
    ])
  })

  test('mark another room as a change of the session', async () => {
    const day = await openExamDay(world)
    await finaliseSession(world.office(), {session: day.code})
    const other = await world.room(`${day.code}-X`, day.location)
    await world.store.db.updateTable('session').set({roomId: other.id}).where('id', '=', day.session.id).execute()
    const {sessions} = await finaliseSession(world.office(), {session: day.code})
    expect(sessions).toMatchObject([{version: 2, changes: [{kind: 'session', field: 'place'}]}])
  })

  test('are not fixed of a session that is still planned, and that one is named among many', async () => {
    const planned = await openExamDay(world, {on: '2026-12-08'})
    const ready = await openExamDay(world, {on: '2026-12-08'})
    await world.store.db.updateTable('session').set({state: 'planned'}).where('id', '=', planned.session.id).execute()
    await expect(finaliseSession(world.office(), {session: planned.code})).rejects.toMatchObject({
      code: 'session.refused',
      details: {reasons: [{code: 'session.not-published'}]},
    })
    const done = await finaliseSession(world.office(), {on: '2026-12-08'})
    expect(done).toMatchObject({
      sessions: [{session: ready.code}],
      refused: [{session: planned.code, reasons: [{code: 'session.not-published'}]}],
    })
  })

  test('get a next version by themselves at the next tick, once, and only when they differ', async () => {
    const day = await openExamDay(world)
    await finaliseSession(world.office(), {session: day.code})
    const ours = async () => (await refreshLists(world.system())).filter(({session}) => session === day.code)
    expect(await ours()).toEqual([])
    await addStudent(day, '7700004', 'zzz')
    expect(await ours()).toMatchObject([{version: 2, changes: [{kind: 'added'}]}])
    expect(await ours()).toEqual([])
    await world.office().write('session.change', {}, ({sessions}) => sessions.change(day.session.id, {minutes: 130}))
    expect(await ours()).toMatchObject([{version: 3, changes: [{kind: 'session', field: 'time'}]}])
    expect(await ours()).toEqual([])
  })

  test('are fixed of no session on a day without any', async () => {
    expect(await finaliseSession(world.office(), {on: '2026-12-25'})).toEqual({sessions: [], refused: []})
  })

  test('are previewed for a period without fixing anything', async () => {
    const day = await openExamDay(world)
    expect(await previewFinalising(world.office(), {period: day.period.code})).toMatchObject([
      {session: day.code, participants: 3, openOffers: 0, reasons: []},
    ])
    expect(await listSession(world.office(), {session: day.code, kind: 'participants'})).toMatchObject({version: 0})
    expect(await finaliseSession(world.office(), {period: day.period.code})).toMatchObject({
      sessions: [{session: day.code}],
    })
  })

  test('end the waiting list and give back what was held for it', async () => {
    const day = await openExamDay(world)
    const waiting = await world.student('7700002')
    const registration = await world.registration(waiting, day.exam, day.period)
    const place = await world.insert('waitingPlace', {
      id: world.ids.next<WaitingId>(),
      registrationId: registration.id,
      personId: waiting.id,
      sessionId: day.session.id,
      sessionExamId: day.sessionExams[0]!.id,
      joinedAt: world.now(),
      endedAt: null,
      endReason: null,
    })
    await world.insert('seatOffer', {
      id: world.ids.next<OfferId>(),
      waitingPlaceId: place.id,
      poolId: day.pool.id,
      offeredAt: world.now(),
      expiresAt: world.now(),
      state: 'open',
      decidedAt: null,
    })
    await world.store.db.updateTable('seatPool').set({taken: 4}).where('id', '=', day.pool.id).execute()
    expect(await finaliseSession(world.office(), {session: day.code})).toMatchObject({
      sessions: [{lapsedOffers: 1, endedWaiting: 1}],
    })
    const {pool, left} = await world.office().read('plan.read', async ({pools, waitingPlaces}) => ({
      pool: await pools.get(day.pool.id),
      left: await waitingPlaces.all({sessionId: day.session.id}),
    }))
    expect(pool.taken).toBe(3)
    expect(left).toEqual([])
  })

  test('give the end including extra time, exams after each other on one seat, and the aids apart', async () => {
    const day = await openExamDay(world, {students: 1})
    const second = await world.exam(`${day.exam.code}-B`, {}, {minutes: 30})
    await world.insert('sessionExam', {
      id: world.ids.next<SessionExamId>(),
      sessionId: day.session.id,
      examId: second.id,
      examVersionId: second.version.id,
      position: 1,
      endedAt: null,
    })
    const sessionExams = await world
      .office()
      .read('plan.read', ({sessionExams: all}) => all.all({sessionId: day.session.id}))
    const registration = await world.registration(day.students[0]!, second, day.period)
    await world.insert('enrolment', {
      ...day.enrolments[0]!,
      id: world.ids.next<EnrolmentId>(),
      registrationId: registration.id,
      sessionExamId: sessionExams.find(({examId}) => examId === second.id)!.id,
      examVersionId: second.version.id,
      position: 1,
      extraMinutes: 8,
      aids: ['spoken'],
    })
    const {rows} = await listSession(world.office(), {session: day.code, kind: 'participants'})
    expect(rows.map(({exam, from, until}) => [exam, from, until])).toEqual([
      [day.exam.code, '09:00', '10:00'],
      [second.code, '10:05', '10:43'],
    ])
    const aids = await listSession(world.office(), {session: day.code, kind: 'aids'})
    expect(aids.rows).toMatchObject([{exam: second.code, extraMinutes: 8, aids: 'spoken'}])
  })

  test('are read by the lead of the session, not by a lead of another one, and by a teacher as far as his own students go', async () => {
    const day = await openExamDay(world)
    const other = await openExamDay(world)
    const ask = {session: day.code, kind: 'participants'} as const
    expect((await listSession(world.as('lead', day.lead), ask)).rows).toHaveLength(3)
    await expect(listSession(world.as('lead', other.lead), ask)).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'report.not-your-session',
    })
    const teacher = await world.employee(`DOC${day.code}`)
    await world.group(`G${day.code}`, [day.students[2]!], [teacher])
    expect((await listSession(world.as('teacher', teacher), ask)).rows.map(({student}) => student)).toEqual([
      day.numbers[2],
    ])
    await expect(listSession(world.as('student', day.students[0]), ask)).rejects.toMatchObject({code: 'view.forbidden'})
  })

  test('are fixed by the office only', async () => {
    const day = await openExamDay(world)
    for (const [role, who] of [
      ['lead', day.lead],
      ['teacher', null],
      ['student', day.students[0]!],
    ] as const)
      await expect(finaliseSession(world.as(role, who), {session: day.code})).rejects.toMatchObject({
        kind: 'forbidden',
        code: 'deed.forbidden',
      })
    expect(await listSession(world.office(), {session: day.code, kind: 'participants'})).toMatchObject({version: 0})
  })

  test('hold no names, so that a fixed list outlives nobody', async () => {
    const day = await openExamDay(world)
    await finaliseSession(world.office(), {session: day.code})
    const [version] = await world
      .office()
      .read('plan.read', ({listVersions}) => listVersions.all({sessionId: day.session.id}))
    expect(JSON.stringify(version!.body)).not.toContain('Naam1')
    expect(version!.digest).toMatch(/^[0-9a-f]{64}$/)
  })

  test('become a next version when the report is opened after somebody was enrolled', async () => {
    const day = await openExamDay(world)
    await finaliseSession(world.office(), {session: day.code})
    await addStudent(day, '7700003', 'zzz')
    world.setNow('2026-12-01T08:45')
    expect(await openReport(world.as('lead', day.lead), {session: day.code})).toMatchObject({
      listVersion: 2,
      candidates: 4,
    })
    world.setNow('2026-11-02T09:00')
  })
})
