import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {type Home, openHome, PROGRAM} from '../support/home.ts'
import {hasTmux, openTmux, type TmuxScreen} from '../support/tmux.ts'

const STARTED = '2026-10-01T09:00'
const PERIOD = '2026-P2'

let home: Home
let screen: TmuxScreen | undefined

const at = (time: string, ...words: string[]): readonly string[] => [...words, '--as-of', time]
const typed = async (time: string, ...words: string[]): Promise<void> => {
  const {code, stderr} = await home.ontrac(...at(time, ...words))
  if (code !== 0) throw new Error(`ontrac ${words.join(' ')}: ${stderr}`)
}

/** A school with a room more than it needs, an exam, a group of three, and an exam board that is not who gives the scores. */
async function makeSchool(): Promise<void> {
  const person = (given: string, family: string) => [
    '--given-name',
    given,
    '--family-name',
    family,
    '--email',
    `${given}@example.org`,
  ]
  await typed(
    STARTED,
    'init',
    '--name',
    'Vakschool',
    ...person('Jo', 'Smit'),
    '--staff-code',
    'SMIT',
    '--roles',
    'all',
    '--rehearsal',
  )
  await typed(STARTED, 'room', 'add-location', 'NOORD', '--name', 'Noord')
  for (const room of ['B104', 'B105'])
    await typed(STARTED, 'room', 'add', room, '--location', 'NOORD', '--seats', '20', '--exam-seats', '12')
  for (const [code, role] of [
    ['JANA', 'lead'],
    ['BRAM', 'invigilator'],
  ] as const) {
    await typed(STARTED, 'staff', 'add', code, ...person(code, 'Aalbers'))
    await typed(STARTED, 'user', 'grant', code, role)
  }
  await typed(
    STARTED,
    'programme',
    'add',
    'VZ-25',
    '--name',
    'Verzorgende',
    '--crebo',
    '25655',
    '--level',
    '3',
    '--route',
    'bol',
    '--cohort',
    '2025-2026',
    '--board',
    'EC',
  )
  for (const number of ['101', '102', '103'])
    await typed(STARTED, 'student', 'add', number, ...person(`S${number}`, 'Bakker'), '--programme', 'VZ-25')
  await typed(
    STARTED,
    'group',
    'add',
    '1A',
    '--programme',
    'VZ-25',
    '--student',
    '101',
    '--student',
    '102',
    '--student',
    '103',
    '--teacher',
    'JANA',
  )
  await typed(
    STARTED,
    'exam',
    'add',
    'NE',
    '--name',
    'Nederlands',
    '--subject',
    'Nederlands',
    '--kind',
    'school',
    '--form',
    'written',
    '--scale',
    '0.0-10.0',
    '--minutes',
    '60',
  )
  await typed(STARTED, 'exam', 'plan', 'NE', '--crebo', '25655')
  await typed(
    STARTED,
    'period',
    'create',
    PERIOD,
    '--from',
    '2026-11-30',
    '--to',
    '2026-12-04',
    '--registration',
    '2026-10-01..2026-10-23',
    '--enrolment',
    '2026-11-01..2026-12-03',
  )
  await typed(STARTED, 'period', 'open', PERIOD, '--yes')
}

const open = async (time: string, ...words: string[]): Promise<TmuxScreen> => {
  const env = {...home.env, PATH: process.env['PATH'] ?? ''}
  screen = await openTmux([process.execPath, PROGRAM, 'open', ...at(time, ...words)], {env, cwd: home.folder})
  return screen
}

