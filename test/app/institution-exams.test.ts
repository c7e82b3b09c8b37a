import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {addExam} from '../../src/institution/exams/add-exam.ts'
import {addExamPart} from '../../src/institution/exams/add-exam-part.ts'
import {addExamVersion} from '../../src/institution/exams/add-exam-version.ts'
import {changeExam} from '../../src/institution/exams/change-exam.ts'
import {endExam} from '../../src/institution/exams/end-exam.ts'
import {endExamPart} from '../../src/institution/exams/end-exam-part.ts'
import {listExams} from '../../src/institution/exams/list-exams.ts'
import {setExamPlan} from '../../src/institution/exams/set-exam-plan.ts'
import {setExamWindow} from '../../src/institution/exams/set-exam-window.ts'
import {showExam} from '../../src/institution/exams/show-exam.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

const NE = {
  code: 'NE-3F',
  name: 'Nederlands 3F',
  subject: 'Nederlands',
  kind: 'central' as const,
  form: 'digital' as const,
  resultScale: '0.0-10.0' as const,
  passMark: '5.5',
  minutes: 120,
  platform: 'facet' as const,
}

describe.each(DATABASES)('exams on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
    const programme = await world.programme('VZ-25')
    for (const number of ['1', '2']) await world.study(await world.student(number), programme)
    await world.programme('VZ-26', {cohort: '2026-2027'})
    await world.programme('ICT-25', {crebo: '25604'})
    await addExam(world.office(), {...NE, rules: {attempts: 3, consent: true, enrolBy: ['student', 'office']}})
  })
  afterAll(() => world.close())

  test('one is added with its first version, in every exam plan', async () => {
    expect(await showExam(world.office(), 'NE-3F')).toMatchObject({
      passMark: '5.5',
      rules: {attempts: 3, consent: true, resit: 'board', lateMinutes: 30},
      versions: [{code: 'A', minutes: 120, platform: 'facet', inUse: true}],
      plans: [{crebo: '*', cohort: null}],
      parts: [],
      windows: [],
    })
    expect(await listExams(world.office(), {subject: 'Nederlands'})).toMatchObject([{exam: 'NE-3F', minutes: 120}])
    expect(await listExams(world.office(), {subject: 'Rekenen'})).toEqual([])
    expect(await listExams(world.office(), {after: 'NE-3F'})).toEqual([])
  })

  test('one that is wrong in several ways is refused with every reason', async () => {
    const wrong = {...NE, passMark: '11', rules: {lateMinutes: 45}}
    await expect(addExam(world.office(), wrong)).rejects.toMatchObject({
      kind: 'refused',
      details: {reasons: [{code: 'exam.exists'}, {code: 'exam.late-limit'}, {code: 'exam.pass-mark'}]},
    })
    await expect(addExam(world.office(), {...NE, code: 'X', minutes: 0})).rejects.toMatchObject({code: 'input.invalid'})
    expect(await listExams(world.office())).toHaveLength(1)
  })

  test('a change of one rule leaves the others and shows whom it touches', async () => {
    expect(await changeExam(world.office(), 'NE-3F', {passMark: '6', rules: {lateMinutes: 20}})).toMatchObject({
      changes: [
        {part: 'passMark', before: '5.5', after: '6'},
        {part: 'lateMinutes', before: '30', after: '20'},
      ],
      reach: {programmes: 3, students: 2, exemptions: 0},
    })
    const {rules} = await showExam(world.office(), 'NE-3F')
    expect(rules).toMatchObject({attempts: 3, consent: true, enrolBy: ['student', 'office'], lateMinutes: 20})
    expect(await changeExam(world.office(), 'NE-3F', {rules: {lateMinutes: 20}})).toMatchObject({changes: []})
  })

  test('a change is refused where an exam with it would be', async () => {
    await expect(changeExam(world.office(), 'NE-3F', {rules: {lateMinutes: 31}})).rejects.toMatchObject({
      details: {reasons: [{code: 'exam.late-limit'}]},
    })
    await expect(changeExam(world.office(), 'NE-3F', {passMark: 'good'})).rejects.toMatchObject({
      details: {reasons: [{code: 'exam.pass-mark'}]},
    })
    await expect(changeExam(world.office(), 'NE-3F', {})).rejects.toMatchObject({code: 'exam.nothing-to-change'})
    await expect(changeExam(world.office(), 'XX', {name: 'X'})).rejects.toMatchObject({code: 'exam.not-found'})
    expect(await showExam(world.office(), 'NE-3F')).toMatchObject({passMark: '6', rules: {lateMinutes: 20}})
  })

  test('a new version is the one in use; a code is used once', async () => {
    const version = {exam: 'NE-3F', code: 'B', minutes: 90, platform: 'paper' as const}
    await addExamVersion(world.office(), version)
    expect((await showExam(world.office(), 'NE-3F')).versions).toMatchObject([
      {code: 'A', inUse: false},
      {code: 'B', minutes: 90, platform: 'paper', inUse: true},
    ])
    for (const code of ['A', 'B'])
      await expect(addExamVersion(world.office(), {...version, code})).rejects.toMatchObject({
        details: {reasons: [{code: 'exam.version-exists'}]},
      })
  })

  test('parts follow each other and end', async () => {
    await addExamPart(world.office(), {exam: 'NE-3F', code: 'lezen', name: 'Lezen'})
    await addExamPart(world.office(), {exam: 'NE-3F', code: 'kijken', name: 'Kijken', weight: 2})
    expect((await showExam(world.office(), 'NE-3F')).parts).toEqual([
      {code: 'lezen', name: 'Lezen', weight: 1},
      {code: 'kijken', name: 'Kijken', weight: 2},
    ])
    const again = {exam: 'NE-3F', code: 'lezen', name: 'Lezen'}
    await expect(addExamPart(world.office(), again)).rejects.toMatchObject({
      details: {reasons: [{code: 'exam.part-exists'}]},
    })
    await endExamPart(world.office(), {exam: 'NE-3F', part: 'lezen'})
    expect((await showExam(world.office(), 'NE-3F')).parts).toMatchObject([{code: 'kijken'}])
    await expect(endExamPart(world.office(), {exam: 'NE-3F', part: 'lezen'})).rejects.toMatchObject({
      code: 'exam-part.not-found',
    })
  })

  test('an exam plan holds it for one crebo and cohort; twice is once', async () => {
    const plan = {exam: 'NE-3F', add: ['25655'], cohort: '2025-2026', externalCode: 'K0123'}
    await setExamPlan(world.office(), {exam: 'NE-3F', end: ['*']})
    await setExamPlan(world.office(), plan)
    expect(await setExamPlan(world.office(), plan)).toEqual({
      exam: 'NE-3F',
      plans: [{crebo: '25655', cohort: '2025-2026', externalCode: 'K0123'}],
      reach: {programmes: 1, students: 2, exemptions: 0},
    })
    await expect(setExamPlan(world.office(), {exam: 'NE-3F', add: ['123']})).rejects.toMatchObject({
      code: 'input.invalid',
    })
  })

  test('the national window of a period is the one set last', async () => {
    const window = {exam: 'NE-3F', period: '2026-P2', from: '2026-11-30', to: '2026-12-11'}
    await setExamWindow(world.office(), window)
    await setExamWindow(world.office(), {...window, to: '2026-12-18'})
    expect((await showExam(world.office(), 'NE-3F')).windows).toEqual([
      {period: '2026-P2', from: '2026-11-30', to: '2026-12-18'},
    ])
    await expect(setExamWindow(world.office(), {...window, to: '2026-11-01'})).rejects.toMatchObject({
      details: {reasons: [{code: 'exam.window-upside-down'}]},
    })
  })

  test('one that has ended is in no list, and its code is free', async () => {
    expect(await endExam(world.office(), {exam: 'NE-3F', reason: 'Vervallen'})).toMatchObject({reach: {students: 2}})
    expect(await listExams(world.office())).toEqual([])
    await expect(showExam(world.office(), 'NE-3F')).rejects.toMatchObject({code: 'exam.not-found'})
    await addExam(world.office(), NE)
  })

  test('a planner changes none of it', async () => {
    const planner = world.as('planner')
    const forbidden = {code: 'deed.forbidden'}
    await expect(addExam(planner, {...NE, code: 'X'})).rejects.toMatchObject(forbidden)
    await expect(changeExam(planner, 'NE-3F', {name: 'X'})).rejects.toMatchObject(forbidden)
    await expect(endExam(planner, {exam: 'NE-3F', reason: 'x'})).rejects.toMatchObject(forbidden)
    const version = {exam: 'NE-3F', code: 'C', minutes: 1, platform: 'none' as const}
    await expect(addExamVersion(planner, version)).rejects.toMatchObject(forbidden)
    await expect(addExamPart(planner, {exam: 'NE-3F', code: 'x', name: 'x'})).rejects.toMatchObject(forbidden)
    await expect(endExamPart(planner, {exam: 'NE-3F', part: 'x'})).rejects.toMatchObject(forbidden)
    await expect(setExamPlan(planner, {exam: 'NE-3F'})).rejects.toMatchObject(forbidden)
    const window = {exam: 'NE-3F', period: 'P', from: '2026-11-30', to: '2026-12-11'}
    await expect(setExamWindow(planner, window)).rejects.toMatchObject(forbidden)
  })
})
