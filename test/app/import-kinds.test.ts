import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {AttemptId} from '../../src/ids.ts'
import {planImport} from '../../src/imports/plan-import.ts'
import {rejectsOf} from '../../src/imports/rejects.ts'
import {DATABASES} from '../support/databases.ts'
import {beforeSampleFiles, importFile, sampleFiles, tableOf} from '../support/school-files.ts'
import {openWorld, type World} from '../support/world.ts'

/** A wrong file of each kind: the row that is wrong, the column that it is about, and the code of what is said. */
const WRONG: readonly (readonly [
  kind: string,
  header: string,
  row: string,
  column: string | undefined,
  code: string,
])[] = [
  ['rooms', 'lokaal;locatie;plaatsen;examenplaatsen', 'B1;CEN;20;veel', 'examenplaatsen', 'cell.not-a-number'],
  ['rooms', 'lokaal;locatie;plaatsen;examenplaatsen', 'B1;CEN;20;30', 'examenplaatsen', 'room.more-exam-seats'],
  ['rooms', 'lokaal;locatie;plaatsen;examenplaatsen;rijen;kolommen', 'B1;CEN;20;20;3;4', 'rijen', 'room.small-grid'],
  [
    'programmes',
    'opleiding;crebo;naam;niveau;leerweg;cohort',
    'X;256;Naam;4;BOL;2025-2026',
    'crebo',
    'cell.wrong-form',
  ],
  [
    'programmes',
    'opleiding;crebo;naam;niveau;leerweg;cohort;examencommissie',
    'X;25655;N;4;BOL;2025-2026;EC-X',
    'examencommissie',
    'board.not-found',
  ],
  ['staff', 'personeelscode;roepnaam;achternaam;email', 'ABC1;Jo;Smit;jo', 'email', 'cell.not-an-address'],
  [
    'staff',
    'personeelscode;roepnaam;achternaam;email;rollen',
    'ABC1;Jo;Smit;jo@x.nl;conciërge',
    'rollen',
    'cell.not-a-choice',
  ],
  ['groups', 'klas;opleiding;docenten', 'K1;25655-BOL-2425;NIEMND', 'docenten', 'employee.not-found'],
  [
    'students',
    'studentnummer;roepnaam;achternaam;email;opleiding',
    '1;Jo;Smit;jo@x.nl;X',
    'opleiding',
    'programme.not-found',
  ],
  [
    'students',
    'studentnummer;roepnaam;achternaam;email;opleiding',
    '1;Jo;Smit;jo@x.nl;',
    'opleiding',
    'student.no-programme',
  ],
  [
    'students',
    'studentnummer;roepnaam;achternaam;email;soort;startdatum;verwachte_einddatum',
    '1;Jo;S;jo@x.nl;gast;2026-08-01;2026-07-31',
    'verwachte_einddatum',
    'student.ends-before-start',
  ],
  [
    'exams',
    'examen;naam;vak;soort;vorm;duur;schaal;te_laat_minuten',
    'X;X;N;centraal;digitaal;90;0-100;45',
    'te_laat_minuten',
    'exam.late-limit',
  ],
  [
    'exams',
    'examen;naam;vak;soort;vorm;duur;schaal;cesuur',
    'X;X;N;instelling;digitaal;90;0-100;5,5',
    'cesuur',
    'result.not-on-scale',
  ],
  [
    'needs',
    'studentnummer;voorziening;grondslag;bereik',
    '2400002;spoken;hulpmiddel;examen',
    'bereik_waarde',
    'need.no-scope-value',
  ],
  ['needs', 'studentnummer;voorziening;grondslag;bereik', '2400002;ExtraTime;minuten;alles', 'waarde', 'need.no-value'],
  ['blocks', 'soort;code;datum;van;tot', 'lokaal;C001;2026-12-01;12:00;09:00', 'tot', 'block.upside-down'],
  ['blocks', 'soort;code;datum;van;tot', 'lokaal;C999;2026-12-01;09:00;12:00', 'code', 'room.not-found'],
  ['blocks', 'soort;code;datum;van;tot', 'lokaal;C001;2027-03-28;02:30;12:00', 'van', 'time.skipped'],
  [
    'availability',
    'soort;code;dag;datum;beschikbaar',
    'student;2400002;ma;2026-12-01;ja',
    'datum',
    'availability.two-days',
  ],
  ['availability', 'soort;code;dag;datum;beschikbaar', 'student;2400002;;;ja', 'dag', 'availability.no-day'],
  [
    'exemptions',
    'studentnummer;examen;besloten_op;grond',
    '2400002;NE-3F-CE;2026-13-01;Diploma',
    'besloten_op',
    'time.invalid-day',
  ],
  [
    'attempts',
    'studentnummer;examen;poging;afgenomen_op;resultaat',
    '2400002;NE-3F-CE;1;2026-03-01;11',
    'resultaat',
    'result.not-on-scale',
  ],
  [
    'attempts',
    'studentnummer;examen;poging;afgenomen_op',
    '2400002;NE-3F-CE;1;2027-03-01',
    'afgenomen_op',
    'attempt.in-future',
  ],
  ['registrations', 'studentnummer;examen', '9999999;NE-3F-CE', 'studentnummer', 'student.not-found'],
  ['registrations', 'studentnummer;examen', '2400002;NE-2F-CE;', undefined, 'table.cell-count'],
  ['sessions', 'examens;lokaal;datum;van', 'NE-3F-CE;C999;2026-12-01;09:00', undefined, 'room.not-found'],
  [
    'sessions',
    'examens;lokaal;datum;van;minuten',
    'NE-3F-CE;C001;2027-12-01;09:00;120',
    undefined,
    'exam.outside-window',
  ],
  ['enrolments', 'studentnummer;examen;zitting', '2400002;NE-3F-CE;1201-C001-0900', 'zitting', 'session.not-found'],
  ['results', 'studentnummer;examen;score', '2400002;NE-3F-CE;6.5', 'examen', 'result.no-attempt'],
]

