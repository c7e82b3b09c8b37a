import {sql} from 'kysely'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Tables} from '../../db/tables.ts'
import type {Exam, Group, Period, Programme} from '../../src/institution/model.ts'
import {advancePeriod} from '../../src/lifecycle/advance-period.ts'
import {showDemand} from '../../src/registration/show-demand.ts'
import type {DemandKey} from '../../src/registration/store.ts'
import {plusMinutes} from '../../src/time.ts'
import {DATABASES} from '../support/databases.ts'
import {measured} from '../support/measured.ts'
import {openWorld, type World} from '../support/world.ts'

const STUDENTS = 25_000
const EACH = 10
const EXAMS = 300
/** Students with a need, every tenth. */
const NEEDY = STUDENTS / 10
const KEYS: readonly DemandKey[] = ['exam', 'subject', 'location', 'programme', 'group', 'need']

const SECOND = 1000

describe.each(DATABASES)(`demand over ${STUDENTS * EACH} registrations on %s`, (which) => {
  let world: World
  let period: Period

  beforeAll(async () => {
    world = await openWorld(which)
    period = await world.period('2026-P2')
    await fill(world, period)
  }, 600_000)
  afterAll(() => world.close())

  test.each(KEYS)('by %s takes less than a second and leaves the event loop free', async (by) => {
    const demand = await measured(`${which} by ${by}`, () => showDemand(world.office(), {period: '2026-P2', by}))
    const total = demand.rows.reduce((sum, {agreed}) => sum + agreed, 0)
    expect(total).toBe(by === 'need' ? NEEDY * EACH : STUDENTS * EACH)
  })

  test('a freeze holds the event loop no longer', async () => {
    const report = await measured(
      `${which} freeze`,
      () => advancePeriod(world.office(), {period: '2026-P2', step: 'freeze'}),
      {
        most: 30 * SECOND,
        times: 1,
      },
    )
    expect(report.doneAt).not.toBeNull()
  })

  test.each(KEYS)('frozen, by %s', async (by) => {
    const demand = await measured(`${which} by ${by}, frozen`, () =>
      showDemand(world.office(), {period: '2026-P2', by}),
    )
    const total = demand.rows.reduce((sum, {frozen}) => sum + frozen, 0)
    expect(total).toBe(by === 'need' ? NEEDY * EACH : STUDENTS * EACH)
  })
})

/** A large school: six locations, a hundred programmes, a thousand groups, every tenth student with needs. */
async function fill(world: World, period: Period): Promise<void> {
  const locations = await Promise.all(Array.from({length: 6}, (_, i) => world.location(`L${i}`)))
  const exams: Exam[] = []
  for (let i = 0; i < EXAMS; i++) exams.push((await world.exam(`EX${i}`, {subject: `Vak ${i % 20}`})).exam)
  const programmes: Programme[] = []
  for (let i = 0; i < 100; i++) programmes.push(await world.programme(`P${i}`))
  const groups: Group[] = []
  for (let i = 0; i < 1000; i++) groups.push(await world.group(`G${i}`, []))
  const numbers = Array.from({length: STUDENTS}, (_, i) => i)
  const students = numbers.map((i) => ({
    ...blankPerson(world),
    studentNumber: String(1_000_000 + i),
    locationId: at(locations, i).id,
  }))
  await add(world, 'person', students)
  await add(
    world,
    'programmeEnrolment',
    students.map(({id}, i) => ({
      id: world.ids.next<string>(),
      personId: id,
      programmeId: at(programmes, i).id,
      main: true,
      startsOn: period.fromOn,
      plannedEndOn: null,
      endedOn: null,
      diplomaOn: null,
      employer: '',
      version: 1,
    })),
  )
  await add(
    world,
    'groupMember',
    students.map(({id}, i) => ({
      id: world.ids.next<string>(),
      groupId: at(groups, i).id,
      personId: id,
      fromOn: null,
      toOn: null,
      endedAt: null,
    })),
  )
  const needy = students.filter((_, i) => i % 10 === 0)
  await add(
    world,
    'need',
    needy.map(({id}, i) => ({
      id: world.ids.next<string>(),
      personId: id,
      code: i % 2 ? 'spoken' : 'ExtraTime25',
      label: '',
      basis: i % 2 ? ('aid' as const) : ('percent' as const),
      value: 25,
      scopeKind: 'all' as const,
      scopeValue: null,
      fromOn: null,
      toOn: null,
      source: 'office',
      endedAt: null,
      version: 1,
    })),
  )
  const registered = students.flatMap(({id}, i) =>
    Array.from({length: EACH}, (_, n) => ({
      ...blankRegistration(world, period),
      code: `${i}-${n}`,
      requestedAt: plusMinutes(world.now(), -i),
      personId: id,
      examId: at(exams, i * 7 + n * 31).id,
    })),
  )
  await add(world, 'registration', registered)
  // As any store of this size soon is: its statistics are up to date.
  await sql`analyze`.execute(world.store.db)
}

function at<T>(list: readonly T[], i: number): T {
  return list[i % list.length] as T
}

function blankPerson(world: World): Tables['person'] {
  return {
    id: world.ids.next(),
    studentNumber: null,
    staffCode: null,
    kind: 'regular',
    givenName: 'Sanne',
    prefix: 'de',
    familyName: 'Vries',
    idCheckName: '',
    email: '',
    language: null,
    eckId: null,
    accountId: null,
    sisId: null,
    searchKey: '',
    sortKey: '',
    locationId: null,
    mergedIntoId: null,
    endedAt: null,
    erasedAt: null,
    version: 1,
  }
}

function blankRegistration(world: World, {id}: Period): Omit<Tables['registration'], 'personId' | 'examId'> {
  return {
    id: world.ids.next(),
    code: '',
    periodId: id,
    state: 'agreed',
    source: 'office',
    sourceId: null,
    requestedBy: null,
    requestedAt: world.now(),
    locationId: null,
    late: false,
    decidedBy: null,
    decidedAt: null,
    resitOf: null,
    closedAt: null,
    version: 1,
  }
}

async function add<K extends keyof Tables>(world: World, table: K, rows: readonly Tables[K][]): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000) {
    await world.store.db
      .insertInto(table)
      .values(rows.slice(i, i + 1000) as never)
      .execute()
  }
}
