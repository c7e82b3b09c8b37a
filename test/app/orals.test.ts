import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Period, Person} from '../../src/institution/model.ts'
import {assignOrals} from '../../src/planning/orals/assign-orals.ts'
import {createSession} from '../../src/planning/sessions/create-session.ts'
import {makeOralSlots} from '../../src/planning/orals/make-oral-slots.ts'
import {showOrals} from '../../src/planning/orals/show-orals.ts'
import {showSession} from '../../src/planning/sessions/show-session.ts'
import {DATABASES} from '../support/databases.ts'
import {at, openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('orals by hand on %s', (which) => {
  let world: World
  let period: Period
  let session: string
  let students: Person[]
  let speaking: Awaited<ReturnType<World['exam']>>

  beforeAll(async () => {
    world = await openWorld(which)
    const noord = await world.location('NOORD')
    period = await world.period('2026-P2')
    await world.room('T001', noord, {examSeats: 2, computers: 0})
    await world.room('B104', noord)
    for (const code of ['ANNA', 'BRAM', 'CATO']) await world.employee(code)
    speaking = await world.exam('SPREKEN', {form: 'oral', rules: {preparationMinutes: 10}}, {minutes: 15})
    students = []
    for (let i = 0; i < 4; i++) students.push(await world.student(`200${i}`))
    const made = await createSession(world.office(), {
      period: '2026-P2',
      room: 'T001',
      on: '2026-12-01',
      from: '08:45',
      minutes: 135,
      exams: ['SPREKEN'],
    })
    session = made.code
  })
  afterAll(() => world.close())

  const pattern = {first: '09:00', every: 20, breaks: ['10:00-10:15'], examiners: ['ANNA', 'BRAM']}
  const codes = (deed: Promise<unknown>): Promise<string[]> =>
    deed.then(
      () => [],
      (error: {code: string; details: {reasons?: {code: string}[]}}) =>
        error.details.reasons?.map(({code}) => code) ?? [error.code],
    )

  test('slots follow a fixed pattern around breaks; a preview makes none', async () => {
    expect(await showSession(world.office(), session)).toMatchObject({kind: 'oral', capacity: 0})
    const preview = await makeOralSlots(world.office(), {...pattern, session, dryRun: true})
    expect(preview.slots.map(({comesAt, from, until}) => [comesAt, from, until])).toEqual([
      ['08:50', '09:00', '09:20'],
      ['09:10', '09:20', '09:40'],
      ['09:30', '09:40', '10:00'],
      ['10:05', '10:15', '10:35'],
      ['10:25', '10:35', '10:55'],
    ])
    expect((await showOrals(world.office(), session)).slots).toEqual([])
    const made = await makeOralSlots(world.office(), {...pattern, session})
    expect(made).toEqual(preview)
    const {capacity, others} = await showSession(world.office(), session)
    expect(capacity).toBe(5)
    expect(others).toEqual([
      {staff: 'ANNA', duty: 'assessor'},
      {staff: 'BRAM', duty: 'assessor'},
    ])
  })

  test('an examiner hears one student at a time, in this session and elsewhere', async () => {
    expect(await codes(makeOralSlots(world.office(), {...pattern, session, examiners: ['ANNA']}))).toEqual([
      'oral.examiner-twice',
    ])
    expect(await makeOralSlots(world.office(), {...pattern, session, examiners: ['CATO']})).toMatchObject({
      made: 5,
      free: 10,
    })
    const other = await createSession(world.office(), {
      period: '2026-P2',
      room: 'B104',
      on: '2026-12-01',
      from: '09:00',
      minutes: 60,
      exams: ['SPREKEN'],
    })
    expect(
      await codes(makeOralSlots(world.office(), {session: other.code, first: '09:10', every: 20, examiners: ['ANNA']})),
    ).toEqual(['staff.busy'])
    expect(await makeOralSlots(world.office(), {...pattern, session, replace: true})).toMatchObject({made: 5, free: 5})
  })

  test('a pattern that does not fit is refused with every reason', async () => {
    expect(
      await codes(makeOralSlots(world.office(), {...pattern, session, first: '08:50', every: 10, replace: true})),
    ).toEqual(['oral.too-tight', 'oral.too-early'])
    expect(await codes(makeOralSlots(world.office(), {...pattern, session, first: '10:55', replace: true}))).toEqual([
      'oral.no-slot-fits',
    ])
    const written = await world.exam('SCHRIJVEN', {form: 'written'})
    const cluster = await createSession(world.office(), {
      period: '2026-P2',
      room: 'B104',
      on: '2026-12-02',
      from: '09:00',
      exams: [written.code],
    })
    expect(await codes(makeOralSlots(world.office(), {...pattern, session: cluster.code}))).toContain('oral.not-oral')
    await expect(makeOralSlots(world.as('teacher'), {...pattern, session})).rejects.toMatchObject({kind: 'forbidden'})
  })

  test('places are held for those who fit, the least flexible first, and the others are named', async () => {
    for (const student of students) await world.registration(student, speaking, period)
    // The third is free at nine only, the fourth not at all.
    const block = (id: string, person: Person, from: string, to: string) =>
      world.insert('block', {
        id,
        kind: 'person',
        personId: person.id,
        roomId: null,
        groupId: null,
        locationId: null,
        startsAt: at(`2026-12-01T${from}`),
        endsAt: at(`2026-12-01T${to}`),
        title: '',
        source: 'test',
        externalKey: '',
        endedAt: null,
      })
    await block('b1', students[2]!, '09:20', '12:00')
    await block('b2', students[3]!, '08:00', '12:00')
    const preview = await assignOrals(world.office(), {session, dryRun: true})
    expect(preview).toMatchObject({plan: null, placed: [{student: '2000'}, {student: '2001'}, {student: '2002'}]})
    const assigned = await assignOrals(world.office(), {session})
    expect(assigned.notPlaced).toMatchObject([{student: '2003', reasons: [{code: 'moment.blocked'}]}])
    expect(assigned.placed).toHaveLength(3)
    expect(await showSession(world.office(), session)).toMatchObject({promised: 3, taken: 0})
    // Who has a place is not placed again.
    expect(
      await codes(assignOrals(world.office(), {session, registrations: [assigned.placed[0]!.registration]})),
    ).toEqual(['registration.not-waiting'])
  })

  test('nobody gets more places than there are slots', async () => {
    const more = await Promise.all(['2100', '2101', '2102', '2103'].map((number) => world.student(number)))
    for (const student of more) await world.registration(student, speaking, period)
    const assigned = await assignOrals(world.office(), {session})
    expect(assigned.placed).toHaveLength(2)
    expect(assigned.notPlaced.map(({reasons}) => reasons[0]!.code)).toEqual(
      expect.arrayContaining(['oral.full', 'oral.full', 'moment.blocked']),
    )
  })
})
