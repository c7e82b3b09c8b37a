import type {Browser, BrowserContext, Page} from 'playwright-core'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {hasher} from '../../plugins/system/hasher.ts'
import {systemIds} from '../../plugins/system/ids.ts'
import {finaliseSession} from '../../src/delivery/lists/finalise-session.ts'
import {openReport} from '../../src/delivery/reports/open-report.ts'
import {showReport} from '../../src/delivery/reports/show-report.ts'
import type {Person} from '../../src/institution/model.ts'
import {dayOf, plusMinutes} from '../../src/time.ts'
import {CHROMIUM, openChromium} from '../support/browser.ts'
import {type ExamDay, openExamDay} from '../support/exam-day.ts'
import {openServing} from '../support/serving.ts'
import {openWorld, type World} from '../support/world.ts'

/** Two starts of a real server and a browser, on a machine that does more. */
const LIMIT = 180_000

describe.skipIf(CHROMIUM === undefined)('a session on a phone whose connection is lost', {timeout: LIMIT}, () => {
  let chromium: Browser
  let world: World
  let day: ExamDay
  let server: Awaited<ReturnType<typeof openServing>>
  let phone: BrowserContext
  let page: Page

  beforeAll(async () => {
    chromium = await openChromium()
    world = await openWorld('sqlite')
    server = await openServing(world.address)
    await server.start()
  }, LIMIT)
  afterAll(async () => {
    await server.close()
    await chromium.close()
    await world.close()
  })
  beforeEach(async () => {
    world.setNow(new Date().toISOString())
    day = await openExamDay(world, {on: dayOf(world.now(), 'Europe/Amsterdam')})
    await finaliseSession(world.office(), {session: day.code})
    await openReport(world.as('lead', day.lead), {session: day.code})
    phone = await chromium.newContext({viewport: {width: 390, height: 844}})
    await signIn(day.invigilator)
    page = await phone.newPage()
    page.setDefaultTimeout(LIMIT / 2)
    await page.goto(`${server.origin}/duties/${day.session.id}`)
    await page.getByText('Valt de verbinding weg?').waitFor()
    await keptPage()
  })
  afterEach(() => phone.close())

  /** Until the service worker has kept the page and its files. */
  const keptPage = () =>
    page.waitForFunction(`(async () => {
      const pages = await (await caches.open('ontrac-pages')).keys()
      const files = await (await caches.open('ontrac-files')).keys()
      return pages.length > 0 && files.length >= 3 && navigator.serviceWorker.controller !== null
    })()`)
  const signIn = async ({id: personId}: Person) => {
    const token = systemIds.next<string>()
    const at = world.now()
    await world.insert('webSession', {
      id: systemIds.next(),
      personId,
      tokenHash: hasher.sha256(token),
      step: 'done',
      means: 'link',
      sessionId: null,
      createdAt: at,
      seenAt: at,
      expiresAt: plusMinutes(at, 720),
      endedAt: null,
    })
    await phone.addCookies([{name: 'ontrac', value: token, url: server.origin}])
  }
  const card = (i: number) => page.locator(`#c-${day.students[i]!.id}`)
  const pending = () => page.locator('[data-pending]')
  const queue = () => page.locator('[data-queue]')
  const report = () => showReport(world.office(), {session: day.code})
  const attendance = async () => (await report()).candidates.map((each) => each.attendance)

  test('goes on, also when the page is opened again, and nothing is lost when the connection returns', async () => {
    await phone.setOffline(true)
    await card(0)
      .getByRole('button', {name: /^Aanwezig/})
      .click()
    await card(1)
      .getByRole('button', {name: /^Afwezig/})
      .click()
    await pending().nth(1).waitFor()
    await page.reload()
    await queue().getByText('Geen verbinding').waitFor()
    expect(await pending().count()).toBe(2)
    await card(2)
      .getByRole('button', {name: /^Aanwezig/})
      .click()
    await pending().nth(2).waitFor()
    expect(await attendance()).toEqual(['notKnown', 'notKnown', 'notKnown'])
    await phone.setOffline(false)
    await expect.poll(attendance, {timeout: 60_000}).toEqual(['notFinished', 'notPresent', 'notFinished'])
    await expect.poll(() => pending().count(), {timeout: 60_000}).toBe(0)
    expect((await report()).facts.filter(({kind}) => kind === 'attendance')).toHaveLength(3)
  })

  test('keeps all that was said while the server was killed, and delivers it once it is back', async () => {
    await card(0)
      .getByRole('button', {name: /^Aanwezig/})
      .click()
    await expect.poll(attendance, {timeout: 60_000}).toEqual(['notFinished', 'notKnown', 'notKnown'])
    await server.kill()
    await card(1)
      .getByRole('button', {name: /^Aanwezig/})
      .click()
    await pending().first().waitFor()
    await card(2)
      .getByRole('button', {name: /^Afwezig/})
      .click()
    await pending().nth(1).waitFor()
    await server.start()
    await expect.poll(attendance, {timeout: 60_000}).toEqual(['notFinished', 'notFinished', 'notPresent'])
    await expect.poll(() => pending().count(), {timeout: 60_000}).toBe(0)
  })

  test('keeps what is said for its sayer when his session ends, and delivers it after he signed in again', async () => {
    await world.store.db
      .updateTable('webSession')
      .set({endedAt: world.now()})
      .where('personId', '=', day.invigilator.id)
      .execute()
    await card(0)
      .getByRole('button', {name: /^Aanwezig/})
      .click()
    await queue().getByText('Log opnieuw in').waitFor()
    await signIn(day.lead)
    await page.goto(`${server.origin}/duties/${day.session.id}`)
    await queue().getByText('van iemand anders').waitFor()
    expect(await attendance()).toEqual(['notKnown', 'notKnown', 'notKnown'])
    await signIn(day.invigilator)
    await page.goto(`${server.origin}/duties/${day.session.id}`)
    await expect.poll(attendance, {timeout: 60_000}).toEqual(['notFinished', 'notKnown', 'notKnown'])
    const {facts} = await report()
    expect(facts.find(({kind}) => kind === 'attendance')?.by).toBe(day.invigilator.staffCode)
  })
})
