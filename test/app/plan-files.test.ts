import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {icalendar} from '../../plugins/icalendar/index.ts'
import type {AttemptId} from '../../src/ids.ts'
import type {Exam, Period, Person} from '../../src/institution/model.ts'
import {forecastDemand} from '../../src/planning/plans/forecast-demand.ts'
import {importPlan} from '../../src/planning/plans/import-plan.ts'
import {listShowUp} from '../../src/planning/plans/list-show-up.ts'
import {makePlan} from '../../src/planning/plans/make-plan.ts'
import {planFile} from '../../src/planning/plans/plan-file.ts'
import {showPlan} from '../../src/planning/plans/show-plan.ts'
import type {TableCell, TableFile} from '../../src/ports.ts'
import {DATABASES} from '../support/databases.ts'
import {on, openWorld, type World} from '../support/world.ts'

/** A file as the reader gives it. */
function table(titles: readonly string[], rows: readonly (readonly TableCell[])[]): TableFile {
  async function* read() {
    for (const [i, row] of rows.entries())
      yield await Promise.resolve({
        line: i + 2,
        cells: Object.fromEntries(titles.map((title, column) => [title, String(row[column] ?? '')])),
      })
  }
  return {file: 'plan.csv', format: {separator: ';', encoding: 'utf-8'}, header: titles, rows: read()}
}

