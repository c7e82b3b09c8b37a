import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Person} from '../../src/institution/model.ts'
import {configureInstitution} from '../../src/institution/configure-institution.ts'
import {publishSessions} from '../../src/planning/sessions/publish-sessions.ts'
import {DATABASES} from '../support/databases.ts'
import {openServedWorld, type Browser, type ServedWorld} from '../support/web.ts'

describe.each(DATABASES)('a teacher who plans for herself on %s', (which) => {
  let pages: ServedWorld
  let eva: Person
  let browser: Browser
  let session: string
  beforeAll(async () => {
    pages = await openServedWorld(which)
    const {world} = pages
    const north = await world.location('NOORD')
    await world.room('L001', north, {owner: 'teachers'})
    await world.room('L002', north, {owner: 'teachers'})
    await world.room('B104', north)
    await world.period('2026-P2')
    await world.exam('NE-SCHR', {name: 'Schrijven', form: 'written'})
    await world.exam('NE-SPR', {name: 'Spreken', form: 'oral'}, {minutes: 15})
    eva = await world.employee('EVA', {givenName: 'Eva', prefix: '', familyName: 'Jansen'})
    await world.role(eva, 'teacher')
    browser = await pages.signedIn(eva)
  })
  afterAll(() => pages.close())

  const NEW = '/teacher/sessions/new'
  const wish = {exam: 'NE-SCHR', period: '2026-P2', room: 'L001', on: '2026-12-01', from: '09:00', duty: 'lead'}
  const plan = async (fields: Record<string, string>) => {
    await browser.get(NEW)
    return browser.send(NEW, {...wish, minutes: '', seats: '', ...fields})
  }

  test('chooses among the rooms that are released to teachers, and gets no other', async () => {
    const {text} = await browser.get(NEW)
    expect(text).toContain('L001, NOORD')
    expect(text).not.toContain('B104')
    expect((await plan({room: 'B104'})).status).toBe(403)
  })

  test('plans a session of her own, and is told what stands in the way of a second', async () => {
    const {to} = await plan({})
    expect(to).toMatch(/^\/teacher\/sessions\/[\w-]+\?done=session-planned$/)
    session = to?.split('?')[0] ?? ''
    const {status, text} = await plan({})
    expect(status).toBe(409)
    expect(text).toContain('Het lokaal is op dat moment bezet')
    expect(text).toContain('EVA heeft op dat moment iets anders')
    expect((await browser.get('/teacher/sessions')).text).toContain('NE-SCHR')
  })

  test('moves it, publishes it, and cancels it only with a reason', async () => {
    await browser.get(session)
    const moved = await browser.send(`${session}/move`, {on: '2026-12-02', from: '10:00', room: 'L002'})
    expect(moved.to).toBe(`${session}?done=session-moved`)
    await browser.get(session)
    expect((await browser.send(`${session}/publish`)).to).toBe(`${session}?done=session-published`)
    await browser.get(session)
    expect((await browser.send(`${session}/cancel`, {'cancel-reason': ''})).status).toBe(409)
    await browser.get(session)
    const done = await browser.send(`${session}/cancel`, {'cancel-reason': 'De docent is ziek'})
    expect(done.to).toBe('/teacher/sessions?done=session-cancelled')
  })

  test('gives an oral day its times, with a break', async () => {
    const {to} = await plan({exam: 'NE-SPR', on: '2026-12-03', minutes: '120', duty: 'assessor'})
    const at = to?.split('?')[0] ?? ''
    expect((await browser.get(at)).text).toContain('Er zijn nog geen tijden')
    const made = await browser.send(`${at}/times`, {first: '09:00', every: '20', breaks: '10:00-10:20'})
    expect(made.to).toBe(`${at}?done=saved`)
    expect((await browser.get(at)).text).toContain('Er zijn 5 tijden')
  })

  test('does not find a session in which she has no duty', async () => {
    const bram = await pages.world.employee('BRAM')
    await pages.world.role(bram, 'teacher')
    expect((await (await pages.signedIn(bram)).get(session)).status).toBe(404)
  })

  test('waits for the office where the school wants it so, and changes nothing after its approval', async () => {
    const {world} = pages
    await configureInstitution(world.as('admin'), {settings: {teacherSessionsApproved: 'true'}})
    const {to} = await plan({on: '2026-12-04'})
    const at = to?.split('?')[0] ?? ''
    const {text} = await browser.get(at)
    expect(text).toContain('wacht op goedkeuring van het examenbureau')
    expect(text).not.toContain(`${at}/publish`)
    const id = at.split('/').at(-1) ?? ''
    const asTeacher = publishSessions(world.as('teacher', eva), {sessions: [id]})
    await expect(asTeacher).rejects.toMatchObject({code: 'session.office-approves'})
    await publishSessions(world.office(), {sessions: [id]})
    await browser.get(at)
    const moved = await browser.send(`${at}/move`, {on: '2026-12-07', from: '10:00', room: 'L001', 'move-reason': 'x'})
    expect(moved.status).toBe(403)
  })

  test('reserves a room for something else and gives it back', async () => {
    const page = '/teacher/rooms?location=NOORD&on=2026-12-08'
    await browser.get(page)
    const fields = {room: 'L001', from: '13:00', minutes: '60', title: 'Inhaalles'}
    const {to} = await browser.send('/teacher/rooms/reserve', {...fields, location: 'NOORD', on: '2026-12-08'})
    expect(to).toContain('done=room-reserved')
    const {text} = await browser.get(page)
    expect(text).toContain('Inhaalles')
    const twice = await browser.send('/teacher/rooms/reserve', {...fields, location: 'NOORD', on: '2026-12-08'})
    expect([twice.status, twice.text.includes('bezet')]).toEqual([409, true])
    await browser.get(page)
    expect((await browser.send('/teacher/rooms/release')).to).toBe('/teacher/rooms?done=room-released')
    expect((await browser.get(page)).text).not.toContain('Inhaalles')
  })
})
