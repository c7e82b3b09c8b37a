import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {decideCase} from '../../src/delivery/cases/decide-case.ts'
import {judgeAbsence} from '../../src/delivery/absences/judge-absence.ts'
import {openCase} from '../../src/delivery/cases/open-case.ts'
import {triageCase} from '../../src/delivery/cases/triage-case.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {listResults} from '../../src/results/list-results.ts'
import {openResult} from '../../src/results/open-result.ts'
import {publishResults} from '../../src/results/publish-results.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {reopenResult} from '../../src/results/reopen-result.ts'
import {showResult} from '../../src/results/show-result.ts'
import {undoPublication} from '../../src/results/undo-publication.ts'
import type {Person} from '../../src/institution/model.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, type ExamDay, hold, mandated, onDuty, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

const refusedWith = (...codes: string[]) => ({
  code: 'result.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})
const codesOf = ({reasons}: {reasons: readonly {code: string}[]}) => reasons.map(({code}) => code)

describe.each(DATABASES)('results on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  beforeEach(() => world.setNow('2026-11-02T09:00'))
  afterAll(() => world.close())

  const board = ({member}: ExamDay) => world.as('board', member)
  const record = (day: ExamDay, student: string, score?: string, more = {}) =>
    recordResult(world.office(), {student, exam: day.exam.code, ...(score === undefined ? {} : {score}), ...more})
  const attemptOf = (day: ExamDay, i = 0) =>
    world.office().read('result.read', async ({attempts}) => {
      const [attempt] = await attempts.all({personId: day.students[i]!.id})
      return attempt!
    })
  const registrationOf = (day: ExamDay, i = 0) =>
    world.office().read('result.read', async ({registrations}) => {
      const [registration] = await registrations.history({personId: day.students[i]!.id})
      return registration!
    })
  const letters = (day: ExamDay, i = 0) =>
    world.office().read('operation.read', ({outbox}) => outbox.messages.all({personId: day.students[i]!.id}))
  const established = async (day: ExamDay, scores: readonly string[]) => {
    await hold(world, day)
    for (const [i, score] of scores.entries()) await record(day, day.numbers[i]!, score)
    return establishResults(board(day), {session: day.code})
  }

  describe('coming in', () => {
    test('a score after the report is closed is kept with what it was', async () => {
      const day = await openExamDay(world)
      await hold(world, day)
      expect(await record(day, day.numbers[0]!, '6,8')).toEqual({
        student: day.numbers[0],
        exam: day.exam.code,
        state: 'applied',
        score: '6.8',
        passed: true,
      })
      expect(await listResults(world.office(), {student: day.numbers[0]})).toMatchObject([
        {state: 'ready', score: '6.8', session: day.code, attendance: 'present'},
      ])
    })

    test('before the report is closed a result is refused with the reason', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      await expect(record(day, day.numbers[0]!, '6.8')).rejects.toMatchObject(
        refusedWith('result.session-not-reported'),
      )
      expect(await listResults(world.office(), {session: day.code})).toEqual([])
    })

    test('somebody who never took the exam gets no result', async () => {
      const day = await openExamDay(world)
      const stranger = await world.student(`X${day.code}`)
      await expect(record(day, stranger.studentNumber!, '6.8')).rejects.toMatchObject(refusedWith('result.no-attempt'))
    })

    test('a score that is not on the scale is refused and names the scale', async () => {
      const day = await openExamDay(world)
      await hold(world, day)
      await expect(record(day, day.numbers[0]!, 'goed')).rejects.toMatchObject({
        kind: 'invalid',
        code: 'result.not-on-scale',
      })
    })

    test('attendance, score, the same again and another score come in any order, and what was replaced stays', async () => {
      const day = await openExamDay(world)
      await hold(world, day)
      const [student] = day.numbers
      const states = []
      states.push((await record(day, student!, undefined, {attendance: 'present'})).state)
      states.push((await record(day, student!, '5.0')).state)
      states.push((await record(day, student!, '5,0', {final: true})).state)
      states.push((await record(day, student!, '7.1')).state)
      states.push((await record(day, student!, undefined, {attendance: 'present'})).state)
      expect(states).toEqual(['applied', 'applied', 'same', 'applied', 'same'])
      const shown = await showResult(world.office(), {student: student!, exam: day.exam.code})
      expect(shown.attempts).toMatchObject([
        {
          score: '7.1',
          passed: true,
          history: [{score: null}, {score: '5.0', passed: false}],
          messages: [
            {state: 'applied'},
            {score: '5.0'},
            {state: 'same', step: 'final'},
            {score: '7.1'},
            {state: 'same'},
          ],
        },
      ])
    })

    test('a teacher records for the students of her groups, and for no others', async () => {
      const day = await openExamDay(world)
      const teacher = await world.employee(`T${day.code}`)
      await world.group(`G${day.code}`, [day.students[0]!], [teacher])
      await hold(world, day)
      const own = {student: day.numbers[0]!, exam: day.exam.code, score: '8.0'}
      expect(await recordResult(world.as('teacher', teacher), own)).toMatchObject({state: 'applied'})
      await expect(
        recordResult(world.as('teacher', teacher), {...own, student: day.numbers[1]!}),
      ).rejects.toMatchObject({code: 'student.not-found'})
    })

    test('a student records nothing', async () => {
      const day = await openExamDay(world)
      await hold(world, day)
      await expect(
        recordResult(world.as('student', day.students[0]), {
          student: day.numbers[0]!,
          exam: day.exam.code,
          score: '10',
        }),
      ).rejects.toMatchObject({kind: 'forbidden'})
    })
  })

  describe('establishing', () => {
    test('a board member establishes a session; what is not ready stays, with its reasons', async () => {
      const day = await openExamDay(world)
      await hold(world, day, {absent: [day.numbers[2]!]})
      await record(day, day.numbers[0]!, '6.8')
      const preview = await establishResults(board(day), {session: day.code, dryRun: true})
      expect(preview.established).toHaveLength(1)
      expect(await attemptOf(day)).toMatchObject({score: null})
      const done = await establishResults(board(day), {session: day.code})
      expect(done.established).toMatchObject([{student: day.numbers[0], state: 'established', score: '6.8'}])
      expect(done.refused.map((each) => [each.student, ...codesOf(each)])).toEqual([
        [day.numbers[1], 'result.no-score'],
        [day.numbers[2], 'result.absence-not-judged'],
      ])
      expect(await attemptOf(day)).toMatchObject({score: '6.8', passed: true})
      expect(await registrationOf(day)).toMatchObject({state: 'used', closedAt: world.now()})
      expect(await registrationOf(day, 1)).toMatchObject({state: 'agreed', closedAt: null})
    })

    test('done twice it does nothing the second time', async () => {
      const day = await openExamDay(world, {students: 1})
      await established(day, ['6.0'])
      expect(await establishResults(board(day), {session: day.code})).toMatchObject({
        run: null,
        established: [],
        refused: [],
      })
    })

    test('a functionary needs a mandate in force for this deed', async () => {
      const day = await openExamDay(world, {students: 1})
      await hold(world, day)
      await record(day, day.numbers[0]!, '6.8')
      const expired = await mandated(world, day, ['result.establish'], {toOn: '2026-11-30'})
      const other = await mandated(world, day, ['case.decide'])
      const revoked = await mandated(world, day, ['result.establish'], {revokedAt: world.now()})
      const tried = async (person: Person) => {
        const {established: none, refused} = await establishResults(world.as('functionary', person), {
          session: day.code,
        })
        expect(none).toEqual([])
        return refused.flatMap(codesOf)
      }
      expect(await tried(other)).toEqual(['result.no-authority'])
      // Whose term is over no longer sees that there is a result.
      expect(await tried(expired)).toEqual([])
      expect(await tried(revoked)).toEqual([])
      const mandate = await mandated(world, day, ['result.establish'])
      const done = await establishResults(world.as('functionary', mandate), {session: day.code})
      expect(done.established).toHaveLength(1)
      const shown = await showResult(world.office(), {student: day.numbers[0]!, exam: day.exam.code})
      expect(shown.attempts[0]?.by).toMatchObject({establishedBy: mandate.staffCode, mandate: expect.any(String)})
    })

    test('a member of another board establishes nothing', async () => {
      const day = await openExamDay(world, {students: 1})
      const other = await openExamDay(world, {students: 1})
      await hold(world, day)
      await record(day, day.numbers[0]!, '6.8')
      const tried = async () => {
        const {established: none, refused} = await establishResults(board(other), {session: day.code})
        return [none, refused.flatMap(codesOf)]
      }
      expect(await tried()).toEqual([[], []])
      // The student is theirs by another exam, and this one is not.
      await world.registration(day.students[0]!, other.exam, day.period, {code: 'OTHER1'})
      expect(await tried()).toEqual([[], ['result.no-authority']])
    })

    test.each(['office', 'teacher', 'student', 'invigilator'] as const)(
      'the role %s may not establish',
      async (role) => {
        const day = await openExamDay(world, {students: 1})
        await expect(establishResults(world.as(role, day.lead), {session: day.code})).rejects.toMatchObject({
          kind: 'forbidden',
        })
      },
    )

    test('nobody establishes a score that he gave himself, unless the school allows it', async () => {
      const day = await openExamDay(world, {students: 1})
      await hold(world, day)
      const input = {student: day.numbers[0]!, exam: day.exam.code, score: '9.0'}
      await recordResult(world.as('office', day.member), input)
      const {refused} = await establishResults(board(day), {session: day.code})
      expect(refused.flatMap(codesOf)).toEqual(['result.own-score'])
      await recordResult(world.as('office', day.member), {...input, score: '8.0', scoredBy: day.lead.staffCode!})
      expect((await establishResults(board(day), {session: day.code})).established).toHaveLength(1)
    })

    test('an open case blocks the candidates in its scope and nobody else', async () => {
      const day = await openExamDay(world)
      await hold(world, day)
      for (const number of day.numbers) await record(day, number, '6.8')
      const opened = await openCase(world.office(), {
        session: day.code,
        kind: 'irregularity',
        scope: 'candidates',
        students: [day.numbers[0]!],
        text: 'Briefje',
      })
      const first = await establishResults(board(day), {session: day.code})
      expect(first.established.map(({student}) => student)).toEqual([day.numbers[1], day.numbers[2]])
      expect(first.refused).toMatchObject([{student: day.numbers[0], state: 'blocked'}])
      expect(first.refused.flatMap(codesOf)).toEqual(['result.case-open'])
      await triageCase(board(day), {case: opened.case, severity: 'board'})
      await decideCase(board(day), {case: opened.case, decision: 'valid', reason: 'Niets gevonden'})
      expect((await establishResults(board(day), {session: day.code})).established).toHaveLength(1)
    })

    test('a void attempt gets no result and asks for none', async () => {
      const day = await openExamDay(world, {students: 1})
      await hold(world, day)
      await record(day, day.numbers[0]!, '6.8')
      const opened = await openCase(world.office(), {
        session: day.code,
        kind: 'calamity',
        scope: 'session',
        text: 'Brand',
      })
      await triageCase(board(day), {case: opened.case, severity: 'board'})
      await decideCase(board(day), {case: opened.case, decision: 'void-returned', reason: 'Brand'})
      expect(await establishResults(board(day), {session: day.code})).toMatchObject({established: [], refused: []})
      expect(await listResults(world.office(), {session: day.code})).toMatchObject([{state: 'settled'}])
      await expect(record(day, day.numbers[0]!, '7.0')).rejects.toMatchObject(refusedWith('result.attempt-void'))
    })

    test('an absence without a valid reason is established as such; one with a valid reason needs nothing', async () => {
      const day = await openExamDay(world, {students: 2})
      await hold(world, day, {absent: day.numbers})
      await judgeAbsence(board(day), {student: day.numbers[0]!, exam: day.exam.code, verdict: 'invalid'})
      await judgeAbsence(board(day), {student: day.numbers[1]!, exam: day.exam.code, verdict: 'valid'})
      const done = await establishResults(board(day), {session: day.code})
      expect(done.established).toMatchObject([{student: day.numbers[0], score: null, passed: null}])
      expect(done.refused).toEqual([])
      expect(await listResults(world.office(), {session: day.code})).toMatchObject([
        {state: 'established'},
        {state: 'settled'},
      ])
    })

    test('a selection must name something', async () => {
      const day = await openExamDay(world, {students: 1})
      await expect(establishResults(board(day), {})).rejects.toMatchObject({code: 'result.nothing-named'})
    })
  })

  describe('who', () => {
    test.each(['office', 'teacher', 'student', 'admin', 'planner'] as const)(
      'the role %s may not publish, undo or reopen',
      async (role) => {
        const day = await openExamDay(world, {students: 1})
        await established(day, ['6.0'])
        const ctx = world.as(role, day.lead)
        const refused = {kind: 'forbidden', code: 'deed.forbidden'}
        await expect(publishResults(ctx, {session: day.code})).rejects.toMatchObject(refused)
        await expect(undoPublication(ctx, {session: day.code})).rejects.toMatchObject(refused)
        await expect(
          reopenResult(ctx, {student: day.numbers[0]!, exam: day.exam.code, reason: 'Fout'}),
        ).rejects.toMatchObject(refused)
        expect(await listResults(world.office(), {session: day.code})).toMatchObject([{state: 'established'}])
      },
    )

    test('only the student himself opens his result', async () => {
      const day = await openExamDay(world, {students: 2})
      await established(day, ['6.0'])
      await publishResults(board(day), {session: day.code})
      await expect(openResult(world.as('teacher', day.lead), {exam: day.exam.code})).rejects.toMatchObject({
        kind: 'forbidden',
      })
      await expect(openResult(world.as('student', day.students[1]), {exam: day.exam.code})).rejects.toMatchObject(
        refusedWith('result.not-published'),
      )
    })

    test('an assessor records those of the sessions in which he is on duty', async () => {
      const day = await openExamDay(world, {students: 1})
      const other = await openExamDay(world, {students: 1})
      const assessor = await onDuty(world, day.session, {code: `ASS${day.code}`, duty: 'assessor'})
      await hold(world, day)
      await begin(world, other)
      const input = {student: day.numbers[0]!, exam: day.exam.code, score: '8.0'}
      expect(await recordResult(world.as('assessor', assessor), input)).toMatchObject({state: 'applied'})
      const stranger = await onDuty(world, other.session, {code: `ASS${other.code}`, duty: 'assessor'})
      await expect(recordResult(world.as('assessor', stranger), input)).rejects.toMatchObject({
        code: 'student.not-found',
      })
    })

    test('a mandate for another exam does not cover this one', async () => {
      const day = await openExamDay(world, {students: 1})
      const other = await openExamDay(world, {students: 1})
      await hold(world, day)
      await record(day, day.numbers[0]!, '6.8')
      const functionary = await mandated(world, day, ['result.establish'])
      await world.store.db
        .updateTable('mandate')
        .set({examIds: [other.exam.id]})
        .where('personId', '=', functionary.id)
        .execute()
      const {refused} = await establishResults(world.as('functionary', functionary), {session: day.code})
      expect(refused.flatMap(codesOf)).toEqual(['result.no-authority'])
    })

    test('an exam for which no board answers is said so', async () => {
      const day = await openExamDay(world, {students: 1})
      await hold(world, day)
      await record(day, day.numbers[0]!, '6.8')
      await world.store.db
        .updateTable('boardExam')
        .set({endedAt: world.now()})
        .where('examId', '=', day.exam.id)
        .execute()
      const other = await openExamDay(world, {students: 1})
      await world.registration(day.students[0]!, other.exam, day.period, {code: 'OTHER2'})
      const {refused} = await establishResults(board(other), {session: day.code})
      expect(refused.flatMap(codesOf)).toEqual(['result.no-board'])
    })

    test('where the school allows it, one establishes what he gave himself', async () => {
      const day = await openExamDay(world, {students: 1})
      await hold(world, day)
      await recordResult(world.as('office', day.member), {student: day.numbers[0]!, exam: day.exam.code, score: '9.0'})
      const {policy} = world.institution
      const set = (ownResultsEstablished: boolean) =>
        world.store.db
          .updateTable('institution')
          .set({policy: {...policy, ownResultsEstablished}})
          .execute()
      await set(true)
      expect((await establishResults(board(day), {session: day.code})).established).toHaveLength(1)
      await set(false)
    })
  })

  describe('publishing', () => {
    test('students see a result after publication and its score once they open it; a mail waits', async () => {
      const day = await openExamDay(world, {students: 1})
      await established(day, ['6.8'])
      const student = () => world.as('student', day.students[0])
      const own = {student: day.numbers[0]!}
      expect(await listResults(student(), own)).toMatchObject([{state: 'awaited', score: null, establishedAt: null}])
      await expect(openResult(student(), {exam: day.exam.code})).rejects.toMatchObject(
        refusedWith('result.not-published'),
      )
      const done = await publishResults(board(day), {session: day.code})
      expect(done.published).toMatchObject([{state: 'published'}])
      expect(await listResults(student(), own)).toMatchObject([{state: 'published', score: null}])
      expect(await letters(day)).toMatchObject([
        {state: 'waiting', body: {letter: 'result-published'}, dueAt: '2026-12-01T09:40:00.000Z'},
      ])
      expect(await openResult(student(), {exam: day.exam.code})).toMatchObject([{score: '6.8', counts: true}])
      expect(await listResults(student(), own)).toMatchObject([{state: 'published', score: '6.8'}])
    })

    test('a publication is undone without a mail, until the student has opened it', async () => {
      const day = await openExamDay(world, {students: 2})
      await established(day, ['6.8', '5.0'])
      const {run} = await publishResults(board(day), {session: day.code})
      await openResult(world.as('student', day.students[1]), {exam: day.exam.code})
      const undone = await undoPublication(board(day), {run: run!})
      expect(undone).toMatchObject({undone: [{student: day.numbers[0], state: 'established'}], withdrawnMails: 1})
      expect(undone.refused.map((each) => [each.student, ...codesOf(each)])).toEqual([
        [day.numbers[1], 'result.opened'],
      ])
      expect((await letters(day)).map(({state}) => state)).toEqual(['withdrawn'])
      await publishResults(board(day), {session: day.code})
      expect((await letters(day)).map(({state}) => state)).toEqual(['withdrawn', 'waiting'])
    })

    test('a case that came up since keeps an established result from being published', async () => {
      const day = await openExamDay(world, {students: 1})
      await established(day, ['6.8'])
      await openCase(world.office(), {session: day.code, kind: 'fraud', scope: 'session', text: 'Foto'})
      const {published, refused} = await publishResults(board(day), {session: day.code})
      expect([published, refused.flatMap(codesOf)]).toEqual([[], ['result.case-open']])
    })
  })

  describe('reopening', () => {
    test('withdraws the publication, keeps history, and ends in one mail that says it changed', async () => {
      const day = await openExamDay(world, {students: 1})
      await established(day, ['5.0'])
      await publishResults(board(day), {session: day.code})
      await openResult(world.as('student', day.students[0]), {exam: day.exam.code})
      const subject = {student: day.numbers[0]!, exam: day.exam.code}
      const reopened = await reopenResult(board(day), {...subject, reason: 'Vraag 4 vervalt'})
      expect(reopened).toMatchObject({wasPublished: true, state: 'ready', score: '5.0'})
      expect(await attemptOf(day)).toMatchObject({score: null, passed: null})
      await expect(openResult(world.as('student', day.students[0]), {exam: day.exam.code})).rejects.toMatchObject(
        refusedWith('result.not-published'),
      )
      await record(day, day.numbers[0]!, '5.6')
      await establishResults(board(day), {session: day.code})
      await publishResults(board(day), {session: day.code})
      expect(await attemptOf(day)).toMatchObject({score: '5.6', passed: true})
      const sent = await letters(day)
      expect(sent.map(({state, body}) => [state, (body as {letter: string}).letter])).toEqual([
        ['withdrawn', 'result-published'],
        ['waiting', 'result-changed'],
      ])
      expect(sent[1]?.body).toMatchObject({data: {reason: 'Vraag 4 vervalt', appealUntil: '2026-12-15'}})
      const {attempts} = await showResult(world.office(), subject)
      expect(attempts[0]?.history).toMatchObject([
        {score: '5.0', publishedAt: expect.any(String)},
        {score: '5.0', publishedAt: null},
      ])
    })

    test('is the board’s alone, for an established result', async () => {
      const day = await openExamDay(world, {students: 1})
      await hold(world, day)
      await record(day, day.numbers[0]!, '6.8')
      const input = {student: day.numbers[0]!, exam: day.exam.code, reason: 'Fout'}
      await expect(reopenResult(board(day), input)).rejects.toMatchObject(refusedWith('result.not-established'))
      await establishResults(board(day), {session: day.code})
      const functionary = await mandated(world, day, ['result.establish'])
      await expect(reopenResult(world.as('functionary', functionary), input)).rejects.toMatchObject({kind: 'forbidden'})
      const other = await openExamDay(world, {students: 1})
      await expect(reopenResult(board(other), input)).rejects.toMatchObject({code: 'student.not-found'})
      await world.registration(day.students[0]!, other.exam, day.period, {code: 'OTHER3'})
      await expect(reopenResult(board(other), input)).rejects.toMatchObject(refusedWith('result.no-authority'))
    })
  })
})
