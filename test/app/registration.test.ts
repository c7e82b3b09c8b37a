import {beforeAll, afterAll, describe, expect, test} from 'vitest'
import type {Exam, Period, Person} from '../../src/institution/model.ts'
import {LETTERS} from '../../src/letters/index.ts'
import {addGroupRegistrations, previewGroupRegistrations} from '../../src/registration/add-group-registrations.ts'
import {addRegistration} from '../../src/registration/add-registration.ts'
import {decideRegistrations, undecidedRegistrations} from '../../src/registration/decide-registrations.ts'
import {listRegistrations} from '../../src/registration/list-registrations.ts'
import {missingRegistrations} from '../../src/registration/missing-registrations.ts'
import {previewStatements, sendStatements} from '../../src/registration/send-statements.ts'
import {showRegistration} from '../../src/registration/show-registration.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

/** The reasons of a refusal, by code. */
const because = (...codes: string[]) => ({
  code: 'registration.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

describe.each(DATABASES)('registering on %s', (which) => {
  let world: World
  let period: Period
  let anna: Person
  let bilal: Person
  let teacher: Person
  let stranger: Person

  beforeAll(async () => {
    world = await openWorld(which)
    const programme = await world.programme('25604-BOL', {crebo: '25604'})
    period = await world.period('2026-P2')
    anna = await world.student('1001', {familyName: 'Aalbers', sortKey: 'aalbers anna'})
    bilal = await world.student('1002', {familyName: 'Bakir', sortKey: 'bakir bilal'})
    for (const who of [anna, bilal]) await world.study(who, programme)
    teacher = await world.employee('DOC001')
    stranger = await world.employee('DOC002')
    await world.group('VZ1A', [anna, bilal], [teacher])
    await world.group('VZ1B', [], [stranger])
    await world.location('NOORD')
  })
  afterAll(() => world.close())

  const register = (student: string, exam: string, more: object = {}) => ({student, exam, period: '2026-P2', ...more})

  test('a student registers himself, and finds it with where he wants to take it', async () => {
    await world.exam('REK-A')
    const made = await addRegistration(
      world.as('student', anna),
      register('1001', 'REK-A', {location: 'NOORD', remark: 'graag vroeg'}),
    )
    expect(made).toMatchObject({
      did: 'added',
      student: '1001',
      exam: 'REK-A',
      period: '2026-P2',
      state: 'agreed',
      source: 'student',
      location: 'NOORD',
      late: false,
    })
    expect(made.code).toMatch(/^\w{6}$/)
    expect(await listRegistrations(world.as('student', anna))).toMatchObject([{code: made.code}])
    const shown = await showRegistration(world.as('student', anna), made.code)
    expect(shown).toMatchObject({
      requestedBy: '1001',
      attempts: [],
      attemptsLeft: 2,
      notes: [{kind: 'remark', content: 'graag vroeg'}],
    })
  })

  test('a second try, in whichever period and by whoever, says where and by whom the first was made', async () => {
    const exam = await world.exam('REK-B')
    await world.period('2027-P1')
    const first = await addRegistration(world.as('teacher', teacher), register('1001', 'REK-B'))
    const second = addRegistration(world.office(), {student: '1001', exam: 'REK-B', period: '2027-P1'})
    await expect(second).rejects.toMatchObject(because('registration.exists'))
    await expect(second).rejects.toMatchObject({
      message: expect.stringContaining(`${first.code} in period 2026-P2, by a teacher (DOC001) on 2026-11-02`),
      details: {
        reasons: [{details: {registration: first.code, period: '2026-P2', source: 'teacher', on: '2026-11-02'}}],
      },
    })
    expect(await openOf(world, anna, exam)).toHaveLength(1)
  })

  test('the SIS finds what is registered already and links its own id to it', async () => {
    const exam = await world.exam('REK-C')
    const first = await addRegistration(world.as('student', anna), register('1001', 'REK-C'))
    const linked = await addRegistration(world.office(), register('1001', 'REK-C', {for: 'sis', sourceId: 'SIS-77'}))
    expect(linked).toMatchObject({did: 'linked', code: first.code, source: 'student', sourceId: 'SIS-77', version: 2})
    const again = await addRegistration(world.office(), register('1001', 'REK-C', {for: 'sis', sourceId: 'SIS-77'}))
    expect(again).toMatchObject({did: 'linked', version: 2})
    expect(await openOf(world, anna, exam)).toHaveLength(1)
  })

  test('a student registers only himself, and a teacher only students of her groups', async () => {
    await world.exam('REK-D')
    await expect(addRegistration(world.as('student', bilal), register('1001', 'REK-D'))).rejects.toMatchObject({
      code: 'student.not-found',
    })
    await expect(addRegistration(world.as('teacher', stranger), register('1001', 'REK-D'))).rejects.toMatchObject({
      code: 'student.not-found',
    })
    await expect(
      addRegistration(world.as('teacher', teacher), register('1001', 'REK-D', {for: 'student'})),
    ).rejects.toMatchObject({
      code: 'registration.not-in-that-name',
    })
    expect(await listRegistrations(world.as('teacher', stranger))).toEqual([])
    expect(await listRegistrations(world.office(), {exam: 'REK-D'})).toEqual([])
  })

  test.each([
    ['planner', 'deed.forbidden'],
    ['board', 'student.not-found'],
  ] as const)('a %s does not register', async (role, code) => {
    const registering = addRegistration(world.as(role, stranger), register('1001', 'REK-A'))
    await expect(registering).rejects.toMatchObject({code})
  })

  test('what is not there is named', async () => {
    await expect(addRegistration(world.office(), register('9999', 'REK-A'))).rejects.toMatchObject({
      code: 'student.not-found',
    })
    await expect(addRegistration(world.office(), register('1001', 'NIETS'))).rejects.toMatchObject({
      code: 'exam.not-found',
    })
    await expect(addRegistration(world.office(), {...register('1001', 'REK-A'), period: '1999'})).rejects.toMatchObject(
      {code: 'period.not-found'},
    )
    await expect(addRegistration(world.office(), register('1001', 'REK-A', {location: 'WEG'}))).rejects.toMatchObject({
      code: 'location.not-found',
    })
  })

  test('the rules look at what the store holds: exemption, attempts, plan, role, window', async () => {
    const exam = await world.exam('REK-E', {rules: {attempts: 1, registerBy: ['office']}})
    const elsewhere = await world.exam('REK-F')
    await world.insert('exemption', {
      id: world.ids.next(),
      personId: anna.id,
      examId: exam.id,
      partId: null,
      boardId: null,
      decidedOn: period.fromOn,
      basis: 'havo',
      grade: '7',
      source: 'board',
      endedAt: null,
    })
    await attempt(world, anna, exam, {passed: true})
    await expect(addRegistration(world.as('student', anna), register('1001', 'REK-E'))).rejects.toMatchObject(
      because(
        'registration.exempted',
        'registration.no-attempts-left',
        'registration.passed',
        'registration.not-by-role',
      ),
    )
    await world.store.db.updateTable('examPlanEntry').set({crebo: '99999'}).where('examId', '=', elsewhere.id).execute()
    await expect(addRegistration(world.office(), register('1001', 'REK-F'))).rejects.toMatchObject(
      because('registration.not-in-exam-plan'),
    )
    const extraneus = await world.student('1999', {kind: 'exam-only'})
    expect(await addRegistration(world.office(), register('1999', 'REK-F'))).toMatchObject({did: 'added'})
    expect(await openOf(world, extraneus, elsewhere)).toHaveLength(1)
  })

  test('after the window the office adds a late one for a reason, until the set days before the first session', async () => {
    const exam = await world.exam('REK-G')
    await world.period('2026-P3', {}, {registration: ['2026-10-01', '2026-10-24']})
    const late = {student: '1001', exam: 'REK-G', period: '2026-P3'}
    await expect(addRegistration(world.as('student', anna), late)).rejects.toMatchObject(
      because('registration.window-closed'),
    )
    await expect(addRegistration(world.office(), late)).rejects.toMatchObject(because('registration.window-closed'))
    await expect(addRegistration(world.office(), {...late, late: true})).rejects.toMatchObject(
      because('registration.reason-needed'),
    )
    const made = await addRegistration(world.office(), {...late, late: true, reason: 'was ziek'})
    expect(made).toMatchObject({late: true, state: 'agreed'})
    expect(await showRegistration(world.office(), made.code)).toMatchObject({
      notes: [{kind: 'late', content: 'was ziek'}],
    })

    const room = await world.room('B1', await world.location('ZUID'))
    const p3 = await world.as('office').read('catalogue.read', ({periods}) => periods.get('2026-P3'))
    await world.session('VROEG', p3, room, [exam], {on: '2026-11-15'})
    await expect(
      addRegistration(world.office(), {...late, student: '1002', late: true, reason: 'was ziek'}),
    ).rejects.toMatchObject(because('registration.too-late'))
  })

  test('where the exam asks it the team agrees first, and is the team when she asks', async () => {
    await world.exam('PROEVE', {rules: {consent: true}})
    const asked = await addRegistration(world.as('student', anna), register('1001', 'PROEVE'))
    expect(asked).toMatchObject({state: 'wanted'})
    expect(await addRegistration(world.as('teacher', teacher), register('1002', 'PROEVE'))).toMatchObject({
      state: 'agreed',
    })

    const decide = {decision: 'agreed', codes: [asked.code]} as const
    await expect(decideRegistrations(world.as('student', anna), decide)).rejects.toMatchObject({kind: 'forbidden'})
    await expect(decideRegistrations(world.as('teacher', stranger), decide)).rejects.toMatchObject({
      code: 'registration.not-found',
    })
    expect(await decideRegistrations(world.as('teacher', teacher), decide)).toMatchObject([
      {code: asked.code, state: 'agreed'},
    ])
    expect(await showRegistration(world.office(), asked.code)).toMatchObject({decidedBy: 'DOC001'})
    await expect(decideRegistrations(world.as('teacher', teacher), decide)).rejects.toMatchObject(
      because('registration.decided-already'),
    )
    expect(await letters(world, anna, asked.code)).toEqual(['registration-decided'])
  })

  test('a refusal needs a reason, closes the registration and frees the student for another', async () => {
    await world.exam('PROEVE-2', {rules: {consent: true}})
    const asked = await addRegistration(world.as('student', anna), register('1001', 'PROEVE-2'))
    const refusal = {decision: 'refused', codes: [asked.code]} as const
    await expect(decideRegistrations(world.office(), refusal)).rejects.toMatchObject(
      because('registration.reason-needed'),
    )
    const [refused] = await decideRegistrations(world.office(), {...refusal, reason: 'nog niet toe aan examen'})
    expect(refused).toMatchObject({state: 'refused'})
    expect(refused?.closedAt).not.toBeNull()
    expect(await addRegistration(world.as('student', anna), register('1001', 'PROEVE-2'))).toMatchObject({
      state: 'wanted',
    })
  })

  test('codes are decided together or not at all, and all of an exam in one go', async () => {
    await world.exam('PROEVE-3', {rules: {consent: true}})
    const [one, two] = [
      await addRegistration(world.office(), register('1001', 'PROEVE-3')),
      await addRegistration(world.office(), register('1002', 'PROEVE-3')),
    ]
    await decideRegistrations(world.office(), {decision: 'agreed', codes: [two.code]})
    await expect(
      decideRegistrations(world.office(), {decision: 'agreed', codes: [one.code, two.code]}),
    ).rejects.toMatchObject(because('registration.decided-already'))
    expect(await showRegistration(world.office(), one.code)).toMatchObject({state: 'wanted'})
    const all = {decision: 'agreed', all: {exam: 'PROEVE-3', period: '2026-P2', group: 'VZ1A'}} as const
    expect(await undecidedRegistrations(world.office(), all)).toMatchObject([{code: one.code}])
    expect(await decideRegistrations(world.office(), all)).toMatchObject([{code: one.code, state: 'agreed'}])
    expect(await decideRegistrations(world.office(), all)).toEqual([])
    await expect(decideRegistrations(world.office(), {decision: 'agreed'})).rejects.toMatchObject({
      code: 'registration.nothing-named',
    })
  })

  test('a teacher registers her whole group: who may is added, of the others it is said why', async () => {
    const exam = await world.exam('REK-H')
    await world.registration(anna, exam, period)
    const wanted = {group: 'VZ1A', exam: 'REK-H', period: '2026-P2'}
    const before = await previewGroupRegistrations(world.as('teacher', teacher), wanted)
    expect(before).toMatchObject({applied: false, added: 1, refused: 1})
    expect(await openOf(world, bilal, exam)).toEqual([])
    const done = await addGroupRegistrations(world.as('teacher', teacher), wanted)
    expect(done).toMatchObject({
      applied: true,
      added: 1,
      students: [
        {student: '1001', does: 'refuse', reasons: [{code: 'registration.exists'}]},
        {student: '1002', does: 'add', state: 'agreed', reasons: []},
      ],
    })
    expect(await addGroupRegistrations(world.as('teacher', teacher), wanted)).toMatchObject({added: 0, refused: 2})
    expect(await addGroupRegistrations(world.as('teacher', stranger), wanted)).toMatchObject({students: []})
  })

  test('who has none: of a group and of an exam, without the exempted, the passed and those without attempts', async () => {
    const exam = await world.exam('REK-I', {rules: {attempts: 1}})
    const class2 = await Promise.all(
      ['1101', '1102', '1103', '1104'].map((number) => world.student(number, {sortKey: number})),
    )
    const [registered, exempted, tried, free] = class2 as [Person, Person, Person, Person]
    const programme = await world.programme('25604-BBL', {crebo: '25604', route: 'bbl'})
    for (const who of class2) await world.study(who, programme)
    await world.group('VZ2', class2)
    await world.registration(registered, exam, period)
    await world.insert('exemption', {
      id: world.ids.next(),
      personId: exempted.id,
      examId: exam.id,
      partId: null,
      boardId: null,
      decidedOn: period.fromOn,
      basis: 'havo',
      grade: null,
      source: 'board',
      endedAt: null,
    })
    await attempt(world, tried, exam)
    expect(await missingRegistrations(world.office(), {group: 'VZ2', exam: 'REK-I'})).toMatchObject([
      {student: free.studentNumber, exam: 'REK-I', programme: '25604-BBL'},
    ])
    expect(
      (await missingRegistrations(world.office(), {exam: 'REK-I'})).map(({student}) => student).toSorted(),
    ).toEqual(['1001', '1002', '1104'])
    expect(
      (await missingRegistrations(world.office(), {group: 'VZ2'})).filter((row) => row.exam === 'REK-I'),
    ).toHaveLength(1)
    expect(await missingRegistrations(world.as('teacher', stranger), {exam: 'REK-I'})).toEqual([])
    await expect(missingRegistrations(world.office(), {})).rejects.toMatchObject({code: 'registration.nothing-named'})
  })

  test('the list is filtered and read page by page', async () => {
    const all = await listRegistrations(world.office(), {limit: 1000})
    expect(all.length).toBeGreaterThan(8)
    const paged = []
    for (let after: string | undefined; ;) {
      const page = await listRegistrations(world.office(), {after, limit: 3})
      if (page.length === 0) break
      paged.push(...page)
      after = page.at(-1)?.code
    }
    expect(paged).toEqual(all)
    const states = await listRegistrations(world.office(), {states: ['refused'], student: '1001', period: '2026-P2'})
    expect(states).toMatchObject([{exam: 'PROEVE-2', state: 'refused'}])
    expect(await listRegistrations(world.office(), {since: '2026-11-03'})).toEqual([])
    expect(await listRegistrations(world.office(), {since: 'today', limit: 1000})).toEqual(all)
    expect((await listRegistrations(world.office(), {group: 'VZ2'})).map(({student}) => student)).toEqual(['1101'])
  })

  test('every registration stands in the audit trail, for the student and without his name', async () => {
    const entries = await world
      .as('admin')
      .read('audit.read', ({audit}) => audit.entries({deed: 'registration.add', limit: 100}))
    expect(entries.length).toBeGreaterThan(8)
    for (const {aboutKind, forId, facts} of entries) {
      expect(['registration string', 'group object']).toContain(`${aboutKind} ${typeof forId}`)
      expect(JSON.stringify(facts)).not.toMatch(/Aalbers|Bakir/)
    }
  })

  test('students are mailed what they are registered for, once a day, and a teacher only mails her own', async () => {
    const dora = await world.student('1301', {kind: 'exam-only', sortKey: 'dora'})
    const emil = await world.student('1302', {kind: 'exam-only', sortKey: 'emil'})
    await world.group('VZ3', [dora, emil], [teacher])
    await world.registration(dora, await world.exam('REK-K'), period, {state: 'wanted'})
    await world.registration(dora, await world.exam('REK-L'), period, {state: 'withdrawn', closedAt: world.now()})
    const group = {period: '2026-P2', group: 'VZ3'}
    const counted = {period: '2026-P2', students: 2, without: 1, checkBy: '2026-11-19'}
    expect(await previewStatements(world.as('teacher', teacher), group)).toEqual(counted)
    expect(await posted(world, dora)).toEqual([])
    expect(await sendStatements(world.as('teacher', teacher), group)).toEqual(counted)
    await sendStatements(world.office(), {period: '2026-P2', exam: 'REK-K'})
    const [statement, ...more] = await posted(world, dora)
    expect(more).toEqual([])
    expect(statement).toMatchObject({
      letter: 'registration-statement',
      data: {period: '2026-P2', registrations: [{exam: 'REK-K', state: 'wanted'}]},
    })
    expect(await posted(world, emil)).toMatchObject([{data: {registrations: []}}])
    expect(await sendStatements(world.as('teacher', stranger), group)).toMatchObject({students: 0})
    await expect(sendStatements(world.as('student', dora), group)).rejects.toMatchObject({code: 'deed.forbidden'})
  })

  test('the same key registers once', async () => {
    await world.exam('REK-J')
    const wanted = register('1001', 'REK-J', {key: 'k-1'})
    const first = await addRegistration(world.office(), wanted)
    expect(await addRegistration(world.office(), wanted)).toEqual(first)
  })
})

async function openOf(world: World, {id}: Person, exam: Pick<Exam, 'id'>) {
  return world.store.db
    .selectFrom('registration')
    .selectAll()
    .where('personId', '=', id)
    .where('examId', '=', exam.id)
    .where('closedAt', 'is', null)
    .execute()
}

async function attempt(world: World, {id}: Person, exam: Pick<Exam, 'id'>, row: object = {}) {
  const made = {
    id: world.ids.next<never>(),
    registrationId: null,
    enrolmentId: null,
    personId: id,
    examId: exam.id,
    number: 1,
  }
  return world.insert('attempt', {
    ...made,
    takenOn: '2026-03-01' as never,
    attendance: 'present',
    counts: true,
    void: false,
    score: null,
    passed: false,
    source: 'import',
    endedAt: null,
    version: 1,
    ...row,
  })
}

async function posted(world: World, {id}: Person) {
  const rows = await world.store.db.selectFrom('message').selectAll().where('personId', '=', id).execute()
  for (const {body} of rows) expect(() => renderable(body)).not.toThrow()
  return rows.map(({body}) => body)
}

/** Fails when a letter's data is not what the letter needs. */
function renderable(body: unknown): void {
  const {letter, data} = body as {letter: string; data: unknown}
  LETTERS.find(({name}) => name === letter)?.data.parse(data)
}

async function letters(world: World, who: Person, code: string): Promise<string[]> {
  return (await posted(world, who)).flatMap((body) => {
    const {letter, data} = body as {letter: string; data: {code?: string}}
    return data.code === code ? [letter] : []
  })
}
