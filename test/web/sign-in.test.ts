import {TOTP, Secret} from 'otpauth'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {icalendar} from '../../plugins/icalendar/index.ts'
import type {OutgoingMail} from '../../src/ports.ts'
import {sendMail} from '../../src/operation/send-mail.ts'
import {openMailWriter} from '../../src/operation/write-mail.ts'
import {inviteFirstAdmin, inviteUser, resetUser} from '../../src/sign-in/invite-user.ts'
import {secretOfLetter} from '../../src/sign-in/letter-secret.ts'
import {endUserSessions, listWebSessions} from '../../src/sign-in/list-web-sessions.ts'
import {passwordReasons} from '../../src/sign-in/set-up-sign-in.ts'
import type {SecretOf} from '../../src/operation/write-mail.ts'
import {giveDutyPass} from '../../src/sign-in/duty-pass.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'
import {DATABASES} from '../support/databases.ts'
import {type Browser, openServedWorld, type ServedWorld} from '../support/web.ts'

const PASSWORD = 'zeven paarse olifanten dansen'

describe.each(DATABASES)('signing in on %s', (which) => {
  let pages: ServedWorld
  beforeAll(async () => {
    pages = await openServedWorld(which, {address: ''})
    await pages.world.student('100001', {email: 'fatima@example.org', givenName: 'Fatima'})
    const vris = await pages.world.employee('VRIS', {email: 'vris@example.org'})
    await pages.world.role(vris, 'admin')
    await pages.world.role(vris, 'office')
  })
  afterAll(() => pages.close())

  /** Mails that wait, as they go out. */
  const mailed = async (): Promise<OutgoingMail[]> => {
    const sent: OutgoingMail[] = []
    const render = openMailWriter({
      from: 'Examenbureau <examens@example.org>',
      address: pages.origin,
      calendar: icalendar,
      secretOf: (of) => secretOfLetter(pages.served.ports.secrets, of),
    })
    const send = async (mail: OutgoingMail) => {
      sent.push(mail)
      return {accepted: true, response: 'ok'}
    }
    await sendMail(pages.served.system, {render, transport: {name: 'test', send, close: async () => undefined}})
    return sent
  }
  const ask = async (who: string): Promise<Browser> => {
    const browser = pages.browser()
    await browser.get('/sign-in')
    expect(await browser.send('/sign-in/mail', {who})).toMatchObject({status: 303, to: '/sign-in/mailed'})
    return browser
  }
  const pathIn = (mail: OutgoingMail | undefined): string => /\/sign-in\/link\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
  const follow = async (browser: Browser, path: string) => {
    await browser.get(path)
    return browser.send('/sign-in/link')
  }
  const codeOf = (secret: string): string =>
    new TOTP({secret: Secret.fromBase32(secret)}).generate({timestamp: Date.parse(pages.world.now())})
  const later = (minutes: number): void =>
    pages.world.setNow(new Date(Date.parse(pages.world.now()) + minutes * 60_000).toISOString())

  test('a student comes in by a mailed link, once, by a button', async () => {
    const browser = await ask('100001')
    const [mail] = await mailed()
    expect(mail?.to.address).toBe('fatima@example.org')
    const path = pathIn(mail)
    const page = await browser.get(path)
    expect(page.text).toContain('Nu inloggen')
    expect(await browser.get('/student')).toMatchObject({status: 303, to: '/sign-in'})
    expect(await browser.send('/sign-in/link')).toMatchObject({status: 303, to: '/'})
    expect((await browser.get('/student')).text).toContain('Dag Fatima')
    const second = await follow(pages.browser(), path)
    expect(second.status).toBe(409)
    expect(second.text).toContain('al gebruikt')
  })

  test('the link’s token stands nowhere in the store', async () => {
    const [mail] = (await ask('100001'), await mailed())
    const token = pathIn(mail).split('/').at(-1) ?? ''
    expect(token).toHaveLength(43)
    for (const table of ['signInLink', 'message', 'auditEntry', 'auditText'] as const)
      expect(JSON.stringify(await pages.world.store.readDb.selectFrom(table).selectAll().execute())).not.toContain(
        token,
      )
  })

  test('a link is over after a quarter of an hour', async () => {
    const browser = await ask('100001')
    const path = pathIn((await mailed())[0])
    later(15)
    expect((await follow(browser, path)).status).toBe(409)
  })

  test('whoever is not known gets the same answer, and no mail', async () => {
    const known = await ask('fatima@example.org')
    const unknown = await ask('nobody@example.org')
    const [one, other] = [await known.get('/sign-in/mailed'), await unknown.get('/sign-in/mailed')]
    const bare = (text: string) => text.replaceAll(/value="[^"]*"/g, '')
    expect(bare(one.text)).toBe(bare(other.text))
    expect((await mailed()).map(({to}) => to.address)).toEqual(['fatima@example.org'])
  })

  test('a mailbox is not filled: five links in an hour', async () => {
    later(61)
    for (let i = 0; i < 7; i++) await ask('100001')
    expect(await mailed()).toHaveLength(5)
  })

  test('signing out ends the session, and not only the cookie', async () => {
    later(61)
    const browser = await ask('100001')
    await follow(browser, pathIn((await mailed())[0]))
    const stolen = pages.browser()
    stolen.cookies.set('ontrac', browser.cookies.get('ontrac') ?? '')
    expect((await stolen.get('/student')).status).toBe(200)
    await browser.get('/student')
    await browser.send('/sign-out')
    expect(browser.cookies.has('ontrac')).toBe(false)
    expect((await stolen.get('/student')).status).toBe(303)
  })

  test('who does nothing for two hours is signed out, and everybody after twelve', async () => {
    const browser = await pages.signedIn(await pages.world.student('100009'))
    later(119)
    expect((await browser.get('/student')).status).toBe(200)
    later(119)
    expect((await browser.get('/student')).status).toBe(200)
    later(121)
    expect((await browser.get('/student')).status).toBe(303)
    const busy = await pages.signedIn(await pages.world.student('100010'))
    for (let hours = 1; hours < 12; hours++) {
      later(60)
      expect((await busy.get('/student')).status).toBe(200)
    }
    later(60)
    expect((await busy.get('/student')).status).toBe(303)
  })

  describe('as an employee', () => {
    let secret = ''
    let recovery: readonly string[] = []
    const first = async (): Promise<Browser> => {
      const browser = pages.browser()
      await browser.get('/sign-in')
      const seen = await browser.send('/sign-in/password', {staff: 'VRIS', password: PASSWORD})
      expect(seen.to).toBe('/sign-in/second-factor')
      await browser.get('/sign-in/second-factor')
      return browser
    }

    test('nobody comes in by mail alone', async () => {
      const browser = await ask('VRIS')
      const seen = await follow(browser, pathIn((await mailed())[0]))
      expect(seen.status).toBe(409)
      expect(seen.text).toContain('nog niet ingesteld')
    })

    test('the first administrator sets his sign-in up by the link that the terminal prints', async () => {
      const invitation = await inviteFirstAdmin(pages.served.system, pages.served.ports.secrets, 'somebody')
      expect(invitation).toMatchObject({person: 'VRIS'})
      const browser = pages.browser()
      expect(await follow(browser, `/sign-in/link/${invitation?.token}`)).toMatchObject({to: '/sign-in/set-up'})
      expect((await browser.get('/tasks')).to).toBe('/sign-in/set-up')
      const page = await browser.get('/sign-in/set-up')
      secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? '').replaceAll(' ', '')
      const half = browser.cookies.get('ontrac')
      const weak = await browser.send('/sign-in/set-up', {code: codeOf(secret), password: 'welkom12345'})
      expect(weak.text).toContain('minstens 12 tekens')
      const wrong = await browser.send('/sign-in/set-up', {code: '000000', password: PASSWORD})
      expect(wrong.status).toBe(409)
      const done = await browser.send('/sign-in/set-up', {code: codeOf(secret), password: PASSWORD})
      recovery = [...done.text.matchAll(/<code>(\w{5}-\w{5})<\/code>/g)].map(([, code = '']) => code)
      expect(recovery).toHaveLength(8)
      expect(browser.cookies.get('ontrac')).not.toBe(half)
      expect((await browser.get('/tasks')).status).toBe(200)
      expect(await inviteFirstAdmin(pages.served.system, pages.served.ports.secrets, 'somebody')).toBeNull()
    })

    test('he comes in with password and app, and a code is taken once', async () => {
      later(2)
      const browser = await first()
      const code = codeOf(secret)
      expect((await browser.send('/sign-in/second-factor', {code: '123456'})).status).toBe(409)
      expect(await browser.send('/sign-in/second-factor', {code})).toMatchObject({status: 303, to: '/'})
      expect((await browser.get('/tasks')).status).toBe(200)
      const again = await first()
      expect((await again.send('/sign-in/second-factor', {code})).status).toBe(409)
    })

    test('or with a recovery code, once', async () => {
      const [code = ''] = recovery
      const browser = await first()
      expect(await browser.send('/sign-in/second-factor', {code: code.toLowerCase()})).toMatchObject({to: '/'})
      const again = await first()
      expect((await again.send('/sign-in/second-factor', {code})).status).toBe(409)
    })

    test('a link by mail asks for the second factor too', async () => {
      later(61)
      const browser = await ask('vris@example.org')
      expect(await follow(browser, pathIn((await mailed())[0]))).toMatchObject({to: '/sign-in/second-factor'})
    })

    test('nobody, a student, a wrong password and too many tries are told the same', async () => {
      const told = async (staff: string, password: string): Promise<string> => {
        const browser = pages.browser()
        await browser.get('/sign-in')
        const {status, text} = await browser.send('/sign-in/password', {staff, password})
        expect(status).toBe(409)
        return /role="alert"[^]*?<\/div>/.exec(text)?.[0] ?? ''
      }
      const answers = [await told('NOBODY', PASSWORD), await told('100001', PASSWORD)]
      for (let i = 0; i < 6; i++) answers.push(await told('VRIS', 'something else altogether'))
      answers.push(await told('VRIS', PASSWORD))
      expect(new Set(answers).size).toBe(1)
      later(16)
      await first()
    })

    test('guessing codes is held up', async () => {
      later(16)
      const browser = await first()
      for (let i = 0; i < 6; i++) await browser.send('/sign-in/second-factor', {code: '111111'})
      expect((await browser.send('/sign-in/second-factor', {code: codeOf(secret)})).status).toBe(409)
    })

    test('an administrator ends sessions, and gives a lost sign-in back', async () => {
      later(61)
      const browser = await pages.signedIn(await pages.world.employee('JANA', {email: 'jana@example.org'}))
      const admin = pages.world.as('admin')
      expect(await listWebSessions(admin, {person: 'JANA'})).toMatchObject([{person: 'JANA', step: 'done'}])
      expect(await endUserSessions(admin, 'JANA')).toEqual({person: 'JANA', ended: 1})
      expect((await browser.get('/tasks')).status).toBe(303)
      expect(await resetUser(admin, pages.served.ports.secrets, {person: 'VRIS'})).toMatchObject({token: null})
      const [letter] = await mailed()
      expect(letter?.subject).toContain('Uitnodiging')
      const again = pages.browser()
      await again.get('/sign-in')
      expect((await again.send('/sign-in/password', {staff: 'VRIS', password: PASSWORD})).status).toBe(409)
      await expect(
        inviteUser(pages.world.as('office'), pages.served.ports.secrets, {person: 'VRIS'}),
      ).rejects.toMatchObject({
        code: 'deed.forbidden',
      })
    })
  })
})

