import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {DATABASES} from '../support/databases.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'

describe.each(DATABASES)('one’s own calendar on %s', (which) => {
  let school: WebSchool
  beforeAll(async () => {
    school = await openWebSchool(which)
  })
  afterAll(() => school.close())

  const addressOf = (text: string): string => /value="http:\/\/[^/]+(\/calendar\/[^"]+)"/.exec(text)?.[1] ?? ''

  test('is subscribed to by a secret address, without signing in, and holds one’s own exams only', async () => {
    const browser = await school.signedIn(school.student)
    expect((await browser.get('/calendar')).text).toContain('nog geen agenda-adres')
    await browser.send('/calendar/make')
    const address = addressOf((await browser.get('/calendar')).text)
    const {status, text, headers} = await school.browser().get(address)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=UTF-8'])
    expect(text).toContain('Rekenen niveau 3')
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1)
    expect(text).not.toContain('Bakkerveld')
  })

  test('opens nothing with another address, with an old one, or after it was ended', async () => {
    const browser = await school.signedIn(school.student)
    const before = addressOf((await browser.get('/calendar')).text)
    const open = async (address: string) => (await school.browser().get(address)).status
    expect(await open(before)).toBe(200)
    expect(await open(`${before}x`)).toBe(404)
    await browser.send('/calendar/make')
    const after = addressOf((await browser.get('/calendar')).text)
    expect([await open(before), await open(after)]).toEqual([404, 200])
    await browser.send('/calendar/end')
    expect(await open(after)).toBe(404)
  })

  test('tells staff of their duties in published sessions', async () => {
    const {world, tuesday} = school
    const anna = await world.employee('ANNA')
    await world.role(anna, 'invigilator')
    const {id: sessionId, startsAt, endsAt} = tuesday.session
    const row = {id: world.ids.next<string>(), sessionId, personId: anna.id, startsAt, endsAt, endedAt: null}
    await world.insert('sessionDuty', {...row, duty: 'invigilator'})
    const browser = await school.signedIn(anna)
    await browser.get('/calendar')
    await browser.send('/calendar/make')
    const {text} = await school.browser().get(addressOf((await browser.get('/calendar')).text))
    expect(text).toContain('surveillant: ')
  })
})
