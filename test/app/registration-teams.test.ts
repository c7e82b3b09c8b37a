import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Person} from '../../src/institution/model.ts'
import {tellTeams} from '../../src/registration/tell-teams.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

type Body = Readonly<{
  letter: string
  data: {groups: readonly Readonly<{group: string; students: number; exams: readonly object[]}>[]}
}>

describe.each(DATABASES)('telling teams what they registered on %s', (which) => {
  let world: World
  let eva: Person
  let tom: Person
  const period = '2026-P2'

  beforeAll(async () => {
    world = await openWorld(which)
    const open = await world.period(period)
    const [one, two, three] = [await world.student('1001'), await world.student('1002'), await world.student('1003')]
    eva = await world.employee('EVA')
    tom = await world.employee('TOM')
    await world.group('1A', [one, two], [eva])
    await world.group('1B', [three], [eva, tom])
    const exam = await world.exam('NE')
    await world.registration(one, exam, open)
    await world.registration(two, exam, open, {state: 'refused'})
  })
  afterAll(() => world.close())

  const mails = () =>
    world
      .office()
      .read('operation.read', async ({outbox}) =>
        (await outbox.list({limit: 100})).map(({person, body}) => [person, (body as Body).data.groups] as const),
      )

  test('a preview says who would be told and tells nobody', async () => {
    expect(await tellTeams(world.office(), {period, dryRun: true})).toMatchObject({
      teachers: 2,
      groups: [
        {group: '1A', students: 2, exams: 1},
        {group: '1B', students: 1, exams: 0},
      ],
      sent: false,
    })
    expect(await mails()).toEqual([])
  })

  test('teachers of groups of which nobody is registered are reminded of those groups only, once a day', async () => {
    await tellTeams(world.office(), {period, noneYet: true})
    await tellTeams(world.office(), {period, noneYet: true})
    const told = await mails()
    expect(new Set(told.map(([person]) => person))).toEqual(new Set(['EVA', 'TOM']))
    for (const [, groups] of told) expect(groups).toEqual([{group: '1B', students: 1, exams: []}])
  })

  test('each teacher gets all her groups in one letter: counts of who is registered, no names', async () => {
    await tellTeams(world.office(), {period})
    const told = (await mails()).filter(([, groups]) => groups.some(({group}) => group === '1A'))
    expect(told).toEqual([
      [
        'EVA',
        [
          {group: '1A', students: 2, exams: [{exam: 'NE', examName: expect.any(String) as string, registered: 1}]},
          {group: '1B', students: 1, exams: []},
        ],
      ],
    ])
  })

  test('a teacher tells only herself, and a student nobody at all', async () => {
    expect(await tellTeams(world.as('teacher', tom), {period, dryRun: true})).toMatchObject({
      teachers: 1,
      groups: [{group: '1B'}],
    })
    expect(await tellTeams(world.office(), {period, group: '1A', dryRun: true})).toMatchObject({teachers: 1})
    expect(await tellTeams(world.as('student'), {period})).toMatchObject({teachers: 0, groups: [], sent: false})
  })
})
