import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {inReach, sightOf, STUDENT_COLUMN} from '../../db/scope.ts'
import type {Tables} from '../../db/tables.ts'
import {type Deed, DEEDS, reachOf, ROLES, type View, VIEWS} from '../../src/deeds.ts'
import {ExamError} from '../../src/errors.ts'
import {showDossier} from '../../src/archive/show-dossier.ts'
import {listCases} from '../../src/delivery/cases/list-cases.ts'
import {listResults} from '../../src/results/list-results.ts'
import {listExemptions} from '../../src/institution/boards/list-exemptions.ts'
import {listStaff} from '../../src/institution/people/list-staff.ts'
import {listStudents} from '../../src/institution/people/list-students.ts'
import {showGroup} from '../../src/institution/programmes/show-group.ts'
import {showStudent} from '../../src/institution/people/show-student.ts'
import {DATABASES} from '../support/databases.ts'
import {openTwoRecords} from '../support/student-record.ts'
import {on, openWorld, type World} from '../support/world.ts'

const DEED_NAMES = Object.keys(DEEDS) as Deed[]
const VIEW_NAMES = Object.keys(VIEWS) as View[]

/** How something was refused, and which deed or view it was about; undefined when it was not. */
async function refusalOf(doing: Promise<unknown>): Promise<unknown> {
  try {
    await doing
    return undefined
  } catch (error) {
    if (!(error instanceof ExamError)) throw error
    const {kind, code, details} = error
    return {kind, code, about: details['deed'] ?? details['view']}
  }
}

describe.each(DATABASES)('what a role may do on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  afterAll(() => world.close())

  test.each(ROLES)('%s: every deed that is not his is refused before anything is read or written', async (role) => {
    const others = DEED_NAMES.filter((deed) => !reachOf(deed, role))
    const reached: Deed[] = []
    const refused: unknown[] = []
    for (const deed of others) {
      const doing = world.as(role).write(deed, {}, async () => reached.push(deed))
      refused.push(await refusalOf(doing))
    }
    expect(refused).toEqual(others.map((deed) => ({kind: 'forbidden', code: 'deed.forbidden', about: deed})))
    expect(reached).toEqual([])
  })

  test.each(ROLES)('%s: a deed that is his is done in that role and leaves an entry', async (role) => {
    const own = DEED_NAMES.filter((deed) => reachOf(deed, role))
    const done: unknown[] = []
    for (const deed of own)
      done.push(await world.as(role).write(deed, {}, async (_, entry) => [deed, entry.role, entry.reach]))
    expect(done).toEqual(own.map((deed) => [deed, role, reachOf(deed, role)]))
    const trail = await world.as('admin').read('audit.read', ({audit}) => audit.entries({limit: 10_000}))
    const entries = trail.filter((entry) => entry.role === role).map(({deed}) => deed)
    expect(entries.toSorted()).toEqual(own.toSorted())
  })

  test.each(ROLES)('%s: every view that is not his is refused', async (role) => {
    const seen: unknown[] = []
    for (const view of VIEW_NAMES) {
      const looking = world.as(role).read(view, async (_, access) => access.reach)
      seen.push(reachOf(view, role) ? await looking : await refusalOf(looking))
    }
    const refusal = (view: View) => ({kind: 'forbidden', code: 'view.forbidden', about: view})
    expect(seen).toEqual(VIEW_NAMES.map((view) => reachOf(view, role) ?? refusal(view)))
  })

  test('somebody without a role may do nothing', async () => {
    const ctx = world.as([])
    await expect(ctx.read('catalogue.read', async () => 1)).rejects.toMatchObject({code: 'view.forbidden'})
    await expect(ctx.write('student.add', {}, async () => 1)).rejects.toMatchObject({code: 'deed.forbidden'})
  })

  test('who has several roles acts in the one that reaches furthest', async () => {
    const role = await world.as(['student', 'teacher', 'office']).read('people.read', async (_, access) => access.role)
    expect(role).toBe('office')
  })
})

test('every deed and view is somebody’s, and only system does not sign in', () => {
  const nobodys = [...DEED_NAMES, ...VIEW_NAMES].filter(
    (name) => !ROLES.some((role) => role !== 'system' && reachOf(name, role)),
  )
  const ofSystem = (name: string): boolean => name === 'offer.expire' || /^(client\.)?sign-in/u.test(name)
  expect(nobodys.filter((name) => !ofSystem(name))).toEqual([])
})

const OWN_ROLES = ['student', 'teacher', 'lead', 'invigilator', 'board', 'functionary'] as const
const ABOUT_STUDENTS = Object.keys(STUDENT_COLUMN) as (keyof Tables)[]

