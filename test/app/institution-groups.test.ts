import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {addGroup} from '../../src/institution/programmes/add-group.ts'
import {addProgramme} from '../../src/institution/programmes/add-programme.ts'
import {changeGroup} from '../../src/institution/programmes/change-group.ts'
import {endGroup} from '../../src/institution/programmes/end-group.ts'
import {endProgramme} from '../../src/institution/programmes/end-programme.ts'
import {endStudent} from '../../src/institution/people/end-student.ts'
import {listGroups} from '../../src/institution/programmes/list-groups.ts'
import {listProgrammes} from '../../src/institution/programmes/list-programmes.ts'
import {showGroup} from '../../src/institution/programmes/show-group.ts'
import {showProgramme} from '../../src/institution/programmes/show-programme.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('programmes and groups on %s', (which) => {
  let world: World
  const VZ = {
    code: 'VZ-25',
    crebo: '25655',
    name: 'Verzorgende IG',
    level: 3,
    route: 'bol' as const,
    cohort: '2025-2026',
  }
  beforeAll(async () => {
    world = await openWorld(which)
    await world.location('NOORD')
    for (const [number, sortKey] of [
      ['1', 'bakker'],
      ['2', 'aalbers'],
      ['3', 'celik'],
    ] as const)
      await world.student(number, {sortKey})
    for (const code of ['VRIS', 'JANA']) await world.employee(code)
    await world.exam('NE')
    await addProgramme(world.office(), {...VZ, location: 'NOORD'})
    await addGroup(world.office(), {
      code: '1A',
      programme: 'VZ-25',
      addStudents: ['1', '2', '1'],
      addTeachers: ['VRIS'],
    })
  })
  afterAll(() => world.close())

  test('a programme is shown with its groups and exams', async () => {
    expect(await showProgramme(world.office(), 'VZ-25')).toMatchObject({
      location: 'NOORD',
      board: '',
      groups: ['1A'],
      exams: ['NE'],
      students: 0,
    })
    await expect(addProgramme(world.office(), VZ)).rejects.toMatchObject({
      details: {reasons: [{code: 'programme.exists'}]},
    })
    await expect(addProgramme(world.office(), {...VZ, code: 'X', crebo: '1'})).rejects.toMatchObject({
      code: 'input.invalid',
    })
    await expect(addProgramme(world.office(), {...VZ, code: 'X', board: 'X'})).rejects.toMatchObject({
      code: 'board.not-found',
    })
  })

  test('a programme ends when nobody is in it', async () => {
    const programme = await world.office().read('catalogue.read', ({programmes}) => programmes.get('VZ-25'))
    const student = await world.office().read('people.read', ({students}) => students.get('3'))
    await world.study(student, programme)
    await expect(endProgramme(world.office(), {programme: 'VZ-25'})).rejects.toMatchObject({
      details: {reasons: [{code: 'programme.in-use', details: {students: 1}}]},
    })
    await endStudent(world.office(), {student: '3', reason: 'Vertrokken'})
    await endProgramme(world.office(), {programme: 'VZ-25'})
    expect(await listProgrammes(world.office())).toEqual([])
  })

  test('a group has its students by name, each once, and its teachers', async () => {
    expect(await showGroup(world.office(), '1A')).toMatchObject({
      teachers: [{staff: 'VRIS'}],
      students: [{student: '2'}, {student: '1'}],
      schoolDays: [1, 2, 3, 4, 5],
    })
    await expect(addGroup(world.office(), {code: '1A'})).rejects.toMatchObject({
      details: {reasons: [{code: 'group.exists'}]},
    })
  })

  test('a group changes: who joins, who leaves, where it is', async () => {
    const change = {
      group: '1A',
      name: 'Klas 1A',
      location: 'NOORD',
      endStudents: ['1'],
      addTeachers: ['JANA'],
      endTeachers: ['VRIS'],
    }
    await changeGroup(world.office(), change)
    await changeGroup(world.office(), change)
    expect(await listGroups(world.office())).toMatchObject([
      {group: '1A', name: 'Klas 1A', location: 'NOORD', teachers: ['JANA'], students: 1},
    ])
    await expect(changeGroup(world.office(), {group: '1A'})).rejects.toMatchObject({code: 'group.nothing-to-change'})
    const wrong = {group: '1A', addStudents: ['1', '99']}
    await expect(changeGroup(world.office(), wrong)).rejects.toMatchObject({code: 'student.not-found'})
    expect((await showGroup(world.office(), '1A')).students).toHaveLength(1)
  })

  test('who left a group may come back', async () => {
    await changeGroup(world.office(), {group: '1A', addStudents: ['1']})
    expect((await showGroup(world.office(), '1A')).students).toHaveLength(2)
  })

  test('a group ends with everybody in it', async () => {
    expect(await endGroup(world.office(), {group: '1A'})).toEqual({group: '1A', students: 2, teachers: 1})
    expect(await listGroups(world.office())).toEqual([])
  })

  test('a teacher changes none of it', async () => {
    const teacher = world.as('teacher')
    const forbidden = {code: 'deed.forbidden'}
    await expect(addProgramme(teacher, {...VZ, code: 'X'})).rejects.toMatchObject(forbidden)
    await expect(endProgramme(teacher, {programme: 'VZ-25'})).rejects.toMatchObject(forbidden)
    await expect(addGroup(teacher, {code: 'X'})).rejects.toMatchObject(forbidden)
    await expect(changeGroup(teacher, {group: '1A'})).rejects.toMatchObject(forbidden)
    await expect(endGroup(teacher, {group: '1A'})).rejects.toMatchObject(forbidden)
  })
})
