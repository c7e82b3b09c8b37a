import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {cancelSession} from '../../src/enrolment/changes/cancel-session.ts'
import {moveSession} from '../../src/enrolment/changes/move-session.ts'
import type {Period, Room} from '../../src/institution/model.ts'
import {advancePeriod} from '../../src/lifecycle/advance-period.ts'
import {undoPeriodStep} from '../../src/lifecycle/undo-period-step.ts'
import {assignDuty} from '../../src/planning/rota/assign-duty.ts'
import {createSession} from '../../src/planning/sessions/create-session.ts'
import {publishSessions} from '../../src/planning/sessions/publish-sessions.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

type Body = Readonly<{letter: string; data: Readonly<{duties: readonly {seat: {session: string}}[]}>}>

describe.each(DATABASES)('letters to those on duty on %s', (which) => {
  let world: World
  let period: Period
  let rooms: Room[]
  let days = 0

  beforeAll(async () => {
    world = await openWorld(which)
    const noord = await world.location('NOORD')
    rooms = [await world.room('B104', noord), await world.room('B105', noord)]
    period = await world.period('2026-P2')
    await world.exam('NE')
    for (const code of ['ANNA', 'BRAM', 'CATO']) await world.employee(code)
  })
  afterAll(() => world.close())

  /** A planned session on a day of its own, led by ANNA. */
  const plan = async (code: string) =>
    createSession(world.office(), {
      code,
      period: period.code,
      room: 'B104',
      on: `2026-12-${String(1 + days++).padStart(2, '0')}`,
      from: '09:00',
      minutes: 90,
      exams: ['NE'],
      duties: [{staff: 'ANNA', duty: 'lead'}],
    })
  const queued = () => world.office().read('operation.read', ({outbox}) => outbox.list({limit: 1000}))
  let known: ReadonlySet<string>
  beforeEach(async () => {
    known = new Set((await queued()).map(({id}) => id))
  })
  /** Letters queued since the test began. */
  const fresh = async () => (await queued()).filter(({id}) => !known.has(id)).toReversed()
  const told = async () => (await fresh()).map(({person, body}) => `${person} ${(body as Body).letter}`).toSorted()

  test('nobody is told of what is only planned', async () => {
    const {code} = await plan('P1')
    await assignDuty(world.office(), {session: code, add: [{staff: 'BRAM', duty: 'invigilator'}]})
    await moveSession(world.office(), {session: code, from: '10:00'})
    expect(await told()).toEqual([])
    await cancelSession(world.office(), {session: code})
    expect(await told()).toEqual([])
  })

  test('who is on duty is told of all his sessions in one letter when they are published', async () => {
    await plan('P2')
    await plan('P3')
    await publishSessions(world.office(), {sessions: ['P2', 'P3']})
    const [letter, ...more] = await fresh()
    expect(more).toEqual([])
    expect(letter).toMatchObject({person: 'ANNA', state: 'waiting'})
    expect((letter!.body as Body).data.duties.map(({seat}) => seat.session)).toEqual(['P2', 'P3'])
    expect(letter!.dueAt > letter!.queuedAt).toBe(true)
  })

  test('who comes, goes or gets another duty in a published session is told at once; who stays is not', async () => {
    const duty = (add: readonly ['ANNA' | 'BRAM' | 'CATO', 'lead' | 'invigilator'][], remove: string[] = []) =>
      assignDuty(world.office(), {session: 'P2', add: add.map(([staff, each]) => ({staff, duty: each})), remove})
    await duty([['BRAM', 'invigilator']])
    expect(await told()).toEqual(['BRAM duty-assigned'])
    await duty([['CATO', 'invigilator']], ['BRAM'])
    expect(await told()).toEqual(['BRAM duty-assigned', 'BRAM duty-ended', 'CATO duty-assigned'])
    await duty([['CATO', 'lead']])
    expect((await told()).slice(-2)).toEqual(['CATO duty-assigned', 'CATO duty-assigned'])
    expect(await told()).toContain('ANNA duty-ended')
  })

  test('a session that moves tells them once, with what was; one that is called off tells them not to come', async () => {
    const where = {session: 'P3', room: rooms[1]!.code, reason: 'Lekkage'}
    await moveSession(world.office(), where)
    const [letter] = await fresh()
    expect(await told()).toEqual(['ANNA duty-changed'])
    expect((letter!.body as Body).data).toMatchObject({before: {room: 'B104'}, seat: {room: 'B105'}, reason: 'Lekkage'})
    await cancelSession(world.office(), {session: 'P3', reason: 'Storing'})
    expect(await told()).toEqual(['ANNA duty-changed', 'ANNA session-cancelled'])
  })

  test('a publication that is taken back before its letters went tells nobody, and afterwards that there is no duty for now', async () => {
    await plan('P4')
    const step = {period: period.code, step: 'publish'} as const
    world.setNow('2026-11-02T10:00')
    await advancePeriod(world.office(), step)
    expect((await fresh()).map(({person, state}) => [person, state])).toEqual([['ANNA', 'waiting']])
    await undoPeriodStep(world.office(), step)
    expect((await fresh()).map(({person, state}) => [person, state])).toEqual([['ANNA', 'withdrawn']])

    world.setNow('2026-11-02T11:00')
    await advancePeriod(world.office(), step)
    const sent = (await fresh()).find(({state}) => state === 'waiting')
    await world.store.db
      .updateTable('message')
      .set({state: 'sent'})
      .where('id', '=', sent?.id ?? '')
      .execute()
    await undoPeriodStep(world.office(), step)
    expect((await told()).filter((line) => line === 'ANNA duty-ended')).toHaveLength(1)
  })
})
