import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {addStaff} from '../../src/institution/people/add-staff.ts'
import {addStudent} from '../../src/institution/people/add-student.ts'
import {assignNeed} from '../../src/institution/people/assign-need.ts'
import {changeStaff} from '../../src/institution/people/change-staff.ts'
import {changeStudent} from '../../src/institution/people/change-student.ts'
import {endNeed} from '../../src/institution/people/end-need.ts'
import {endStaff} from '../../src/institution/people/end-staff.ts'
import {endStudent} from '../../src/institution/people/end-student.ts'
import {grantRole} from '../../src/institution/roles/grant-role.ts'
import {listStaff} from '../../src/institution/people/list-staff.ts'
import {listStudents} from '../../src/institution/people/list-students.ts'
import {setSchoolDays} from '../../src/institution/programmes/set-school-days.ts'
import {showStaff} from '../../src/institution/people/show-staff.ts'
import {showStudent} from '../../src/institution/people/show-student.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

const NOOR = {studentNumber: '0412345', givenName: 'Noor', familyName: 'Bakker', email: 'noor@example.org'}
const VRIS = {staffCode: 'VRIS', givenName: 'Sanne', prefix: 'de', familyName: 'Vries', email: 'sanne@example.org'}

describe.each(DATABASES)('students on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
    await world.programme('VZ-25')
    await world.group('1A', [])
    await addStudent(world.office(), {...NOOR, programme: 'VZ-25', group: '1A', employer: 'Zorghuis'})
    await addStudent(world.office(), {...NOOR, studentNumber: '0412346', givenName: 'Ayşe', familyName: 'Çelik'})
    await addStudent(world.office(), {...NOOR, studentNumber: '0412347', givenName: 'Anna', familyName: 'Bakker'})
  })
  afterAll(() => world.close())

  test('one added by hand is in the programme and group from that day on', async () => {
    expect(await showStudent(world.office(), '0412345')).toMatchObject({
      name: 'Noor Bakker',
      idCheckName: 'Noor Bakker',
      language: 'nl',
      groups: ['1A'],
      programmes: [{code: 'VZ-25', main: true, startsOn: '2026-11-02', employer: 'Zorghuis'}],
      schoolDays: [1, 2, 3, 4, 5],
    })
  })

  test('nobody is added twice under one number, and wrong input changes nothing', async () => {
    await expect(addStudent(world.office(), NOOR)).rejects.toMatchObject({
      kind: 'refused',
      details: {reasons: [{code: 'student.exists'}]},
    })
    const wrong = {...NOOR, studentNumber: '9', email: 'noor', programme: 'VZ-25'}
    await expect(addStudent(world.office(), wrong)).rejects.toMatchObject({code: 'input.invalid'})
    const unknown = {...NOOR, studentNumber: '9', group: '9Z'}
    await expect(addStudent(world.office(), unknown)).rejects.toMatchObject({code: 'group.not-found'})
    await expect(showStudent(world.office(), '9')).rejects.toMatchObject({code: 'student.not-found'})
  })

  test('the list goes by family name and reads on after the last one seen', async () => {
    const numbers = async (filter: Parameters<typeof listStudents>[1]): Promise<string[]> =>
      (await listStudents(world.office(), filter)).map(({student}) => student)
    expect(await numbers({})).toEqual(['0412347', '0412345', '0412346'])
    expect(await numbers({limit: 1})).toEqual(['0412347'])
    expect(await numbers({after: '0412347', limit: 1})).toEqual(['0412345'])
    expect(await numbers({after: '0412346'})).toEqual([])
    expect(await numbers({group: '1A'})).toEqual(['0412345'])
    expect(await numbers({programme: 'VZ-25', group: '1A'})).toEqual(['0412345'])
    await expect(listStudents(world.office(), {after: '7'})).rejects.toMatchObject({code: 'student.not-found'})
  })

  test('are found by parts of the name in any order, without accents, and by number', async () => {
    for (const search of ['celik', 'ÇELIK ayse', '0412346', 'elik'])
      expect(await listStudents(world.office(), {search})).toMatchObject([{student: '0412346'}])
    expect(await listStudents(world.office(), {search: 'bakker %'})).toHaveLength(2)
    expect(await listStudents(world.office(), {search: 'nobody'})).toEqual([])
  })

  test('a new name is found and sorted anew; the name on the ID stays until it is changed', async () => {
    await changeStudent(world.office(), '0412347', {familyName: 'Zwart', email: 'anna@example.org'})
    expect(await listStudents(world.office(), {search: 'zwart'})).toMatchObject([{student: '0412347'}])
    expect((await listStudents(world.office())).at(-1)).toMatchObject({student: '0412347'})
    expect(await showStudent(world.office(), '0412347')).toMatchObject({
      name: 'Anna Zwart',
      idCheckName: 'Anna Bakker',
      email: 'anna@example.org',
    })
    await expect(changeStudent(world.office(), '0412347', {})).rejects.toMatchObject({code: 'person.nothing-to-change'})
    await expect(changeStudent(world.office(), '1', {prefix: 'van'})).rejects.toMatchObject({code: 'student.not-found'})
  })

  test('has school days of the group until he has his own, and exceptions by date', async () => {
    await setSchoolDays(world.office(), {group: '1A', weekdays: [2, 1, 2], notAt: ['2026-12-01']})
    expect(await showStudent(world.office(), '0412345')).toMatchObject({
      schoolDays: [1, 2],
      exceptions: [{on: '2026-12-01', available: false}],
    })
    await setSchoolDays(world.office(), {student: '0412345', weekdays: [4], at: ['2026-12-02']})
    await setSchoolDays(world.office(), {student: '0412345', notAt: ['2026-12-02']})
    expect(await showStudent(world.office(), '0412345')).toMatchObject({
      schoolDays: [4],
      exceptions: [
        {on: '2026-12-02', available: false},
        {on: '2026-12-01', available: false},
      ],
    })
    await expect(setSchoolDays(world.office(), {weekdays: [1]})).rejects.toMatchObject({code: 'school-days.of-whom'})
    const both = {group: '1A', at: ['2026-12-03'], notAt: ['2026-12-03']}
    await expect(setSchoolDays(world.office(), both)).rejects.toMatchObject({code: 'school-days.contradict'})
  })

  test('has personal needs until they end', async () => {
    await world.exam('NE-3F')
    const need = {student: '0412345', code: 'ExtraTime', basis: 'minutes' as const, value: 30}
    await assignNeed(world.office(), {...need, scopeKind: 'exam', scopeValue: 'NE-3F', from: '2026-11-02'})
    expect((await showStudent(world.office(), '0412345')).needs).toEqual([
      {code: 'ExtraTime', basis: 'minutes', value: 30, scope: 'NE-3F', from: '2026-11-02', to: null},
    ])
    expect(await endNeed(world.office(), {student: '0412345', code: 'ExtraTime'})).toEqual({ended: 1})
    expect((await showStudent(world.office(), '0412345')).needs).toEqual([])
    await expect(endNeed(world.office(), {student: '0412345', code: 'ExtraTime'})).rejects.toMatchObject({
      code: 'need.not-found',
    })
  })

  test.each([
    ['need.no-value', {basis: 'percent' as const}],
    ['need.no-scope-value', {basis: 'aid' as const, scopeKind: 'subject' as const}],
    ['exam.not-found', {basis: 'aid' as const, scopeKind: 'exam' as const, scopeValue: 'XX'}],
    ['need.ends-before-it-starts', {basis: 'aid' as const, from: '2026-12-02', to: '2026-12-01'}],
  ])('a need that says half of it is refused: %s', async (code, half) => {
    await expect(assignNeed(world.office(), {student: '0412345', code: 'x', ...half})).rejects.toMatchObject({code})
  })

  test('who leaves is in no list, and who comes back is the same person', async () => {
    const before = await world.office().read('people.read', ({students}) => students.get('0412345'))
    await endStudent(world.office(), {
      student: '0412345',
      reason: 'Gediplomeerd',
      on: '2026-10-30',
      diplomaOn: '2026-10-30',
    })
    await expect(showStudent(world.office(), '0412345')).rejects.toMatchObject({code: 'student.not-found'})
    expect(await listStudents(world.office(), {programme: 'VZ-25'})).toEqual([])
    const studies = await world
      .office()
      .read('people.read', (s) => s.programmeEnrolments.history({personId: before.id}))
    expect(studies).toMatchObject([{endedOn: '2026-10-30', diplomaOn: '2026-10-30'}])
    const again = await addStudent(world.office(), {...NOOR, familyName: 'Smit', group: '1A'})
    expect(again).toMatchObject({id: before.id, familyName: 'Smit', idCheckName: 'Noor Smit'})
    expect(await showStudent(world.office(), '0412345')).toMatchObject({
      name: 'Noor Smit',
      groups: ['1A'],
      programmes: [],
    })
  })

  test('only the office adds, changes and ends them', async () => {
    const teacher = world.as('teacher')
    const forbidden = {kind: 'forbidden', code: 'deed.forbidden'}
    await expect(addStudent(teacher, {...NOOR, studentNumber: '8'})).rejects.toMatchObject(forbidden)
    await expect(changeStudent(teacher, '0412345', {prefix: 'x'})).rejects.toMatchObject(forbidden)
    await expect(endStudent(teacher, {student: '0412345', reason: 'x'})).rejects.toMatchObject(forbidden)
    await expect(setSchoolDays(teacher, {group: '1A'})).rejects.toMatchObject(forbidden)
    const need = {student: '0412345', code: 'x', basis: 'aid' as const}
    await expect(assignNeed(teacher, need)).rejects.toMatchObject(forbidden)
    await expect(endNeed(teacher, {student: '0412345', code: 'x'})).rejects.toMatchObject(forbidden)
  })
})

