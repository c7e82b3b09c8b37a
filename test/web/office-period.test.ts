import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {DATABASES} from '../support/databases.ts'
import type {Browser} from '../support/web.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'

describe.each(DATABASES)('the pages of the exam office about a period on %s', (which) => {
  let school: WebSchool
  let office: Browser
  beforeAll(async () => {
    school = await openWebSchool(which)
    const jansen = await school.world.employee('JANS', {givenName: 'Mila', prefix: '', familyName: 'Jansen'})
    await school.world.role(jansen, 'office')
    office = await school.signedIn(jansen)
  })
  afterAll(() => school.close())

  const at = (under = ''): string => `/office/periods/${school.period.id}${under}`

  test('lead to the period that is open', async () => {
    const {status, to} = await office.get('/office')
    expect([status, to]).toEqual([303, at()])
  })

  test('show its state, its figures, what is due and how enrolment goes, and name no student', async () => {
    const {status, text} = await office.get(at())
    expect(status).toBe(200)
    expect(text).toContain('<h1>Periode 2</h1>')
    expect(text).toMatch(/<b>3<\/b> <span>aangemeld<\/span>/)
    expect(text).toMatch(/<b>23<\/b> <span>plaatsen<\/span>/)
    expect(text).toContain('2 van 3 aanmeldingen hebben een plaats.')
    expect(text).toMatch(/<svg class="curve"[^>]*role="img"/)
    expect(text).toContain('een leider aanwijzen')
    expect(text).not.toMatch(/Amrani|Bakkerveld/)
  })

  test('cross demand by exam and location', async () => {
    const {text} = await office.get(at('/demand'))
    expect(text).toContain('3 aanmeldingen voor 2 examens.')
    expect(text).toContain('NE-3F')
    expect(text).toContain('geen locatie')
  })

  test('show how full each room is on each day, as a picture and as a table', async () => {
    const {text} = await office.get(at('/rooms'))
    expect(text).toContain('2 van 23 plaatsen zijn vergeven, in 1 lokaal.')
    expect(text).toContain('<title>B104, woensdag 2 december 2026: 1 van 1 plaatsen, 1 zitting</title>')
    expect(text).toContain('100%')
    expect(text).toMatch(/<td data-title="Vergeven" class="number">1 van 1<\/td>/)
  })

  test('show the sessions of a day', async () => {
    const {text} = await office.get('/office/board?on=2026-12-01')
    expect(text).toContain('1201-B104-0900')
    expect(text).toContain('0 van 1')
    expect((await office.get('/office/board?on=yesterday')).status).toBe(400)
  })

  test('say why a step cannot be taken, and offer no button for it', async () => {
    const {text} = await office.get(at('/steps/close'))
    expect(text).toContain('Deze zittingen zijn nog niet afgerond of vervallen: 1130-B104-0900')
    expect(text).not.toContain('Sluit de periode af')
    expect((await office.get(at('/steps/dance'))).status).toBe(404)
  })

  test('show what a step does before it is taken, take it once, and take it back', async () => {
    const {text} = await office.get(at('/steps/freeze?exam=NE-3F'))
    expect(text).toContain('2 aanmeldingen worden vastgelegd')
    const sent = await office.send(at('/steps/freeze'), {exam: 'NE-3F'})
    expect([sent.status, sent.to]).toEqual([303, `${at()}?done=period-freeze`])
    const again = await office.send(at('/steps/freeze'), {exam: 'NE-3F'})
    expect(again.status).toBe(409)
    expect(again.text).toContain('De vraag is al bevroren.')
    // Sessions with it are published, so that it stays.
    const undo = await office.get(at('/steps/freeze/undo?exam=NE-3F'))
    expect(undo.text).toContain('De vraag blijft bevroren.')
  })

  test('make a period with its windows, change them, open it and take that back', async () => {
    await office.get('/office/new-period')
    const facts = {code: '2027-P3', name: 'Periode 3', from: '2027-02-01', to: '2027-02-19'}
    const wrong = await office.send('/office/new-period', {...facts, to: '2027-01-01'})
    expect(wrong.text).toContain('De laatste dag ligt voor de eerste.')
    const made = await office.send('/office/new-period', facts)
    const to = made.to?.split('?')[0] ?? ''
    expect((await office.get(`${to}/steps/open`)).text).toContain('nog geen termijn om aan te melden')
    await office.get(`${to}/windows`)
    const windows = {'registration-from': '2026-11-01', 'registration-until': '2027-01-15'}
    await office.send(`${to}/windows`, {...windows, 'taking-from': '2027-02-01', 'taking-until': '2027-02-19'})
    expect((await office.get(`${to}/windows`)).text).toContain('vrijdag 15 januari 2027, 23:59')
    await office.get(`${to}/steps/open`)
    expect((await office.send(`${to}/steps/open`)).to).toBe(`${to}?done=period-open`)
    await office.get(`${to}/steps/open/undo`)
    expect((await office.send(`${to}/steps/open/undo`)).to).toBe(`${to}?done=taken-back`)
    expect((await office.get(to)).text).toContain('concept')
  })

  test('show the mails that did not arrive, and try them again', async () => {
    const {world, student} = school
    const lane = `mail:${student.id}`
    const own = {laneKey: lane, sequence: 1, kind: 'letter', dedupeKey: null, runId: null, personId: student.id}
    const at = {dueAt: world.now(), queuedAt: world.now(), sentAt: null, attempts: 8, lastError: 'mail.refused'}
    const lease = {leaseToken: null, leasedUntil: null, parked: false, version: 1}
    await world.insert('lane', {key: lane, nextSequence: 2, ...lease})
    await world.insert('message', {id: world.ids.next(), ...own, body: {letter: 'reminder'}, state: 'refused', ...at})
    expect((await office.get('/office/mail')).text).toContain('geweigerd')
    expect((await office.send('/office/mail/retry')).to).toBe('/office/mail?done=mail-again')
    expect((await office.get('/office/mail')).text).toContain('Alle mail is aangekomen of nog onderweg.')
  })

  test('answer that nothing changed to who has the fragment already', async () => {
    const {headers, status} = await office.get(at('/now'))
    expect(status).toBe(200)
    expect((await office.get(at('/now'), {'If-None-Match': headers.get('etag') ?? ''})).status).toBe(304)
    await school.world.registration(await school.world.student('100009'), school.dutch, school.period)
    expect((await office.get(at('/now'), {'If-None-Match': headers.get('etag') ?? ''})).status).toBe(200)
  })
})
