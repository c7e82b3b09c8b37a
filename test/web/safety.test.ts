import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openArrivals} from '../../web/addresses.ts'
import {openServedWorld} from '../support/web.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'

describe('what every answer is guarded by', () => {
  let school: WebSchool
  beforeAll(async () => {
    school = await openWebSchool('sqlite')
  })
  afterAll(() => school.close())

  test('nothing from elsewhere runs or frames it, and nobody keeps a copy', async () => {
    const {headers} = await (await school.signedIn(school.student)).get('/student')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  test('no page holds a script or a style of its own', async () => {
    const browser = await school.signedIn(school.student)
    for (const path of ['/student', `/student/exams/${school.toChoose.id}`, '/tasks', '/nowhere']) {
      const {text} = await browser.get(path)
      expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|<style/)
    }
  })

  test('a form that another site sends does nothing', async () => {
    const browser = await school.signedIn(school.student)
    await browser.get(`/student/exams/${school.chosen.id}/cancel`)
    const to = `/student/exams/${school.chosen.id}/cancel`
    const elsewhere = [
      {'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example'},
      {'Sec-Fetch-Site': 'same-site', Origin: 'https://other.example.org'},
      {'Sec-Fetch-Site': 'none', Origin: 'null'},
    ]
    for (const headers of elsewhere) expect((await browser.send(to, {}, headers)).status).toBe(403)
    expect((await browser.send(to, {_form: 'made up'})).status).toBe(403)
    const {endedAt} = await school.world.store.readDb
      .selectFrom('enrolment')
      .select('endedAt')
      .where('id', '=', school.enrolment.id)
      .executeTakeFirstOrThrow()
    expect(endedAt).toBeNull()
  })

  test('too much is not read', async () => {
    const browser = await school.signedIn(school.student)
    await browser.get('/student')
    expect((await browser.send('/sign-in/mail', {who: 'x'.repeat(70_000)})).status).toBe(413)
  })

  test('a place to go back to is one of ours', async () => {
    const browser = school.browser()
    for (const to of [
      'https://evil.example/x',
      '//evil.example/x',
      '/\\evil.example',
      'http://here//evil.example',
      '/.//evil.example',
    ]) {
      await browser.get('/sign-in')
      const seen = await browser.send(`/language?to=${encodeURIComponent(to)}`, {language: 'en'})
      expect(seen.to).toMatch(/^\/(?![/\\])/)
    }
  })

  test('who claims too fast is told that it is busy, and others are not held up', async () => {
    const browser = await school.signedIn(school.student)
    const colleague = await school.signedIn(school.other)
    const path = `/student/exams/${school.toChoose.id}/enrol`
    const {text} = await browser.get(`${path}?session=${school.monday.code}`)
    const [, _form = ''] = /name="_form" value="([^"]+)"/.exec(text) ?? []
    const answers: number[] = []
    for (let i = 0; i < 12; i++) answers.push((await browser.send(path, {_form, session: 'none', _key: `${i}`})).status)
    expect(answers.filter((status) => status === 429).length).toBe(2)
    expect((await colleague.get('/student')).status).toBe(200)
  })

  test('what is logged names nobody and nothing that was sent', async () => {
    const browser = await school.signedIn(school.student)
    await browser.get(`/student/exams/${school.toChoose.id}?secret=Amrani`)
    const stranger = school.browser()
    await stranger.get('/sign-in')
    await stranger.send('/sign-in/mail', {who: 'fatima@example.org'})
    const text = JSON.stringify(school.log)
    expect(text).not.toMatch(/Amrani|Fatima|Bakkerveld|example\.org|secret|1130-B104|NE-3F/i)
    expect(text).not.toContain(school.toChoose.id)
    expect(text).not.toContain(browser.cookies.get('ontrac'))
    expect(school.log.at(-1)).toMatchObject({method: 'POST', route: '/sign-in/mail', status: 303})
    expect(school.log.find(({route}) => route === '/student/exams/:registration')).toMatchObject({
      person: school.student.id,
    })
  })
})

describe('where a request comes from', () => {
  const seen = (remote: string, headers: Record<string, string> = {}) => ({
    remote,
    encrypted: false,
    header: (name: string) => headers[name],
  })
  const forged = {
    'x-forwarded-for': '1.2.3.4',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    host: 'school',
  }

  test('is what the socket says, whatever a stranger writes', () => {
    expect(openArrivals([])(seen('203.0.113.9', forged))).toEqual({
      address: '203.0.113.9',
      https: false,
      host: 'school',
    })
    expect(openArrivals(['10.0.0.5'])(seen('203.0.113.9', forged)).address).toBe('203.0.113.9')
  })

  test('is what a proxy of ours says, and not what came to it', () => {
    const arrivals = openArrivals(['10.0.0.0/8'])
    const via = {...forged, 'x-forwarded-for': '1.2.3.4, 198.51.100.7, 10.0.0.9'}
    expect(arrivals(seen('::ffff:10.0.0.5', via))).toEqual({address: '198.51.100.7', https: true, host: 'evil.example'})
  })

  test('a proxy that is no address is refused', () => {
    expect(() => openArrivals(['proxy.school.nl'])).toThrow(expect.objectContaining({code: 'serve.bad-proxy'}))
  })

  test('over a proxy that does https, the cookie is for https only', async () => {
    const pages = await openServedWorld('sqlite', {proxies: ['127.0.0.1'], address: 'https://examens.example.org'})
    const student = await pages.world.student('100001')
    const browser = await pages.signedIn(student)
    browser.cookies.set('__Host-ontrac', browser.cookies.get('ontrac') ?? '')
    const headers = {'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'examens.example.org'}
    const {status, headers: answered} = await browser.get('/student', headers)
    expect(status).toBe(200)
    expect(answered.get('strict-transport-security')).toContain('max-age')
    expect((await browser.get('/student', {})).status).toBe(200)
    browser.cookies.delete('ontrac')
    expect((await browser.get('/student', {})).status).toBe(303)
    await pages.close()
  })
})
