import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {judgeAbsence} from '../../src/delivery/absences/judge-absence.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {decideHeldResult} from '../../src/results/decide-held-result.ts'
import {listHeldResults} from '../../src/results/list-held-results.ts'
import {listResults} from '../../src/results/list-results.ts'
import {publishResults} from '../../src/results/publish-results.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {DATABASES} from '../support/databases.ts'
import {type ExamDay, hold, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

const refusedWith = (...codes: string[]) => ({
  code: 'result.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

describe.each(DATABASES)('results that wait for the board on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  beforeEach(() => world.setNow('2026-11-02T09:00'))
  afterAll(() => world.close())

  const board = ({member}: ExamDay) => world.as('board', member)
  const subject = (day: ExamDay, i = 0) => ({student: day.numbers[i]!, exam: day.exam.code})
  const record = (day: ExamDay, said: {score?: string; attendance?: 'present' | 'notPresent'}) =>
    recordResult(world.office(), {...subject(day), ...said})
  const standing = async (day: ExamDay) => (await listResults(world.office(), {student: day.numbers[0]}))[0]!
  const established = async () => {
    const day = await openExamDay(world, {students: 1})
    await hold(world, day)
    await record(day, {score: '5.0'})
    await establishResults(board(day), {session: day.code})
    await publishResults(board(day), {session: day.code})
    return day
  }

  test('a message that differs from an established result changes nothing until the board decides', async () => {
    const day = await established()
    expect(await record(day, {score: '5,0'})).toMatchObject({state: 'same'})
    expect(await record(day, {score: '6.1'})).toMatchObject({state: 'held', passed: false})
    expect(await standing(day)).toMatchObject({state: 'published', score: '5.0'})
    expect(await listHeldResults(world.office(), {exam: day.exam.code})).toMatchObject([
      {...subject(day), score: '6.1', standing: {score: '5.0', attendance: 'present'}},
    ])
  })

  test('accepted, the established result is reopened for it', async () => {
    const day = await established()
    await record(day, {score: '6.0'})
    await record(day, {score: '6.1'})
    const done = await decideHeldResult(board(day), {...subject(day), decision: 'accept', reason: 'Herscoring'})
    expect(done).toMatchObject({score: '6.1', overtaken: 1, reopened: true})
    expect(await standing(day)).toMatchObject({state: 'ready', score: '6.1', passed: true, publishedAt: null})
    expect(await listHeldResults(world.office(), {exam: day.exam.code})).toEqual([])
  })

  test('rejected, it stays as it was', async () => {
    const day = await established()
    await record(day, {score: '6.1'})
    await decideHeldResult(board(day), {...subject(day), decision: 'reject', reason: 'Van een ander'})
    expect(await standing(day)).toMatchObject({state: 'published', score: '5.0'})
    await expect(
      decideHeldResult(board(day), {...subject(day), decision: 'reject', reason: 'Nog eens'}),
    ).rejects.toMatchObject(refusedWith('result.nothing-held'))
  })

  test('a score for somebody whom the report has absent is held; accepted, he was there', async () => {
    const day = await openExamDay(world, {students: 1})
    await hold(world, day, {absent: day.numbers})
    expect(await record(day, {score: '7.0'})).toMatchObject({state: 'held'})
    expect(await standing(day)).toMatchObject({state: 'blocked', score: null})
    await decideHeldResult(board(day), {...subject(day), decision: 'accept', reason: 'Stond verkeerd in het verslag'})
    expect(await standing(day)).toMatchObject({state: 'ready', score: '7.0', attendance: 'present'})
    expect((await establishResults(board(day), {session: day.code})).established).toHaveLength(1)
  })

  test('word that somebody was absent who was present is held too, and keeps his result from being established', async () => {
    const day = await openExamDay(world, {students: 1})
    await hold(world, day)
    await record(day, {score: '7.0'})
    expect(await record(day, {attendance: 'notPresent'})).toMatchObject({state: 'held'})
    const {refused} = await establishResults(board(day), {session: day.code})
    expect(refused.flatMap(({reasons}) => reasons.map(({code}) => code))).toEqual(['result.message-held'])
    await decideHeldResult(board(day), {...subject(day), decision: 'accept', reason: 'Was er niet'})
    expect(await standing(day)).toMatchObject({state: 'blocked', score: null, attendance: 'notPresent'})
  })

  test('an absence that was judged is not undone by a message', async () => {
    const day = await openExamDay(world, {students: 1})
    await hold(world, day, {absent: day.numbers})
    await judgeAbsence(board(day), {...subject(day), verdict: 'invalid'})
    await record(day, {score: '7.0'})
    await expect(
      decideHeldResult(board(day), {...subject(day), decision: 'accept', reason: 'Was er toch'}),
    ).rejects.toMatchObject(refusedWith('result.absence-judged'))
    expect(await listHeldResults(world.office(), {exam: day.exam.code})).toHaveLength(1)
  })

  test('only the board that answers for the exam decides', async () => {
    const day = await established()
    const other = await openExamDay(world, {students: 1})
    await record(day, {score: '6.1'})
    const decision = {...subject(day), decision: 'accept', reason: 'Ja'} as const
    await expect(decideHeldResult(world.office(), decision)).rejects.toMatchObject({kind: 'forbidden'})
    await expect(decideHeldResult(board(other), decision)).rejects.toMatchObject({code: 'student.not-found'})
    expect(await standing(day)).toMatchObject({score: '5.0'})
  })

  test('a student does not see what is held about him', async () => {
    const day = await established()
    await record(day, {score: '6.1'})
    expect(await listHeldResults(world.as('student', day.students[0]))).toEqual([])
  })
})
