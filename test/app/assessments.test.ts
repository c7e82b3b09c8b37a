import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {AttemptId} from '../../src/ids.ts'
import type {Person} from '../../src/institution/model.ts'
import {recordAssessed} from '../../src/results/assessments/record-assessed.ts'
import {recordAssessment} from '../../src/results/assessments/record-assessment.ts'
import {showAssessments} from '../../src/results/assessments/show-assessments.ts'
import {signAssessments} from '../../src/results/assessments/sign-assessments.ts'
import {addAssessedSession} from '../support/assessed-school.ts'
import {DATABASES} from '../support/databases.ts'
import {on, openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('two assessors of a practical exam on %s', (which) => {
  let world: World
  let school: Awaited<ReturnType<typeof addAssessedSession>>
  let session: string
  beforeAll(async () => {
    world = await openWorld(which)
    school = await addAssessedSession(world)
    session = school.session.code
  })
  afterAll(() => world.close())

  const judge = (who: Person, student: string, score: string) =>
    recordAssessment(world.as('assessor', who), {session, student, exam: 'PROEVE', score})
  const seenBy = async (who: Person, student: string) => {
    const {candidates} = await showAssessments(world.as('assessor', who), {session})
    return candidates.find((each) => each.student === student)
  }

  test('do not judge before the session begins', async () => {
    await expect(judge(school.assessors[0], '200001', 'goed')).rejects.toMatchObject({
      details: {reasons: [{code: 'assessment.not-begun'}]},
    })
  })

  test('judge on the scale of the exam only, and only at their own session', async () => {
    world.setNow('2026-11-30T12:00')
    await expect(judge(school.assessors[0], '200001', '7,5')).rejects.toMatchObject({code: 'result.not-on-scale'})
    await expect(judge(school.elsewhere, '200001', 'goed')).rejects.toMatchObject({code: 'assessment.not-yours'})
    await expect(judge(school.assessors[0], '999999', 'goed')).rejects.toMatchObject({code: 'assessment.refused'})
  })

  test('judge independently: none sees the other before both have judged', async () => {
    const [anna, bram] = school.assessors
    await judge(anna, '200001', 'goed')
    expect(await seenBy(bram, '200001')).toMatchObject({state: 'waits', own: null, others: []})
    await judge(bram, '200001', 'voldoende')
    expect(await seenBy(bram, '200001')).toMatchObject({
      state: 'not-judged',
      own: 'satisfactory',
      others: [{assessor: 'ANNA', score: 'good'}],
    })
  })

  test('agree when they give the same after talking it over', async () => {
    const [anna] = school.assessors
    await judge(anna, '200001', 'voldoende')
    expect(await seenBy(anna, '200001')).toMatchObject({state: 'agreed', own: 'satisfactory'})
  })

  test('sign only when everybody who was there is judged, and change nothing after it', async () => {
    const [anna, bram] = school.assessors
    const sign = (who: Person) => signAssessments(world.as('assessor', who), {session})
    await expect(sign(anna)).rejects.toMatchObject({details: {reasons: [{code: 'assessment.not-judged'}]}})
    await judge(anna, '200002', 'goed')
    await judge(bram, '200002', 'onvoldoende')
    expect((await sign(anna)).signedAt).not.toBeNull()
    await expect(sign(anna)).rejects.toMatchObject({details: {reasons: [{code: 'assessment.signed'}]}})
    await expect(judge(anna, '200001', 'goed')).rejects.toMatchObject({
      details: {reasons: [{code: 'assessment.signed'}]},
    })
    await sign(bram)
  })

  test('what they agree on becomes a result once the attempt is there, and what they differ on does not', async () => {
    expect(await recordAssessed(world.system(), {session})).toMatchObject({recorded: 0})
    const enrolments = await world.store.readDb.selectFrom('enrolment').selectAll().execute()
    for (const {id, personId, registrationId} of enrolments)
      await world.insert('attempt', {
        id: world.ids.next<AttemptId>(),
        registrationId,
        enrolmentId: id,
        personId,
        examId: school.exam.id,
        number: 1,
        takenOn: on('2026-11-30'),
        attendance: 'present',
        counts: true,
        void: false,
        score: null,
        passed: null,
        source: 'report',
        endedAt: null,
        version: 1,
      })
    for (let times = 0; times < 2; times++)
      expect(await recordAssessed(world.system(), {session})).toMatchObject({recorded: 1, waiting: 1})
    const results = await world.store.readDb
      .selectFrom('result')
      .select(['personId', 'score', 'passed', 'scoredBy'])
      .execute()
    expect(results).toEqual([
      {personId: school.candidates[0]?.id, score: 'satisfactory', passed: true, scoredBy: school.assessors[0].id},
    ])
  })

  test('a teacher or student judges nobody', async () => {
    const wish = {session, student: '200001', exam: 'PROEVE', score: 'goed'}
    for (const role of ['teacher', 'student', 'office'] as const)
      await expect(recordAssessment(world.as(role, school.elsewhere), wish)).rejects.toMatchObject({kind: 'forbidden'})
  })
})
