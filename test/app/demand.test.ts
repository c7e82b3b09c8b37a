import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import type {Need, Period, Person} from '../../src/institution/model.ts'
import {advancePeriod, previewPeriodStep} from '../../src/lifecycle/advance-period.ts'
import {carryOverRegistrations, previewCarryOver, undoCarryOver} from '../../src/lifecycle/carry-over-registrations.ts'
import {undoPeriodStep} from '../../src/lifecycle/undo-period-step.ts'
import {addRegistration} from '../../src/registration/add-registration.ts'
import {listRegistrations} from '../../src/registration/list-registrations.ts'
import {crossDemand} from '../../src/registration/cross-demand.ts'
import {showDemand} from '../../src/registration/show-demand.ts'
import {showRegistration} from '../../src/registration/show-registration.ts'
import type {DemandKey} from '../../src/registration/store.ts'
import {day} from '../../src/time.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

const because = (...codes: string[]) => ({details: {reasons: codes.map((code) => expect.objectContaining({code}))}})

describe.each(DATABASES)('demand on %s', (which) => {
  let world: World
  let period: Period
  let exams: Record<'NE' | 'EN' | 'REK', Awaited<ReturnType<World['exam']>>>
  let anna: Person
  let bilal: Person
  let carla: Person

  beforeEach(async () => {
    world = await openWorld(which)
    const [noord, zuid] = [await world.location('NOORD'), await world.location('ZUID')]
    period = await world.period('2026-P2')
    exams = {
      NE: await world.exam('NE', {subject: 'Nederlands'}),
      EN: await world.exam('EN', {subject: 'Engels', form: 'written'}, {minutes: 90}),
      REK: await world.exam('REK', {subject: 'Nederlands'}),
    }
    const [bol, bbl] = [await world.programme('BOL'), await world.programme('BBL', {route: 'bbl'})]
    anna = await world.student('1', {locationId: noord.id})
    bilal = await world.student('2', {locationId: zuid.id})
    carla = await world.student('3', {kind: 'exam-only'})
    await world.study(anna, bol)
    await world.study(bilal, bbl)
    await world.group('G1', [anna, bilal])
    await world.group('G2', [bilal])
    await world.registration(anna, exams.NE, period, {requestedAt: '2026-10-01T08:00:00.000Z' as never})
    await world.registration(anna, exams.EN, period, {locationId: zuid.id})
    await world.registration(bilal, exams.NE, period, {state: 'wanted'})
    await world.registration(carla, exams.REK, period)
    await world.registration(carla, exams.EN, period, {state: 'withdrawn', closedAt: world.now()})
    await world.registration(carla, exams.NE, await world.period('2027-P1'))
  })
  afterEach(() => world.close())

  const need = (who: Person, row: Partial<Need>) =>
    world.insert('need', {
      id: world.ids.next(),
      personId: who.id,
      code: 'ExtraTime25',
      label: '',
      basis: 'percent',
      value: 25,
      scopeKind: 'all',
      scopeValue: null,
      fromOn: null,
      toOn: null,
      source: 'office',
      endedAt: null,
      version: 1,
      ...row,
    })

  /** `key: wanted/agreed/new` as it lives; with what was frozen, added and withdrawn where anything was. */
  async function counts(by: DemandKey, since?: string): Promise<string[]> {
    const {rows} = await showDemand(world.office(), {period: '2026-P2', by, since})
    return rows.map(({key, wanted, agreed, recent, frozen, added, withdrawn}) => {
      const deltas = frozen + added + withdrawn > 0 ? ` ${frozen}+${added}-${withdrawn}` : ''
      return `${key || 'none'}: ${wanted}/${agreed}/${recent}${deltas}`
    })
  }
  const freeze = (exam?: string) => advancePeriod(world.office(), {period: '2026-P2', step: 'freeze', exam})
  const unfreeze = (exam?: string) => undoPeriodStep(world.office(), {period: '2026-P2', step: 'freeze', exam})
  const agreeAll = () =>
    world.store.db.updateTable('registration').set({state: 'agreed'}).where('state', '=', 'wanted').execute()

  test('is counted live by whatever the office asks, with what is new since yesterday', async () => {
    expect(await counts('exam')).toEqual(['EN: 0/1/1', 'NE: 1/1/1', 'REK: 0/1/1'])
    expect(await counts('subject')).toEqual(['Engels: 0/1/1', 'Nederlands: 1/2/2'])
    expect(await counts('location')).toEqual(['none: 0/1/1', 'NOORD: 0/1/0', 'ZUID: 1/1/2'])
    expect(await counts('programme')).toEqual(['none: 0/1/1', 'BBL: 1/0/1', 'BOL: 0/2/1'])
    expect(await counts('group')).toEqual(['none: 0/1/1', 'G1: 1/2/2', 'G2: 1/0/1'])
    expect(await counts('exam', '2026-11-03')).toEqual(['EN: 0/1/0', 'NE: 1/1/0', 'REK: 0/1/0'])
    expect(await counts('exam', '2026-09-01')).toEqual(['EN: 0/1/1', 'NE: 1/1/2', 'REK: 0/1/1'])
  })

  test('is crossed by exam and location, with what is new, and only what lives', async () => {
    const crossed = async (since?: string) =>
      (await crossDemand(world.office(), {period: '2026-P2', since})).rows.map(
        ({exam, location, wanted, agreed, recent}) => `${exam} ${location || 'none'}: ${wanted}/${agreed}/${recent}`,
      )
    const live = ['EN ZUID: 0/1/1', 'NE NOORD: 0/1/0', 'NE ZUID: 1/0/1', 'REK none: 0/1/1']
    expect(await crossed()).toEqual(live)
    expect((await crossed('2026-09-01'))[1]).toBe('NE NOORD: 0/1/1')
    await agreeAll()
    await freeze()
    expect((await crossed()).map((row) => row.split(':')[0])).toEqual(live.map((row) => row.split(':')[0]))
    await expect(crossDemand(world.as('student', anna), {period: '2026-P2'})).rejects.toMatchObject({
      code: 'view.forbidden',
    })
  })

  test('is counted by need as far as the need holds for the exam, each once', async () => {
    await need(anna, {scopeKind: 'subject', scopeValue: 'engels'})
    await need(anna, {basis: 'minutes', value: 30, code: 'ExtraTime30Min'})
    await need(anna, {basis: 'aid', code: 'spoken', scopeKind: 'digital'})
    await need(bilal, {basis: 'unlimited', code: 'Unlimited', scopeKind: 'exam', scopeValue: 'NE'})
    await need(bilal, {basis: 'aid', code: 'quiet-room', fromOn: day('2027-01-01')})
    await need(carla, {basis: 'aid', code: 'spoken', endedAt: world.now()})
    expect(await counts('need')).toEqual(['extra-time: 1/2/2', 'spoken: 0/1/0', 'unlimited-time: 1/0/1'])
  })

  test('is for staff to see, not for students', async () => {
    expect(await showDemand(world.as('teacher', anna), {period: '2026-P2'})).toMatchObject({
      by: 'exam',
      frozen: 'nothing',
    })
    await expect(showDemand(world.as('student', anna), {period: '2026-P2'})).rejects.toMatchObject({
      code: 'view.forbidden',
    })
  })

  test('is not frozen while requests are undecided, and a refusal says how many', async () => {
    await expect(freeze()).rejects.toMatchObject(because('period.requests-undecided'))
    await expect(freeze('NE')).rejects.toMatchObject(because('period.requests-undecided'))
    const preview = await previewPeriodStep(world.office(), {period: '2026-P2', step: 'freeze'})
    expect(preview).toMatchObject({
      doneAt: null,
      reasons: [{details: {undecided: 1}}],
      consequences: [{details: {registrations: 3}}, {code: 'period.late-only'}],
    })
    await expect(advancePeriod(world.as('teacher'), {period: '2026-P2', step: 'freeze'})).rejects.toMatchObject({
      code: 'deed.forbidden',
    })
    expect(await showDemand(world.office(), {period: '2026-P2'})).toMatchObject({frozen: 'nothing'})
  })

  test('frozen for a double counts with the student it was merged into', async () => {
    await agreeAll()
    await freeze()
    const dirk = await world.student('4', {locationId: anna.locationId})
    const {db} = world.store
    await db.updateTable('person').set({mergedIntoId: dirk.id}).where('id', '=', bilal.id).execute()
    await db.updateTable('registration').set({personId: dirk.id}).where('personId', '=', bilal.id).execute()

    expect(await counts('location')).toEqual(['none: 0/1/1 1+0-0', 'NOORD: 0/2/1 1+0-0', 'ZUID: 0/1/1 2+0-0'])
    expect(await counts('programme')).toEqual(['none: 0/2/2 2+0-0', 'BOL: 0/2/1 2+0-0'])
  })

  test('once frozen never changes: what comes and goes is a delta beside it', async () => {
    await agreeAll()
    await freeze()
    expect(await counts('exam')).toEqual(['EN: 0/1/1 1+0-0', 'NE: 0/2/1 2+0-0', 'REK: 0/1/1 1+0-0'])

    await expect(
      addRegistration(world.as('student', anna), {student: '1', exam: 'REK', period: '2026-P2'}),
    ).rejects.toMatchObject(because('registration.frozen'))
    const late = await addRegistration(world.office(), {
      student: '1',
      exam: 'REK',
      period: '2026-P2',
      late: true,
      reason: 'vergeten',
    })
    expect(await showRegistration(world.office(), late.code)).toMatchObject({late: true, frozenAt: null})
    await world.store.db
      .updateTable('registration')
      .set({state: 'withdrawn', closedAt: world.now()})
      .where('examId', '=', exams.NE.id)
      .where('personId', '=', anna.id)
      .execute()
    await world.store.db.updateTable('person').set({locationId: null}).execute()

    expect(await counts('exam')).toEqual(['EN: 0/1/1 1+0-0', 'NE: 0/1/1 2+0-1', 'REK: 0/2/2 1+1-0'])
    expect(await counts('location')).toEqual(['none: 0/3/3 1+1-0', 'NOORD: 0/0/0 1+0-1', 'ZUID: 0/1/1 2+0-0'])
    expect(await counts('programme')).toEqual(['none: 0/1/1 1+0-0', 'BBL: 0/1/1 1+0-0', 'BOL: 0/2/2 2+1-1'])
    const totals = (await showDemand(world.office(), {period: '2026-P2'})).rows
    for (const {wanted, agreed, frozen, added, withdrawn} of totals)
      expect(wanted + agreed).toBe(frozen + added - withdrawn)
  })

  test('freezes needs as they are translated for the first day of the taking window', async () => {
    await agreeAll()
    await need(anna, {})
    await need(anna, {basis: 'minutes', value: 30, code: 'ExtraTime30Min', scopeKind: 'exam', scopeValue: 'EN'})
    await need(anna, {basis: 'aid', code: 'spoken', toOn: day('2026-11-29')})
    await need(bilal, {basis: 'unlimited', code: 'Unlimited'})
    const added = await need(carla, {basis: 'aid', code: 'large-print', fromOn: day('2026-11-30')})
    await freeze()
    const rows = await world.store.db
      .selectFrom('frozenRegistration as f')
      .innerJoin('exam as e', 'e.id', 'f.examId')
      .innerJoin('person as p', 'p.id', 'f.personId')
      .select(['p.studentNumber', 'e.code', 'f.extraMinutes', 'f.aids'])
      .orderBy('p.studentNumber')
      .orderBy('e.code')
      .execute()
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['1', 'EN', 30, []],
      ['1', 'NE', 15, []],
      ['2', 'NE', 60, ['unlimited-time']],
      ['3', 'REK', 0, ['large-print']],
    ])
    const before = ['extra-time: 0/3/2 3+0-0', 'large-print: 0/1/1 1+0-0', 'unlimited-time: 0/1/1 1+0-0']
    expect(await counts('need')).toEqual(before)
    await world.store.db.updateTable('need').set({endedAt: world.now()}).where('id', '=', added.id).execute()
    expect(await counts('need')).toEqual([before[0], 'large-print: 0/0/0 1+0-0', before[2]])
  })

  test('may be frozen exam by exam, then as a whole; each exam stays in the first', async () => {
    await agreeAll()
    await freeze('NE')
    expect(await showDemand(world.office(), {period: '2026-P2'})).toMatchObject({frozen: 'some', frozenExams: ['NE']})
    expect(await counts('exam')).toEqual(['EN: 0/1/1', 'NE: 0/2/1 2+0-0', 'REK: 0/1/1'])
    await addRegistration(world.office(), {student: '2', exam: 'EN', period: '2026-P2'})
    await expect(freeze('NE')).rejects.toMatchObject(because('period.frozen-already'))
    await freeze()
    await expect(freeze('EN')).rejects.toMatchObject(because('period.frozen-already'))
    expect(await counts('exam')).toEqual(['EN: 0/2/2 2+0-0', 'NE: 0/2/1 2+0-0', 'REK: 0/1/1 1+0-0'])
    await expect(unfreeze('NE')).rejects.toMatchObject(because('period.frozen-whole'))
    await unfreeze()
    await unfreeze('NE')
    expect(await counts('exam')).toEqual(['EN: 0/2/2', 'NE: 0/2/1', 'REK: 0/1/1'])
    await addRegistration(world.as('student', anna), {student: '1', exam: 'REK', period: '2026-P2'})
  })

  test('is unfrozen until the first session with that exam is published', async () => {
    await agreeAll()
    await freeze('NE')
    await freeze('EN')
    const room = await world.room('B1', await world.location('OOST'))
    const planned = await world.session('S1', period, room, [exams.NE], {state: 'planned', publishedAt: null})
    await unfreeze('NE')
    await freeze('NE')
    await world.store.db.updateTable('session').set({state: 'published'}).where('id', '=', planned.session.id).execute()
    await expect(unfreeze('NE')).rejects.toMatchObject(because('period.session-published'))
    await unfreeze('EN')
    expect(await showDemand(world.office(), {period: '2026-P2'})).toMatchObject({frozenExams: ['NE']})
  })

  describe('what was not used', () => {
    const over = {from: '2026-P2', to: '2027-P1'}
    const inNext = async () =>
      (await listRegistrations(world.office(), {period: '2027-P1'}))
        .map(({student, exam, state}) => `${student} ${exam} ${state}`)
        .toSorted()

    test('is carried over as it is, and the frozen demand shows it as gone', async () => {
      await agreeAll()
      await freeze()
      const {session, pool, sessionExams} = await world.session(
        'S1',
        period,
        await world.room('B1', await world.location('OOST')),
        [exams.EN],
      )
      const [seated] = await world.store.db
        .selectFrom('registration')
        .selectAll()
        .where('examId', '=', exams.EN.id)
        .where('closedAt', 'is', null)
        .execute()
      if (seated) await world.enrolment(seated, {session, pool, sessionExams})
      expect(await previewCarryOver(world.office(), over)).toEqual({...over, registrations: 3, frozen: 0, run: null})
      expect(await inNext()).toEqual(['3 NE agreed'])

      const done = await carryOverRegistrations(world.office(), over)
      expect(done).toMatchObject({registrations: 3})
      expect(await inNext()).toEqual(['1 NE agreed', '2 NE agreed', '3 NE agreed', '3 REK agreed'])
      expect(await counts('exam')).toEqual(['EN: 0/1/1 1+0-0', 'NE: 0/0/0 2+0-2', 'REK: 0/0/0 1+0-1'])
      expect(await carryOverRegistrations(world.office(), over)).toMatchObject({registrations: 0, run: null})
    })

    test('is brought back, save what somebody has touched since', async () => {
      const {run} = await carryOverRegistrations(world.office(), over)
      const rek = (await listRegistrations(world.office(), {period: '2027-P1', exam: 'REK'}))[0]
      await world
        .office()
        .write('registration.decide', {}, ({registrations}) =>
          registrations.change(rek?.id as never, {sourceId: 'SIS-1'}),
        )
      expect(await undoCarryOver(world.office(), run ?? '')).toEqual({run, back: 3, left: [rek?.code]})
      expect(await inNext()).toEqual(['3 NE agreed', '3 REK agreed'])
      await expect(undoCarryOver(world.office(), run ?? '')).rejects.toMatchObject(because('run.undone-already'))
    })

    test('goes to another period that is not over, and exams frozen there stay', async () => {
      await expect(carryOverRegistrations(world.office(), {from: '2026-P2', to: '2026-P2'})).rejects.toMatchObject(
        because('registration.same-period'),
      )
      await world.period('OUD', {state: 'closed'})
      await expect(carryOverRegistrations(world.office(), {from: '2026-P2', to: 'OUD'})).rejects.toMatchObject(
        because('registration.period-over'),
      )
      await advancePeriod(world.office(), {period: '2027-P1', step: 'freeze', exam: 'REK'})
      expect(await carryOverRegistrations(world.office(), over)).toMatchObject({registrations: 3, frozen: 1})
      await expect(carryOverRegistrations(world.as('teacher'), {from: '2027-P1', to: '2026-P2'})).rejects.toMatchObject(
        {code: 'deed.forbidden'},
      )
    })
  })
})