describe.each(DATABASES)('a duty pass on %s', (which) => {
  let school: WebSchool
  let path = ''
  let pins: string[] = []
  beforeAll(async () => {
    school = await openWebSchool(which)
    const {world, monday} = school
    for (const staffCode of ['EXT1', 'EXT2', 'VRIS']) {
      const person = await world.employee(staffCode, {kind: staffCode === 'VRIS' ? 'staff' : 'external'})
      await world.role(person, 'invigilator')
      const {startsAt, endsAt} = monday
      const duty = {
        sessionId: monday.id,
        personId: person.id,
        duty: 'invigilator' as const,
        startsAt,
        endsAt,
        endedAt: null,
      }
      await world.insert('sessionDuty', {id: world.ids.next<string>(), ...duty})
    }
    const {secrets} = school.served.ports
    const pass = await giveDutyPass(world.office(), secrets, {session: monday.code})
    path = pass.path
    const bodies = await world.store.readDb.selectFrom('message').select('body').orderBy('laneKey').execute()
    pins = bodies.map(({body}) => secretOfLetter(secrets, (body as {data: {secretOf: SecretOf}}).data.secretOf))
  })
  afterAll(() => school.close())

  const open = async (pin: string, at = path) => {
    const browser = school.browser()
    await browser.get(at)
    return {browser, ...(await browser.send(at, {pin}))}
  }

  test('goes to people from outside only', () => {
    expect(pins).toHaveLength(2)
  })

  test('opens an hour before the session, and not sooner', async () => {
    school.world.setNow('2026-11-30T07:59')
    expect((await open(pins[0] ?? '')).status).toBe(409)
    school.world.setNow('2026-11-30T08:01')
    const {status, browser} = await open(pins[0] ?? '')
    expect(status).toBe(303)
    expect((await browser.get('/tasks')).status).toBe(200)
  })

  test('is nothing without the code of the sheet, or with a wrong PIN', async () => {
    expect((await open(pins[0] ?? '', `${path}x`)).status).toBe(409)
    expect((await open('000000')).status).toBe(409)
    expect((await open('')).status).toBe(409)
  })

  test('is over when the report is closed, and a new one ends the old', async () => {
    await giveDutyPass(school.world.office(), school.served.ports.secrets, {session: school.monday.code})
    expect((await open(pins[1] ?? '')).status).toBe(409)
    await school.world.store.db
      .updateTable('session')
      .set({state: 'reported'})
      .where('id', '=', school.monday.id)
      .execute()
    expect((await open(pins[0] ?? '')).status).toBe(409)
  })

  test('is given by whoever plans or leads it', async () => {
    const {secrets} = school.served.ports
    const session = {session: school.monday.code}
    await expect(giveDutyPass(school.world.as('lead', school.student), secrets, session)).rejects.toMatchObject({
      code: 'duty-pass.refused',
    })
    await expect(giveDutyPass(school.world.as('teacher'), secrets, session)).rejects.toMatchObject({
      code: 'deed.forbidden',
    })
    await expect(giveDutyPass(school.world.office(), secrets, {session: school.tuesday.code})).rejects.toMatchObject({
      code: 'duty-pass.refused',
    })
  })
})

describe('a password', () => {
  const codes = (password: string) =>
    passwordReasons(password, ['VRIS', 'Sanne', 'Testcollege', 'welkom']).map(({code}) => code)

  test('is long and says nothing that anybody could guess', () => {
    expect(codes('kort')).toEqual(['password.too-short'])
    expect(codes('SanneWelkomVRIS1')).toEqual(['password.guessable'])
    expect(codes('aaaaaaaaaaaaaaaa')).toEqual(['password.guessable'])
    expect(codes('zeven paarse olifanten')).toEqual([])
    expect(codes('x'.repeat(201))).toContain('password.too-long')
  })
})