describe.each(DATABASES)('staff on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
    await addStaff(world.as('admin'), VRIS)
    await addStaff(world.as('admin'), {...VRIS, staffCode: 'EXT1', familyName: 'Blom', prefix: '', external: true})
  })
  afterAll(() => world.close())

  test('are listed by family name with their roles', async () => {
    await world.location('NOORD')
    await grantRole(world.as('admin'), {person: 'VRIS', role: 'planner', locations: ['NOORD'], to: '2027-07-31'})
    expect(await listStaff(world.office())).toMatchObject([
      {staff: 'EXT1', roles: []},
      {staff: 'VRIS', name: 'Sanne de Vries', roles: ['planner']},
    ])
    expect(await listStaff(world.office(), {after: 'EXT1'})).toMatchObject([{staff: 'VRIS'}])
    expect(await listStaff(world.office(), {search: 'blom'})).toMatchObject([{staff: 'EXT1'}])
  })

  test('one is shown with what he is and does', async () => {
    const sanne = await world.office().read('people.read', ({staff}) => staff.get('VRIS'))
    await world.group('1A', [], [sanne])
    expect(await showStaff(world.office(), 'VRIS')).toMatchObject({
      kind: 'staff',
      groups: ['1A'],
      roles: [{role: 'planner', from: null, to: '2027-07-31', locations: ['NOORD'], exams: []}],
      boards: [],
      mandates: [],
    })
    await expect(showStaff(world.office(), 'NONE')).rejects.toMatchObject({code: 'staff.not-found'})
  })

  test('a code is given once', async () => {
    await expect(addStaff(world.as('admin'), VRIS)).rejects.toMatchObject({
      details: {reasons: [{code: 'staff.exists'}]},
    })
  })

  test('who leaves loses roles, groups and the way in, and comes back without them', async () => {
    await changeStaff(world.office(), 'VRIS', {language: 'en'})
    expect(await endStaff(world.as('admin'), {staff: 'VRIS', reason: 'Uit dienst'})).toEqual({
      staff: 'VRIS',
      roles: 1,
      groups: 1,
      boards: 0,
      mandates: 0,
    })
    await expect(showStaff(world.office(), 'VRIS')).rejects.toMatchObject({code: 'staff.not-found'})
    await addStaff(world.as('admin'), VRIS)
    expect(await showStaff(world.office(), 'VRIS')).toMatchObject({language: 'en', roles: [], groups: []})
  })

  test('the last admin cannot leave', async () => {
    await grantRole(world.as('admin'), {person: 'EXT1', role: 'admin'})
    await expect(endStaff(world.as('admin'), {staff: 'EXT1', reason: 'x'})).rejects.toMatchObject({
      details: {reasons: [{code: 'role.last-admin'}]},
    })
    await grantRole(world.as('admin'), {person: 'VRIS', role: 'admin'})
    await endStaff(world.as('admin'), {staff: 'EXT1', reason: 'x'})
  })

  test('a planner may not add or end them', async () => {
    await expect(addStaff(world.as('planner'), {...VRIS, staffCode: 'X'})).rejects.toMatchObject({
      code: 'deed.forbidden',
    })
    await expect(changeStaff(world.as('planner'), 'VRIS', {prefix: 'x'})).rejects.toMatchObject({
      code: 'deed.forbidden',
    })
    await expect(endStaff(world.as('planner'), {staff: 'VRIS', reason: 'x'})).rejects.toMatchObject({
      code: 'deed.forbidden',
    })
  })
})