describe.each(DATABASES)('importing on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
    await beforeSampleFiles(world)
    for (const {kind, open} of sampleFiles().filter((file) => file.kind !== 'registrations'))
      await importFile(office(), kind, open)
  })
  afterAll(() => world.close())

  const office = () => world.as(['office', 'admin'])
  const periodFor = (kind: string) => (kind === 'registrations' || kind === 'sessions' ? {period: '2026-P2'} : {})
  const plan = (kind: string, lines: readonly string[], options = {}) =>
    planImport(office(), {kind, open: tableOf(`${kind}.csv`, lines), options: {...periodFor(kind), ...options}})
  const take = (kind: string, lines: readonly string[], options = {}) =>
    importFile(office(), kind, tableOf(`${kind}.csv`, lines), {...periodFor(kind), ...options})
  const people = <T>(ask: Parameters<ReturnType<typeof office>['read']>[1]) =>
    office().read('people.read', ask) as Promise<T>

  test.each(WRONG)(
    'a wrong row in a file of %s gives its place and what is wrong: %s / %s',
    async (kind, header, row, column, code) => {
      const {run, badRows} = await plan(kind, [header, row])
      const reasons = badRows.flatMap((bad) => bad.reasons)
      const said = reasons.find((reason) => reason.code === code)
      expect({run, codes: reasons.map((reason) => reason.code)}).toEqual({
        run: null,
        codes: expect.arrayContaining([code]),
      })
      expect(said?.message).toMatch(new RegExp(`^${kind}\\.csv:2`))
      if (code !== 'table.cell-count')
        expect(said?.details?.['column']).toBe(header.includes(column ?? '-') ? column : undefined)
    },
  )

  test('bad rows can be corrected in a file of their own, with what is wrong beside them', async () => {
    const answer = await plan('rooms', [
      'lokaal;locatie;plaatsen;examenplaatsen;fout',
      'X1;CEN;4;4;',
      'X2;CEN;4;5;oud',
      'X3;CEN;4',
    ])
    const {header, rows} = rejectsOf(answer)
    expect(header).toEqual(['lokaal', 'locatie', 'plaatsen', 'examenplaatsen', 'fout'])
    expect(rows).toEqual([
      ['X2', 'CEN', '4', '5', expect.stringContaining('examenplaatsen: ')],
      ['X3', 'CEN', '4', '', 'Fewer cells than columns.'],
    ])
  })

  test('one bad row keeps the whole file out, unless the good ones are accepted', async () => {
    const lines = ['lokaal;locatie;plaatsen;examenplaatsen', 'Y1;CEN;4;4', 'Y2;CEN;4;5']
    expect(await take('rooms', lines)).toMatchObject({plan: {add: 1, bad: 1, run: null}, applied: null})
    expect(await people(({rooms}) => rooms.find('Y1'))).toBeUndefined()
    expect(await take('rooms', lines, {acceptValid: true})).toMatchObject({applied: {counts: {add: 1, bad: 1}}})
    expect(await people(({rooms}) => rooms.find('Y1'))).toMatchObject({examSeats: 4})
  })

  test('the same thing twice in one file is said with both lines', async () => {
    const {badRows} = await plan('rooms', ['lokaal;locatie;plaatsen;examenplaatsen', 'Z1;CEN;4;4', 'Z1;CEN;4;4'])
    expect(badRows).toMatchObject([
      {line: 3, reasons: [{code: 'import.twice', message: expect.stringContaining('Line 2')}]},
    ])
  })

  test('two rows that name one location differently contradict each other', async () => {
    const header = 'lokaal;locatie;locatienaam;plaatsen;examenplaatsen'
    const {badRows} = await plan('rooms', [header, 'Z1;NEW;Nieuwbouw;4;4', 'Z2;NEW;Oudbouw;4;4'])
    expect(badRows).toMatchObject([{line: 3, reasons: [{code: 'import.contradiction'}]}])
  })

  test('a column that is left out leaves what is known, an empty cell clears it', async () => {
    await take('rooms', ['lokaal;locatie;plaatsen;examenplaatsen;kenmerken;naam', 'F1;CEN;4;4;stil;Studio'])
    await take('rooms', ['lokaal;locatie;plaatsen;examenplaatsen', 'F1;CEN;6;4'])
    expect(await people(({rooms}) => rooms.find('F1'))).toMatchObject({seats: 6, features: ['quiet'], name: 'Studio'})
    await take('rooms', ['lokaal;locatie;plaatsen;examenplaatsen;kenmerken', 'F1;CEN;6;4;'])
    expect(await people(({rooms}) => rooms.find('F1'))).toMatchObject({features: [], name: 'Studio', version: 3})
  })

  test('a room that comes back after it ended is the same room again', async () => {
    const lines = ['lokaal;locatie;plaatsen;examenplaatsen', 'G1;CEN;4;4']
    await take('rooms', lines)
    const {id} = await people<{id: string}>(({rooms}) => rooms.get('G1'))
    await office().write('room.end', {}, ({rooms}, {now}) => rooms.change(id as never, {endedAt: now}))
    expect(await take('rooms', lines)).toMatchObject({plan: {add: 1}})
    expect(await people(({rooms}) => rooms.find('G1'))).toMatchObject({id, endedAt: null})
  })

  test('an exam that takes longer gets a next version, and its crebos are those of the file', async () => {
    const header = 'examen;naam;vak;soort;vorm;duur;schaal;crebos'
    await take('exams', [header, 'NIEUW;Nieuw;Rekenen;instelling;digitaal;60;0-100;25655 25656'])
    await take('exams', [header, 'NIEUW;Nieuw;Rekenen;instelling;digitaal;75;0-100;25656 25960'])
    const known = await office().read('people.read', async ({exams, examVersions, examPlanEntries}) => {
      const {id} = await exams.get('NIEUW')
      return {versions: await examVersions.history({examId: id}), entries: await examPlanEntries.all({examId: id})}
    })
    expect(known.versions.map(({code, minutes, endedAt}) => [code, minutes, endedAt === null])).toEqual([
      ['A', 60, false],
      ['B', 75, true],
    ])
    expect(known.entries.map(({crebo}) => crebo).toSorted()).toEqual(['25656', '25960'])
  })

  test('roles of the exam office are given by an administrator, also by file', async () => {
    const lines = ['personeelscode;roepnaam;achternaam;email;rollen', 'NWEJO1;Jo;Nieuw;jo@x.nl;docent examenbureau']
    const asOffice = await planImport(world.office(), {kind: 'staff', open: tableOf('staff.csv', lines)})
    expect(asOffice.badRows).toMatchObject([{reasons: [{code: 'staff.role-for-admin'}]}])
    expect(await take('staff', lines)).toMatchObject({plan: {add: 1}})
  })

  test('a file gives roles and takes none away', async () => {
    await take('staff', ['personeelscode;roepnaam;achternaam;email;rollen', 'NWEJO1;Jo;Nieuw;jo@x.nl;surveillant'])
    const roles = await office().read('people.read', async ({staff, roles: held}) =>
      held.all({personId: (await staff.get('NWEJO1')).id}),
    )
    expect(roles.map(({role}) => role).toSorted()).toEqual(['invigilator', 'office', 'teacher'])
  })

  test('an attempt that ontrac recorded itself is not changed by a file', async () => {
    const {student, exam} = await office().read('people.read', async ({students, exams}) => ({
      student: await students.get('2400003'),
      exam: await exams.get('NE-3F-CE'),
    }))
    await world.insert('attempt', {
      id: world.ids.next<AttemptId>(),
      registrationId: null,
      enrolmentId: null,
      personId: student.id,
      examId: exam.id,
      number: 1,
      takenOn: '2026-06-01' as never,
      attendance: 'present',
      counts: true,
      void: false,
      score: '4.0',
      passed: false,
      source: 'report',
      endedAt: null,
      version: 1,
    })
    const header = 'studentnummer;examen;poging;afgenomen_op;resultaat;geslaagd'
    const {badRows} = await plan('attempts', [header, '2400003;NE-3F-CE;1;2026-06-01;8,0;ja'])
    expect(badRows).toMatchObject([{reasons: [{code: 'attempt.not-imported'}]}])
    expect(await plan('attempts', [header, '2400003;NE-3F-CE;1;2026-06-01;4,0;nee'])).toMatchObject({same: 1, bad: 0})
  })

  test('columns may be called in English, with spaces, hyphens and capitals', async () => {
    const header = 'Student Number;given-name;family name;E-mail;soort'
    expect(await take('students', [header, '9000001;Zoë;Çelik;z@x.nl;gast'])).toMatchObject({
      plan: {add: 1, ignored: []},
    })
    expect(await people(({students}) => students.get('9000001'))).toMatchObject({
      kind: 'guest',
      idCheckName: 'Zoë Çelik',
      searchKey: '9000001 zoe celik',
    })
  })
})
