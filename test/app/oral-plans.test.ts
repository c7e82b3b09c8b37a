import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Period, Person} from '../../src/institution/model.ts'
import {assignSeats} from '../../src/enrolment/assignment/assign-seats.ts'
import {applyOralPlan} from '../../src/planning/orals/apply-oral-plan.ts'
import {makeOralPlan} from '../../src/planning/orals/make-oral-plan.ts'
import {oralRoster} from '../../src/planning/orals/oral-roster.ts'
import {publishSessions} from '../../src/planning/sessions/publish-sessions.ts'
import {showOralPlan} from '../../src/planning/orals/show-oral-plan.ts'
import {undoPlan} from '../../src/planning/plans/undo-plan.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('orals planned to the minute on %s', (which) => {
  let world: World
  let period: Period
  let students: Person[]
  let speaking: Awaited<ReturnType<World['exam']>>
  let presenting: Awaited<ReturnType<World['exam']>>

  beforeAll(async () => {
    world = await openWorld(which)
    const noord = await world.location('NOORD')
    period = await world.period('2026-P2')
    for (const code of ['T001', 'T002', 'T003']) await world.room(code, noord, {examSeats: 2, computers: 0})
    speaking = await world.exam('SPREKEN', {form: 'oral', rules: {preparationMinutes: 10}}, {minutes: 15})
    presenting = await world.exam('PRESENTEREN', {form: 'oral', rules: {examiners: 2}}, {minutes: 20})
    for (const code of ['ANNA', 'BRAM', 'CATO', 'DIRK']) {
      const person = await world.employee(code)
      // Anna and Bram hear speaking alone; Cato and Dirk only presentations.
      const examIds = code < 'CATO' ? [speaking.id] : [presenting.id]
      await world.insert('personRole', {
        id: world.ids.next<string>(),
        personId: person.id,
        role: 'assessor',
        scope: {examIds},
        fromOn: null,
        toOn: null,
        endedAt: null,
      })
    }
    students = []
    for (let i = 0; i < 12; i++) students.push(await world.student(`20${String(i).padStart(2, '0')}`))
    for (const [i, student] of students.entries()) {
      await world.registration(student, speaking, period)
      if (i < 5) await world.registration(student, presenting, period)
    }
  })
  afterAll(() => world.close())

  const question = {period: '2026-P2', from: '2026-12-01', to: '2026-12-02', proposals: 60_000}
  const codes = (deed: Promise<unknown>): Promise<string[]> =>
    deed.then(
      () => [],
      (error: {code: string; details: {reasons?: {code: string}[]}}) =>
        error.details.reasons?.map(({code}) => code) ?? [error.code],
    )

  test('everybody gets a time with the examiners his exam asks for, in as few half-days as can be', async () => {
    const plan = await makeOralPlan(world.office(), {...question, dryRun: true})
    expect(plan).toMatchObject({code: '', unplaced: [], costs: {gap: expect.any(Number) as number}})
    expect(plan.slots).toHaveLength(17)
    for (const {exam, examiners} of plan.slots)
      expect(examiners).toEqual(exam === 'SPREKEN' ? [expect.stringMatching(/ANNA|BRAM/) as string] : ['CATO', 'DIRK'])
    // Twelve orals of 15 minutes and a break fit in one half-day; so do five of 20 with a pair.
    expect(plan.costs.opening).toBe(900)
    expect(plan.sessions).toHaveLength(2)
  })

  test('the same question gives the same plan', async () => {
    const [a, b] = [
      await makeOralPlan(world.office(), {...question, dryRun: true}),
      await makeOralPlan(world.office(), {...question, dryRun: true}),
    ]
    expect(a).toEqual(b)
  })

  test('what cannot be asked is refused, each by its own code', async () => {
    const written = await world.exam('SCHRIJVEN', {form: 'written'})
    expect(await codes(makeOralPlan(world.office(), {...question, exams: [written.code]}))).toEqual([
      'oral.not-oral-exam',
    ])
    expect(await codes(makeOralPlan(world.office(), {...question, from: '2027-02-01', to: '2027-02-02'}))).toEqual([
      'oral.no-days',
    ])
    expect(await codes(makeOralPlan(world.office(), {...question, examiners: ['ZOE']}))).toEqual(['staff.not-found'])
    await expect(makeOralPlan(world.as('teacher'), question)).rejects.toMatchObject({kind: 'forbidden'})
    const nobody = await makeOralPlan(world.office(), {
      ...question,
      exams: ['PRESENTEREN'],
      examiners: ['ANNA'],
      dryRun: true,
    })
    expect(nobody.unplaced.map(({reason}) => reason)).toEqual(Array(5).fill('no-examiner'))
  })

  test('a plan changes nothing until it is applied; then rooms, duties and times are taken, and enrolment adopts them', async () => {
    const made = await makeOralPlan(world.office(), question)
    expect(made).toMatchObject({code: '2026-P2-orals-1', state: 'planned'})
    expect((await oralRoster(world.office(), {of: '2026-P2'})).rows).toEqual([])
    expect(await applyOralPlan(world.office(), {plan: '2026-P2', dryRun: true})).toEqual(made)
    await applyOralPlan(world.office(), {plan: made.code})
    expect(await showOralPlan(world.office(), made.code)).toMatchObject({state: 'applied'})
    expect(await codes(applyOralPlan(world.office(), {plan: made.code}))).toEqual(['oral.applied'])
    const {rows} = await oralRoster(world.office(), {of: '2026-P2'})
    const short = (row: {student: string | null; exam: string; from: string; on: string}) =>
      [row.student, row.exam, row.on, row.from].join(' ')
    expect(rows.map(short).toSorted()).toEqual(made.slots.map(short).toSorted())
    expect((await oralRoster(world.office(), {of: '2026-P2', student: '2000'})).rows).toHaveLength(2)
    expect((await oralRoster(world.office(), {of: '2026-P2', examiner: 'CATO'})).rows).toHaveLength(5)
    expect(await codes(makeOralPlan(world.office(), question))).toEqual(['oral.nothing'])

    await publishSessions(world.office(), {sessions: made.sessions.map(({code}) => code)})
    const assigned = await assignSeats(world.office(), {period: '2026-P2'})
    expect(assigned).toMatchObject({placed: 17, asPlanned: 17, without: []})
    const after = await oralRoster(world.office(), {of: '2026-P2'})
    expect(after.rows.map(short).toSorted()).toEqual(made.slots.map(short).toSorted())
  })

  test('a plan is refused when somebody has come in between, and what nobody uses can be taken back', async () => {
    const late = await world.period('2026-P3')
    const more = await world.student('2100')
    await world.registration(more, speaking, late)
    const made = await makeOralPlan(world.office(), {
      ...question,
      period: '2026-P3',
      from: '2026-12-03',
      to: '2026-12-04',
    })
    const slot = made.slots[0]!
    await world.insert('block', {
      id: 'b1',
      kind: 'person',
      personId: more.id,
      roomId: null,
      groupId: null,
      locationId: null,
      startsAt: world.now(),
      endsAt: '2026-12-31T00:00:00.000Z' as ReturnType<World['now']>,
      title: '',
      source: 'test',
      externalKey: '',
      endedAt: null,
    })
    expect(slot.student).toBe('2100')
    expect(await codes(applyOralPlan(world.office(), {plan: made.code}))).toEqual(['student.busy'])
    await world.store.db.deleteFrom('block').execute()
    await applyOralPlan(world.office(), {plan: made.code})
    expect(await undoPlan(world.office(), {plan: '2026-P3'})).toMatchObject({
      removed: [made.sessions[0]!.code],
      left: [],
    })
    expect((await oralRoster(world.office(), {of: '2026-P3'})).rows).toEqual([])
  })
})
