import {createHash} from 'node:crypto'
import {describe, expect, test} from 'vitest'
import {RESULT_SCALES} from '../../src/institution/exams/exam.ts'
import type {SampleKind, SampleSize} from '../../src/sample-school/sample-file.ts'
import {sampleResult} from '../../src/sample-school/sample-result.ts'
import {sampleSchool, type SampleSchool} from '../../src/sample-school/sample-school.ts'
import {SAMPLE_SEASON, TAKING_DAYS} from '../../src/sample-school/season.ts'
import {day, weekdayOf} from '../../src/time.ts'

type Row = Readonly<Record<string, string>>
type Tables = Readonly<Record<SampleKind, readonly Row[]>>

const digest = (school: SampleSchool) => createHash('sha256').update(JSON.stringify(school)).digest('hex')
const ofKind = (school: SampleSchool, kind: SampleKind) => school.files.find((file) => file.kind === kind)
const cell = (row: Row | undefined, column: string) => row?.[column] ?? ''
const words = (text: string) => text.split(' ').filter(Boolean)

function tablesOf(school: SampleSchool): Tables {
  const tables = school.files.map(({kind, header, rows}) => [
    kind,
    rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i] ?? '']))),
  ])
  return Object.fromEntries(tables) as Tables
}

function by(rows: readonly Row[], column: string): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [cell(row, column), row]))
}

function repeated(keys: readonly string[]): readonly string[] {
  return [...new Set(keys.filter((key, i) => keys.indexOf(key, i + 1) >= 0))]
}

function dangling(rows: readonly Row[], column: string, known: Iterable<string>): readonly string[] {
  const codes = new Set(known)
  return rows.flatMap((row) => words(cell(row, column))).filter((code) => code !== '*' && !codes.has(code))
}

const SIZES: readonly [SampleSize, students: number, staff: number, registrations: number][] = [
  ['small', 300, 30, 900],
  ['medium', 5000, 500, 18_000],
  ['large', 25_000, 2500, 90_000],
]

