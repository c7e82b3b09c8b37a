import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {DATABASES, openTestStore, type TestStore} from '../support/databases.ts'
import {type Home, openHome, PROGRAM} from '../support/home.ts'
import {hasTmux, openTmux, type TmuxScreen} from '../support/tmux.ts'

const SCHOOL = ['--name', 'Vakschool', '--given-name', 'Jo', '--family-name', 'Smit', '--email', 'jo@example.org']
const IDLE_MS = 5000
/** What the store answers to "did anything change", twice a second and a half, and a garbage collection now and then. */
const MOST_OF_A_PROCESSOR = 0.05

describe.skipIf(!hasTmux()).each(DATABASES)(
  'screens left open on %s (skipped where tmux is not installed)',
  (which) => {
    let home: Home
    let made: TestStore
    let screen: TmuxScreen | undefined
    const ontrac = async (...words: string[]): Promise<void> => {
      const {code, stderr} = await home.ontrac(...words, '--store', made.address, '--yes')
      if (code !== 0) throw new Error(stderr)
    }

    beforeEach(async () => {
      home = await openHome()
      made = await openTestStore(which)
      await ontrac('init', ...SCHOOL, '--staff-code', 'SMIT', '--roles', 'all')
      await ontrac('period', 'create', '2026-P2', '--from', '2026-11-30', '--to', '2026-12-18')
      const env = {...home.env, PATH: process.env['PATH'] ?? ''}
      screen = await openTmux([process.execPath, PROGRAM, 'open', '--store', made.address], {env, cwd: home.folder})
      await screen.sees('2026-P2')
    })
    afterEach(async () => {
      await screen?.close()
      await made.close()
      await home.remove()
    })

    test('show what another process did within a second, and take next to no processor while nothing happens', async () => {
      expect(await screen?.shows()).not.toContain('2027-P1')
      await ontrac('period', 'create', '2027-P1', '--from', '2027-02-01', '--to', '2027-02-19')
      const done = performance.now()
      await screen?.sees('2027-P1')
      // A second on a machine that has nothing else to do.
      expect(performance.now() - done).toBeLessThan(2000)
      const before = (await screen?.processor()) ?? 0
      await new Promise((resolve) => {
        setTimeout(resolve, IDLE_MS)
      })
      expect(((await screen?.processor()) ?? 0) - before).toBeLessThan(IDLE_MS * MOST_OF_A_PROCESSOR)
    })
  },
)
