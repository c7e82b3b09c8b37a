import {sql} from 'kysely'
import type {Store} from '../../db/open.ts'
import type {Tables} from '../../db/tables.ts'
import {ExamRules} from '../../src/institution/exams/exam.ts'
import type {Exam, Location, Period, Person} from '../../src/institution/model.ts'
import {newPerson} from '../../src/institution/people/new-person.ts'
import {Policy} from '../../src/institution/policy.ts'
import {day, type Instant, instant} from '../../src/time.ts'
import {systemIds} from '../../plugins/system/ids.ts'

/** A school for measuring: students of one programme, exams that are in its plan, and an open period. */
export type BenchSchool = Readonly<{
  students: readonly Person[]
  exams: readonly Exam[]
  period: Period
  location: Location
}>

type Size = Readonly<{students: number; exams: number; now: Instant}>

/** Fills a store straight, past all rules, and brings its statistics up to date. */
export async function fillBenchSchool(
  store: Store,
  {students: count, exams: examCount, now}: Size,
): Promise<BenchSchool> {
  const {next} = systemIds
  const add = async <K extends keyof Tables>(table: K, rows: readonly Tables[K][]): Promise<void> => {
    for (let i = 0; i < rows.length; i += 1000)
      await store.db
        .insertInto(table)
        .values(rows.slice(i, i + 1000) as never)
        .execute()
  }
  const ended = {endedAt: null, version: 1} as const
  const policy = Policy.parse({})
  const school = {
    id: next<never>(),
    name: 'Meetcollege',
    language: 'nl',
    zone: 'Europe/Amsterdam',
    policy,
    rehearsal: false,
  }
  await add('institution', [{...school, createdAt: now, version: 1}])
  const location: Location = {id: next(), code: 'L1', name: 'L1', address: '', ...ended}
  await add('location', [location])
  const programme = {
    id: next<never>(),
    code: 'P1',
    crebo: '25655',
    name: 'P1',
    level: 4,
    route: 'bol',
    cohort: '2025-2026',
  } as const
  await add('programme', [{...programme, locationId: location.id, boardId: null, ...ended}])
  const numbers = Array.from({length: count}, (_, i) => String(1_000_000 + i))
  const students = numbers.map((studentNumber) =>
    newPerson(next(), {
      studentNumber,
      givenName: 'Sanne',
      familyName: 'Vries',
      email: 's@example.org',
      kind: 'regular',
    }),
  )
  await add('person', students)
  const study = {programmeId: programme.id, main: true, startsOn: day('2025-08-01'), plannedEndOn: null, endedOn: null}
  await add(
    'programmeEnrolment',
    students.map(({id}) => ({id: next<string>(), personId: id, ...study, diplomaOn: null, employer: '', version: 1})),
  )
  const exams = Array.from({length: examCount}, (_, i): Exam => {
    const facts = {
      code: `EX${i}`,
      name: `Examen ${i}`,
      subject: 'Nederlands',
      level: '3F',
      kind: 'school',
      form: 'digital',
    } as const
    return {
      id: next(),
      ...facts,
      aids: [],
      resultScale: '0.0-10.0',
      passMark: '5.5',
      rules: ExamRules.parse({}),
      ...ended,
    }
  })
  await add('exam', exams)
  await add(
    'examPlanEntry',
    exams.map(({id}) => ({
      id: next<string>(),
      examId: id,
      crebo: '*',
      cohort: null,
      externalCode: null,
      endedAt: null,
    })),
  )
  const period: Period = {
    id: next(),
    code: '2026-P2',
    name: '2026-P2',
    state: 'open',
    fromOn: day('2026-11-30'),
    toOn: day('2026-12-18'),
    version: 1,
  }
  await add('period', [period])
  const window = {id: next<string>(), periodId: period.id, examId: null, kind: 'registration', endedAt: null} as const
  await add('periodWindow', [{...window, opensAt: instant('2026-09-28'), closesAt: instant('2026-10-24')}])
  await sql`analyze`.execute(store.db)
  return {students, exams, period, location}
}