describe.each(SIZES)('the %s sample school', (size, students, staff, registrations) => {
  const school = sampleSchool(size)
  const tables = tablesOf(school)
  const exams = by(tables.exams, 'examen')
  const people = by(tables.students, 'studentnummer')
  const groups = by(tables.groups, 'klas')
  const programmes = by(tables.programmes, 'opleiding')

  test('is made again from the same seed, and is another from another', {timeout: 20_000}, () => {
    expect(digest(sampleSchool(size))).toBe(digest(school))
    expect(digest(sampleSchool(size, 2))).not.toBe(digest(school))
  })

  test('has the size that its name promises', () => {
    const near = (count: number) => ({least: count * 0.95, most: count * 1.05})
    expect.soft(people.size).toBe(students)
    expect.soft(tables.staff.length).toBe(staff)
    expect.soft(tables.registrations.length).toBeGreaterThan(near(registrations).least)
    expect.soft(tables.registrations.length).toBeLessThan(near(registrations).most)
    expect.soft(new Set(tables.rooms.map((room) => room.locatie)).size).toBe(6)
    const bbl = tables.students.filter((row) => cell(row, 'opleiding').includes('-BBL-')).length
    expect.soft(bbl / students).toBeGreaterThan(0.28)
    expect.soft(bbl / students).toBeLessThan(0.38)
  })

  test('gives every file as many cells in a row as its header has', () => {
    for (const {name, header, rows} of school.files) {
      expect
        .soft(
          rows.filter((row) => row.length !== header.length),
          name,
        )
        .toEqual([])
      expect.soft(rows.length, name).toBeGreaterThan(0)
      expect.soft(repeated(header), name).toEqual([])
    }
  })

  test('uses no key twice', () => {
    const keys: readonly [SampleKind, readonly string[]][] = [
      ['rooms', ['lokaal']],
      ['programmes', ['opleiding']],
      ['staff', ['personeelscode']],
      ['groups', ['klas']],
      ['students', ['studentnummer', 'opleiding']],
      ['exams', ['examen']],
      ['exemptions', ['studentnummer', 'examen']],
      ['attempts', ['studentnummer', 'examen', 'poging']],
      ['registrations', ['studentnummer', 'examen']],
    ]
    for (const [kind, columns] of keys) {
      const seen = tables[kind].map((row) => columns.map((column) => cell(row, column)).join(' '))
      expect.soft(seen.length - new Set(seen).size, kind).toBe(0)
    }
  })

  test('refers to nothing that it does not have', () => {
    const locations = tables.rooms.map((room) => cell(room, 'locatie'))
    const crebos = tables.programmes.map((programme) => cell(programme, 'crebo'))
    const codes = tables.staff.map((employee) => cell(employee, 'personeelscode'))
    const targets = [
      ...people.keys(),
      ...codes,
      ...groups.keys(),
      ...locations,
      ...tables.rooms.map((room) => cell(room, 'lokaal')),
    ]
    const references: readonly [SampleKind, string, Iterable<string>][] = [
      ['programmes', 'locatie', locations],
      ['staff', 'locatie', locations],
      ['groups', 'opleiding', programmes.keys()],
      ['groups', 'locatie', locations],
      ['groups', 'docenten', codes],
      ['students', 'opleiding', programmes.keys()],
      ['students', 'klas', groups.keys()],
      ['exams', 'crebos', crebos],
      ['needs', 'studentnummer', people.keys()],
      ['blocks', 'code', targets],
      ['availability', 'code', targets],
      ['exemptions', 'studentnummer', people.keys()],
      ['exemptions', 'examen', exams.keys()],
      ['attempts', 'studentnummer', people.keys()],
      ['attempts', 'examen', exams.keys()],
      ['registrations', 'studentnummer', people.keys()],
      ['registrations', 'examen', exams.keys()],
      ['registrations', 'voorkeurslocatie', locations],
    ]
    for (const [kind, column, known] of references) {
      expect.soft(dangling(tables[kind], column, known), `${kind}.${column}`).toEqual([])
    }
    const scoped = tables.needs.filter((need) => need.bereik === 'examen')
    expect.soft(dangling(scoped, 'bereik_waarde', exams.keys())).toEqual([])
    expect.soft(SAMPLE_SEASON.examWindows.filter(({exam}) => !exams.has(exam))).toEqual([])
  })

  test('puts every class in a programme and place that its students share', () => {
    const strangers = tables.students.filter((row) => {
      const group = groups.get(cell(row, 'klas'))
      return group !== undefined && group.opleiding !== row.opleiding
    })
    expect(strangers).toEqual([])
    expect(tables.groups.filter((group) => words(cell(group, 'docenten')).length < 2)).toEqual([])
  })

  test('keeps no birth date and no citizen number', () => {
    const columns = school.files.flatMap(({header}) => header)
    expect(columns.filter((column) => /bsn|burgerservice|geboort|birth|geslacht/i.test(column))).toEqual([])
    const cells = tables.students.flatMap((row) => Object.values(row))
    expect(cells.filter((text) => /^\d{9}$/.test(text))).toEqual([])
    expect(cells.filter((text) => text.includes('@') && !text.endsWith('.example'))).toEqual([])
  })

  test('has every rarity that a real school has', () => {
    const ofSort = (sort: string) =>
      new Set(tables.students.filter((row) => row.soort === sort).map((row) => row.studentnummer)).size
    expect.soft(ofSort('extraneus')).toBeGreaterThanOrEqual(3)
    expect.soft(ofSort('gast')).toBeGreaterThanOrEqual(1)
    const second = tables.students.filter((row) => row.hoofdinschrijving === 'nee')
    expect.soft(second.length).toBeGreaterThanOrEqual(1)
    for (const row of second) {
      const both = tables.students.filter(({studentnummer}) => studentnummer === row.studentnummer)
      const routes = both.map(({opleiding = ''}) => programmes.get(opleiding)?.leerweg)
      expect.soft(new Set(routes)).toEqual(new Set(['BOL', 'BBL']))
    }
    const names = new Set(tables.students.flatMap((row) => [row.roepnaam, row.voorvoegsel, row.achternaam]))
    const telling = ['Zoë', 'José', 'Çelik', 'Łukasz', "D'Hondt", 'van der', 'de', "'t", 'el', "van 't", 'Vries-Jansen']
    expect.soft(telling.filter((name) => !names.has(name))).toEqual([])
    expect.soft([...names].filter((name) => /\s{2}|\n|^\s|\s$/.test(name ?? ''))).toEqual([])
    const withNeeds = new Set(tables.needs.map((need) => need.studentnummer)).size
    expect.soft(withNeeds / students).toBeGreaterThan(0.07)
    expect.soft(withNeeds / students).toBeLessThan(0.13)
  })

  test('sends BBL students to an employer and to school on one or two days', () => {
    const bbl = tables.students.filter((row) => cell(row, 'opleiding').includes('-BBL-') && row.klas)
    expect.soft(bbl.filter((row) => !row.leerbedrijf)).toEqual([])
    const inClass = tables.groups.filter((group) => cell(group, 'opleiding').includes('-BBL-'))
    expect.soft(inClass.filter((group) => ![1, 2].includes(words(cell(group, 'schooldagen')).length))).toEqual([])
  })

  test('shows every way in which attempts can have gone', () => {
    const tries = Map.groupBy(tables.attempts, (row) => `${row.studentnummer} ${row.examen}`)
    const outcomes = [...tries.values()].map((rows) => {
      const exam = exams.get(cell(rows[0], 'examen'))
      if (rows.some(({geslaagd}) => geslaagd === 'ja')) return exam?.verbeteren === 'nooit' ? 'passed' : 'may-improve'
      return rows.length >= Number(exam?.kansen) ? 'none-left' : 'failed'
    })
    expect(new Set(outcomes)).toEqual(new Set(['failed', 'may-improve', 'none-left', 'passed']))
    expect(tables.exemptions.length).toBeGreaterThanOrEqual(3)
    expect(tables.attempts.filter(({afgenomen_op = ''}) => weekdayOf(day(afgenomen_op)) > 5)).toEqual([])
  })

  test('registers nobody for an exam that he may not take', () => {
    const crebosOf = Map.groupBy(tables.students, (row) => cell(row, 'studentnummer'))
    const exempted = new Set(tables.exemptions.map((row) => `${row.studentnummer} ${row.examen}`))
    const tries = Map.groupBy(tables.attempts, (row) => `${row.studentnummer} ${row.examen}`)
    const wrong = tables.registrations.filter(({studentnummer = '', examen = ''}) => {
      const exam = exams.get(examen)
      const crebos = (crebosOf.get(studentnummer) ?? []).map((row) =>
        cell(programmes.get(cell(row, 'opleiding')), 'crebo'),
      )
      if (exam?.crebos !== '*' && !crebos.some((crebo) => words(cell(exam, 'crebos')).includes(crebo))) return true
      const before = tries.get(`${studentnummer} ${examen}`) ?? []
      const passed = before.some(({geslaagd}) => geslaagd === 'ja')
      const noneLeft = before.length >= Number(exam?.kansen)
      return exempted.has(`${studentnummer} ${examen}`) || noneLeft || (passed && exam?.verbeteren === 'nooit')
    })
    expect(wrong).toEqual([])
  })

  test('asks of level 2 and 3 Dutch at 2F and of level 4 Dutch at 3F and English', () => {
    const levels = (code: string) => {
      const crebos = words(cell(exams.get(code), 'crebos'))
      return new Set(tables.programmes.filter((row) => crebos.includes(cell(row, 'crebo'))).map(({niveau}) => niveau))
    }
    expect(levels('NE-2F-CE')).toEqual(new Set(['2', '3']))
    for (const code of ['NE-3F-CE', 'EN-B1-CE', 'EN-B2-CE']) expect.soft(levels(code), code).toEqual(new Set(['4']))
    const minutes = ['NE-2F-CE', 'NE-3F-CE', 'EN-B1-CE', 'EN-B2-CE'].map((code) => exams.get(code)?.duur)
    expect(minutes).toEqual(['90', '120', '90', '90'])
  })

  test('lets central exams wait until half of the programme has passed', () => {
    const central = tables.registrations.filter(({examen = ''}) => exams.get(examen)?.soort === 'centraal')
    const months = (on: string) => Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7))
    const now = months(SAMPLE_SEASON.taking.from)
    const studies = Map.groupBy(tables.students, (row) => cell(row, 'studentnummer'))
    const early = central.filter(({studentnummer = ''}) =>
      (studies.get(studentnummer) ?? []).every((row) => {
        const [start, end] = [months(cell(row, 'startdatum')), months(cell(row, 'verwachte_einddatum')) + 1]
        return 2 * (now - start) < end - start
      }),
    )
    expect(central.length).toBeGreaterThan(0)
    expect(early).toEqual([])
  })

  test('asks no more of a BBL student than fits in his days', () => {
    const asked = Map.groupBy(tables.registrations, (row) => cell(row, 'studentnummer'))
    const crowded = [...asked].filter(([number, rows]) => {
      const student = people.get(number)
      const days = words(cell(student, 'schooldagen') || cell(groups.get(cell(student, 'klas')), 'schooldagen')).length
      return days > 0 && days <= 2 && rows.length > days * TAKING_DAYS.length * 0.2
    })
    expect(crowded).toEqual([])
  })

  test('has room for the season at every location, and not twenty times over', () => {
    const locations = Map.groupBy(tables.rooms, (room) => cell(room, 'locatie'))
    for (const [location, rooms] of locations) {
      const computers = rooms.reduce((sum, room) => sum + Number(room.computers), 0)
      const here = tables.registrations.filter(({voorkeurslocatie}) => voorkeurslocatie === location)
      const digital = here.filter(({examen = ''}) => ['digitaal', 'luister'].includes(cell(exams.get(examen), 'vorm')))
      const load = digital.length / (computers * TAKING_DAYS.length * 2)
      expect.soft(load, location).toBeLessThan(0.55)
      expect.soft(load, location).toBeGreaterThan(size === 'small' ? 0.03 : 0.2)
      const once = Map.groupBy(
        here.filter(({examen = ''}) => exams.get(examen)?.zittingen === 'een'),
        ({examen}) => examen,
      )
      const seats = rooms.reduce((sum, room) => sum + Number(room.examenplaatsen), 0)
      expect.soft(Math.max(0, ...[...once.values()].map((rows) => rows.length)), location).toBeLessThan(seats / 2)
    }
  })

  test('describes rooms whose numbers agree', () => {
    const wrong = tables.rooms.filter(({plaatsen, examenplaatsen, computers, rijen, kolommen}) => {
      const seats = Number(examenplaatsen)
      return (
        seats > Number(plaatsen) || Number(computers) > Number(plaatsen) || Number(rijen) * Number(kolommen) !== seats
      )
    })
    expect(wrong).toEqual([])
  })

  test('can run an oral, a written session and every deed of the office', () => {
    const roles = Map.groupBy(tables.staff, (employee) => cell(employee, 'locatie'))
    for (const [location, employees] of roles) {
      const held = new Set(employees.flatMap((employee) => words(cell(employee, 'rollen'))))
      expect
        .soft(
          ['docent', 'surveillant', 'afnameleider', 'beoordelaar'].filter((role) => !held.has(role)),
          location,
        )
        .toEqual([])
    }
    const held = new Set(tables.staff.flatMap((employee) => words(cell(employee, 'rollen'))))
    expect(['examenbureau', 'planner', 'functionaris', 'examencommissie'].filter((role) => !held.has(role))).toEqual([])
    expect(tables.staff.filter(({personeelscode = ''}) => !/^[A-Z0-9]{6}$/.test(personeelscode))).toEqual([])
  })

  test('makes up results that fit the scale, of which about four in five pass', () => {
    const rows = new Map(ofKind(school, 'exams')?.rows.map((row) => [row[0], row]))
    const fits = (scale: string, score: string) => FITS[scale]?.test(score) ?? false
    const results = tables.registrations.slice(0, 5000).map(({studentnummer = '', examen = ''}) => {
      const exam = exams.get(examen)
      const result = sampleResult(rows.get(examen) ?? [], studentnummer)
      return {...result, fits: fits(cell(exam, 'schaal'), result.score), passed: passes(exam, result.score)}
    })
    const present = results.filter(({aanwezigheid}) => aanwezigheid === 'present')
    expect(present.filter((result) => !result.fits)).toEqual([])
    expect(results.filter(({aanwezigheid, score}) => aanwezigheid !== 'present' && score !== '')).toEqual([])
    const rate = present.filter(({passed}) => passed).length / present.length
    expect(rate).toBeGreaterThan(0.75)
    expect(rate).toBeLessThan(0.85)
    expect(results.filter(({aanwezigheid}) => aanwezigheid === 'notPresent').length).toBeGreaterThan(0)
  })
})