describe.each(DATABASES)('whom somebody reaches on %s', (which) => {
  let world: World
  let records: Awaited<ReturnType<typeof openTwoRecords>>
  beforeAll(async () => {
    world = await openWorld(which)
    records = await openTwoRecords(world)
  })
  afterAll(() => world.close())

  /** Students of whom a table shows a row to somebody who reaches his own. */
  const seen = async (table: keyof Tables, role: (typeof OWN_ROLES)[number] | 'office'): Promise<unknown[]> => {
    const column = STUDENT_COLUMN[table] ?? ''
    const person = role === 'office' ? null : records.who[role].id
    const reach = role === 'office' ? 'all' : 'own'
    const access = {person, role, reach, scope: {}, now: world.now()} as const
    const limit = inReach(table, await sightOf(world.store.readDb, access))
    const query = world.store.readDb.selectFrom(table).selectAll()
    const rows = (await (limit ? query.where(limit) : query).execute()) as Record<string, unknown>[]
    const ids: readonly unknown[] = [records.mine.id, records.other.id]
    return [...new Set(rows.map((row) => row[column]).filter((id) => ids.includes(id)))]
  }

  test.each(ABOUT_STUDENTS)('%s: each sees his own student, and only the office both', async (table) => {
    const own = await Promise.all(OWN_ROLES.map(async (role) => [role, await seen(table, role)]))
    expect(own).toEqual(OWN_ROLES.map((role) => [role, [records.mine.id]]))
    expect(new Set(await seen(table, 'office'))).toEqual(new Set([records.mine.id, records.other.id]))
  })

  test.each(OWN_ROLES)('%s: the lists and the counter show nobody else', async (role) => {
    const ctx = world.as(role, records.who[role])
    const {mine, other} = records
    expect(await ctx.read('people.read', ({persons}) => persons.find(mine.id))).toMatchObject({id: mine.id})
    if (reachOf('people.read', role) === 'all') return
    await expect(ctx.read('people.read', ({persons}) => persons.get(other.id))).rejects.toMatchObject({
      kind: 'not-found',
    })
    await expect(showStudent(ctx, other.studentNumber ?? '')).rejects.toMatchObject({code: 'student.not-found'})
    expect((await listStudents(ctx)).map(({student}) => student)).toEqual([mine.studentNumber])
    expect(await listStudents(ctx, {group: records.otherGroup})).toEqual([])
    expect(await listStudents(ctx, {search: other.studentNumber ?? ''})).toEqual([])
    await expect(listStudents(ctx, {after: other.studentNumber ?? ''})).rejects.toMatchObject({
      code: 'student.not-found',
    })
    expect((await listExemptions(ctx)).map(({student}) => student)).toEqual([mine.studentNumber])
    expect(await listExemptions(ctx, {exam: records.exam})).toHaveLength(1)
    expect((await showGroup(ctx, records.otherGroup)).students).toEqual([])
  })

  test.each([
    ['functionary', 'mandate'],
    ['board', 'boardMember'],
  ] as const)(
    'a %s reaches his students from the first day of his term to the last, and no longer',
    async (role, table) => {
      const term = {fromOn: on('2026-11-02'), toOn: on('2026-11-03')}
      await world.store.db.updateTable(table).set(term).where('personId', '=', records.who[role].id).execute()
      const reached = async (at: string) => {
        world.setNow(at)
        return seen('result', role)
      }
      expect(await reached('2026-11-01T23:59')).toEqual([])
      expect(await reached('2026-11-02T00:00')).toEqual([records.mine.id])
      expect(await reached('2026-11-03T23:59')).toEqual([records.mine.id])
      expect(await reached('2026-11-04T00:00')).toEqual([])
      const ctx = world.as(role, records.who[role])
      const over = {code: 'student.not-found'}
      await expect(showDossier(ctx, {student: records.mine.studentNumber ?? ''})).rejects.toMatchObject(over)
      expect(await listStudents(ctx)).toEqual([])
      expect(await listCases(ctx)).toEqual([])
      expect(await listResults(ctx)).toEqual([])
      world.setNow('2026-11-02T09:00')
    },
  )

  test('a student sees no staff, and staff sees staff', async () => {
    expect(await listStaff(world.as('student', records.mine))).toEqual([])
    expect((await listStaff(world.as('teacher', records.who.teacher))).length).toBeGreaterThan(3)
  })

  test('a teacher no longer sees who left his group', async () => {
    const ctx = world.as('teacher', records.who.teacher)
    await world.store.db.updateTable('groupMember').set({endedAt: world.now()}).execute()
    await expect(showStudent(ctx, records.mine.studentNumber ?? '')).rejects.toMatchObject({code: 'student.not-found'})
  })
})

/** Tables that name a person who is no student, or whose rows are looked up only through a person in reach. */
const NOT_ABOUT_STUDENTS: readonly string[] = [
  'account',
  'apiToken',
  'availableDay',
  'block',
  'boardMember',
  'caseNote',
  'deputy',
  'credential',
  'destruction',
  'groupTeacher',
  'mandate',
  'message',
  'personRole',
  'reportSignature',
  'sessionDuty',
  'signInLink',
  'staffReserve',
  'webSession',
]

describe.each(DATABASES)('the tables on %s', (which) => {
  test('name no person without a word on who may see him', async () => {
    const world = await openWorld(which)
    const tables = await world.store.readDb.introspection.getTables()
    const withPerson = tables.filter(({columns}) => columns.some(({name}) => /^person_?id$/i.test(name)))
    const names = withPerson.map(({name}) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))
    expect(names.toSorted()).toEqual(
      [...ABOUT_STUDENTS.filter((table) => table !== 'person'), ...NOT_ABOUT_STUDENTS].toSorted(),
    )
    await world.close()
  })
})
