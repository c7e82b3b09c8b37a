import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {configureInstitution} from '../../src/institution/configure-institution.ts'
import {endDeputy} from '../../src/institution/roles/end-deputy.ts'
import {listDeputies} from '../../src/institution/roles/list-deputies.ts'
import {nameDeputy} from '../../src/institution/roles/name-deputy.ts'
import {MAIL_TASKS, mailTasks, planTaskMail} from '../../src/lifecycle/mail-tasks.ts'
import {listTasks} from '../../src/lifecycle/tasks.ts'
import {openBusySchool} from '../support/busy-school.ts'
import {DATABASES} from '../support/databases.ts'

type Body = Readonly<{letter: string; data: {tasks: readonly Readonly<{title: {nl: string}; dueOn: string | null}>[]}}>

describe.each(DATABASES)('deputies and the daily mail of tasks on %s', (which) => {
  let school: Awaited<ReturnType<typeof openBusySchool>>
  beforeAll(async () => {
    school = await openBusySchool(which)
  })
  afterAll(() => school.world.close())
  // A Monday morning.
  beforeEach(() => school.world.setNow('2026-11-02T09:00'))

  const admin = () => school.world.as('admin')
  const week = {from: '2026-11-02', to: '2026-11-06'}
  const mails = async () =>
    (await admin().read('operation.read', ({outbox}) => outbox.list({limit: 1000}))).filter(
      ({body}) => (body as Body).letter === 'tasks-daily',
    )
  const titlesOf = async (code: string) =>
    (await mails())
      .filter(({person}) => person === code)
      .flatMap(({body}) => (body as Body).data.tasks.map(({title}) => title.nl))

  test('what waits for who is away stands in the list of the deputy too, and both say so', async () => {
    expect(await listTasks(admin(), {for: 'LEAD'})).not.toContainEqual(expect.objectContaining({who: 'DOC'}))
    await nameDeputy(admin(), {person: 'DOC', deputy: 'LEAD', ...week})
    expect(await listTasks(admin(), {for: 'DOC'})).toEqual([
      expect.objectContaining({kind: 'decide-requests', who: 'DOC', deputy: 'LEAD'}),
    ])
    const tasks = await listTasks(admin(), {for: 'LEAD'})
    expect(tasks).toContainEqual(expect.objectContaining({kind: 'decide-requests', who: 'DOC', deputy: 'LEAD'}))
    expect(tasks).toContainEqual(expect.objectContaining({kind: 'close-report', who: 'LEAD', deputy: null}))
    const all = await listTasks(admin(), {role: 'teacher'})
    expect(all).toContainEqual(expect.objectContaining({who: 'DOC', deputy: 'LEAD'}))
  })

  test('a deputy stands in on the days named, not before or after', async () => {
    const falls = async () => (await listTasks(admin(), {for: 'LEAD'})).some(({who}) => who === 'DOC')
    school.world.setNow('2026-11-06T18:00')
    expect(await falls()).toBe(true)
    school.world.setNow('2026-11-07T08:00')
    expect(await falls()).toBe(false)
    school.world.setNow('2026-11-01T23:00')
    expect(await falls()).toBe(false)
  })

  test('nobody has two deputies at once, or himself, and who is not of the office names his own only', async () => {
    const twice = nameDeputy(admin(), {person: 'DOC', deputy: 'BUR', from: '2026-11-06', to: '2026-11-09'})
    await expect(twice).rejects.toMatchObject({details: {reasons: [{code: 'deputy.overlaps'}]}})
    const self = nameDeputy(admin(), {person: 'LEAD', deputy: 'LEAD', ...week})
    await expect(self).rejects.toMatchObject({details: {reasons: [{code: 'deputy.self'}]}})
    const back = nameDeputy(admin(), {person: 'LEAD', deputy: 'DOC', from: week.to, to: week.from})
    await expect(back).rejects.toMatchObject({code: 'deputy.wrong-term'})
    const {world, staff} = school
    const other = nameDeputy(world.as('teacher', staff.teacher), {person: 'LEAD', deputy: 'DOC', ...week})
    await expect(other).rejects.toMatchObject({code: 'deputy.not-yours'})
    const later = {person: 'DOC', deputy: 'BUR', from: '2026-12-01', to: '2026-12-02'}
    expect(await nameDeputy(world.as('teacher', staff.teacher), later)).toEqual(later)
    await expect(nameDeputy(world.as('student'), later)).rejects.toMatchObject({code: 'deed.forbidden'})
    expect((await listDeputies(admin())).map(({deputy, now}) => [deputy, now])).toEqual([
      ['LEAD', true],
      ['BUR', false],
    ])
  })

  test('each is mailed once a day what waits for him and, marked as such, for whom he stands in', async () => {
    expect(await mailTasks(school.world.system())).toBeGreaterThan(4)
    expect(await titlesOf('LEAD')).toEqual([
      'het proces-verbaal van zitting 1102-B104-0700 afsluiten',
      '2 aanmeldingen van groep 2B beoordelen (namens DOC)',
    ])
    expect(await titlesOf('DOC')).toEqual(['2 aanmeldingen van groep 2B beoordelen'])
    expect(await titlesOf('FUN')).not.toEqual([])
    const sent = (await mails()).length
    expect((await mails()).every(({person}) => !person?.startsWith('1000'))).toBe(true)
    await mailTasks(school.world.system())
    expect(await mails()).toHaveLength(sent)
  })

  test('the mail is planned for the next working day at the hour of the school, once', async () => {
    school.world.setNow('2026-11-06T09:00')
    expect(await planTaskMail(school.world.system())).toBe(1)
    expect(await planTaskMail(school.world.system())).toBe(0)
    const jobs = await admin().read('operation.read', ({jobs}) => jobs.all({kind: MAIL_TASKS}))
    expect(jobs.map(({dueAt}) => dueAt)).toEqual(['2026-11-09T06:00:00.000Z'])
  })

  test('a school that does not want it gets none', async () => {
    await configureInstitution(admin(), {settings: {dailyTaskMail: 'no'}})
    school.world.setNow('2026-11-09T09:00')
    expect(await mailTasks(school.world.system())).toBe(0)
    await configureInstitution(admin(), {settings: {dailyTaskMail: 'yes'}})
  })

  test('who is back has no deputy any more', async () => {
    expect(await endDeputy(admin(), 'DOC')).toEqual({person: 'DOC', ended: 2})
    expect(await listTasks(admin(), {for: 'DOC'})).toEqual([expect.objectContaining({deputy: null})])
    await expect(endDeputy(admin(), 'DOC')).rejects.toMatchObject({details: {reasons: [{code: 'deputy.none'}]}})
  })
})
