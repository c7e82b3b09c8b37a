import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {icalendar} from '../../plugins/icalendar/index.ts'
import {finaliseSession} from '../../src/delivery/lists/finalise-session.ts'
import {cancelEnrolment} from '../../src/enrolment/cancel-enrolment.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {joinWaitingList} from '../../src/enrolment/waiting/join-waiting-list.ts'
import {ExamError} from '../../src/errors.ts'
import type {RunId} from '../../src/ids.ts'
import {TIMED, type TimedPorts} from '../../src/lifecycle/job-kinds.ts'
import {runDueJobs} from '../../src/lifecycle/run-due-jobs.ts'
import {tick} from '../../src/lifecycle/tick.ts'
import {openMailWriter} from '../../src/operation/write-mail.ts'
import type {OutgoingMail} from '../../src/ports.ts'
import {DATABASES} from '../support/databases.ts'
import {brokenRules, openScene} from '../support/exam-office.ts'
import {sendPorts} from '../support/oke-sides.ts'
import {openWorld, type World} from '../support/world.ts'

const render = openMailWriter({from: 'Examenbureau <examenbureau@example.org>', address: '', calendar: icalendar})

function openPorts(send: (mail: OutgoingMail) => void = () => {}) {
  const mails: OutgoingMail[] = []
  const ports: TimedPorts = {
    post: async () => ({
      render,
      transport: {
        name: 'recorder',
        send: async (mail) => {
          send(mail)
          mails.push(mail)
          return {accepted: true, response: 'ok'}
        },
        close: async () => {},
      },
    }),
    signer: async () => ({publicKey: 'test', sign: (text) => `signed ${text.length}`, verify: () => true}),
    exchange: sendPorts,
  }
  return {mails, ports}
}

