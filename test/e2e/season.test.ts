import {describe, expect, test} from 'vitest'
import {DATABASES, emptyAddress} from '../support/databases.ts'
import {type Home, openHome} from '../support/home.ts'

// Both seasons at once: each is a shell that waits for one process after another.
describe('a season', () => {
  test.concurrent.each(DATABASES)('runs from registration to archive on %s, shown and by script', async (which) => {
    const home = await openHome()
    const [demo, scripted] = [await emptyAddress(which), await emptyAddress(which)]
    try {
      expect(await shown(home, demo.address)).toBe(0)
      expect(await home.ontrac('verify', '--store', demo.address)).toMatchObject({code: 0})
      expect(await byScript(home, scripted.address)).toBe(0)
      expect(await home.json('verify', '--store', scripted.address)).toMatchObject({ok: true})
    } finally {
      await home.remove()
      await demo.remove()
      await scripted.remove()
    }
  })
})

/** The exit code of the demo, at whose end verify finds nothing wrong. */
async function shown(home: Home, store: string): Promise<number> {
  const {code, stdout, stderr} = await home.ontrac('demo', '--folder', `${home.folder}/demo`, '--store', store)
  expect(stderr + stdout.slice(-3000)).toContain('found nothing wrong')
  return code
}

/** The exit code of the script that the demo leaves: its season with --json and no terminal, each command by itself. */
async function byScript(home: Home, store: string): Promise<number> {
  const {code, stderr} = await home.script(`${home.folder}/demo/season.sh`, {STORE: store})
  if (code !== 0) console.error(stderr.slice(-2000))
  return code
}
