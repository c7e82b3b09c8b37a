import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {DATABASES, emptyAddress} from '../support/databases.ts'
import {type Home, openHome} from '../support/home.ts'

type Place = Awaited<ReturnType<typeof emptyAddress>>

describe.each(DATABASES)('a season on %s', (which) => {
  let home: Home
  let demo: Place
  let scripted: Place
  beforeAll(async () => {
    home = await openHome()
    demo = await emptyAddress(which)
    scripted = await emptyAddress(which)
  })
  afterAll(async () => {
    await home.remove()
    await demo.remove()
    await scripted.remove()
  })

  test('the demo runs from registration to archive and verify finds nothing wrong', async () => {
    const {code, stdout, stderr} = await home.ontrac('demo', '--folder', `${home.folder}/demo`, '--store', demo.address)
    expect(stderr + stdout.slice(-3000)).toContain('found nothing wrong')
    expect(code).toBe(0)
    expect(await home.ontrac('verify', '--store', demo.address)).toMatchObject({code: 0})
  })

  test('the script it leaves runs the same season with --json and no terminal', async () => {
    const {code, stderr} = await home.script(`${home.folder}/demo/season.sh`, {STORE: scripted.address})
    expect(code, stderr.slice(-2000)).toBe(0)
    expect(await home.json('verify', '--store', scripted.address)).toMatchObject({ok: true})
  })
})
