import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {applyImport} from '../../src/imports/apply-import.ts'
import {planImport} from '../../src/imports/plan-import.ts'
import {undoImport} from '../../src/imports/undo-import.ts'
import {addRegistration} from '../../src/registration/add-registration.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {DATABASES} from '../support/databases.ts'
import {hold, openExamDay} from '../support/exam-day.ts'
import {importFile, tableOf} from '../support/school-files.ts'
import {openWorld, type World} from '../support/world.ts'

/* Files about what happens in a period: registrations, sessions, enrolments and results. */

describe.each(DATABASES)('a season from files on %s', (which) => {
  let world: World
  let n = 0
  beforeAll(async () => {
    world = await openWorld(which)
  })
  beforeEach(() => world.setNow('2026-11-02T09:00'))
  afterAll(() => world.close())

  const plan = (kind: string, lines: readonly string[], options = {}, ctx = world.office()) =>
    planImport(ctx, {kind, open: tableOf(`${kind}.csv`, lines), options})
  const take = (kind: string, lines: readonly string[], options = {}, ctx = world.office()) =>
    importFile(ctx, kind, tableOf(`${kind}.csv`, lines), options)
  const codesOf = ({badRows}: {badRows: readonly {reasons: readonly {code: string}[]}[]}) =>
    badRows.map(({reasons}) => reasons.map(({code}) => code))
  const person = (number: string) => world.office().read('people.read', ({students}) => students.get(number))

  /** A period with an exam, a room, and students of one group who are in a programme. */
  async function school(students = 3) {
    const code = `N${++n}`
    const programme = await world.programme(`P-${code}`)
    const people = []
    for (let i = 0; i < students; i++) {
      const student = await world.student(`${code}${i}`)
      await world.study(student, programme)
      people.push(student)
    }
    const teacher = await world.employee(`T-${code}`)
    await world.group(`G-${code}`, people, [teacher])
    const location = await world.location(`L-${code}`)
    const exam = await world.exam(`EX-${code}`, {rules: {enrolBy: ['office', 'teacher']}})
    const room = await world.room(`R-${code}`, location, {examSeats: 2, seats: 2, computers: 2})
    const period = await world.period(`PER-${code}`)
    return {
      code,
      people,
      numbers: people.map(({studentNumber}) => studentNumber!),
      teacher,
      location,
      exam,
      room,
      period,
    }
  }

  describe('registrations', () => {
    const HEADER = 'studentnummer;examen;voorkeurslocatie;opmerking'
    const open = async (number: string) => {
      const {id} = await person(number)
      return world.office().read('registration.read', async ({registrations, registrationNotes}) => {
        const rows = await registrations.all({personId: id})
        return {rows, notes: await registrationNotes.all({registrationId: rows.map((row) => row.id)})}
      })
    }

    test('are those of the office, with place and remark', async () => {
      const {numbers, exam, location, period} = await school()
      await take('registrations', [HEADER, `${numbers[0]};${exam.code};${location.code};Graag vroeg`], {
        period: period.code,
      })
      expect(await open(numbers[0]!)).toMatchObject({
        rows: [{state: 'agreed', source: 'office', locationId: location.id, late: false}],
        notes: [{kind: 'remark', content: 'Graag vroeg'}],
      })
    })

    test('are checked by the same rules as one by one, each with its line', async () => {
      const {numbers, exam, period} = await school()
      const stranger = await world.student(`X${n}`)
      const answer = await plan(
        'registrations',
        [HEADER, `${numbers[0]};${exam.code};;`, `${stranger.studentNumber};${exam.code};;`],
        {period: period.code},
      )
      expect(answer).toMatchObject({add: 1, bad: 1, badRows: [{line: 3}]})
      expect(codesOf(answer)).toEqual([['registration.not-in-exam-plan']])
    })

    test('that are known change nothing, save the place that is asked for', async () => {
      const {numbers, exam, location, period} = await school()
      await addRegistration(world.office(), {student: numbers[0]!, exam: exam.code, period: period.code})
      const header = 'studentnummer;examen'
      expect(await plan('registrations', [header, `${numbers[0]};${exam.code}`], {period: period.code})).toMatchObject({
        same: 1,
      })
      const {plan: answer, applied} = await take(
        'registrations',
        [HEADER, `${numbers[0]};${exam.code};${location.code};`],
        {period: period.code},
      )
      expect(answer).toMatchObject({change: 1})
      expect((await open(numbers[0]!)).rows).toMatchObject([{locationId: location.id}])
      await undoImport(world.as('admin'), {run: applied!.run})
      expect((await open(numbers[0]!)).rows).toMatchObject([{locationId: null, state: 'agreed'}])
    })

    test('that somebody made while the file was looked at are left out and told, the others stand', async () => {
      const {numbers, exam, period} = await school()
      const {run} = await plan('registrations', [HEADER, ...numbers.map((number) => `${number};${exam.code};;`)], {
        period: period.code,
      })
      await addRegistration(world.as('student', await person(numbers[1]!)), {
        student: numbers[1]!,
        exam: exam.code,
        period: period.code,
      })
      const {left} = await applyImport(world.office(), {run: run!})
      expect(left).toMatchObject([{code: 'registration.exists', details: {line: 3}}])
      for (const number of numbers) expect((await open(number)).rows).toHaveLength(1)
    })

    test('of the SIS are linked to what is there', async () => {
      const {numbers, exam, period} = await school()
      await addRegistration(world.office(), {student: numbers[0]!, exam: exam.code, period: period.code})
      const lines = ['studentnummer;examen;sisid', `${numbers[0]};${exam.code};S-1`, `${numbers[1]};${exam.code};S-2`]
      expect(await take('registrations', lines, {period: period.code})).toMatchObject({plan: {add: 1, change: 1}})
      expect((await open(numbers[0]!)).rows).toMatchObject([{source: 'office', sourceId: 'S-1'}])
      expect((await open(numbers[1]!)).rows).toMatchObject([{source: 'sis', sourceId: 'S-2'}])
      expect(await plan('registrations', lines, {period: period.code})).toMatchObject({same: 2, run: null})
    })

    test('a teacher registers her own students, and nobody else is there for her', async () => {
      const {numbers, exam, period, teacher} = await school()
      const other = await school()
      const ctx = world.as('teacher', teacher)
      const answer = await plan(
        'registrations',
        [HEADER, `${numbers[0]};${exam.code};;`, `${other.numbers[0]};${exam.code};;`],
        {period: period.code},
        ctx,
      )
      expect(codesOf(answer)).toEqual([['student.not-found']])
      await take('registrations', [HEADER, `${numbers[0]};${exam.code};;`], {period: period.code}, ctx)
      expect((await open(numbers[0]!)).rows).toMatchObject([{source: 'teacher', requestedBy: teacher.id}])
    })

    test('after their term are added late by the office, for a reason', async () => {
      const {numbers, exam, period} = await school()
      world.setNow('2026-11-21T09:00')
      const lines = [HEADER, `${numbers[0]};${exam.code};;`]
      expect(codesOf(await plan('registrations', lines, {period: period.code}))).toEqual([
        ['registration.window-closed'],
      ])
      world.setNow('2026-11-16T09:00')
      await world.store.db
        .updateTable('periodWindow')
        .set({closesAt: '2026-11-15T00:00:00.000Z' as never})
        .where('periodId', '=', period.id)
        .where('kind', '=', 'registration')
        .execute()
      await take('registrations', lines, {period: period.code, late: true, reason: 'Overgestapt'})
      expect((await open(numbers[0]!)).rows).toMatchObject([{late: true}])
    })

    test('that were decided on or placed since stay when the import is undone', async () => {
      const {numbers, exam, period, room, code} = await school()
      const {applied} = await take('registrations', [HEADER, ...numbers.map((number) => `${number};${exam.code};;`)], {
        period: period.code,
      })
      const [first] = (await open(numbers[0]!)).rows
      await world.enrolment(first!, await world.session(`S-${code}`, period, room, [exam]))
      expect(await undoImport(world.as('admin'), {run: applied!.run})).toMatchObject({
        restored: 2,
        kept: [{code: 'import.touched'}],
      })
      expect((await open(numbers[0]!)).rows).toHaveLength(1)
      expect((await open(numbers[1]!)).rows).toHaveLength(0)
    })

    test('need a period', async () => {
      await expect(plan('registrations', [HEADER])).rejects.toMatchObject({code: 'import.no-period'})
      await expect(plan('registrations', [HEADER], {period: 'X'})).rejects.toMatchObject({code: 'period.not-found'})
    })
  })

  describe('sessions', () => {
    const HEADER = 'zitting;examens;lokaal;datum;van;minuten;afnameleider'
    const sessionsOf = (period: {id: string}) =>
      world.office().read('plan.read', async ({sessions, bookings, duties}) => {
        const all = await sessions.all({periodId: period.id as never})
        const sessionId = all.map(({id}) => id)
        return {all, bookings: await bookings.all({sessionId}), duties: await duties.all({sessionId})}
      })

    test('take their rooms and people, and are the same when they come again', async () => {
      const {code, exam, room, period, teacher} = await school()
      const lines = [HEADER, `Z-${code};${exam.code};${room.code};2026-12-01;09:00;90;${teacher.staffCode}`]
      const {plan: answer, applied} = await take('sessions', lines, {period: period.code})
      expect(answer).toMatchObject({add: 1, bad: 0})
      expect(await sessionsOf(period)).toMatchObject({
        all: [{code: `Z-${code}`, state: 'planned', minutes: 90}],
        bookings: [{roomId: room.id}],
        duties: [{duty: 'lead'}],
      })
      expect(await plan('sessions', lines, {period: period.code})).toMatchObject({same: 1, run: null})
      expect(
        codesOf(await plan('sessions', [lines[0]!, lines[1]!.replace('09:00', '13:00')], {period: period.code})),
      ).toEqual([['session.differs']])
      expect(await undoImport(world.as('admin'), {run: applied!.run})).toMatchObject({restored: 1, kept: []})
      expect(await sessionsOf(period)).toMatchObject({all: [], bookings: [], duties: []})
    })

    test('that meet each other in one file, or what is planned, are said', async () => {
      const {code, exam, room, period, teacher} = await school()
      await take('sessions', [HEADER, `A-${code};${exam.code};${room.code};2026-12-01;09:00;90;`], {
        period: period.code,
      })
      const other = await world.room(`R2-${code}`, await world.location(`L2-${code}`), {examSeats: 2})
      const row = (name: string, at: string, where = room.code) =>
        `${name}-${code};${exam.code};${where};2026-12-01;${at};90;${teacher.staffCode}`
      const answer = await plan(
        'sessions',
        [HEADER, row('B', '10:00'), row('C', '13:00'), row('D', '14:00'), row('E', '13:30', other.code)],
        {period: period.code},
      )
      expect(answer.badRows.map(({line}) => line)).toEqual([2, 4, 5])
      expect(codesOf(answer)).toEqual([['room.taken'], ['room.taken', 'staff.on-duty'], ['staff.on-duty']])
    })

    test('are left out when their room was taken meanwhile', async () => {
      const {code, exam, room, period} = await school()
      const {run} = await plan(
        'sessions',
        [
          HEADER,
          `A-${code};${exam.code};${room.code};2026-12-01;09:00;90;`,
          `B-${code};${exam.code};${room.code};2026-12-02;09:00;90;`,
        ],
        {period: period.code},
      )
      await world.session(`S-${code}`, period, room, [exam], {on: '2026-12-01'})
      const {left} = await applyImport(world.office(), {run: run!})
      expect(left).toMatchObject([{code: 'room.taken', details: {line: 2}}])
      expect((await sessionsOf(period)).all.map((each) => each.code).toSorted()).toEqual([`B-${code}`, `S-${code}`])
    })
  })

  describe('enrolments', () => {
    const HEADER = 'studentnummer;examen;zitting'
    async function published(students = 3) {
      const made = await school(students)
      const session = await world.session(`S-${made.code}`, made.period, made.room, [made.exam])
      for (const student of made.people) await world.registration(student, made.exam, made.period)
      const lines = made.numbers.map((number) => `${number};${made.exam.code};S-${made.code}`)
      return {...made, session, lines}
    }
    const taken = (session: {session: {id: string}}) =>
      world.office().read('enrolment.read', async ({pools, enrolments}) => ({
        taken: (await pools.all({sessionId: session.session.id as never})).map((pool) => pool.taken),
        enrolments: (await enrolments.all({sessionId: session.session.id as never})).length,
      }))

    test('give seats out in the order of the file, and say who finds the session full', async () => {
      const {lines, session} = await published(3)
      const {plan: answer} = await take('enrolments', [HEADER, ...lines], {acceptValid: true})
      expect(answer.badRows).toMatchObject([{line: 4}])
      expect(codesOf(answer)).toEqual([['enrolment.full']])
      expect(await taken(session)).toEqual({taken: [2], enrolments: 2})
      expect(await plan('enrolments', [HEADER, ...lines.slice(0, 2)])).toMatchObject({same: 2, run: null})
    })

    test('tell each student after a while, and nobody when they are undone before', async () => {
      const {people, lines, session} = await published(2)
      const {applied} = await take('enrolments', [HEADER, ...lines])
      const letters = () =>
        world.office().read('operation.read', ({outbox}) => outbox.messages.all({personId: people.map(({id}) => id)}))
      expect(await letters()).toMatchObject([
        {state: 'waiting', body: {letter: 'enrolment-confirmed'}, dueAt: '2026-11-02T08:10:00.000Z'},
        {state: 'waiting'},
      ])
      expect(await undoImport(world.as('admin'), {run: applied!.run})).toMatchObject({
        restored: 2,
        kept: [],
        letters: 2,
      })
      expect(await taken(session)).toEqual({taken: [0], enrolments: 0})
      expect((await letters()).map(({state}) => state)).toEqual(['withdrawn', 'withdrawn'])
    })

    test('leave out who was seated elsewhere meanwhile, and whose seat was taken', async () => {
      const {lines, session, people, exam, period, code} = await published(2)
      const {run} = await plan('enrolments', [HEADER, ...lines])
      const stranger = await world.student(`Y${code}`)
      await world.enrolment(await world.registration(stranger, exam, period), session)
      const [mine] = await world
        .office()
        .read('registration.read', ({registrations}) => registrations.all({personId: people[0]!.id}))
      await world.enrolment(mine!, session)
      const {left} = await applyImport(world.office(), {run: run!})
      expect(left).toMatchObject([
        {code: 'enrolment.exists', details: {line: 2}},
        {code: 'enrolment.full', details: {line: 3}},
      ])
      expect(await taken(session)).toEqual({taken: [2], enrolments: 2})
    })

    test('who is not registered is said to be', async () => {
      const {lines, code} = await published(1)
      await world.student(`Q${code}`)
      const answer = await plan('enrolments', [HEADER, lines[0]!.replace(/^[^;]+/, `Q${code}`)])
      expect(codesOf(answer)).toEqual([['enrolment.no-registration']])
    })

    test('a teacher enrols her own students where the exam lets her', async () => {
      const {lines, session, teacher} = await published(2)
      await take('enrolments', [HEADER, ...lines], {}, world.as('teacher', teacher))
      expect(await taken(session)).toEqual({taken: [2], enrolments: 2})
    })
  })

  describe('results', () => {
    const HEADER = 'studentnummer;examen;zitting;aanwezigheid;score'
    async function reported() {
      const day = await openExamDay(world)
      await hold(world, day)
      const row = (i: number, score: string, attendance = 'present') =>
        `${day.numbers[i]};${day.exam.code};${day.code};${attendance};${score}`
      return {day, row}
    }
    const standing = (day: {students: readonly {id: string}[]}) =>
      world.office().read('result.read', async ({results}) => {
        const rows = await results.all({personId: day.students.map(({id}) => id) as never})
        return day.students.map(({id}) => rows.find(({personId}) => personId === id)?.score ?? null)
      })

    test('come in on the exam’s scale, and change nothing when they come again', async () => {
      const {day, row} = await reported()
      const lines = [HEADER, row(0, '6,8'), row(1, '4.2', 'aanwezig'), row(2, '')]
      expect(await take('results', lines)).toMatchObject({plan: {add: 3, bad: 0}, applied: {left: []}})
      expect(await standing(day)).toEqual(['6.8', '4.2', null])
      expect(await plan('results', lines)).toMatchObject({same: 3, run: null})
    })

    test('that replace an earlier score can be taken back to it', async () => {
      const {day, row} = await reported()
      await take('results', [HEADER, row(0, '5,0')])
      const {plan: answer, applied} = await take('results', [HEADER, row(0, '6,0'), row(1, '7,0')])
      expect(answer).toMatchObject({add: 1, change: 1})
      expect(await undoImport(world.as('admin'), {run: applied!.run})).toMatchObject({restored: 2, kept: []})
      expect(await standing(day)).toEqual(['5.0', null, null])
    })

    test('that differ from an established one wait for the board, once', async () => {
      const {day, row} = await reported()
      await take('results', [HEADER, row(0, '5,0')])
      await establishResults(world.as('board', day.member), {session: day.code})
      const lines = [HEADER, row(0, '8,0')]
      expect(await take('results', lines)).toMatchObject({applied: {left: [{code: 'result.held'}]}})
      expect(await standing(day)).toEqual(['5.0', null, null])
      expect(await plan('results', lines)).toMatchObject({same: 1, run: null})
    })

    test('stay when they were established before the import is undone', async () => {
      const {day, row} = await reported()
      const {applied} = await take('results', [HEADER, row(0, '5,0'), row(1, '6,0')])
      await establishResults(world.as('board', day.member), {student: day.numbers[0]!, exam: day.exam.code})
      expect(await undoImport(world.as('admin'), {run: applied!.run})).toMatchObject({
        restored: 1,
        kept: [{code: 'result.touched-since'}],
      })
      expect(await standing(day)).toEqual(['5.0', null, null])
    })

    test('wait for the report, and are on the scale', async () => {
      const day = await openExamDay(world)
      const row = (score: string) => `${day.numbers[0]};${day.exam.code};${day.code};;${score}`
      expect(codesOf(await plan('results', [HEADER, row('6,0')]))).toEqual([['result.session-not-reported']])
      await hold(world, day)
      expect(codesOf(await plan('results', [HEADER, row('voldoende')]))).toEqual([['result.not-on-scale']])
      await recordResult(world.office(), {student: day.numbers[0]!, exam: day.exam.code, score: '6.0'})
      expect(await plan('results', [HEADER, row('6,0')])).toMatchObject({same: 1})
    })
  })
})