describe.each(DATABASES)('the tick on %s', (which) => {
  let world: World
  beforeEach(async () => {
    world = await openWorld(which, {reminderDays: [7], offerHours: 24})
  })
  afterEach(() => world.close())

  const counts = (done: Awaited<ReturnType<typeof tick>>) =>
    Object.fromEntries(done.steps.map(({name, counts: some}) => [name, some]))
  const planJob = (kind: string, key: string) =>
    world.system().write('tick.run', {}, ({jobs}) => jobs.plan([{kind, key, payload: {}, dueAt: world.now()}]))
  const job = async (kind: string) => (await world.system().read('operation.read', ({jobs}) => jobs.all({kind})))[0]

  /** One sits and one waits; then the seat comes free, a week before the session. */
  async function freeSeat() {
    const scene = await openScene(world, {seats: 1})
    const [seated, waiting] = [await scene.registered(), await scene.registered()]
    await enrolStudent(world.office(), seated.asked)
    await joinWaitingList(world.office(), waiting.asked)
    world.setNow('2026-11-24T09:00')
    await cancelEnrolment(world.office(), {enrolment: seated.registration.code})
    return {...scene, seated, waiting}
  }

  test('offers what came free, sends the mail and seals the trail, and says how much of each', async () => {
    await freeSeat()
    const {ports, mails} = openPorts()
    const first = await tick(world.system(), ports)
    expect(first).toMatchObject({complete: true, unfinishedRuns: []})
    expect(counts(first)).toMatchObject({jobs: {done: 1}, offers: {offered: 0}, mail: {sent: 4}, audit: {seals: 1}})
    expect(mails.at(-1)?.subject).toContain('plek vrij')
    const second = await tick(world.system(), ports)
    expect(counts(second)).toMatchObject({
      jobs: {done: 0},
      offers: {offered: 0},
      lists: {renewed: 0},
      imports: {forgotten: 0},
      reminders: {queued: 0},
      mail: {sent: 0},
    })
    expect(mails).toHaveLength(4)
  })

  test('on two machines at once does everything once', async () => {
    const {session} = await freeSeat()
    const [a, b] = [openPorts(), openPorts()]
    await Promise.all([tick(world.system(), a.ports), tick(world.system(), b.ports)])
    expect(a.mails.length + b.mails.length).toBe(4)
    const offers = await world.system().read('operation.read', (stores) => stores.offers.all())
    expect(offers).toHaveLength(1)
    expect(session.code).toBeTruthy()
    expect(await brokenRules(world)).toEqual([])
  })

  test('writes off what was not accepted in time and gives it to the next', async () => {
    const scene = await freeSeat()
    const next = await scene.registered()
    const {ports} = openPorts()
    await tick(world.system(), ports)
    await joinWaitingList(world.office(), next.asked)
    world.setNow('2026-11-25T09:00')
    expect(counts(await tick(world.system(), ports))).toMatchObject({
      'expired-offers': {expired: 1},
      // The offer to the next, and the daily mail of tasks.
      jobs: {done: 2},
    })
    const offers = await world.system().read('operation.read', (stores) => stores.offers.all())
    expect(offers.map(({state}) => state)).toEqual(['expired', 'open'])
    expect(await brokenRules(world)).toEqual([])
  })

  test('offers seats that no deed has freed: a share that is released', async () => {
    const scene = await openScene(world, {seats: 0})
    const group = await world.group('KEPT', [])
    await world.insert('seatPool', {
      ...scene.session.pool,
      id: world.ids.next<typeof scene.session.pool.id>(),
      capacity: 1,
      filterKind: 'group',
      filterId: group.id,
      releasesAt: scene.session.startsAt,
    })
    await joinWaitingList(world.office(), (await scene.registered()).asked)
    const {ports} = openPorts()
    expect(counts(await tick(world.system(), ports))).toMatchObject({offers: {offered: 0}})
    await world.store.db
      .updateTable('seatPool')
      .set({releasesAt: world.now()})
      .where('filterKind', '=', 'group')
      .execute()
    expect(counts(await tick(world.system(), ports))).toMatchObject({offers: {offered: 1}})
  })

  test('makes the next version of lists that were final when somebody is added', async () => {
    const scene = await openScene(world)
    await enrolStudent(world.office(), (await scene.registered()).asked)
    await finaliseSession(world.office(), {session: scene.session.code})
    await enrolStudent(world.office(), {...(await scene.registered()).asked, reason: 'Vergeten'})
    const {ports} = openPorts()
    expect(counts(await tick(world.system(), ports))).toMatchObject({jobs: {done: 1}})
    const versions = await world
      .office()
      .read('report.read', (stores) => stores.listVersions.all({sessionId: scene.session.id}))
    expect(versions.map(({number}) => number)).toEqual([1, 2])
    expect(counts(await tick(world.system(), ports))).toMatchObject({jobs: {done: 0}})
  })

  test('does timed steps of periods', async () => {
    const period = await world.period('2026-P9', {state: 'draft'})
    await world.insert('periodTransition', {
      id: world.ids.next<string>(),
      periodId: period.id,
      deed: 'open',
      examId: null,
      dueAt: world.now(),
      doneAt: null,
      undoneAt: null,
      reportedReasons: null,
      version: 1,
    })
    expect(counts(await tick(world.system(), openPorts().ports))).toMatchObject({transitions: {done: 1, waiting: 0}})
    expect(counts(await tick(world.system(), openPorts().ports))).toMatchObject({transitions: {done: 0, waiting: 0}})
  })

  test('tells of a part that fails, and goes on with the others', async () => {
    await freeSeat()
    const {ports} = openPorts()
    const broken: TimedPorts = {
      ...ports,
      post: async () => {
        throw new ExamError('unavailable', 'mail.unreachable', 'The mail server does not answer.')
      },
    }
    const done = await tick(world.system(), broken)
    expect(done.complete).toBe(false)
    expect(done.steps.find(({name}) => name === 'mail')).toMatchObject({failed: {code: 'mail.unreachable'}})
    expect(counts(done)).toMatchObject({jobs: {done: 1}, audit: {seals: 1}})
  })

  test('tells when a mail server does not take a mail', async () => {
    await freeSeat()
    const {ports} = openPorts(() => {
      throw new Error('451 later')
    })
    expect(await tick(world.system(), ports)).toMatchObject({complete: false})
  })

  test('names the runs that were begun and not finished', async () => {
    await world.insert('run', {
      id: world.ids.next<RunId>(),
      code: 'CUTOFF',
      kind: 'enrolment.assign',
      state: 'applying',
      basedOn: {},
      summary: {},
      options: {},
      steps: 2,
      nextStep: 1,
      createdBy: null,
      createdAt: world.now(),
      appliedAt: null,
      undoneAt: null,
      version: 1,
    })
    expect(await tick(world.system(), openPorts().ports, TIMED.slice(0, 1))).toMatchObject({unfinishedRuns: ['CUTOFF']})
  })

  describe('a job', () => {
    test('that fails is tried again after longer and longer pauses, and given up after eight times', async () => {
      await planJob('always-fails', 'one')
      const kinds = {
        'always-fails': async () => {
          throw new ExamError('unavailable', 'school.on-fire', 'Later.')
        },
      }
      const pauses: number[] = []
      for (let attempt = 1; attempt <= 8; attempt++) {
        const result = await runDueJobs(world.system(), kinds)
        expect(result).toEqual(attempt < 8 ? {done: 0, postponed: 1, givenUp: 0} : {done: 0, postponed: 0, givenUp: 1})
        const {dueAt} = (await job('always-fails'))!
        pauses.push((Date.parse(dueAt) - Date.parse(world.now())) / 60_000)
        if (attempt < 8) world.setNow(dueAt)
      }
      expect(pauses.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 32, 64])
      expect(await job('always-fails')).toMatchObject({attempts: 8, lastError: 'school.on-fire', doneAt: world.now()})
      expect(await runDueJobs(world.system(), kinds)).toEqual({done: 0, postponed: 0, givenUp: 0})
    })

    test('of a kind that this program does not know waits for one that does', async () => {
      await planJob('from-the-future', 'one')
      expect(await runDueJobs(world.system(), {})).toMatchObject({postponed: 1})
      expect(await job('from-the-future')).toMatchObject({doneAt: null, lastError: 'job.unknown-kind'})
    })

    test('that somebody else has leased is left to him for a minute', async () => {
      await planJob('slow', 'one')
      let done = 0
      const kinds = {slow: async () => void done++}
      await world
        .system()
        .write('tick.run', {}, ({jobs}, {now}) =>
          jobs.lease(1, 'a machine that dies', `${now.slice(0, 14)}01:00.000Z` as typeof now),
        )
      expect(await runDueJobs(world.system(), kinds)).toMatchObject({done: 0})
      world.setNow('2026-11-02T09:01')
      expect(await runDueJobs(world.system(), kinds)).toMatchObject({done: 1})
      expect(done).toBe(1)
    })

    test('is no work for anybody but the office and the clock', async () => {
      await planJob('slow', 'one')
      await expect(runDueJobs(world.as('planner'), {})).rejects.toMatchObject({kind: 'forbidden'})
    })
  })
})
