import {afterAll, beforeEach, describe, expect, test} from 'vitest'
import {applyImport} from '../../src/imports/apply-import.ts'
import {planImport} from '../../src/imports/plan-import.ts'
import {undoImport} from '../../src/imports/undo-import.ts'
import type {Exam, Period} from '../../src/institution/model.ts'
import {DATABASES} from '../support/databases.ts'
import {importFile, tableOf} from '../support/school-files.ts'
import {openWorld, type World} from '../support/world.ts'

const HEADER =
  'studentnummer;roepnaam;voorvoegsel;achternaam;email;soort;opleiding;hoofdinschrijving;verwachte_einddatum;klas;schooldagen'
const row = (
  number: string,
  programme: string,
  group: string,
  {main = 'ja', ends = '2028-07-31', kind = 'regulier', days = ''} = {},
) => `${number};Sanne;de;Vries;${number}@x.nl;${kind};${programme};${main};${ends};${group};${days}`
const refusedWith = (...codes: string[]) => ({
  code: 'import.refused',
  details: {reasons: expect.arrayContaining(codes.map((code) => expect.objectContaining({code})))},
})

describe.each(DATABASES)('students from a file on %s', (which) => {
  const opened: World[] = []
  let world: World
  let exams: Record<'NE2F' | 'NE3F' | 'KEUZE', Awaited<ReturnType<World['exam']>>>
  let period: Period
  beforeEach(async () => {
    world = await openWorld(which)
    opened.push(world)
    await world.programme('VIG', {crebo: '25656', level: 3, locationId: (await world.location('PRK')).id})
    await world.programme('VP', {crebo: '25655', level: 4, locationId: (await world.location('CEN')).id})
    await world.group('VIG-A', [])
    await world.group('VP-A', [])
    period = await world.period('2026-P2')
    const inPlanOf = async (code: string, crebo: string, row: Partial<Exam> = {}) => {
      const exam = await world.exam(code, {subject: 'Nederlands', kind: 'central', ...row})
      await world.store.db.updateTable('examPlanEntry').set({crebo}).where('examId', '=', exam.id).execute()
      return exam
    }
    exams = {
      NE2F: await inPlanOf('NE-2F', '25656', {level: '2F'}),
      NE3F: await inPlanOf('NE-3F', '25655', {level: '3F'}),
      KEUZE: await inPlanOf('KEUZE', '25656', {subject: 'Keuzedeel', level: '', kind: 'school'}),
    }
  })
  afterAll(async () => {
    for (const each of opened) await each.close()
  })

  const office = () => world.as(['office', 'admin'])
  const plan = (lines: readonly string[], options = {}) =>
    planImport(office(), {kind: 'students', open: tableOf('studenten.csv', [HEADER, ...lines]), options})
  const take = (lines: readonly string[], options = {}) =>
    importFile(office(), 'students', tableOf('studenten.csv', [HEADER, ...lines]), options)
  const known = (number: string) =>
    office().read('people.read', async (stores) => {
      const [person] = await stores.students.history({studentNumber: number})
      if (!person) return undefined
      const codes = async (rows: readonly {programmeId: string}[]) =>
        (await stores.programmes.history({id: rows.map(({programmeId}) => programmeId) as never})).map(({code}) => code)
      const studies = await stores.programmeEnrolments.all({personId: person.id})
      const members = await stores.groupMembers.all({personId: person.id})
      const groups = await stores.groups.history({id: members.map(({groupId}) => groupId)})
      const days = await stores.availableDays.all({personId: person.id})
      const registrations = await stores.registrations.history({personId: person.id}, {orderBy: 'requestedAt'})
      return {
        person,
        programmes: (await codes(studies)).toSorted(),
        main: await codes(studies.filter(({main}) => main)),
        groups: groups.map(({code}) => code).toSorted(),
        days: days.map(({weekday}) => weekday ?? 0).toSorted((a, b) => a - b),
        registrations: registrations.map(({examId, state}) => [
          Object.values(exams).find(({id}) => id === examId)?.code,
          state,
        ]),
      }
    })
  const studentWith = async (...of: readonly {id: Exam['id']}[]) => {
    await take([row('1', 'VIG', 'VIG-A')])
    const {person} = (await known('1'))!
    const registrations = []
    for (const exam of of) registrations.push(await world.registration(person, exam, period))
    return {person, registrations}
  }

  test('are at home where their programme is, in their group, on their own days', async () => {
    await take([row('1', 'VIG', 'VIG-A', {days: 'ma wo'})])
    const {person, ...rest} = (await known('1'))!
    expect(rest).toMatchObject({programmes: ['VIG'], main: ['VIG'], groups: ['VIG-A'], days: [1, 3]})
    const at = await office().read('people.read', ({locations}) => locations.find(person.locationId ?? ''))
    expect(at?.code).toBe('PRK')
  })

  test('with two programmes have two rows, in either order', async () => {
    const [main, second] = [row('1', 'VIG', 'VIG-A'), row('1', 'VP', 'VP-A', {main: 'nee'})]
    for (const lines of [
      [main, second],
      [second, main],
    ]) {
      const {plan: answer, applied} = await take(lines)
      expect(answer).toMatchObject({add: 2, bad: 0})
      expect(await known('1')).toMatchObject({programmes: ['VIG', 'VP'], main: ['VIG'], groups: ['VIG-A', 'VP-A']})
      const home = await office().read('people.read', async ({students, locations}) => {
        const student = await students.get('1')
        return (await locations.get(student.locationId ?? '')).code
      })
      expect(home).toBe('PRK')
      await undoImport(office(), {run: applied!.run})
    }
  })

  test('whose main programme changes as they come into a group move to it, in whichever row the group is named first', async () => {
    const lines = [row('1', 'VIG', 'VIG-A', {main: 'nee'}), row('1', 'VP', 'VIG-A')]
    for (const order of [lines, lines.toReversed()]) {
      await take([row('1', 'VIG', ''), row('1', 'VP', '', {main: 'nee'})])
      const {applied} = await take(order)
      const home = await office().read('people.read', async ({students, locations}) => {
        const student = await students.get('1')
        return (await locations.get(student.locationId ?? '')).code
      })
      expect(home).toBe('CEN')
      await undoImport(office(), {run: applied!.run})
    }
  })

  test('are the same person in each of their rows', async () => {
    const {badRows} = await plan([row('1', 'VIG', ''), row('1', 'VP', '').replace('Vries', 'Bakker')])
    expect(badRows).toMatchObject([
      {line: 3, reasons: [{code: 'import.contradiction'}, {code: 'student.two-main-programmes'}]},
    ])
  })

  test('who change group are moved, and a refresh that says the same changes nothing', async () => {
    await take([row('1', 'VIG', 'VIG-A'), row('2', 'VIG', 'VIG-A')])
    const {plan: answer} = await take([row('1', 'VIG', 'VP-A'), row('2', 'VIG', 'VIG-A')])
    expect(answer).toMatchObject({change: 1, end: 1, same: 1})
    expect(await known('1')).toMatchObject({groups: ['VP-A']})
    expect(await plan([row('1', 'VIG', 'VP-A'), row('2', 'VIG', 'VIG-A')])).toMatchObject({
      same: 2,
      change: 0,
      end: 0,
      run: null,
    })
  })

  test('who are not in the file stay, unless it holds everybody', async () => {
    await take([row('1', 'VIG', 'VIG-A'), row('2', 'VIG', 'VIG-A', {days: 'di'})])
    await take([row('1', 'VIG', 'VIG-A')])
    expect((await known('2'))!.person.endedAt).toBeNull()
    const {plan: answer, applied} = await take([row('1', 'VIG', 'VIG-A')], {full: true})
    expect(answer).toMatchObject({same: 1, end: 1})
    expect(await known('2')).toMatchObject({person: {endedAt: world.now()}, programmes: [], groups: [], days: []})
    await undoImport(office(), {run: applied!.run})
    expect(await known('2')).toMatchObject({person: {endedAt: null}, programmes: ['VIG'], groups: ['VIG-A'], days: [2]})
  })

  test('a file that holds everybody is imported whole or not', async () => {
    await expect(plan([row('1', 'VIG', '')], {full: true, acceptValid: true})).rejects.toMatchObject({
      code: 'import.full-with-bad-rows',
    })
  })

  test('a row that is left out does not end what it would have said', async () => {
    await take([row('1', 'VIG', 'VIG-A'), row('1', 'VP', 'VP-A', {main: 'nee'})])
    await take([row('1', 'VIG', 'VIG-A'), row('1', 'VP', 'VP-A', {main: 'misschien'})], {acceptValid: true})
    expect(await known('1')).toMatchObject({programmes: ['VIG', 'VP'], groups: ['VIG-A', 'VP-A']})
  })

  test('who leave and come back are themselves again', async () => {
    await take([row('1', 'VIG', 'VIG-A'), row('2', 'VIG', 'VIG-A')])
    const {person} = (await known('2'))!
    await take([row('1', 'VIG', 'VIG-A')], {full: true})
    await take([row('2', 'VIG', 'VIG-A')])
    expect((await known('2'))!.person).toMatchObject({id: person.id, endedAt: null})
  })

  describe('a change of programme', () => {
    test('shows what it means and frees nothing unless that is confirmed', async () => {
      await studentWith(exams.NE2F, exams.KEUZE)
      const {run, ...answer} = await plan([row('1', 'VP', 'VP-A')])
      expect(answer).toMatchObject({
        severe: 2,
        consequences: {'registration move': 1, 'registration withdraw': 1},
        listed: [
          {student: '1', exam: 'NE-2F', effect: 'move', to: 'NE-3F'},
          {student: '1', exam: 'KEUZE', effect: 'withdraw'},
        ],
      })
      await expect(applyImport(office(), {run: run!})).rejects.toMatchObject(
        refusedWith('import.consequences-unconfirmed'),
      )
      expect(await known('1')).toMatchObject({
        programmes: ['VIG'],
        registrations: [
          ['NE-2F', 'agreed'],
          ['KEUZE', 'agreed'],
        ],
      })
    })

    test('moves a registration to the exam of the new programme and withdraws what it does not have', async () => {
      await studentWith(exams.NE2F, exams.KEUZE)
      const {applied} = await take([row('1', 'VP', 'VP-A')], {confirmConsequences: true})
      expect(applied?.left).toEqual([])
      expect(await known('1')).toMatchObject({
        programmes: ['VP'],
        groups: ['VP-A'],
        registrations: expect.arrayContaining([
          ['NE-2F', 'withdrawn'],
          ['KEUZE', 'withdrawn'],
          ['NE-3F', 'agreed'],
        ]),
      })
    })

    test('gives the seat up, tells the student later, and offers it to who waits', async () => {
      const {person, registrations} = await studentWith(exams.KEUZE)
      const room = await world.room('B104', await world.location('STA'))
      const made = await world.session('1201-B104-0900', period, room, [exams.KEUZE])
      await world.enrolment(registrations[0]!, made)
      const {plan: answer, applied} = await take([row('1', 'VP', 'VP-A')], {confirmConsequences: true})
      expect(answer.consequences).toEqual({'registration withdraw': 1, 'enrolment withdraw': 1})
      const after = await office().read('operation.read', async ({pools, enrolments, outbox}) => ({
        taken: (await pools.all({sessionId: made.session.id})).map(({taken}) => taken),
        enrolments: await enrolments.all({personId: person.id}),
        letters: await outbox.messages.all({personId: person.id}),
      }))
      expect(after).toMatchObject({
        taken: [0],
        enrolments: [],
        letters: [{state: 'waiting', dueAt: '2026-11-02T08:10:00.000Z', body: {letter: 'enrolment-cancelled'}}],
      })

      const undone = await undoImport(office(), {run: applied!.run})
      expect(undone).toMatchObject({letters: 1, kept: [{code: 'import.seat-given-up'}]})
      expect(await known('1')).toMatchObject({programmes: ['VIG'], registrations: [['KEUZE', 'agreed']]})
    })

    test('stops when the registration was placed otherwise in the meantime', async () => {
      const {registrations} = await studentWith(exams.KEUZE)
      const {run} = await plan([row('1', 'VP', 'VP-A')])
      const room = await world.room('B104', await world.location('STA'))
      await world.enrolment(registrations[0]!, await world.session('1201-B104-0900', period, room, [exams.KEUZE]))
      await expect(applyImport(office(), {run: run!, confirmConsequences: true})).rejects.toMatchObject(
        refusedWith('import.changed-meanwhile'),
      )
      expect(await known('1')).toMatchObject({
        programmes: expect.arrayContaining(['VIG']),
        registrations: [['KEUZE', 'agreed']],
      })
    })
  })

  test('who leave lose what is open, and an undo gives it back', async () => {
    await studentWith(exams.KEUZE)
    await take([row('2', 'VIG', 'VIG-A')])
    const {plan: answer, applied} = await take([row('2', 'VIG', 'VIG-A')], {full: true, confirmConsequences: true})
    expect(answer.consequences).toEqual({'registration withdraw': 1})
    expect(await known('1')).toMatchObject({person: {endedAt: world.now()}, registrations: [['KEUZE', 'withdrawn']]})
    expect(await undoImport(office(), {run: applied!.run})).toMatchObject({kept: []})
    expect(await known('1')).toMatchObject({person: {endedAt: null}, registrations: [['KEUZE', 'agreed']]})
  })

  test('who are registered by now stay when the import that brought them is undone', async () => {
    const {applied} = await take([row('1', 'VIG', 'VIG-A'), row('2', 'VIG', 'VIG-A')])
    await world.registration((await known('1'))!.person, exams.KEUZE, period)
    expect(await undoImport(office(), {run: applied!.run})).toMatchObject({
      restored: 1,
      kept: [{code: 'import.in-use'}],
    })
    expect(await known('1')).toMatchObject({person: {endedAt: null}, programmes: ['VIG'], groups: ['VIG-A']})
    expect((await known('2'))!.person.endedAt).not.toBeNull()
  })
})
