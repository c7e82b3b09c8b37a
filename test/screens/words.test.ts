import {join} from 'node:path'
import {Config} from '@oclif/core/config'
import {afterAll, beforeAll, expect, test} from 'vitest'
import type {DeedChoice, Page, Place} from '../../commands/screens/parts/screen.ts'
import {draftDeeds} from '../../commands/screens/places/plan-show.ts'
import {SCREENS} from '../../commands/screens/screens.ts'
import {openCase} from '../../src/delivery/cases/open-case.ts'
import {requestResit} from '../../src/results/request-resit.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {begin, hold, openExamDay} from '../support/exam-day.ts'
import {loadScreen} from '../support/screen-stage.tsx'
import {openWorld, type World} from '../support/world.ts'

const ROOT = join(import.meta.dirname, '..', '..')

let world: World
let config: Config
let places: readonly Place[]

beforeAll(async () => {
  config = await Config.load({root: ROOT})
  world = await openWorld('sqlite')
  const coming = await openExamDay(world, {students: 3})
  const done = await openExamDay(world, {students: 3})
  const running = await openExamDay(world, {students: 3})
  await hold(world, done, {absent: done.numbers.slice(0, 1)})
  await begin(world, running)
  const [absent = '', failed = '', passed = ''] = done.numbers
  await recordResult(world.office(), {student: failed, exam: done.exam.code, score: '3.0'})
  await requestResit(world.office(), {student: failed, exam: done.exam.code, reason: 'Net niet'}).catch(() => undefined)
  const opened = await openCase(world.office(), {session: done.code, kind: 'fraud', scope: 'session', text: 'Telefoon'})
  places = [
    ...SCREENS.filter(
      ({name}) => !['plan-show', 'session', 'student', 'case', 'result', 'missing', 'period'].includes(name),
    ).map(({name}) => ({screen: name, about: []})),
    ...[coming, done, running].flatMap(({code, exam, period, numbers}) => [
      {screen: 'session', about: [code]},
      {screen: 'missing', about: ['exam', exam.code]},
      {screen: 'period', about: [period.code]},
      {screen: 'plan', about: [period.code]},
      {screen: 'student', about: [numbers[0] ?? '']},
    ]),
    {screen: 'case', about: [opened.case]},
    {screen: 'orals', about: [coming.code]},
    ...[absent, failed, passed].map((student) => ({screen: 'result', about: [student, done.exam.code]})),
  ]
})
afterAll(() => world.close())

test('whatever can be done on a screen is a command that exists, with words it takes', async () => {
  const wrong = new Map<string, string>()
  const kinds = new Set<string>()
  for (const place of places) {
    const page = await loadScreen(world, place)
    for (const choice of choicesOn(page)) {
      const words = choice.words(filledIn(choice))
      kinds.add(words.slice(0, 2).join(' '))
      const problem = problemWith(words)
      if (problem) wrong.set(words.join(' '), problem)
    }
    for (const {words} of page.sheets) {
      const problem = problemWith(words)
      if (problem) wrong.set(words.join(' '), problem)
    }
  }
  expect([...wrong]).toEqual([])
  expect(kinds.size).toBeGreaterThan(40)
})

test('so is whatever can be tried with a session of a draft plan', () => {
  const session = {code: '1130-B104-0900', room: 'B104', on: '2026-11-30', from: '09:00'} as Parameters<
    ReturnType<typeof draftDeeds>[number]['words']
  >[0]
  for (const {words} of draftDeeds('2026-P2-plan-1'))
    expect(
      problemWith(words(session, {room: 'B105', on: '2026-12-01', from: '13:00', with: '1130-B105-0900'})),
    ).toBeUndefined()
})

function choicesOn({sheets, deeds}: Page): readonly DeedChoice[] {
  const items = sheets.flatMap(({rows, heads, grid}) =>
    rows.slice(0, 6).flatMap((row) => (grid ? heads.slice(1).map((_, i) => row.at(i + 1)) : [row.at(1)])),
  )
  return [...deeds, ...items.flatMap((item) => [...item.deeds(null), ...item.deeds('1130-B104-0900')])].filter(
    ({go, hold: held}) => !go && held === undefined,
  )
}

/** Answers as somebody would give them: what is proposed, the first choice, else a text. */
function filledIn({fields}: DeedChoice): Readonly<Record<string, string>> {
  const numbers = ['minutes', 'every', 'rounds', 'seed', 'value']
  return Object.fromEntries(
    fields.map(({name, initial, options}) => [
      name,
      initial || options?.[0] || (numbers.includes(name) ? '5' : 'TEKST'),
    ]),
  )
}

/** What a command line has against words, without running them; undefined when it would take them. */
function problemWith(words: readonly string[]): string | undefined {
  const length = [3, 2, 1].find((count) => words.length >= count && config.findCommand(words.slice(0, count).join(':')))
  const found = length === undefined ? undefined : config.findCommand(words.slice(0, length).join(':'))
  if (!found || length === undefined) return 'there is no such command'
  const args: string[] = []
  for (let i = length; i < words.length; i++) {
    const word = words[i] ?? ''
    if (!word.startsWith('-')) {
      args.push(word)
      continue
    }
    const flag = Object.values(found.flags).find(({name, char}) => word === `--${name}` || word === `-${char}`)
    if (!flag) return `it has no flag ${word}`
    if (flag.type !== 'option') continue
    const value = words[++i]
    if (value === undefined) return `${word} has no value`
    if (flag.options && !flag.options.includes(value)) return `${word} is not ${value}`
  }
  const known = Object.values(found.args)
  const several = known.some(({multiple}) => multiple === true)
  if (args.length > known.length && !several) return `it takes ${known.length} arguments`
  if (args.length < known.filter(({required}) => required).length) return 'an argument is missing'
  const lacking = Object.values(found.flags).find(
    ({name, required}) => required && !words.includes(`--${name}`) && !(name === 'output' && words.includes('-o')),
  )
  return lacking ? `--${lacking.name} is missing` : undefined
}
