import {afterAll, beforeEach, describe, expect, test} from 'vitest'
import {addStudent} from '../../src/institution/people/add-student.ts'
import {mergeStudents} from '../../src/institution/people/merge-students.ts'
import type {Person} from '../../src/institution/model.ts'
import {showStudent} from '../../src/institution/people/show-student.ts'
import {undoMerge} from '../../src/institution/people/undo-merge.ts'
import {DATABASES} from '../support/databases.ts'
import {openExamDay} from '../support/exam-day.ts'
import {fillRecord} from '../support/student-record.ts'
import {openWorld, type World} from '../support/world.ts'

const REASON = 'Zelfde student, twee nummers'

describe.each(DATABASES)('two numbers of one student on %s', (which) => {
  let world: World
  let double: Person
  let kept: Person
  let undo: (() => Promise<void>) | undefined
  beforeEach(async () => {
    await undo?.()
    world = await openWorld(which)
    undo = world.close
    const day = await openExamDay(world, {students: 1})
    double = day.students[0]!
    await fillRecord(world, day, double)
    kept = await world.student('0412345')
  })
  afterAll(() => undo?.())

  const merge = (input: Partial<Parameters<typeof mergeStudents>[1]> = {}) =>
    mergeStudents(world.office(), {
      double: double.studentNumber ?? '',
      into: '0412345',
      reason: REASON,
      ...input,
    })
  const attemptsOf = ({id}: Person) => world.office().read('people.read', ({attempts}) => attempts.all({personId: id}))

  test('become one: everything moves, attempts too, and the old number ends', async () => {
    const {run, moved} = await merge()
    expect(run).toMatch(/^[0-9A-Z]{6}$/)
    expect(moved).toMatchObject({
      registration: 1,
      seat: 1,
      enrolment: 1,
      attempt: 1,
      result: 1,
      need: 1,
      groupMember: 1,
    })
    expect(await showStudent(world.office(), '0412345')).toMatchObject({
      programmes: [{main: true}],
      groups: [`G-${double.studentNumber}`],
      needs: [{code: 'spoken'}],
    })
    expect(await attemptsOf(kept)).toHaveLength(1)
    await expect(showStudent(world.office(), double.studentNumber ?? '')).rejects.toMatchObject({
      code: 'student.not-found',
    })
  })

  test('a dry run says what would move and moves nothing', async () => {
    const plan = await merge({dryRun: true})
    expect(plan).toMatchObject({run: null, moved: {attempt: 1, result: 1}})
    expect(await attemptsOf(double)).toHaveLength(1)
    expect((await merge()).moved).toEqual(plan.moved)
  })

  test('what was signed on the day goes on naming the old number', async () => {
    await merge()
    const facts = await world.office().read('report.read', ({reportFacts}) => reportFacts.all({personId: double.id}))
    expect(facts).toHaveLength(1)
  })

  test('undone they are two again, and what came since stays', async () => {
    const {run} = await merge()
    const exam = await world.exam('LATER')
    await world.registration(kept, exam, await world.period('P9'), {code: 'RLATER'})
    const undone = await undoMerge(world.office(), {run: run ?? ''})
    expect(undone).toMatchObject({double: double.studentNumber, into: '0412345', moved: {attempt: 1, registration: 1}})
    expect(await attemptsOf(double)).toHaveLength(1)
    expect(await showStudent(world.office(), double.studentNumber ?? '')).toMatchObject({
      programmes: [{main: true}],
      groups: [`G-${double.studentNumber}`],
    })
    const mine = await world.office().read('registration.read', (s) => s.registrations.all({personId: kept.id}))
    expect(mine).toMatchObject([{code: 'RLATER'}])
    await expect(undoMerge(world.office(), {run: run ?? ''})).rejects.toMatchObject({
      details: {reasons: [{code: 'merge.not-applied'}]},
    })
  })

  test('nobody is twice in one group or programme, and undone he is again', async () => {
    const number = double.studentNumber ?? ''
    const office = world.office()
    const group = await office.read('catalogue.read', ({groups}) => groups.get(`G-${number}`))
    const programme = await office.read('catalogue.read', ({programmes}) => programmes.get(`P-${number}`))
    await world.insert('groupMember', {
      id: world.ids.next(),
      groupId: group.id,
      personId: kept.id,
      fromOn: null,
      toOn: null,
      endedAt: null,
    })
    await world.study(kept, programme)
    const {run} = await merge()
    expect(await showStudent(office, '0412345')).toMatchObject({programmes: [{main: true}], groups: [group.code]})
    await undoMerge(office, {run: run ?? ''})
    for (const each of ['0412345', number])
      expect(await showStudent(office, each)).toMatchObject({programmes: [{main: true}], groups: [group.code]})
  })

  test('are not made one when both are registered for an exam, sit somewhere at that time, or sit now', async () => {
    const [registration] = await world
      .office()
      .read('registration.read', (s) => s.registrations.all({personId: double.id}))
    const exam = await world.office().read('catalogue.read', ({exams}) => exams.get(registration?.examId ?? ''))
    const period = await world.period('P9')
    const again = await world.registration(kept, exam, period, {code: 'RAGAIN'})
    const [made] = await world.office().read('plan.read', ({sessions}) => sessions.all())
    const [version] = await world
      .office()
      .read('catalogue.read', ({examVersions}) => examVersions.all({examId: exam.id}))
    const room = await world.room('R99', await world.location('L99'))
    const session = await world.session('SAME', period, room, [{id: exam.id, version: version!}], {from: '09:30'})
    await world.enrolment(again, session)
    await world.store.db.updateTable('session').set({state: 'final'}).where('id', '=', made!.id).execute()
    await expect(merge()).rejects.toMatchObject({
      code: 'student.refused',
      details: {
        reasons: [{code: 'student.both-registered'}, {code: 'student.both-seated'}, {code: 'student.in-session'}],
      },
    })
    await expect(merge({dryRun: true})).rejects.toMatchObject({code: 'student.refused'})
    expect(await attemptsOf(double)).toHaveLength(1)
  })

  test('the number of the double may be given out again, and then the merge stays', async () => {
    const {run} = await merge()
    const studentNumber = double.studentNumber ?? ''
    await addStudent(world.office(), {studentNumber, givenName: 'A', familyName: 'B', email: 'a@example.org'})
    await expect(undoMerge(world.office(), {run: run ?? ''})).rejects.toMatchObject({
      details: {reasons: [{code: 'student.exists'}]},
    })
  })

  test('only the office does it, with two students that exist', async () => {
    await expect(merge({into: double.studentNumber ?? ''})).rejects.toMatchObject({code: 'student.same'})
    await expect(merge({into: '9'})).rejects.toMatchObject({code: 'student.not-found'})
    await expect(undoMerge(world.office(), {run: 'NONE'})).rejects.toMatchObject({code: 'run.not-found'})
    const input = {double: double.studentNumber ?? '', into: '0412345', reason: REASON}
    await expect(mergeStudents(world.as('admin'), input)).rejects.toMatchObject({code: 'deed.forbidden'})
  })
})
