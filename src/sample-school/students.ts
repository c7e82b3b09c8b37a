import {employersIn} from './employers.ts'
import {WEEKDAYS, type SampleGroup, type Weekday} from './groups.ts'
import {drawNames, type SampleName} from './names.ts'
import type {SampleProgramme} from './programmes.ts'
import {itemAt, type Random} from './random.ts'
import {type SampleFile, yesNo} from './sample-file.ts'
import {SCHOOL} from './school.ts'

/** A student in a programme; an exam-only student is in no class. */
export type Study = Readonly<{
  programme: SampleProgramme
  main: boolean
  startsOn: string
  plannedEndOn: string
  group: SampleGroup | null
  employer: string
}>

/** A student; a guest of another school has no programme here. */
export type SampleStudent = Readonly<{
  number: string
  name: SampleName
  kind: 'regulier' | 'extraneus' | 'gast'
  studies: readonly Study[]
  /** Days of his own, which go before those of his class. */
  days: readonly Weekday[]
  language: 'nl' | 'en'
}>

/** How many students are of a rare kind. */
export type Rare = Readonly<{extranei: number; guests: number; twoProgrammes: number}>

const HEADER = [
  'studentnummer',
  'roepnaam',
  'voorvoegsel',
  'achternaam',
  'naam_op_id',
  'email',
  'soort',
  'opleiding',
  'hoofdinschrijving',
  'startdatum',
  'verwachte_einddatum',
  'klas',
  'schooldagen',
  'leerbedrijf',
  'taal',
  'eckid',
  'accountid',
]

/** Draws the students of all classes, then the exam-only students and guests. */
export function drawStudents(groups: readonly SampleGroup[], rare: Rare, random: Random): readonly SampleStudent[] {
  const numbers = numbering(random)
  const seats = groups.flatMap((group) => Array.from({length: group.students}, () => group))
  const names = drawNames(seats.length + rare.extranei + rare.guests, random)
  const regular = seats.map((group, i) =>
    regularStudent(group, itemAt(names, i), numbers(group.programme.startYear), random),
  )
  const outside = names.slice(seats.length).map((name, i): SampleStudent => {
    const common = {number: numbers(2026), name, days: [], language: 'nl'} as const
    if (i >= rare.extranei) return {...common, kind: 'gast', studies: []}
    const {programme} = itemAt(groups, (i * 7) % groups.length)
    return {...common, kind: 'extraneus', studies: [studyOf(programme, null, random)]}
  })
  return [...withSecondProgramme(regular, groups, rare.twoProgrammes, random), ...outside]
}

/** The students' file: one row for each programme that a student follows, one for a guest. */
export function studentsFile(students: readonly SampleStudent[], random: Random): SampleFile {
  const rows = students.flatMap((student) => {
    const {number, name, kind, days, language} = student
    const who = [
      number,
      name.given,
      name.prefix,
      name.family,
      name.onId,
      `${number}@student.${SCHOOL.mailDomain}`,
      kind,
    ]
    const ids = [language, eckId(random), `${number}@${SCHOOL.mailDomain}`]
    if (student.studies.length === 0) return [[...who, '', '', '', '', '', '', '', ...ids]]
    return student.studies.map(({programme, main, startsOn, plannedEndOn, group, employer}) => {
      const study = [programme.code, yesNo(main), startsOn, plannedEndOn, group?.code ?? '', days.join(' '), employer]
      return [...who, ...study, ...ids]
    })
  })
  return {kind: 'students', name: '05-studenten.csv', header: HEADER, rows}
}

function regularStudent(group: SampleGroup, name: SampleName, number: string, random: Random): SampleStudent {
  const ownDay =
    group.programme.route === 'BBL' && random.chance(0.06) ? [random.pick(['ma', 'wo', 'vr'] as const)] : []
  const language = random.chance(0.02) ? 'en' : 'nl'
  return {number, name, kind: 'regulier', studies: [studyOf(group.programme, group, random)], days: ownDay, language}
}

function studyOf(programme: SampleProgramme, group: SampleGroup | null, random: Random): Study {
  const {startYear, route, qualification} = programme
  const endYear = startYear + qualification.years
  const late = startYear < 2026 && random.chance(0.03)
  const delayed = random.chance(0.03)
  return {
    programme,
    main: true,
    startsOn: late ? `${startYear + 1}-02-01` : `${startYear}-08-01`,
    plannedEndOn: late || delayed ? `${endYear + 1}-01-31` : `${endYear}-07-31`,
    group,
    employer: route === 'BBL' && group ? random.pick(employersIn(qualification.domain)) : '',
  }
}

// A BOL student who also works and learns in BBL for another qualification of his field, on days of his own.
function withSecondProgramme(
  students: readonly SampleStudent[],
  groups: readonly SampleGroup[],
  count: number,
  random: Random,
): readonly SampleStudent[] {
  const able = students.filter((student) => secondGroup(student, groups))
  const step = Math.max(1, Math.floor(able.length / count))
  const chosen = new Set(able.filter((_, i) => i % step === 0).slice(0, count))
  return students.map((student) => {
    const group = chosen.has(student) ? secondGroup(student, groups) : undefined
    if (!group) return student
    const second = {...studyOf(group.programme, group, random), main: false}
    const days = WEEKDAYS.filter((day) => day === 'ma' || day === 'wo' || group.days.includes(day))
    return {...student, studies: [...student.studies, second], days}
  })
}

function secondGroup({studies}: SampleStudent, groups: readonly SampleGroup[]): SampleGroup | undefined {
  const first = studies[0]?.programme
  if (first?.route !== 'BOL' || first.qualification.level !== 3) return undefined
  return groups.find(({programme: {route, startYear, qualification}}) => {
    const {domain, level} = qualification
    return route === 'BBL' && startYear < 2026 && level === 4 && domain === first.qualification.domain
  })
}

// Seven digits that start with the year of entry; gaps stand for students who have left.
function numbering(random: Random): (year: number) => string {
  const last = new Map<number, number>()
  return (year) => {
    const next = (last.get(year) ?? 0) + random.between(1, 3)
    last.set(year, next)
    return `${year % 100}${String(next).padStart(5, '0')}`
  }
}

// Has the form of a real chain id without being one.
function eckId(random: Random): string {
  const eight = () =>
    Math.floor(random.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')
  return `https://ketenid.example/202608/${eight()}${eight()}${eight()}${eight()}`
}
