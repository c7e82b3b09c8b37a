import {sql} from 'kysely'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import type {Exam, Period, Person} from '../../src/institution/model.ts'
import {addRegistration} from '../../src/registration/add-registration.ts'
import {addRegistrations} from '../../src/registration/add-registrations.ts'
import {prepareRegistrations} from '../../src/registration/prepare-registrations.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('many who register the same student for the same exam at once, on %s', (which) => {
  let world: World
  let period: Period
  let anna: Person
  let exam: Exam

  beforeEach(async () => {
    world = await openWorld(which)
    period = await world.period('2026-P2')
    anna = await world.student('1001', {kind: 'exam-only'})
    exam = (await world.exam('NE-3F')).exam
  })
  afterEach(() => world.close())

  const rows = () => world.store.db.selectFrom('registration').selectAll().execute()
  const dropIndex = () => sql`drop index one_open_registration`.execute(world.store.db)
  const ask = () => addRegistration(world.office(), {student: '1001', exam: 'NE-3F', period: '2026-P2'})

  async function race(times: number) {
    const outcomes = await Promise.allSettled(Array.from({length: times}, ask))
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    return {won: outcomes.length - refused.length, refused}
  }

  /** Decides first and writes later, as somebody would who takes no lock and asks nobody. */
  async function unguarded() {
    const candidate = {personId: anna.id, examId: exam.id, periodId: period.id, source: 'office'} as const
    const decided = await world
      .office()
      .read('registration.read', (stores, access) => prepareRegistrations(stores, access, [candidate]))
    return () =>
      world
        .office()
        .write('registration.add', {}, (stores, entry) => addRegistrations(stores, entry, world.ids, decided))
  }

  test.each([2, 50])('%i ask and one is served; the others are told where and by whom', async (times) => {
    const {won, refused} = await race(times)
    expect(won).toBe(1)
    const [registration, ...more] = await rows()
    expect(more).toEqual([])
    for (const error of refused) {
      expect(error).toMatchObject({
        code: 'registration.refused',
        details: {
          reasons: [{code: 'registration.exists', details: {registration: registration?.code, period: '2026-P2'}}],
        },
      })
    }
  })

  test('the lock of the student decides by itself: without the index one is served all the same', async () => {
    await dropIndex()
    expect(await race(50)).toMatchObject({won: 1})
    expect(await rows()).toHaveLength(1)
  })

  test('the index decides by itself: who decided before the other wrote is refused when he writes', async () => {
    const [one, two] = [await unguarded(), await unguarded()]
    expect(await one()).toMatchObject([{did: 'added'}])
    expect(await two()).toMatchObject([
      {did: 'refused', reasons: [{code: 'registration.exists', details: {period: '2026-P2', source: 'office'}}]},
    ])
    expect(await rows()).toHaveLength(1)
  })

  test('with neither lock nor index the student is registered twice: both guard something', async () => {
    await dropIndex()
    const [one, two] = [await unguarded(), await unguarded()]
    expect(await one()).toMatchObject([{did: 'added'}])
    expect(await two()).toMatchObject([{did: 'added'}])
    expect(await rows()).toHaveLength(2)
  })

  test('a code that is in use is given to nobody else', async () => {
    const bilal = await world.student('1002', {kind: 'exam-only'})
    const taken = await world.registration(bilal, exam, period)
    const codes = [taken.code, 'FRESH2']
    const ids = {...world.ids, code: () => codes.shift() ?? ''}
    const candidate = {personId: anna.id, examId: exam.id, periodId: period.id, source: 'office'} as const
    const made = await world
      .office()
      .write('registration.add', {}, async (stores, entry) =>
        addRegistrations(stores, entry, ids, await prepareRegistrations(stores, entry, [candidate])),
      )
    expect(made).toMatchObject([{did: 'added', registration: {code: 'FRESH2'}}])
  })

  test('one who comes twice in the same batch is registered by the first', async () => {
    const candidate = {personId: anna.id, examId: exam.id, periodId: period.id, source: 'office'} as const
    const made = await world
      .office()
      .write('registration.add', {}, async (stores, entry) =>
        addRegistrations(stores, entry, world.ids, await prepareRegistrations(stores, entry, [candidate, candidate])),
      )
    expect(made).toMatchObject([{did: 'added'}, {did: 'refused', reasons: [{code: 'registration.twice'}]}])
    expect(await rows()).toHaveLength(1)
  })
})