describe.skipIf(!hasTmux())('in a real terminal (skipped where tmux is not installed)', () => {
  beforeAll(async () => {
    home = await openHome()
    await makeSchool()
  })
  afterAll(() => home.remove())
  afterEach(() => screen?.close())

  test('a period is planned from a cold start: register, freeze, plan, apply, publish', async () => {
    const {keys, type, sees} = await open('2026-10-20T10:00')
    await sees('1 Aanmelding')
    await keys('1')
    await sees('Nog niemand is aangemeld.')
    await keys('b')
    await type('1A')
    await keys('Tab')
    await type('NE')
    await keys('Enter')
    await sees('To register: 3 of 3')
    await keys('Enter')
    await sees('✓ Registered: 3 of 3')
    await sees(/NE +Nederlands +3/)

    await keys(':')
    await type('period')
    await keys('Enter')
    await sees('openen')
    await keys('f')
    await sees('Op een later moment')
    await keys('Enter')
    await sees(`ontrac period freeze ${PERIOD}`)
    await sees('Enter voert het uit')
    await keys('Enter')
    await sees(/bevriezen .*20-10 10:00/)

    await keys('2')
    await sees('B104 (12)')
    await keys('e')
    await sees('Rondes')
    await keys('Up', 'Enter')
    await sees(`ontrac plan make ${PERIOD}`)
    await keys('Enter')
    await sees('3 registrations have a place')
    await keys('Enter', 'a')
    await sees('would make 1 sessions')
    await keys('Enter')
    await sees(/3\/12/)
    await keys('P')
    await sees(`ontrac period publish ${PERIOD}`)
    await sees('Enter voert het uit')
    await keys('Enter')
    await keys('Tab')
    await sees('gepubliceerd')
    await keys('q')
    expect(await screen?.ended()).toBe(0)
  })

  test('a session is moved with everybody in it, its preview first', async () => {
    const {sessions} = await home.json<{sessions: readonly {code: string; room: string}[]}>('session', 'list', PERIOD)
    const [session] = sessions
    const {keys, sees, type} = await open('2026-11-02T10:00', 'enrolment', PERIOD)
    await sees(session?.code ?? '')
    await keys('a')
    await sees('Alleen examen')
    await keys('Enter')
    await sees('To enrol in period')
    await keys('Enter')
    await sees('✓ Enrolled in period')
    await keys('Enter')
    await sees('Studentnummer')
    await keys('m', 'Tab', 'C-u')
    await type('13:30')
    await keys('Tab', 'Tab')
    await type('Lekkage')
    await keys('Enter')
    await sees('would move')
    await sees('103')
    await keys('Enter')
    await sees('moved from')
    await keys('Enter')
    await sees('13:30–')
    await keys('q')
    expect(await screen?.ended()).toBe(0)
  })

  test('a day is run by keyboard: lists, report, attendance, an event, signed and closed', async () => {
    const {sessions} = await home.json<{sessions: readonly {code: string; on: string}[]}>('session', 'list', PERIOD)
    const {code = '', on = ''} = sessions[0] ?? {}
    const {keys, sees, type} = await open(`${on}T13:30`, 'day', on)
    await sees(code)
    await keys('f')
    await sees('Enter voert het uit')
    await keys('Enter')
    await sees('✓ Gedaan')
    await keys('Enter')
    await sees('niet geopend')
    await keys('Enter')
    await sees('Studentnummer')
    await keys('o')
    await type('Overgenomen van papier')
    await keys('Enter')
    await sees('report open')
    await keys('Enter')
    await sees('nog niets 3')
    await keys('x')
    await sees('report attendance')
    await keys('Enter')
    await sees('afwezig 1')
    await keys('A', 'Tab', 'Right', 'Enter', 'Enter')
    await sees('--id-checked')
    await keys('Enter')
    await sees('aan het werk 2')
    await keys('e', 'Tab')
    await type('Brandalarm')
    await keys('Tab', 'Tab', 'Tab', 'Enter')
    await sees('report event')
    await keys('Enter')
    await sees('✓')
    await keys('H', 'Enter', 'Enter')
    await sees('--all present')
    await keys('Enter')
    await sees('ingeleverd 2')
    await keys('w')
    await sees('Typ ter bevestiging')
    await type(code)
    await keys('Enter')
    await sees('Handtekeningen 1')
    await keys('c')
    await sees('report close')
    await keys('Enter')
    await sees('✓ Gedaan')
    await keys('Enter')
    await sees('verslagen')
    await keys('q')
    expect(await screen?.ended()).toBe(0)
  })

  test('results are recorded, established and published, and what is blocked says by what', async () => {
    const {keys, sees, type} = await open('2026-12-07T10:00', 'results', PERIOD)
    await sees('geblokkeerd 1')
    await keys('Tab')
    await sees('[Geblokkeerd 1]')
    await keys('Enter')
    await sees('ontrac absence judge 101 NE')
    await keys('Escape')
    await sees('[Geblokkeerd 1]')
    await keys('Tab')
    for (const score of ['8.0', '4,5']) {
      await sees('[Verwacht')
      await keys('u')
      await sees('Gegeven door')
      await type(score)
      await keys('Tab')
      await type('JANA')
      await keys('Enter')
      await sees('result record')
      await keys('Enter')
      await sees('✓')
    }
    await sees('vast te stellen 2')
    await keys('V')
    await sees('Alleen zitting')
    await keys('Down', 'Enter')
    await sees('Can be established: 2')
    await keys('Enter')
    await sees('Established: 2')
    await keys('Enter')
    await sees('vastgesteld 2')
    await keys('p')
    await sees('Alleen zitting')
    await keys('Down', 'Enter')
    await sees('Can be published: 2')
    await keys('Enter')
    await sees('Published: 2')
    await keys('Enter')
    await sees('bekendgemaakt 2')
    await keys('q')
    expect(await screen?.ended()).toBe(0)
  })

  test('a terminal that is resized is drawn anew, and the old screen comes back at the end', async () => {
    const {resize, sees, keys, shows} = await open('2026-12-07T10:00')
    await sees('1 Aanmelding')
    for (const [columns, rows] of [
      [200, 60],
      [80, 24],
      [62, 17],
      [120, 40],
    ] as const) {
      await resize(columns, rows)
      expect(await sees(new RegExp(`^ontrac · Vakschool.{${columns - 18}}$`, 'm'))).toContain('? hulp')
    }
    await keys('q')
    expect(await screen?.ended()).toBe(0)
    expect(await shows()).not.toContain('1 Aanmelding')
  })
})

test('without a terminal the screens name the plain command, with the exit code of wrong usage', async () => {
  const own = await openHome()
  try {
    const {code, stderr} = await own.ontrac('open', 'day')
    expect(code).toBe(2)
    expect(stderr).toContain('ontrac session list --on DAY')
    expect((await own.ontrac('open', 'results', '--json')).code).toBe(2)
    expect((await own.ontrac()).stdout).toContain('USAGE')
  } finally {
    await own.remove()
  }
})
