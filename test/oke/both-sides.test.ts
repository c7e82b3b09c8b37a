import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {exchangeRound} from '../../src/exchange/exchange-round.ts'
import {pullParty} from '../../src/exchange/pull-party.ts'
import type {BoardId} from '../../src/ids.ts'
import type {Period} from '../../src/institution/model.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {day} from '../../src/time.ts'
import {DATABASES} from '../support/databases.ts'
import {hold, onDuty} from '../support/exam-day.ts'
import {type OkeSides, openOkeSides, sisRecords, uuid} from '../support/oke-sides.ts'
import {openWorld, type World} from '../support/world.ts'

const WITHIN = {from: day('2026-11-30'), to: day('2026-12-18')}
const REGISTERED = ['1001', '1002', '1003'].map((number) => [number, 'NE-3F'] as const)

describe.each(DATABASES)('a school between its SIS and a delivery platform on %s', (which) => {
  let world: World
  let sides: OkeSides
  let period: Period
  let exam: Awaited<ReturnType<World['exam']>>

  beforeAll(async () => {
    world = await openWorld(which)
    period = await world.period('2026-P2')
    exam = await world.exam('NE-3F', {rules: {idRequired: false}}, {componentId: uuid('component')})
    sides = await openOkeSides(world, sisRecords(REGISTERED))
  })
  afterAll(async () => {
    await sides.close()
    await world.close()
  })

  test('a pull registers the students of the SIS, and a second one changes nothing', async () => {
    const sis = await sides.party('SIS')
    const first = await pullParty(world.office(), sides.ports, {party: sis, within: WITHIN})
    expect(first.counts['registration']).toEqual({created: 3})
    expect(first.problems).toEqual({})
    const second = await pullParty(world.office(), sides.ports, {party: sis, within: WITHIN})
    expect(second.counts).toMatchObject({registration: {same: 3}, exam: {same: 1}, person: {same: 3}})
    const registrations = await world.office().read('registration.read', (stores) => stores.registrations.all())
    expect(registrations.map(({source, sourceId}) => [source, sourceId])).toEqual(
      expect.arrayContaining(REGISTERED.map(([student]) => ['sis', uuid(`registration ${student} NE-3F`)])),
    )
  })

  test('a session and its participations are told to the platform, in that order, and once', async () => {
    const location = await world.location('NOORD')
    const room = await world.room('B104', location)
    const made = await world.session('S1', period, room, [exam])
    const registrations = await world.office().read('registration.read', (stores) => stores.registrations.all())
    for (const registration of registrations) await world.enrolment(registration, made)
    const lead = await onDuty(world, made.session, {code: 'LEAD', duty: 'lead'})
    const counts = await exchangeRound(world.system(), sides.ports)
    expect(counts).toMatchObject({sent: 5, postponed: 0, refused: 0})
    const [first, ...others] = sides.delivery.got
    expect(first?.path).toBe(`/offerings/${made.sessionExams[0]?.id}`)
    expect(others.every(({path}) => path.startsWith('/associations/'))).toBe(true)
    expect(
      [...sides.delivery.associations.values()].map(({role}) => String(role)).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['coordinator', 'student', 'student', 'student'])
    await exchangeRound(world.system(), sides.ports)
    expect(sides.delivery.got).toHaveLength(5)

    const board = await world.insert('examBoard', {
      id: world.ids.next<BoardId>(),
      code: 'EC',
      name: 'Examencommissie',
      endedAt: null,
      version: 1,
    })
    const member = await world.employee('BRD')
    await world.insert('boardMember', {
      id: world.ids.next(),
      boardId: board.id,
      personId: member.id,
      fromOn: null,
      toOn: null,
      endedAt: null,
    })
    await world.insert('boardExam', {id: world.ids.next(), boardId: board.id, examId: exam.id, endedAt: null})
    const students = await world.office().read('people.read', (stores) => stores.students.all())
    await hold(world, {...made, lead, students, enrolments: [], code: 'S1'} as never, {absent: ['1003']})
    await exchangeRound(world.system(), sides.ports)
    expect(sides.sis.results.size).toBe(3)
    const absent = sides.sis.results.get(uuid('registration 1003 NE-3F'))
    expect(absent).toMatchObject({
      result: {state: 'in progress', consumers: [{attendance: 'notPresent', final: false}]},
    })
  })

  test('results of the platform are taken, established and told to the SIS', async () => {
    const receiver = await sides.clientFor('TA', 'nl-test-admin-flow-2-3-4')
    const absent = (await world.office().read('people.read', ({students}) => students.get('1003'))).sisId
    await sides.delivery.sendResults(receiver, ({person}) =>
      (person as {personId: string}).personId === absent
        ? {attendance: 'notPresent'}
        : {attendance: 'present', score: '7.5', final: true},
    )
    const member = await world.as('admin').read('people.read', ({staff}) => staff.get('BRD'))
    const {established} = await establishResults(world.as('board', member), {session: 'S1'})
    expect(established).toHaveLength(2)
    await exchangeRound(world.system(), sides.ports)
    const told = sides.sis.results.get(uuid('registration 1001 NE-3F'))
    expect(told).toMatchObject({
      result: {state: 'completed', pass: 'passed', score: '7.5', consumers: [{attendance: 'present', final: true}]},
      consumers: [{attempt: 1}],
    })
  })

  test('nothing that the standard forbids was sent to anybody', () => {
    const sent = JSON.stringify([...sides.delivery.got, ...sides.sis.got])
    for (const forbidden of ['dateOfBirth', 'gender', 'address', 'nationalIdentityNumber', 'photo', 'nationality'])
      expect(sent).not.toContain(`"${forbidden}`)
  })
})