const FITS: Readonly<Record<string, RegExp>> = {
  'pass-or-fail': /^(passed|failed)$/,
  'insufficient-satisfactory-good': /^(insufficient|satisfactory|good)$/,
  '0-100': /^(100|\d{1,2})$/,
  '0-10': /^(10|\d)$/,
  '0.0-10.0': /^(10\.0|\d\.\d)$/,
  referenceLevelRKTR: /^([1-4]F|Op weg naar 1F)$/,
  referenceLevelERK: /^[ABC][12]$/,
}

function passes(exam: Row | undefined, score: string): boolean {
  const mark = cell(exam, 'cesuur')
  if (['passed', 'satisfactory', 'good'].includes(score)) return true
  if (/^[\d.]+$/.test(mark)) return Number(score) >= Number(mark)
  return score !== 'Op weg naar 1F' && !['failed', 'insufficient'].includes(score) && score >= mark
}

describe('the small sample school in full', () => {
  const tables = tablesOf(sampleSchool('small'))
  const values = (column: string) => new Set(tables.exams.map((exam) => cell(exam, column)))

  test('is the one that guides and tests quote', () => {
    expect(digest(sampleSchool('small'))).toBe('63d6ce81e3955e3cf2951c62aa3abbfa78978187ad839d75e101c0a260f1f0b9')
  })

  test('has exams of every kind, form, platform and rule', () => {
    const expected: Readonly<Record<string, readonly string[]>> = {
      soort: ['centraal', 'instelling'],
      vorm: ['digitaal', 'schriftelijk', 'mondeling', 'praktijk', 'luister'],
      platform: ['facet', 'remindo', 'toa', 'papier', 'geen'],
      verbeteren: ['nooit', 'eenmaal', 'altijd'],
      telt: ['hoogste', 'laatste', 'eerste'],
      akkoord: ['ja', 'nee'],
      zittingen: ['een', 'meer'],
      herkansing: ['commissie', 'regel'],
      extra_tijd: ['ja', 'nee'],
    }
    for (const [column, wanted] of Object.entries(expected)) {
      expect
        .soft(
          wanted.filter((value) => !values(column).has(value)),
          column,
        )
        .toEqual([])
    }
    expect([...values('schaal')].filter((scale) => !RESULT_SCALES.some((each) => each === scale))).toEqual([])
    expect(values('schaal').size).toBe(7)
    expect(tables.exams.filter(({vorm}) => vorm === 'praktijk')).toHaveLength(2)
  })

  test('lets two short writing exams share a seat and language and arithmetic share a room', () => {
    const sharing = (column: string, word: string) =>
      tables.exams.filter((exam) => exam[column] === word).map(({examen}) => examen)
    expect(sharing('deelt_plaats', 'schrijven-4')).toEqual(['NE-3F-SCHR', 'EN-B1-SCHR'])
    expect(sharing('deelt_lokaal', 'taal-rekenen')).toEqual(['NE-2F-CE', 'NE-3F-CE', 'REK-2', 'REK-3', 'REK-4'])
    const both = Map.groupBy(tables.registrations, (row) => cell(row, 'studentnummer'))
    const clusters = [...both.values()].filter((rows) =>
      ['NE-3F-SCHR', 'EN-B1-SCHR'].every((code) => rows.some((row) => row.examen === code)),
    )
    expect(clusters.length).toBeGreaterThan(0)
  })

  test('has three exam-only students, a guest, and a student with two programmes', () => {
    const sorts = Map.groupBy(tables.students, ({soort}) => soort)
    expect(sorts.get('extraneus')).toHaveLength(3)
    expect(sorts.get('gast')).toHaveLength(1)
    expect(tables.students.filter(({hoofdinschrijving}) => hoofdinschrijving === 'nee')).toHaveLength(1)
  })

  test('registers somebody for every exam', () => {
    const wanted = new Set(tables.registrations.map(({examen}) => examen))
    expect(tables.exams.map(({examen}) => examen).filter((code) => !wanted.has(code))).toEqual([])
  })
})

test('every day of the taking window is a day from Monday to Friday', () => {
  expect(TAKING_DAYS).toHaveLength(15)
  expect(TAKING_DAYS.filter((on) => weekdayOf(day(on)) > 5)).toEqual([])
})

test('the large sample school is made within three seconds of one processor', () => {
  const before = process.cpuUsage().user
  sampleSchool('large')
  expect((process.cpuUsage().user - before) / 1_000_000).toBeLessThan(3)
})
