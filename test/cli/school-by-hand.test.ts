import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openTerminal, type Terminal} from '../support/terminal.ts'

describe('a whole school by hand', () => {
  let terminal: Terminal
  beforeAll(async () => {
    terminal = await openTerminal()
  })
  afterAll(() => terminal.close())

  const done = async (words: readonly string[]): Promise<unknown> => {
    const {exitCode, value, stderr} = await terminal.json(words)
    expect({words, exitCode, error: stderr.startsWith('✗') ? stderr : ''}).toEqual({words, exitCode: 0, error: ''})
    return value
  }

  test('is typed command by command, and shows what was typed', async () => {
    await done(['room', 'add-location', 'NOORD', '--name', 'Noord'])
    await done(['room', 'add-location', 'OOST', '--name', 'Oost'])
    await done(['room', 'distance', 'NOORD', 'OOST', '25'])
    expect(await done(['room', 'locations'])).toMatchObject({
      locations: [{location: 'NOORD', travel: [{to: 'OOST', minutes: 25}]}, {location: 'OOST'}],
    })
    await done(['room', 'add', 'A1', '--location', 'NOORD', '--seats', '20', '--rows', '4', '--columns', '5'])
    await done(['room', 'change', 'A1', '--feature', 'quiet'])
    const time = ['A1', '--on', '2027-01-05', '--from', '09:00']
    await done(['room', 'block', ...time, '--minutes', '60', '--title', 'Onderhoud'])
    expect(await done(['room', 'show', 'A1'])).toMatchObject({
      features: ['quiet'],
      rowCount: 4,
      blocks: [{title: 'Onderhoud'}],
    })
    await done(['room', 'unblock', ...time])

    const crebo = ['--crebo', '25655', '--level', '3', '--route', 'bol', '--cohort', '2025-2026']
    await done(['programme', 'add', 'VZ-25', '--name', 'Verzorgende', ...crebo, '--board', 'EC'])
    const jan = ['--given-name', 'Jan', '--family-name', 'Aalbers', '--email', 'jan@example.org']
    await done(['staff', 'add', 'JANA', ...jan])
    await done(['staff', 'change', 'JANA', '--language', 'en'])
    await done(['user', 'grant', 'JANA', 'board'])
    await done(['user', 'map', 'jan', 'JANA'])
    await done(['board', 'add', 'EC-ZW', '--name', 'Zorg'])
    await done(['board', 'change', 'EC-ZW', '--member', 'JANA', '--programme', 'VZ-25'])
    expect(await done(['staff', 'show', 'JANA'])).toMatchObject({boards: ['EC-ZW'], roles: [{role: 'board'}]})

    for (const number of ['1', '2'])
      await done([
        'student',
        'add',
        number,
        '--given-name',
        'Noor',
        '--family-name',
        'Bakker',
        '--email',
        'n@example.org',
        '--programme',
        'VZ-25',
      ])
    await done(['group', 'add', '1A', '--programme', 'VZ-25', '--student', '1', '--student', '2', '--teacher', 'JANA'])
    await done(['group', 'days', '1A', '--weekdays', 'mon,thu'])
    await done(['student', 'days', '1', '--at', '2026-12-04'])
    await done(['student', 'need-add', '1', 'ExtraTime25', '--basis', 'percent', '--value', '25'])
    await done(['student', 'change', '1', '--prefix', 'de'])
    expect(await done(['student', 'show', '1'])).toMatchObject({
      name: 'Noor de Bakker',
      groups: ['1A'],
      schoolDays: [1, 4],
      needs: [{code: 'ExtraTime25'}],
    })
    await done(['student', 'need-end', '1', 'ExtraTime25'])
    expect(await done(['student', 'list', '--search', 'bakker', '--limit', '1'])).toMatchObject({
      students: [{student: '2'}],
    })

    const ne = ['--subject', 'Nederlands', '--kind', 'school', '--form', 'written', '--scale', '0.0-10.0']
    await done(['exam', 'add', 'NE', '--name', 'Nederlands', ...ne, '--minutes', '60', '--attempts', '3', '--consent'])
    await done(['exam', 'version', 'NE', 'B', '--minutes', '90', '--platform', 'paper'])
    await done(['exam', 'part', 'NE', 'lezen', '--name', 'Lezen'])
    await done(['exam', 'plan', 'NE', '--end-crebo', '*', '--crebo', '25655'])
    await done(['exam', 'window', 'NE', '2026-P2', '--from', '2026-11-30', '--to', '2026-12-11'])
    expect(await done(['exam', 'change', 'NE', '--late-minutes', '15'])).toMatchObject({
      changes: [{part: 'lateMinutes', before: '30', after: '15'}],
      reach: {programmes: 1, students: 2},
    })
    expect(await done(['exam', 'show', 'NE'])).toMatchObject({rules: {attempts: 3, consent: true, lateMinutes: 15}})
    expect(await done(['programme', 'show', 'VZ-25'])).toMatchObject({
      board: 'EC-ZW',
      students: 2,
      exams: ['NE'],
      groups: ['1A'],
    })

    const merge = ['student', 'merge', '2', '1', '--reason', 'Dubbel', '--yes']
    const {run} = (await done(merge)) as {run: string}
    expect(await done(['group', 'show', '1A'])).toMatchObject({students: [{student: '1'}]})
    await done(['student', 'undo', run, '--yes'])
    expect(await done(['group', 'show', '1A'])).toMatchObject({students: [{}, {}]})

    await done(['exam', 'end-part', 'NE', 'lezen', '--yes'])
    await done(['exam', 'end', 'NE', '--reason', 'Vervallen', '--yes'])
    await done(['group', 'end', '1A', '--yes'])
    for (const number of ['1', '2']) await done(['student', 'end', number, '--reason', 'Klaar', '--yes'])
    await done(['programme', 'end', 'VZ-25', '--yes'])
    await done(['user', 'end', 'JANA', 'board'])
    await done(['staff', 'end', 'JANA', '--reason', 'Uit dienst', '--yes'])
    for (const topic of ['exam', 'group', 'programme', 'student', 'exemption', 'mandate'])
      expect(Object.values((await done([topic, 'list'])) as object)[0]).toEqual([])
  })
})
