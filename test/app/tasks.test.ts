import {beforeAll, describe, expect, test} from 'vitest'
import type {Task} from '../../src/lifecycle/task.ts'
import {listTasks} from '../../src/lifecycle/tasks.ts'
import {TASK_KINDS} from '../../src/lifecycle/task-kinds.ts'
import {openBusySchool} from '../support/busy-school.ts'
import {DATABASES} from '../support/databases.ts'
import {at} from '../support/world.ts'

describe.each(DATABASES)('tasks on %s', (which) => {
  let school: Awaited<ReturnType<typeof openBusySchool>>
  beforeAll(async () => {
    school = await openBusySchool(which)
    return () => school.world.close()
  })

  const admin = () => school.world.as('admin')
  const said = (tasks: readonly Task[]) =>
    Object.fromEntries(tasks.map(({kind, who, about, count}) => [kind, [who, about, count]]))
  const kinds = (tasks: readonly Task[]) => tasks.map(({kind}) => kind).toSorted()

  test('every kind of task is there when something of it waits', async () => {
    const all = await listTasks(school.world.system())
    expect([...new Set(kinds(all))]).toEqual(TASK_KINDS.map(({name}) => name).toSorted())
    for (const {what, command} of all) {
      expect(what.nl).toMatch(/\S/)
      expect(what.en).toMatch(/\S/)
      expect(command).toMatch(/^ontrac /)
    }
  })

  test('tell how many, of what, and for whom', async () => {
    expect(said(await listTasks(school.world.system()))).toEqual({
      'decide-requests': ['DOC', '2B', 2],
      'decide-other-requests': [null, '2026-P2', 1],
      'plan-exams': [null, '2026-P2', 1],
      'publish-sessions': [null, '2026-P2', 1],
      'name-leads': [null, '2026-P2', 3],
      'name-invigilators': [null, '2026-P2', 1],
      'enrol-yourself': [null, 'EIGEN', 1],
      'answer-offer': [null, '1201-B104-0900', 1],
      'place-students': [null, '2026-P2', 1],
      'repair-certificate': [null, '2026-P2', 2],
      'carry-over': [null, '2026-P1', 1],
      'finalise-sessions': [null, '2026-P2', 1],
      'close-report': ['LEAD', '1102-B104-0700', 1],
      'judge-absences': ['EC-ZORG', '2026-P2', 1],
      'triage-cases': ['EC-ZORG', '2026-P2', 1],
      'decide-minor-cases': ['EC-ZORG', '2026-P2', 1],
      'decide-board-cases': ['EC-ZORG', '2026-P2', 1],
      'record-results': [null, '2026-P2', 1],
      'decide-held': ['EC-ZORG', 'NL', 1],
      'establish-results': ['EC-ZORG', '2026-P2', 1],
      'publish-results': ['EC-ZORG', '2026-P2', 1],
      'decide-resits': ['EC-ZORG', 'NL', 1],
      'arrange-resits': [null, 'NL', 1],
      'renew-mandates': ['EC-ZORG', 'EC-ZORG', 1],
      'look-at-steps': [null, '2026-P2', 1],
      'finish-runs': [null, 'runs', 1],
      'put-mails-right': [null, 'mail', 1],
    })
  })

  test('land with the teacher of the group, the lead of the session and the student himself', async () => {
    expect(kinds(await listTasks(admin(), {for: 'DOC'}))).toEqual(['decide-requests'])
    expect(await listTasks(admin(), {for: 'LEAD'})).toMatchObject([
      {kind: 'close-report', who: 'LEAD', command: 'ontrac report close 1102-B104-0700', due: at('2026-11-02T08:00')},
    ])
    expect(await listTasks(admin(), {for: '1000004'})).toMatchObject([
      {
        kind: 'enrol-yourself',
        what: {nl: 'je inschrijven voor EIGEN'},
        command: 'ontrac enrolment moments 1000004 EIGEN',
      },
    ])
    expect(await listTasks(admin(), {for: '1000005'})).toMatchObject([
      {kind: 'answer-offer', due: at('2026-11-03T09:00')},
    ])
    expect(await listTasks(admin(), {for: '1000006'})).toEqual([])
  })

  test('land with the board of the exam or programme, and under a mandate only what it names', async () => {
    expect(kinds(await listTasks(admin(), {for: 'LID'}))).toEqual([
      'decide-board-cases',
      'decide-held',
      'decide-minor-cases',
      'decide-resits',
      'establish-results',
      'judge-absences',
      'publish-results',
      'renew-mandates',
      'triage-cases',
    ])
    expect(await listTasks(admin(), {for: 'LID2'})).toEqual([])
    expect(kinds(await listTasks(admin(), {for: 'FUN'}))).toEqual(['decide-minor-cases', 'establish-results'])
  })

  test('land with the office in the order in which they are due', async () => {
    const tasks = await listTasks(school.world.as('office', school.staff.office))
    expect(kinds(tasks)).toContain('finish-runs')
    expect(kinds(tasks)).not.toContain('decide-requests')
    const dues = tasks.map(({due}) => due ?? '9999')
    expect(dues).toEqual(dues.toSorted())
    expect(kinds(await listTasks(admin(), {role: 'planner'}))).toEqual([
      'name-invigilators',
      'name-leads',
      'plan-exams',
      'publish-sessions',
      'repair-certificate',
    ])
  })

  test('of others are not shown to who sees his own things only', async () => {
    const {a, e} = school.students
    expect(kinds(await listTasks(school.world.as('student', e)))).toEqual(['answer-offer'])
    expect(await listTasks(school.world.as('student', e), {for: '1000005'})).toHaveLength(1)
    expect(await listTasks(school.world.as('student', a), {role: 'office'})).toEqual([])
    const teacher = school.world.as('teacher', school.staff.teacher)
    await expect(listTasks(teacher, {for: '1000001'})).rejects.toMatchObject({code: 'task.not-yours'})
    await expect(listTasks(school.world.as('student', e), {for: '1000004'})).rejects.toMatchObject({
      code: 'person.not-found',
    })
    await expect(listTasks(admin(), {for: 'NOBODY'})).rejects.toMatchObject({code: 'person.not-found'})
  })

  test('are gone when the state is', async () => {
    await school.world.store.db
      .updateTable('registration')
      .set({state: 'agreed'})
      .where('state', '=', 'wanted')
      .execute()
    expect(await listTasks(admin(), {for: 'DOC'})).toEqual([])
  })
})
