import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {finaliseSession} from '../../src/delivery/lists/finalise-session.ts'
import {DATABASES} from '../support/databases.ts'
import {type ExamDay, openExamDay} from '../support/exam-day.ts'
import {KEY, openStage} from '../support/screen-stage.tsx'
import {openWorld, type World} from '../support/world.ts'

type Stage = ReturnType<typeof openStage>

describe.each(DATABASES)('the screens on %s', (which) => {
  let world: World
  let day: ExamDay
  let stage: Stage
  const open = (options: Parameters<typeof openStage>[1] = {}): Stage => (stage = openStage(world, options))

  beforeAll(async () => {
    world = await openWorld(which)
    day = await openExamDay(world, {students: 60})
  })
  afterAll(() => world.close())
  afterEach(() => stage.close())

  test('begin at home, go to each phase by one key, and come back with Esc', async () => {
    open()
    await stage.sees('Periodes')
    await stage.press('1')
    await stage.sees('Start › Aanmelding')
    await stage.press('3')
    await stage.sees('Start › Inschrijving')
    await stage.press(KEY.escape)
    await stage.sees(/^Start *$/m)
    expect(await stage.sees('Periodes')).not.toContain('›  ')
  })

  test('move, open what is chosen, filter, sort, and clear the filter before going back', async () => {
    open({place: {screen: 'registrations', about: ['exam', day.exam.code]}})
    await stage.sees('1 van 60')
    await stage.press('j', 'j', 'G')
    await stage.sees('60 van 60')
    await stage.press('g', '/')
    await stage.type(day.numbers[6] ?? '')
    await stage.sees('1 van 60')
    await stage.press(KEY.enter, 's', 's')
    await stage.sees('op Code ↓')
    await stage.press(KEY.enter)
    await stage.sees(`${day.numbers[6]} Sanne`)
    await stage.press(KEY.escape)
    await stage.sees('1 van 1')
    await stage.press(KEY.escape)
    await stage.sees('1 van 60')
    await stage.press(KEY.escape)
    await stage.sees(/^Start *$/m)
    expect(await stage.sees('Periodes')).not.toContain('›  ')
  })

  test('go to a code that is typed, say so when there is none, and take words as a command', async () => {
    open()
    await stage.press(':')
    await stage.type(day.code, KEY.enter)
    await stage.sees(`Zitting ${day.code}`)
    await stage.press(':')
    await stage.type('nergens', KEY.enter)
    await stage.sees('Daar is niets.')
    await stage.press(KEY.escape, ':')
    await stage.type(`session move ${day.code} --from 13:00`, KEY.enter)
    await stage.sees(`ontrac session move ${day.code} --from 13:00 --yes`)
    expect(stage.ran).toEqual([['session', 'move', day.code, '--from', '13:00', '--dry-run']])
  })

  test('show what a deed would do and its command first, and do it only then', async () => {
    const moved = ['session', 'move', day.code, '--from', '13:00', '--reason', 'Lekkage in het lokaal']
    open({
      place: {screen: 'session', about: [day.code]},
      run: (words) => ({
        ok: true,
        result: words.includes('--dry-run') ? ['Zou verplaatsen.', '60 studenten'] : ['Verplaatst.'],
        talk: [],
      }),
    })
    await stage.sees('60')
    await stage.press('m', KEY.tab, ...Array.from('09:00', () => KEY.erase))
    await stage.type('13:00', KEY.tab, KEY.tab)
    await stage.type('Lekkage in het lokaal', KEY.enter)
    await stage.sees('Zou verplaatsen.')
    expect(stage.frame()).toContain("--reason 'Lekkage in het lokaal'")
    expect(stage.ran).toEqual([[...moved, '--dry-run']])
    await stage.press('y')
    expect(stage.copied).toEqual([
      `ontrac session move ${day.code} --from 13:00 --reason 'Lekkage in het lokaal' --yes`,
    ])
    await stage.press(KEY.enter)
    await stage.sees('✓ Verplaatst.')
    expect(stage.ran[1]).toEqual([...moved, '--yes'])
  })

  test('tell why a deed is refused, let it be filled in otherwise, and do nothing', async () => {
    open({
      place: {screen: 'session', about: [day.code]},
      run: () => ({ok: false, result: [], talk: ['Room R1 is taken then.']}),
    })
    await stage.sees('60')
    await stage.press('m', KEY.tab, KEY.tab, KEY.tab, KEY.enter)
    await stage.sees('Room R1 is taken then.')
    await stage.press(KEY.escape)
    await stage.sees('Enter gaat verder')
    expect(stage.ran).toHaveLength(1)
  })

  test('ask for the name before what cannot be taken back', async () => {
    open({place: {screen: 'session', about: [day.code]}})
    await stage.sees('60')
    await stage.press('V')
    await stage.type('Staking', KEY.enter)
    await stage.sees(`Typ ter bevestiging ${day.code}`)
    await stage.press(KEY.enter)
    expect(stage.ran).toEqual([])
    await stage.type(day.code, KEY.enter)
    await stage.sees('✓ Gedaan.')
    expect(stage.ran).toEqual([['session', 'cancel', day.code, '--reason', 'Staking', '--yes']])
  })

  test('offer no deeds where one only looks', async () => {
    open({place: {screen: 'session', about: [day.code]}, readOnly: true})
    await stage.sees('alleen kijken')
    await stage.press('m')
    await stage.sees('Dit scherm is om te kijken.')
    await stage.press(KEY.down)
    expect(stage.frame()).not.toContain('Dit scherm is om te kijken.')
    await stage.press('V', 'f')
    expect(stage.cockpit.state.mode.kind).toBe('list')
    await stage.press(':')
    await stage.type(`session move ${day.code} --from 13:00`, KEY.enter)
    await stage.sees('Dit scherm is om te kijken.')
    expect(stage.ran).toEqual([])
  })

  test('copy the code of what is chosen, and the command of the list', async () => {
    open({place: {screen: 'sessions', about: [day.period.code]}})
    await stage.sees(day.code)
    await stage.press('y', 'Y')
    await stage.sees('Gekopieerd:')
    expect(stage.copied).toEqual([day.code, `ontrac session list ${day.period.code} --ended`])
  })

  test('help with the keys of the place, and scroll in it', async () => {
    open({place: {screen: 'session', about: [day.code]}, rows: 24})
    await stage.sees('60')
    await stage.press('?')
    await stage.sees('verplaats')
    await stage.press(...Array.from({length: 4}, () => '\u001B[6~'))
    await stage.sees('sluit ontrac')
    await stage.press('x')
    expect(await stage.sees('? hulp')).toContain('1 van 60')
  })

  test('pick a session up from the board, and show the conflicts of a place before it is put down', async () => {
    const run = () => ({ok: false, result: [], talk: ['The room is blocked then.']})
    open({place: {screen: 'plan', about: [day.period.code]}, run})
    await stage.sees('60/60')
    const {cells = []} = stage.cockpit.state.page?.sheets[0]?.rows[0] ?? {}
    const column = cells.findIndex((cell) => JSON.stringify(cell).includes('60/60'))
    await stage.press(...Array.from({length: column - 1}, () => KEY.right), 'm')
    await stage.sees(`Opgepakt: ${day.code}`)
    await stage.press(KEY.right)
    await stage.sees('✗ The room is blocked then.')
    expect(stage.ran).toHaveLength(1)
    await stage.press('m')
    await stage.sees('zet hier neer')
    await stage.press(KEY.enter, KEY.enter)
    await stage.sees('Dit kan zo niet')
    expect(stage.ran).toHaveLength(2)
    expect(stage.ran[0]?.slice(0, 5)).toEqual(['session', 'move', day.code, '--room', day.room.code])
    expect(stage.ran[0]?.at(-1)).toBe('--dry-run')
  })

  test('show what the best plan costs while the planner works, and stop it with Esc', async () => {
    let stopped: () => void = () => undefined
    const done = new Promise<void>((resolve) => (stopped = resolve))
    open({
      place: {screen: 'plan', about: [day.period.code]},
      async run(words, {onProgress, onStoppable}) {
        onStoppable(stopped)
        onProgress('1 of 500: 40 sessions, cost 900')
        onProgress('2 of 500: 40 sessions, cost 900')
        onProgress('9 of 500: 38 sessions, cost 750')
        await done
        return {ok: true, result: ['Plan made.', words.join(' ')], talk: ['You stopped it; it is kept.']}
      },
    })
    await stage.sees('60/60')
    await stage.press('e', KEY.tab, KEY.tab, KEY.tab, KEY.tab, KEY.enter, KEY.enter)
    const working = await stage.sees('9 of 500: 38 sessions, cost 750')
    expect(working).toContain('2 of 500: 40 sessions, cost 900')
    expect(working).not.toContain('1 of 500')
    expect(working).toContain('Esc stopt en houdt het beste tot nu toe')
    await stage.press(KEY.escape)
    await stage.sees('You stopped it; it is kept.')
    expect(stage.ran).toHaveLength(1)
  })

  test('show within a second what somebody else did, and keep the cursor where it was', async () => {
    open({place: {screen: 'session', about: [day.code]}})
    await stage.sees('gepubliceerd')
    await stage.press('j', 'j')
    await stage.sees('3 van 60')
    const began = performance.now()
    await finaliseSession(world.office(), {session: day.code})
    await stage.sees('definitief')
    expect(performance.now() - began).toBeLessThan(2000)
    expect(stage.frame()).toContain('3 van 60')
  })

  test('fit the terminal again after it was made larger or smaller', async () => {
    open({place: {screen: 'registrations', about: ['exam', day.exam.code]}, columns: 80, rows: 24})
    await stage.sees('1 van 60')
    for (const size of [
      {columns: 100, rows: 50},
      {columns: 60, rows: 16},
      {columns: 40, rows: 10},
      {columns: 80, rows: 24},
    ]) {
      stage.resize(size)
      await stage.sees(size.columns < 60 ? 'Maak het venster groter' : '1 van 60')
      expect(stage.frame().split('\n').length).toBeLessThanOrEqual(size.rows)
    }
  })

  test('close with q and with Ctrl-C', async () => {
    open()
    await stage.press('q')
    expect(stage.isClosed()).toBe(true)
    stage.close()
    open()
    await stage.press('\u0003')
    expect(stage.isClosed()).toBe(true)
  })
})
