import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import type {Period} from '../../src/institution/model.ts'
import {createPeriod} from '../../src/institution/periods/create-period.ts'
import {setPeriodWindows} from '../../src/institution/periods/set-period-windows.ts'
import {advancePeriod, previewPeriodStep} from '../../src/lifecycle/advance-period.ts'
import {runDueTransitions} from '../../src/lifecycle/run-due-transitions.ts'
import {schedulePeriodStep} from '../../src/lifecycle/schedule-period-step.ts'
import {showPeriod} from '../../src/lifecycle/show-period.ts'
import {previewUndo, undoPeriodStep} from '../../src/lifecycle/undo-period-step.ts'
import type {Session} from '../../src/planning/model.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'
import {openMatters, P2, settle, WINDOWS} from '../support/period-scene.ts'

/** The reasons of a refusal, by code. */
const because = (...codes: string[]) => ({
  code: 'period.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})
const codesOf = (rows: readonly {code: string}[]): string[] => rows.map(({code}) => code)

describe.each(DATABASES)("a period's life on %s", (which) => {
  let world: World
  let period: Period
  let exam: Awaited<ReturnType<World['exam']>>

  beforeEach(async () => {
    world = await openWorld(which)
    await createPeriod(world.office(), {...P2, ...WINDOWS})
    period = (await world.office().read('catalogue.read', ({periods}) => periods.find('2026-P2'))) as Period
    exam = await world.exam('NE-3F', {rules: {enrolBy: ['student', 'office']}})
  })
  afterEach(() => world.close())

  const step = (name: 'open' | 'freeze' | 'publish' | 'close' | 'archive', more: object = {}) => ({
    period: '2026-P2',
    step: name,
    ...more,
  })
  const take = (...args: Parameters<typeof step>) => advancePeriod(world.office(), step(...args))
  const undo = (...args: Parameters<typeof step>) => undoPeriodStep(world.office(), step(...args))
  const state = async () => (await showPeriod(world.office(), '2026-P2')).state
  const student = (number: string) => world.student(number, {kind: 'exam-only'})

  /** A planned session of the exam with room and seats, and a lead unless told otherwise. */
  async function planned(code: string, {lead = true, seats = 20} = {}) {
    const location = await world.location(`L-${code}`)
    const made = await world.session(code, period, await world.room(`R-${code}`, location), [exam], {
      state: 'planned',
      publishedAt: null,
      seats,
    })
    if (lead) {
      const {id} = await world.employee(`L${code}`)
      const {startsAt, endsAt} = made
      await world.insert('sessionDuty', {
        id: world.ids.next<never>(),
        sessionId: made.session.id,
        personId: id,
        duty: 'lead',
        startsAt,
        endsAt,
        endedAt: null,
      })
    }
    return made
  }

  describe('opening', () => {
    test('is shown first, then done once', async () => {
      expect(await previewPeriodStep(world.office(), step('open'))).toMatchObject({
        doneAt: null,
        reasons: [],
        consequences: [{code: 'period.registration'}],
      })
      expect(await state()).toBe('draft')
      expect(await take('open')).toMatchObject({period: '2026-P2', step: 'open', doneAt: world.now()})
      expect(await state()).toBe('open')
      await expect(take('open')).rejects.toMatchObject(because('period.wrong-state'))
      expect(await showPeriod(world.office(), '2026-P2')).toMatchObject({
        steps: [{step: 'open', dueAt: null, doneAt: world.now()}],
      })
    })

    test('needs a registration window', async () => {
      await setPeriodWindows(world.office(), {period: '2026-P2', registration: 'none'})
      await expect(take('open')).rejects.toMatchObject(because('period.no-registration-window'))
    })

    test('is for the office; and a period opens as a whole', async () => {
      await expect(advancePeriod(world.as('teacher'), step('open'))).rejects.toMatchObject({code: 'deed.forbidden'})
      await expect(take('open', {exam: 'NE-3F'})).rejects.toMatchObject({code: 'period.step-whole'})
    })

    test('is undone until somebody is registered', async () => {
      await expect(undo('open')).rejects.toMatchObject(because('period.not-done'))
      await take('open')
      expect(await previewUndo(world.office(), step('open'))).toMatchObject({reasons: [], undoneAt: null})
      await undo('open')
      expect(await state()).toBe('draft')
      await take('open')
      await world.registration(await student('1'), exam, period)
      expect(await previewUndo(world.office(), step('open'))).toMatchObject({
        reasons: [{code: 'period.somebody-registered'}],
      })
      await expect(undo('open')).rejects.toMatchObject(because('period.somebody-registered'))
      expect(await state()).toBe('open')
    })
  })

  describe('publishing', () => {
    beforeEach(() => take('open'))

    test('says what each session lacks, and publishes none of them', async () => {
      await expect(take('publish')).rejects.toMatchObject(because('period.nothing-to-publish'))
      const bare = await planned('S1', {lead: false, seats: 0})
      await world.store.db.updateTable('session').set({roomId: null}).where('id', '=', bare.session.id).execute()
      await planned('S2')
      await expect(take('publish')).rejects.toMatchObject(
        because('session.no-place', 'session.no-seats', 'session.no-lead'),
      )
      expect(await sessions(world)).toEqual(['S1 planned', 'S2 planned'])
    })

    test('names who can enrol, and lets them', async () => {
      await planned('S1')
      await world.registration(await student('1'), exam, period)
      await world.registration(await student('2'), exam, period, {state: 'wanted'})
      const report = await take('publish')
      expect(report.consequences).toMatchObject([
        {code: 'period.sessions-published', details: {sessions: 1, seats: 20}},
        {code: 'period.enrol-by-student', details: {registrations: 1, exams: ['NE-3F']}},
        {code: 'period.enrol-by-office', details: {registrations: 1}},
        {code: 'period.enrolment'},
      ])
      expect(await sessions(world)).toEqual(['S1 published'])
      await expect(take('publish')).rejects.toMatchObject(because('period.nothing-to-publish'))
    })

    test('may be done exam by exam', async () => {
      await planned('S1')
      await world.exam('EN-B1')
      await expect(take('publish', {exam: 'EN-B1'})).rejects.toMatchObject(because('period.nothing-to-publish'))
      await take('publish', {exam: 'NE-3F'})
      expect(await sessions(world)).toEqual(['S1 published'])
    })

    test('is undone until somebody is enrolled, and only what was published with it', async () => {
      await planned('S0')
      await take('publish')
      world.setNow('2026-11-02T10:00')
      const made = await planned('S1')
      await take('publish')
      await undo('publish')
      expect(await sessions(world)).toEqual(['S0 published', 'S1 planned'])
      await take('publish')
      const {session, pool, sessionExams} = made
      await world.enrolment(await world.registration(await student('1'), exam, period), {session, pool, sessionExams})
      await expect(undo('publish')).rejects.toMatchObject(because('period.somebody-enrolled'))
      expect(await sessions(world)).toEqual(['S0 published', 'S1 published'])
    })
  })

  describe('closing and archiving', () => {
    beforeEach(() => take('open'))

    test('every open matter is named at once', async () => {
      const made = await planned('S1')
      const anna = await student('1')
      const registration = await world.registration(anna, exam, period)
      const enrolment = await world.enrolment(registration, made)
      await openMatters(world, {
        anna: anna.id,
        exam: exam.id,
        registration: registration.id,
        enrolment: enrolment.id,
        session: made.session.id,
      })
      const refusal = because(
        'period.sessions-open',
        'period.results-open',
        'period.absences-open',
        'period.cases-open',
        'period.registrations-open',
      )
      await expect(take('close')).rejects.toMatchObject(refusal)
      expect(codesOf((await previewPeriodStep(world.office(), step('close'))).reasons)).toEqual(
        codesOf(refusal.details.reasons.map(({sample}) => sample as {code: string})),
      )
      expect(await state()).toBe('open')
    })

    test('what is settled keeps no period open', async () => {
      const [done, off] = [await planned('S1'), await planned('S2')]
      const settled = {closedAt: world.now(), state: 'used'} as const
      const passed = await world.registration(await student('1'), exam, period, settled)
      const absent = await world.registration(await student('2'), exam, period, settled)
      const voided = await world.registration(await student('3'), exam, period, settled)
      await settle(world, {
        passed: await world.enrolment(passed, done),
        absent: await world.enrolment(absent, done),
        voided: await world.enrolment(voided, done),
      })
      const setState = (id: Session['id'], change: Partial<Session>) =>
        world.store.db.updateTable('session').set(change).where('id', '=', id).execute()
      await setState(done.session.id, {state: 'reported'})
      await expect(take('close')).rejects.toMatchObject(because('period.sessions-open'))
      await setState(off.session.id, {state: 'aborted'})
      await take('close')
      expect(await state()).toBe('closed')
    })

    test('a period is closed when all is settled, opened again, and archived with an archive built after closing', async () => {
      await take('close')
      expect(await state()).toBe('closed')
      await undo('close')
      expect(await state()).toBe('open')
      await bundle('BEFORE')
      world.setNow('2026-11-02T12:00')
      await take('close')
      await expect(take('archive')).rejects.toMatchObject(because('period.no-archive'))
      world.setNow('2026-11-02T13:00')
      await bundle('AFTER1')
      expect(await take('archive')).toMatchObject({
        consequences: [{code: 'period.archived-as', details: {bundle: 'AFTER1'}}],
      })
      expect(await state()).toBe('archived')
      await expect(undo('archive')).rejects.toMatchObject(because('period.not-undoable'))
      await expect(undo('close')).rejects.toMatchObject(because('period.wrong-state'))
    })

    const bundle = (code: string) =>
      world.insert('archiveBundle', {
        id: world.ids.next<never>(),
        code,
        periodId: period.id,
        fileId: null,
        digest: '',
        entries: 0,
        builtAt: world.now(),
      })
  })

  describe('timed steps', () => {
    const due = () => runDueTransitions(world.system())

    test('are done when they are due, once, by whichever machine comes first', async () => {
      await schedulePeriodStep(world.office(), {...step('open'), at: '2026-11-03T08:00'})
      expect(await due()).toEqual([])
      world.setNow('2026-11-03T08:00')
      const both = (await Promise.all([due(), due()])).flat()
      expect(both).toMatchObject([{period: '2026-P2', step: 'open', did: 'done', told: true}])
      expect(await due()).toEqual([])
      expect(await state()).toBe('open')
      const {steps} = await showPeriod(world.office(), '2026-P2')
      expect(steps).toMatchObject([{step: 'open', doneAt: world.now()}])
    })

    test('whose guard fails are told once and tried again', async () => {
      await take('open')
      const registration = await world.registration(await student('1'), exam, period, {state: 'wanted'})
      await schedulePeriodStep(world.office(), {...step('freeze'), at: '2026-11-03T08:00'})
      world.setNow('2026-11-03T08:00')
      expect(await due()).toMatchObject([
        {did: 'waits', told: true, reasons: [{code: 'period.requests-undecided', details: {undecided: 1}}]},
      ])
      expect(await due()).toMatchObject([{did: 'waits', told: false}])
      expect((await showPeriod(world.office(), '2026-P2')).steps).toMatchObject([
        {step: 'open'},
        {step: 'freeze', doneAt: null, waits: [{code: 'period.requests-undecided'}]},
      ])
      const entries = await audit(world, 'period.advance')
      expect(entries.filter(({facts}) => 'waits' in (facts as object))).toHaveLength(1)
      await world.store.db
        .updateTable('registration')
        .set({state: 'agreed'})
        .where('id', '=', registration.id)
        .execute()
      expect(await due()).toMatchObject([{did: 'done'}])
      expect((await showPeriod(world.office(), '2026-P2')).steps).toMatchObject([
        {},
        {step: 'freeze', doneAt: world.now(), waits: []},
      ])
    })

    test('one that fails does not keep the others', async () => {
      await createPeriod(world.office(), {...P2, ...WINDOWS, code: 'P3'})
      await schedulePeriodStep(world.office(), {...step('close'), at: '2026-11-03T07:00'})
      await schedulePeriodStep(world.office(), {period: 'P3', step: 'open', at: '2026-11-03T08:00'})
      world.setNow('2026-11-04T00:00')
      expect(await due()).toMatchObject([
        {period: '2026-P2', did: 'waits'},
        {period: 'P3', did: 'done'},
      ])
    })

    test('are timed once, for later, and taken back', async () => {
      await expect(schedulePeriodStep(world.office(), {...step('open'), at: '2026-11-01T08:00'})).rejects.toMatchObject(
        because('period.time-past'),
      )
      await schedulePeriodStep(world.office(), {...step('open'), at: '2026-11-03T08:00'})
      await expect(schedulePeriodStep(world.office(), {...step('open'), at: '2026-11-04T08:00'})).rejects.toMatchObject(
        because('period.timed-already'),
      )
      await undo('open', {timed: true})
      await expect(undo('open', {timed: true})).rejects.toMatchObject(because('period.not-timed'))
      world.setNow('2026-11-04T08:00')
      expect(await due()).toEqual([])
      expect(await state()).toBe('draft')
    })

    test('count as done when somebody does them by hand before', async () => {
      await schedulePeriodStep(world.office(), {...step('open'), at: '2026-11-03T08:00'})
      await take('open')
      world.setNow('2026-11-03T08:00')
      expect(await due()).toEqual([])
    })

    test('are the office to set and the timed runner to do', async () => {
      await expect(
        schedulePeriodStep(world.as('teacher'), {...step('open'), at: '2026-11-03T08:00'}),
      ).rejects.toMatchObject({code: 'deed.forbidden'})
      await expect(runDueTransitions(world.as('student'))).rejects.toMatchObject({code: 'view.forbidden'})
    })
  })

  test('one of many who open it at once does', async () => {
    const outcomes = await Promise.allSettled(Array.from({length: 20}, () => take('open')))
    expect(outcomes.filter(({status}) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(because('period.wrong-state'))
    expect((await showPeriod(world.office(), '2026-P2')).steps).toHaveLength(1)
  })
})

async function sessions(world: World): Promise<string[]> {
  const rows = await world.store.db.selectFrom('session').select(['code', 'state']).orderBy('code').execute()
  return rows.map(({code, state}) => `${code} ${state}`)
}

async function audit(world: World, deed: string) {
  return world.as('admin').read('audit.read', ({audit: trail}) => trail.entries({deed, limit: 50}))
}
