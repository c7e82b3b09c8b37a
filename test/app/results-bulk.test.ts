import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {establishResults} from '../../src/results/establish-results.ts'
import {exportResults, markResultsSent} from '../../src/results/export-results.ts'
import {listResults} from '../../src/results/list-results.ts'
import {openResult} from '../../src/results/open-result.ts'
import {publishResults} from '../../src/results/publish-results.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {recordResults} from '../../src/results/record-results.ts'
import {reopenResult} from '../../src/results/reopen-result.ts'
import {undoPublication} from '../../src/results/undo-publication.ts'
import {undoRecorded} from '../../src/results/undo-recorded.ts'
import {DATABASES} from '../support/databases.ts'
import {type ExamDay, hold, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('many results on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  beforeEach(() => world.setNow('2026-11-02T09:00'))
  afterAll(() => world.close())

  const board = ({member}: ExamDay) => world.as('board', member)
  type Row = {student: string; exam: string; session?: string; score?: string}
  const take = (day: ExamDay, rows: readonly Row[]) =>
    world.office().write('result.record', {lock: {person: day.students.map(({id}) => id)}}, (stores, entry) =>
      recordResults(
        stores,
        {ctx: world.office(), entry, source: 'uitslagen.csv', giver: null},
        rows.map((row) => ({final: false, ...row})),
      ),
    )
  const runs = () =>
    world.office().read('operation.read', (stores) => stores.runs.all({kind: 'result.establish'}, {orderBy: 'id'}))

  test('a file’s rows are taken together: bad ones have reasons, the same student twice is the last', async () => {
    const day = await openExamDay(world, {students: 2})
    await hold(world, day)
    const exam = day.exam.code
    const outcomes = await take(day, [
      {student: day.numbers[0]!, exam, score: '5,0'},
      {student: 'nobody', exam, score: '5.0'},
      {student: day.numbers[1]!, exam, score: 'elf'},
      {student: day.numbers[0]!, exam, score: '6.0'},
      {student: day.numbers[1]!, exam, session: 'nowhere', score: '6.0'},
      {student: day.numbers[0]!, exam, score: '6.0'},
    ])
    expect(outcomes).toMatchObject([
      {recorded: {state: 'applied', score: '5.0'}, change: {replaced: null}},
      {reason: {code: 'student.not-found'}},
      {reason: {code: 'result.not-on-scale'}},
      {recorded: {state: 'applied', score: '6.0'}, change: {replaced: expect.any(String)}},
      {reason: {code: 'session.not-found'}},
      {recorded: {state: 'same'}, change: null},
    ])
    expect(await listResults(world.office(), {session: day.code})).toMatchObject([{score: '6.0'}, {score: null}])
  })

  test('what was recorded together is taken back together, but for what was established since', async () => {
    const day = await openExamDay(world, {students: 2})
    await hold(world, day)
    const exam = day.exam.code
    await take(day, [{student: day.numbers[0]!, exam, score: '4.0'}])
    const outcomes = await take(
      day,
      day.numbers.map((student) => ({student, exam, score: '6.0'})),
    )
    await establishResults(board(day), {student: day.numbers[1]})
    const changes = outcomes.flatMap((outcome) => ('change' in outcome && outcome.change ? [outcome.change] : []))
    const left = await world
      .office()
      .write('import.undo', {lock: {person: day.students.map(({id}) => id)}}, (stores, entry) =>
        undoRecorded(stores, entry, changes),
      )
    expect(left).toMatchObject([{code: 'result.touched-since', details: {results: 1}}])
    expect(await listResults(world.office(), {session: day.code})).toMatchObject([{score: '4.0'}, {score: '6.0'}])
  })

  test('a period is established in steps of 500, each a transaction with its entry, and published in one run', async () => {
    const day = await openExamDay(world, {students: 3})
    await hold(world, day)
    const exam = day.exam.code
    await take(
      day,
      day.numbers.map((student) => ({student, exam, score: '6.0'})),
    )
    await multiply(day, 1200)
    const {established, run} = await establishResults(board(day), {period: day.period.code})
    expect(established).toHaveLength(1203)
    const made = (await runs()).find(({code}) => code === run)!
    expect(made).toMatchObject({state: 'applied', steps: 3, nextStep: 3})
    const entries = await world
      .as('admin')
      .read('audit.read', ({audit}) => audit.entries({aboutKind: 'run', aboutId: made.id, limit: 10}))
    expect(entries.map(({facts}) => (facts as {results: number}).results)).toEqual([203, 500, 500, 1203])
    const {published} = await publishResults(board(day), {period: day.period.code})
    expect(published).toHaveLength(1203)
    const {rows, sent} = await exportResults(world.office(), {period: day.period.code})
    expect([rows.length, await markResultsSent(world.office(), sent)]).toEqual([1203, 1203])
  }, 60_000)

  test('two who establish at once establish each result once', async () => {
    const day = await openExamDay(world, {students: 10})
    await hold(world, day)
    const exam = day.exam.code
    await take(
      day,
      day.numbers.map((student) => ({student, exam, score: '6.0'})),
    )
    const outcomes = await Promise.all(Array.from({length: 5}, () => establishResults(board(day), {session: day.code})))
    const done = outcomes.flatMap(({established}) => established.map(({student}) => student))
    expect(done.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(day.numbers)
  })

  test('a run that was cut off is finished by asking the same again', async () => {
    const day = await openExamDay(world, {students: 1})
    await hold(world, day)
    const exam = day.exam.code
    await take(day, [{student: day.numbers[0]!, exam, score: '6.0'}])
    await multiply(day, 600)
    const ctx = board(day)
    let writes = 0
    const dying: typeof ctx = {
      ...ctx,
      write: (deed, options, work) =>
        ++writes === 3 ? Promise.reject(new Error('killed')) : ctx.write(deed, options, work),
    }
    await expect(establishResults(dying, {period: day.period.code})).rejects.toThrow('killed')
    expect((await runs()).at(-1)).toMatchObject({state: 'applying', steps: 2, nextStep: 1})
    expect((await establishResults(board(day), {period: day.period.code})).established).toHaveLength(101)
    expect(await establishResults(board(day), {period: day.period.code})).toMatchObject({established: [], refused: []})
  }, 60_000)

  test('a student who opens his result while its publication is undone has seen it, or it was never there', async () => {
    const day = await openExamDay(world, {students: 6})
    await hold(world, day)
    const exam = day.exam.code
    await take(
      day,
      day.numbers.map((student) => ({student, exam, score: '6.0'})),
    )
    await establishResults(board(day), {session: day.code})
    await publishResults(board(day), {session: day.code})
    const [undone, ...opened] = await Promise.all([
      undoPublication(board(day), {session: day.code}),
      ...day.students.map((student) =>
        openResult(world.as('student', student), {exam}).then(
          () => true,
          () => false,
        ),
      ),
    ])
    const kept = day.numbers.filter((_, i) => opened[i])
    const back = undone.undone.map(({student}) => student)
    expect([...kept, ...back].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(day.numbers)
  })

  test('recording and establishing at once never establish a score that was not there', async () => {
    const day = await openExamDay(world, {students: 10})
    await hold(world, day)
    const exam = day.exam.code
    await take(
      day,
      day.numbers.map((student) => ({student, exam, score: '5.0'})),
    )
    await Promise.all([
      establishResults(board(day), {session: day.code}),
      ...day.numbers.map((student) => recordResult(world.office(), {student, exam, score: '6.0'})),
    ])
    await world.office().read('result.read', async (stores) => {
      const attempts = await stores.attempts.all({examId: day.exam.id})
      const results = await stores.results.all({examId: day.exam.id})
      for (const {id, score} of attempts) {
        const result = results.find(({attemptId}) => attemptId === id)
        expect(score).toBe(result?.establishedAt ? result.score : null)
      }
      expect(results).toHaveLength(10)
    })
  })

  test('the file for the SIS holds what is established and not sent yet; what changed is sent again', async () => {
    const day = await openExamDay(world, {students: 2})
    await hold(world, day)
    const exam = day.exam.code
    await take(day, [{student: day.numbers[0]!, exam, score: '6.8'}])
    await establishResults(board(day), {session: day.code})
    const export_ = () => exportResults(world.office(), {period: day.period.code})
    const first = await export_()
    expect(first.rows).toEqual([
      [day.numbers[0], exam, null, day.code, '2026-12-01', 1, 'present', '0.0-10.0', '6.8', 'passed', world.now()],
    ])
    expect((await export_()).rows).toHaveLength(1)
    await markResultsSent(world.office(), first.sent)
    expect((await export_()).rows).toEqual([])
    expect((await exportResults(world.office(), {period: day.period.code, all: true})).rows).toHaveLength(1)
    await reopenResult(board(day), {student: day.numbers[0]!, exam, reason: 'Fout'})
    await establishResults(board(day), {session: day.code})
    expect((await export_()).rows).toHaveLength(1)
    await expect(markResultsSent(board(day), first.sent)).rejects.toMatchObject({kind: 'forbidden'})
  })

  /** More students with an attempt and a score like the first one's, straight into the store. */
  async function multiply(day: ExamDay, count: number): Promise<void> {
    const {db} = world.store
    const [person] = day.students
    const [enrolment] = day.enrolments
    const by = (table: 'attempt' | 'result') =>
      db.selectFrom(table).selectAll().where('personId', '=', person!.id).executeTakeFirstOrThrow()
    const [attempt, result] = [await by('attempt'), await by('result')]
    for (let i = 0; i < count; i++) {
      const student = await world.student(`${day.code}-${i}`)
      const registration = await world.registration(student, day.exam, day.period)
      const placed = {
        ...enrolment!,
        id: world.ids.next(),
        registrationId: registration.id,
        personId: student.id,
        endedAt: world.now(),
      }
      await world.insert('enrolment', placed as never)
      const own = {
        ...attempt,
        id: world.ids.next(),
        personId: student.id,
        enrolmentId: placed.id,
        registrationId: registration.id,
      }
      await world.insert('attempt', own as never)
      await world.insert('result', {...result, id: world.ids.next(), attemptId: own.id, personId: student.id} as never)
    }
  }
})
