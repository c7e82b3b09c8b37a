import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {choicesHere} from '../../commands/screens/frame/cockpit-state.ts'
import {SCREENS} from '../../commands/screens/screens.ts'
import {makePlan} from '../../src/planning/plans/make-plan.ts'
import {openCase} from '../../src/delivery/cases/open-case.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {hold, openExamDay} from '../support/exam-day.ts'
import {KEY, openStage} from '../support/screen-stage.tsx'
import {openWorld, type World} from '../support/world.ts'

let world: World
let about: Readonly<Record<string, readonly string[]>>
let stage: ReturnType<typeof openStage>

beforeAll(async () => {
  world = await openWorld('sqlite')
  const done = await openExamDay(world, {students: 4})
  const next = await openExamDay(world, {students: 6, on: '2026-12-01'})
  await hold(world, done, {absent: [done.numbers[0] ?? '']})
  await recordResult(world.office(), {student: done.numbers[1] ?? '', exam: done.exam.code, score: '8.0'})
  const calamity = {session: done.code, kind: 'calamity', scope: 'session', text: 'Stroom viel uit'} as const
  const opened = await openCase(world.office(), calamity)
  const exam = await world.exam('NIEUW', {form: 'written'})
  for (const number of ['81', '82'])
    await world.registration(await world.student(number), exam, next.period, {state: 'agreed'})
  const plan = await makePlan(world.office(), {period: next.period.code, budget: 1})
  const [first = ''] = done.numbers
  about = {
    student: [first],
    session: [done.code],
    case: [opened.case],
    result: [first, done.exam.code],
    missing: ['exam', next.exam.code],
    registrations: ['exam', next.exam.code],
    day: ['2026-12-01'],
    'plan-show': [plan.code],
    orals: [],
  }
})
afterEach(() => stage.close())
afterAll(() => world.close())

describe.each(SCREENS.map(({name}) => name))('on the screen %s', (name) => {
  test('the keys that work everywhere do: filter, sort, help, copy, jump and back', async () => {
    stage = openStage(world, {place: {screen: name, about: about[name] ?? []}, columns: 80, rows: 24})
    const {cockpit} = stage
    await stage.arrives()
    const filled = cockpit.state.page?.sheets.some(({rows}) => rows.length > 0) ?? false
    while (filled && cockpit.state.page?.sheets[cockpit.state.stops.at(-1)?.sheet ?? 0]?.rows.length === 0)
      await stage.press(KEY.tab)
    await stage.press('?')
    await stage.sees('elke andere toets sluit')
    await stage.press('x')
    await stage.sees('? hulp')
    await stage.press('/', 'q', 'q', 'q', 'z')
    await stage.sees('/qqqz▏')
    await stage.press(KEY.escape)
    await stage.sees('? hulp')
    await stage.press('s')
    expect(filled ? stage.frame() : 'op ').toMatch(/op .*/)
    await stage.press('S', 'Y')
    if (filled) expect(stage.copied[0]).toMatch(/^ontrac [a-z]/)
    await stage.press(':')
    await stage.type('tasks', KEY.enter)
    await stage.sees(/› Taken|^Taken/m)
    await stage.press(KEY.escape)
    await stage.arrives()
    expect(cockpit.state.stops.at(-1)?.place.screen).toBe(name === 'tasks' ? 'home' : name)
  })

  test('whatever can be done shows its command first, and Esc leaves it undone', async () => {
    stage = openStage(world, {place: {screen: name, about: about[name] ?? []}, columns: 120, rows: 40})
    await stage.arrives()
    const {cockpit} = stage
    for (let sheet = 0; sheet < (cockpit.state.page?.sheets.length ?? 0); sheet++) {
      const choices = choicesHere(cockpit.state).filter((choice) => !choice.go && !choice.hold && !choice.look)
      for (const {key, fields, words} of choices) {
        await stage.press(key)
        for (const {initial, options} of fields) await stage.press(...(initial || options ? [] : ['X']), KEY.enter)
        const [topic = ''] = words({})
        await stage.sees(`ontrac ${topic}`)
        await stage.press(...Array.from({length: fields.length > 0 ? 2 : 1}, () => KEY.escape))
        expect(cockpit.state.mode.kind).toBe('list')
      }
      await stage.press(KEY.tab)
    }
    expect(stage.ran.filter((words) => !words.includes('--dry-run'))).toEqual([])
  })

  test('nothing is done on a screen that is for looking', async () => {
    stage = openStage(world, {place: {screen: name, about: about[name] ?? []}, readOnly: true})
    await stage.arrives()
    const {page} = stage.cockpit.state
    const deeds = [
      ...(page?.sheets.flatMap(({rows}) => rows[0]?.at(1).deeds(null) ?? []) ?? []),
      ...(page?.deeds ?? []),
    ]
    expect(deeds.filter(({go, look}) => !go && !look)).toEqual([])
    await stage.press('e')
    expect(stage.cockpit.state.mode.kind).toBe('list')
  })
})