describe.each(DATABASES)('plans in files, and looking ahead, on %s', (which) => {
  let world: World
  let period: Period
  let dutch: Exam
  let students: Person[]

  beforeAll(async () => {
    world = await openWorld(which)
    period = await world.period('2026-P2')
    const noord = await world.location('NOORD')
    await world.room('B104', noord, {examSeats: 8, features: ['stil']})
    await world.room('B105', noord, {examSeats: 4, computers: 0})
    for (const code of ['ANNA', 'BRAM']) {
      const person = await world.employee(code)
      await world.role(person, 'invigilator')
      await world.role(person, 'lead')
    }
    dutch = (await world.exam('NE', {form: 'digital'})).exam
    students = []
    for (let i = 0; i < 6; i++) students.push(await world.student(`20${i}`))
    for (const student of students) await world.registration(student, dutch, period)
  })
  afterAll(() => world.close())

  const reasons = (deed: Promise<unknown>): Promise<unknown[]> =>
    deed.then(
      () => [],
      (error: {details: {reasons: {code: string; details?: {line?: number; constraint?: string}}[]}}) =>
        error.details.reasons.map(({code, details}) => [code, details?.line ?? details?.constraint]),
    )

  test('a plan that is written and read again is the same plan, in either language', async () => {
    const plan = await makePlan(world.office(), {period: '2026-P2'})
    const sessions = await planFile(world.office(), {plan: plan.code})
    const seats = await planFile(world.office(), {plan: plan.code, seats: true})
    expect(sessions.titles).toContain('lokaal')
    expect(seats.rows).toHaveLength(6)
    const again = await importPlan(
      world.office(),
      {sessions: table(sessions.titles, sessions.rows), seats: table(seats.titles, seats.rows)},
      {period: '2026-P2'},
    )
    expect(again).toMatchObject({placed: 6, unplaced: [], costs: plan.costs})
    const bare = ({sessions: all}: Pick<typeof plan, 'sessions'>) =>
      all.map(({id: _, exams, ...rest}) => ({...rest, exams: exams.map(({exam, students: n}) => [exam, n])}))
    expect(bare(await showPlan(world.office(), again.plan!))).toEqual(bare(plan))
    expect((await planFile(world.office(), {plan: again.plan!, seats: true})).rows).toEqual(seats.rows)
  })

  test('without seats everybody gets one; on a dry run nothing is stored', async () => {
    const file = () => table(['room', 'date', 'from', 'exams'], [['B104', '2026-12-01', '09:00', 'NE']])
    const looked = await importPlan(world.office(), {sessions: file()}, {period: '2026-P2', dryRun: true})
    expect(looked).toMatchObject({plan: null, placed: 6, sessions: [{minutes: 60, students: 6}]})
    await expect(importPlan(world.as('teacher'), {sessions: file()}, {period: '2026-P2'})).rejects.toMatchObject({
      code: 'view.forbidden',
    })
  })

  test('bad rows are told all at once with their lines, and what does not hold by the checker', async () => {
    const titles = ['lokaal', 'datum', 'van', 'examens', 'afnameleider']
    const bad = table(titles, [
      ['NIETS', '2026-12-01', '09:00', 'NE'],
      ['B104', '2026-12-01', '09:00', 'NE'],
      ['B104', '2026-13-01', '09:00', 'NE'],
      ['B104', '2026-12-02', '09:00', 'NE', 'NIEMAND'],
    ])
    expect(await reasons(importPlan(world.office(), {sessions: bad}, {period: '2026-P2'}))).toEqual([
      ['plan.bad-row', 2],
      ['plan.bad-row', 4],
      ['plan.bad-row', 5],
    ])
    const clash = table(titles, [
      ['B104', '2026-12-01', '09:00', 'NE'],
      ['B104', '2026-12-01', '09:30', 'NE'],
    ])
    expect(await reasons(importPlan(world.office(), {sessions: clash}, {period: '2026-P2'}))).toEqual([
      ['plan.conflict', 'room-clash'],
    ])
    await expect(
      importPlan(world.office(), {sessions: table(['lokaal'], [])}, {period: '2026-P2'}),
    ).rejects.toMatchObject({code: 'plan.missing-columns'})
  })

  test('a calendar has an appointment for each session', async () => {
    const plan = await makePlan(world.office(), {period: '2026-P2'})
    const {appointments} = await planFile(world.office(), {plan: plan.code})
    const text = icalendar.calendar(appointments)
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(plan.sessions.length)
    expect(text).toContain(plan.sessions[0]!.code)
  })

  test('show-up borrows from the school where an exam has little history', async () => {
    const rare = await world.exam('ZELDEN', {form: 'written'})
    await world.registration(students[0]!, rare, period)
    for (const [i, student] of [...students, ...students].entries())
      await world.insert('attempt', {
        id: world.ids.next<AttemptId>(),
        registrationId: null,
        enrolmentId: null,
        personId: student.id,
        examId: dutch.id,
        number: i + 1,
        takenOn: on('2026-06-01'),
        attendance: i < 6 ? 'present' : i < 10 ? 'notPresent' : 'notKnown',
        counts: true,
        void: i === 0,
        score: null,
        passed: null,
        source: 'test',
        endedAt: null,
        version: 1,
      })
    const {exams} = await listShowUp(world.office(), '2026-P2')
    expect(exams.map(({exam, expected, came, registered}) => [exam, expected, came, registered])).toEqual([
      ['NE', 9, 5, 6],
      ['ZELDEN', 0, 0, 1],
    ])
    const [known, borrowed] = exams
    expect(known!.rate).toBeLessThan(borrowed!.rate)
    expect(borrowed!.rate).toBeLessThan(0.95)
  })

  test('the forecast sets what a period needs against what there is, undecided requests too', async () => {
    const before = await makePlan(world.office(), {period: '2026-P2', exams: ['NE']})
    await world.registration(await world.student('290'), dutch, period, {state: 'wanted'})
    const forecast = await forecastDemand(world.office(), {period: '2026-P2'})
    expect(forecast).toMatchObject({registrations: 8, undecided: 1, students: 7, without: [], problems: []})
    expect(forecast.sessions.likely).toBeGreaterThanOrEqual(forecast.sessions.least)
    expect(forecast.sessions.least).toBe(2)
    expect(forecast.peaks.computers).toMatchObject({have: 20})
    expect(forecast.peaks.computers.needed).toBeGreaterThan(0)
    expect(forecast.peaks.leads.have).toBe(2)
    expect(await showPlan(world.office(), '2026-P2')).toEqual(before)
    await expect(forecastDemand(world.as('student'), {period: '2026-P2'})).rejects.toMatchObject({
      code: 'view.forbidden',
    })
  })
})
