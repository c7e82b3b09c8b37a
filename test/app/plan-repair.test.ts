import {afterAll, beforeEach, describe, expect, test} from 'vitest'
import {assignSeats} from '../../src/enrolment/assignment/assign-seats.ts'
import {listEnrolments} from '../../src/enrolment/list-enrolments.ts'
import {repairSessions} from '../../src/enrolment/changes/repair-sessions.ts'
import type {Period, Person, Room} from '../../src/institution/model.ts'
import {listMail} from '../../src/operation/list-mail.ts'
import {applyPlan} from '../../src/planning/plans/apply-plan.ts'
import {boundPlan} from '../../src/planning/plans/bound-plan.ts'
import {diffPlans} from '../../src/planning/plans/diff-plans.ts'
import {explainPlan} from '../../src/planning/plans/explain-plan.ts'
import {makePlan} from '../../src/planning/plans/make-plan.ts'
import {publishSessions} from '../../src/planning/sessions/publish-sessions.ts'
import {repairDraft} from '../../src/planning/plans/repair-draft.ts'
import {showPlan} from '../../src/planning/plans/show-plan.ts'
import {showSession} from '../../src/planning/sessions/show-session.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('a plan put right on %s', (which) => {
  let world: World
  let period: Period
  let rooms: Room[]
  let students: Person[]
  let people: Person[]
  let opened: World[] = []

  beforeEach(async () => {
    world = await openWorld(which)
    opened.push(world)
    period = await world.period('2026-P2')
    const noord = await world.location('NOORD')
    rooms = [await world.room('B104', noord, {examSeats: 8}), await world.room('B105', noord, {examSeats: 8})]
    people = []
    for (const code of ['ANNA', 'BRAM', 'CATO', 'DAAN']) {
      const person = await world.employee(code)
      await world.role(person, 'invigilator')
      await world.role(person, 'lead')
      people.push(person)
    }
    const dutch = await world.exam('NE', {form: 'written'})
    students = []
    for (let i = 0; i < 6; i++) students.push(await world.student(`20${i}`))
    for (const student of students) await world.registration(student, dutch, period)
  })
  afterAll(async () => {
    for (const each of opened) await each.close()
    opened = []
  })

  const block = (row: Readonly<{roomId?: Room['id']; personId?: Person['id']}>, startsAt: string, endsAt: string) =>
    world.insert('block', {
      id: world.ids.next<string>(),
      kind: row.roomId ? 'room' : 'person',
      personId: row.personId ?? null,
      roomId: row.roomId ?? null,
      groupId: null,
      locationId: null,
      startsAt: startsAt as never,
      endsAt: endsAt as never,
      title: 'Uitval',
      source: 'test',
      externalKey: '',
      endedAt: null,
    })
  const roomOf = (code: string) => rooms.find((each) => each.code === code)!
  const draft = () => makePlan(world.office(), {period: '2026-P2'})

  /** A session that is published with everybody in it. */
  async function published() {
    const plan = await draft()
    expect(plan.sessions).toHaveLength(1)
    await applyPlan(world.office(), {plan: plan.code})
    const [session] = plan.sessions
    await publishSessions(world.office(), {sessions: [session!.code]})
    await assignSeats(world.office(), {period: '2026-P2'})
    return session!
  }
  const letters = async () =>
    (await listMail(world.as('admin'), {limit: 1000})).filter(({letter}) => letter === 'enrolment-moved').length

  describe('as a draft', () => {
    test('with nothing broken nothing changes', async () => {
      const plan = await draft()
      const repair = await repairDraft(world.office(), {plan: plan.code, dryRun: true})
      expect(repair).toMatchObject({
        broken: [],
        seatsBroken: 0,
        sessions: [],
        seats: [],
        crews: [],
        terms: [],
        conflicts: [],
      })
      await repairDraft(world.office(), {plan: plan.code})
      expect(await showPlan(world.office(), plan.code)).toEqual(plan)
    })

    test('a session whose room is taken goes to another room at the same time, with everybody in it', async () => {
      const plan = await draft()
      const [session] = plan.sessions
      await block({roomId: roomOf(session!.room).id}, session!.startsAt, session!.endsAt)
      const repair = await repairDraft(world.office(), {plan: plan.code})
      expect(repair).toMatchObject({
        done: true,
        broken: [{session: session!.code, why: ['room-taken']}],
        seats: [],
        crews: [],
        sessions: [{before: {room: session!.room}, after: {on: session!.on, from: session!.from}}],
      })
      const after = await showPlan(world.office(), plan.code)
      expect(after.sessions).toMatchObject([{id: session!.id, on: session!.on, from: session!.from, students: 6}])
      expect(after.sessions[0]!.room).not.toBe(session!.room)
      expect(await applyPlan(world.office(), {plan: plan.code, dryRun: true})).toMatchObject({state: 'draft'})
    })

    test('a room that was closed down, somebody who is ill and a late registration are put right at once', async () => {
      const plan = await draft()
      const [session] = plan.sessions
      await world.store.db
        .updateTable('room')
        .set({endedAt: world.now()})
        .where('id', '=', roomOf(session!.room).id)
        .execute()
      const ill = people.find(({staffCode}) => staffCode === session!.lead!.staff)!
      await block({personId: ill.id}, session!.startsAt, session!.endsAt)
      const late = await world.student('299')
      await world.registration(late, {id: session!.exams[0]!.examId}, period)
      const repair = await repairDraft(world.office(), {plan: plan.code})
      expect(repair.broken).toEqual([{session: session!.code, why: ['room-gone', 'staff']}])
      const after = await showPlan(world.office(), plan.code)
      expect(after).toMatchObject({placed: 7, unplaced: []})
      expect(after.sessions[0]!.room).not.toBe(session!.room)
      expect(after.sessions[0]!.lead!.staff).not.toBe(ill.staffCode)
      expect(await applyPlan(world.office(), {plan: plan.code, dryRun: true})).toMatchObject({state: 'draft'})
    })
  })

  describe('as it stands', () => {
    test('with nothing broken nothing changes and nobody gets a message', async () => {
      const session = await published()
      const before = await showSession(world.office(), session.code)
      const repair = await repairSessions(world.office(), {period: '2026-P2', students: true, reason: 'x'})
      expect(repair).toMatchObject({broken: [], moves: [], seats: [], crews: [], left: [], messages: []})
      expect(await showSession(world.office(), session.code)).toEqual(before)
    })

    test('a room that drops out: the same time elsewhere, and each message told before it is sent', async () => {
      const session = await published()
      await block({roomId: roomOf(session.room).id}, session.startsAt, session.endsAt)
      const preview = await repairSessions(world.office(), {period: '2026-P2', dryRun: true})
      expect(preview).toMatchObject({
        done: false,
        broken: [{session: session.code, why: ['room-taken']}],
        moves: [{before: {room: session.room}, after: {on: session.on, from: session.from}, students: 6}],
        seats: [],
        crews: [],
      })
      const toStudents = preview.messages.filter(({letter}) => letter === 'enrolment-moved')
      expect(toStudents.map(({to}) => to).toSorted()).toEqual(students.map(({studentNumber}) => studentNumber))
      expect(await letters()).toBe(0)
      await expect(repairSessions(world.office(), {period: '2026-P2'})).rejects.toMatchObject({
        details: {reasons: [{code: 'session.reason-needed'}]},
      })
      expect(await repairSessions(world.office(), {period: '2026-P2', reason: 'Lekkage'})).toMatchObject({
        done: true,
        changed: [],
      })
      expect((await showSession(world.office(), session.code)).room).not.toBe(session.room)
      expect(await letters()).toBe(6)
      expect(await repairSessions(world.office(), {period: '2026-P2', dryRun: true})).toMatchObject({broken: []})
    })

    test('somebody on duty who is ill is replaced, and no student hears of it', async () => {
      const session = await published()
      const ill = people.find(({staffCode}) => staffCode === session.lead!.staff)!
      await block({personId: ill.id}, session.startsAt, session.endsAt)
      const repair = await repairSessions(world.office(), {period: '2026-P2', reason: 'Ziek'})
      expect(repair).toMatchObject({
        moves: [],
        seats: [],
        crews: [{session: session.code, leave: [ill.staffCode], come: [expect.any(String)]}],
      })
      expect(repair.messages.map(({letter}) => letter)).toEqual(['duty-assigned', 'duty-assigned'])
      const after = await showSession(world.office(), session.code)
      expect(after.lead).toBe(repair.crews[0]!.come[0])
      expect(await letters()).toBe(0)
    })

    test('a student whose timetable changed moves to another session; without one he is named', async () => {
      const session = await published()
      const exam = await world.office().read('catalogue.read', ({exams}) => exams.get('NE'))
      const version = await world
        .office()
        .read('catalogue.read', async ({examVersions}) => (await examVersions.all({examId: exam.id}))[0]!)
      await block({personId: students[0]!.id}, session.startsAt, session.endsAt)
      expect(await repairSessions(world.office(), {period: '2026-P2', dryRun: true})).toMatchObject({
        seats: [],
        stuck: [],
      })
      expect(await repairSessions(world.office(), {period: '2026-P2', students: true, dryRun: true})).toMatchObject({
        seats: [],
        stuck: [{student: students[0]!.studentNumber, session: session.code}],
      })
      await world.session('EXTRA', period, rooms[1]!, [{...exam, version}], {on: '2026-12-10', seats: 2})
      const repair = await repairSessions(world.office(), {period: '2026-P2', students: true, reason: 'Rooster'})
      expect(repair).toMatchObject({
        moves: [],
        seats: [{student: students[0]!.studentNumber, from: session.code, to: 'EXTRA'}],
        run: expect.any(String),
      })
      const there = await listEnrolments(world.office(), {session: 'EXTRA'})
      expect(there.map(({student}) => student)).toEqual([students[0]!.studentNumber])
    })

    test('only who plans may look, and only the office may do it all', async () => {
      const session = await published()
      await block({roomId: roomOf(session.room).id}, session.startsAt, session.endsAt)
      for (const role of ['student', 'teacher', 'lead', 'board', 'admin'] as const)
        await expect(repairSessions(world.as(role), {period: '2026-P2', dryRun: true})).rejects.toMatchObject({
          code: 'view.forbidden',
        })
    })
  })

  test('is explained: why here, why nowhere, and what would help', async () => {
    const plan = await draft()
    const never = await world.student('298')
    await world.insert('availableDay', {
      id: world.ids.next<string>(),
      personId: never.id,
      groupId: null,
      weekday: 6,
      onDate: null,
      fromTime: null,
      toTime: null,
      available: true,
      endedAt: null,
    })
    const registration = await world.registration(never, {id: plan.sessions[0]!.exams[0]!.examId}, period)
    const again = await draft()
    expect(again.unplaced).toHaveLength(1)
    const told = await explainPlan(world.office(), {plan: again.code, what: registration.code})
    expect(told.registration).toMatchObject({session: null, free: null, inTheWay: [{barrier: 'school-days'}]})
    expect(told.registration!.remedies[0]).toMatchObject({barriers: [{barrier: 'school-days'}]})
    const exam = await explainPlan(world.office(), {plan: '2026-P2', what: 'NE'})
    expect(exam.exam).toMatchObject({placed: 6, unplaced: 1, help: [{registrations: 1}]})
    await expect(explainPlan(world.office(), {plan: again.code, what: 'NIETS'})).rejects.toMatchObject({
      code: 'plan.nothing-so-called',
    })
    const {cost, bound, gap, terms} = await boundPlan(world.office(), again.code)
    expect(bound).toBeLessThanOrEqual(cost)
    expect(bound).toBeGreaterThanOrEqual(10_000)
    expect(gap).toBeLessThan(0.1)
    expect(terms.find(({name}) => name === 'sessions')).toMatchObject({amount: 1, planned: {amount: 1}})
    const difference = await diffPlans(world.office(), {before: plan.code, after: again.code})
    expect(difference).toMatchObject({same: 1, sessions: [], seats: [], unplaced: {before: 0, after: 1}})
    for (const look of [
      () => explainPlan(world.as('teacher'), {plan: again.code, what: 'NE'}),
      () => boundPlan(world.as('teacher'), again.code),
      () => diffPlans(world.as('teacher'), {before: plan.code, after: again.code}),
      () => repairDraft(world.as('teacher'), {plan: again.code}),
    ])
      await expect(look()).rejects.toMatchObject({code: 'view.forbidden'})
  })
})
