import {stripVTControlCharacters} from 'node:util'
import chalk from 'chalk'
import {renderToString} from 'ink'
import stringWidth from 'string-width'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {FrameView} from '../../commands/screens/frame/app.tsx'
import type {CockpitState} from '../../commands/screens/frame/cockpit-state.ts'
import {drawFrame} from '../../commands/screens/frame/draw-frame.ts'
import {SCREENS} from '../../commands/screens/screens.ts'
import type {Place} from '../../commands/screens/parts/screen.ts'
import {Scroll} from '../../commands/screens/frame/scroll.ts'
import {speakFrame} from '../../commands/screens/frame/spoken.ts'
import {arriveAt} from '../../commands/screens/frame/view-state.ts'
import {openCase} from '../../src/delivery/cases/open-case.ts'
import {makePlan} from '../../src/planning/plans/make-plan.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {hold, openExamDay} from '../support/exam-day.ts'
import {loadScreen, readerAt} from '../support/screen-stage.tsx'
import {openWorld, type World} from '../support/world.ts'

const SIZES = [
  {columns: 80, rows: 24},
  {columns: 120, rows: 40},
  {columns: 200, rows: 60},
]

let world: World
let about: Readonly<Record<string, readonly string[]>>

beforeAll(async () => {
  world = await openWorld('sqlite')
  const done = await openExamDay(world, {students: 5})
  const next = await openExamDay(world, {students: 40, on: '2026-12-01'})
  await hold(world, done, {absent: [done.numbers[0] ?? '']})
  await recordResult(world.office(), {student: done.numbers[1] ?? '', exam: done.exam.code, score: '8.0'})
  const opened = await openCase(world.office(), {
    session: done.code,
    kind: 'calamity',
    scope: 'session',
    text: 'Stroom viel uit',
  })
  const [first = ''] = done.numbers
  const exam = await world.exam('NIEUW', {form: 'written'})
  await world.registration(await world.student('81'), exam, next.period, {state: 'agreed'})
  const made = await makePlan(world.office(), {period: next.period.code, budget: 1})
  about = {
    'plan-show': [made.code],
    student: [first],
    session: [done.code],
    case: [opened.case],
    result: [first, done.exam.code],
    missing: ['exam', next.exam.code],
    registrations: ['exam', next.exam.code],
    day: ['2026-12-01'],
    period: [done.period.code],
  }
})
afterAll(() => world.close())

const placeOf = (screen: string): Place => ({screen, about: about[screen] ?? []})

async function stateAt(place: Place, language: 'nl' | 'en' = 'nl'): Promise<CockpitState> {
  const page = await loadScreen(world, place, language)
  const stops = [arriveAt({screen: 'home', about: []}), {...arriveAt(place), crumb: page.crumb}]
  return {stops, page, trouble: null, mode: {kind: 'list'}, said: null, info: false, held: null, foreseen: null}
}

const aroundAt = (size: {columns: number; rows: number}, language: 'nl' | 'en' = 'nl') => ({
  reader: readerAt(world, {language}),
  speak: (text: {nl: string; en: string}) => text[language],
  size,
  clock: '09:00',
  commandOf: () => 'ontrac',
})

/** Bold, dim, inverse and their ends; four of the sixteen colours, none of them black or white. */
const OF_SIXTEEN = new Set(['1', '2', '7', '22', '27', '31', '32', '33', '36', '39'])

describe.each(SCREENS.map(({name}) => name))('the screen %s', (name) => {
  test.each(SIZES)('fills a terminal of $columns × $rows exactly', async (size) => {
    const state = await stateAt(placeOf(name))
    for (const mode of [state.mode, {kind: 'help', top: 0} as const]) {
      const text = renderToString(
        <FrameView state={{...state, mode}} around={aroundAt(size)} scroll={new Scroll()} />,
        {columns: size.columns},
      )
      const lines = text.split('\n')
      expect(lines).toHaveLength(size.rows)
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(size.columns)
      expect(lines[0]).toContain('Testcollege')
      expect(lines[1]).toContain(state.page?.crumb ?? '')
      expect(text).toContain(mode.kind === 'help' ? 'elke andere toets' : '? hulp')
    }
  })

  test.each(SIZES)('says by colour nothing it does not say in words, at $columns × $rows', async (size) => {
    const draw = (state: CockpitState, level: 0 | 3): readonly string[] => {
      chalk.level = level
      return drawFrame(state, {...aroundAt(size), top: 0}).lines
    }
    const before = chalk.level
    const state = await stateAt(placeOf(name))
    for (const shown of [state, {...state, info: true}, {...state, mode: {kind: 'help', top: 0} as const}]) {
      const [plain, coloured] = [draw(shown, 0), draw(shown, 3)]
      expect(coloured.map(stripVTControlCharacters)).toEqual(plain)
      const codes = coloured.flatMap((line) => [...line.matchAll(/\u001B\[([\d;]*)m/g)].map(([, code]) => code))
      expect(codes.filter((code) => !OF_SIXTEEN.has(code ?? ''))).toEqual([])
    }
    chalk.level = before
  })

  test('speaks Dutch and English', async () => {
    const [dutch, english] = [await stateAt(placeOf(name)), await stateAt(placeOf(name), 'en')]
    expect(dutch.page?.sheets.length).toBe(english.page?.sheets.length)
    expect(JSON.stringify(english.page?.sheets.map(({heads}) => heads))).not.toBe(
      JSON.stringify(dutch.page?.sheets.map(({heads}) => heads)),
    )
  })

  test('tells a screen reader where it is and what is chosen, without drawing', async () => {
    const state = await stateAt(placeOf(name))
    const lines = speakFrame(state, {...aroundAt({columns: 80, rows: 24}), top: 0})
    expect(lines[0]).toContain(state.page?.crumb ?? '')
    expect(lines.join('\n')).not.toMatch(/[│─›]{2}/)
  })

  test('has each key once for what can be done there', async () => {
    const {page} = await stateAt(placeOf(name))
    for (const sheet of page?.sheets ?? [])
      for (const row of sheet.rows.slice(0, 5)) {
        const keys = [...row.at(1).deeds(null), ...(page?.deeds ?? [])].map(({key}) => key)
        expect(keys).toEqual([...new Set(keys)])
        for (const key of keys) expect('jkgGsSyYirq/:?0123456789').not.toContain(key)
      }
  })
})

test('a terminal that is too small says how large it must be', async () => {
  const state = await stateAt(placeOf('home'))
  const text = renderToString(
    <FrameView state={state} around={aroundAt({columns: 50, rows: 10})} scroll={new Scroll()} />,
    {columns: 50},
  )
  expect(text).toContain('60 × 16')
})

test('an error of a screen is told in its place, and the frame stays', async () => {
  const state: CockpitState = {...(await stateAt(placeOf('home'))), page: null, trouble: 'There is no session "X".'}
  const text = renderToString(
    <FrameView state={state} around={aroundAt({columns: 80, rows: 24})} scroll={new Scroll()} />,
    {columns: 80},
  )
  expect(text).toContain('There is no session "X".')
})
