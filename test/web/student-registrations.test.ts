import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {DATABASES} from '../support/databases.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'
import type {Browser} from '../support/web.ts'

const PAGE = '/student/registrations'

describe.each(DATABASES)('a student who registers on %s', (which) => {
  let school: WebSchool
  let browser: Browser
  let english: string
  let report: string
  beforeAll(async () => {
    school = await openWebSchool(which)
    const {world, student, period} = school
    const baking = await world.programme('BAKKER')
    await world.study(student, baking)
    english = (await world.exam('EN-B1', {name: 'Engels B1'})).id
    report = (await world.exam('ST-1', {name: 'Stageverslag', rules: {consent: true}})).id
    await world.exam('CE-NE', {name: 'Centraal examen', rules: {registerBy: ['office']}})
    const past = await world.exam('OUD', {name: 'Oud examen'})
    const refused = await world.registration(student, past, period, {state: 'refused', closedAt: world.now()})
    await world.insert('registrationNote', {
      id: world.ids.next(),
      registrationId: refused.id,
      kind: 'refused',
      content: 'Rond eerst je stage af',
      at: world.now(),
      byPersonId: null,
    })
    browser = await school.signedIn(student)
  })
  afterAll(() => school.close())

  const rows = () =>
    school.world.store.readDb
      .selectFrom('registration')
      .select(['examId', 'state', 'source'])
      .where('personId', '=', school.student.id)
      .where('closedAt', 'is', null)
      .orderBy('id')
      .execute()

  test('sees what his programme offers and until when, and not what only the office registers for', async () => {
    const {text} = await browser.get(PAGE)
    expect(text).toContain('Engels B1')
    expect(text).toContain('Aanmelden kan tot en met donderdag 19 november 2026')
    expect(text).toContain('Je team moet akkoord geven')
    expect(text).not.toContain('Centraal examen')
  })

  test('reads why his team did not agree', async () => {
    const {text} = await browser.get(PAGE)
    expect(text).toContain('Geen akkoord')
    expect(text).toContain('Rond eerst je stage af')
  })

  test('registers, once, however often the form is sent', async () => {
    await browser.get(PAGE)
    expect((await browser.send(`${PAGE}/add`)).to).toBe(`${PAGE}?done=registered`)
    expect((await browser.send(`${PAGE}/add`)).to).toBe(`${PAGE}?done=registered`)
    expect((await rows()).filter(({examId}) => examId === english)).toEqual([
      {examId: english, state: 'agreed', source: 'student'},
    ])
  })

  test('is told that it is refused where he is registered already', async () => {
    await browser.get(PAGE)
    const {status, text} = await browser.send(`${PAGE}/add`, {exam: english, period: school.period.id})
    expect(status).toBe(409)
    expect(text).toContain('al aangemeld, in periode 2026-P2')
  })

  test('waits for his team where the exam asks for it', async () => {
    await browser.get(PAGE)
    expect((await browser.send(`${PAGE}/add`, {exam: report})).to).toBe(`${PAGE}?done=registration-asked`)
    expect((await browser.get(PAGE)).text).toContain('Wacht op akkoord van je team')
  })

  test('withdraws after being asked once more, and his seat is free', async () => {
    const at = `${PAGE}/${school.chosen.id}/withdraw`
    const {text} = await browser.get(at)
    expect(text).toContain('Afmelden voor Rekenen niveau 3?')
    expect((await browser.send(at)).to).toBe(`${PAGE}?done=withdrawn`)
    const seats = await school.world.store.readDb
      .selectFrom('seat')
      .select('id')
      .where('personId', '=', school.student.id)
      .where('endedAt', 'is', null)
      .execute()
    expect(seats).toEqual([])
    expect((await browser.get(at)).status).toBe(404)
  })

  test('finds nothing to register for once the window is over', async () => {
    school.world.setNow('2026-11-21T10:00')
    browser = await school.signedIn(school.student)
    expect((await browser.get(PAGE)).text).toContain('geen examen waarvoor je je zelf kunt aanmelden')
  })
})
