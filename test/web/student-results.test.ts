import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {AttemptId, ResultId} from '../../src/ids.ts'
import {DATABASES} from '../support/databases.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'
import type {Browser} from '../support/web.ts'
import {on} from '../support/world.ts'

const PAGE = '/student/results'

describe.each(DATABASES)('a student and his results on %s', (which) => {
  let school: WebSchool
  let browser: Browser
  let published: AttemptId
  let hidden: AttemptId
  let ofAnother: AttemptId
  beforeAll(async () => {
    school = await openWebSchool(which)
    const {world, student, other, dutch} = school
    const attempt = async (who: typeof student, name: string, score: string, publishedAt: boolean) => {
      const exam = await world.exam(name.toUpperCase(), {name})
      const made = await world.insert('attempt', {
        id: world.ids.next<AttemptId>(),
        registrationId: null,
        enrolmentId: null,
        personId: who.id,
        examId: exam.id,
        number: 1,
        takenOn: on('2026-10-12'),
        attendance: 'present',
        counts: true,
        void: false,
        score,
        passed: Number(score) >= 5.5,
        source: 'office',
        endedAt: null,
        version: 1,
      })
      await world.insert('result', {
        id: world.ids.next<ResultId>(),
        attemptId: made.id,
        partId: null,
        personId: who.id,
        examId: exam.id,
        sessionId: null,
        step: 'final',
        score,
        passed: Number(score) >= 5.5,
        scoredBy: null,
        receivedAt: world.now(),
        source: 'office',
        establishedAt: world.now(),
        establishedBy: null,
        mandateId: null,
        publishedAt: publishedAt ? world.now() : null,
        openedAt: null,
        sentAt: null,
        endedAt: null,
        version: 1,
      })
      return made.id
    }
    published = await attempt(student, 'Burgerschap', '4.8', true)
    hidden = await attempt(student, 'Loopbaan', '8.9', false)
    ofAnother = await attempt(other, 'Vreemd', '7.1', true)
    await world.registration(student, dutch, school.period, {closedAt: world.now(), state: 'withdrawn'})
    browser = await school.signedIn(student)
  })
  afterAll(() => school.close())

  test('hears that a result is published, and sees the score once he has opened it', async () => {
    const before = await browser.get(PAGE)
    expect(before.text).toContain('Nieuwe uitslag')
    expect(before.text).not.toContain('4,8')
    expect((await browser.send(`${PAGE}/${published}/open`)).to).toBe(PAGE)
    const after = await browser.get(PAGE)
    expect(after.text).toContain('4,8')
    expect(after.text).toContain('niet geslaagd')
  })

  test('learns nothing of what is not published, nor of another', async () => {
    const {text} = await browser.get(PAGE)
    expect(text).toContain('Loopbaan')
    expect(text).not.toContain('8,9')
    expect(text).not.toContain('Vreemd')
    expect((await browser.send(`${PAGE}/${hidden}/open`)).status).toBe(403)
    expect((await browser.get(`${PAGE}/${ofAnother}/resit`)).status).toBe(404)
  })

  test('asks for a resit with a reason, takes it back, and is told why not when he asks twice', async () => {
    const ask = `${PAGE}/${published}/resit`
    await browser.get(ask)
    const without = await browser.send(ask)
    expect(without.status).toBe(400)
    expect(without.text).toContain('Er ontbreekt iets')
    expect((await browser.send(ask, {reason: 'Ik was niet goed voorbereid'})).to).toBe(`${PAGE}?done=resit-asked`)
    await browser.get(ask)
    const twice = await browser.send(ask, {reason: 'Nog een keer'})
    expect([twice.status, twice.text.includes('al een herkansing aangevraagd')]).toEqual([409, true])
    const {text} = await browser.get(PAGE)
    const [takeBack = ''] = /\/student\/resits\/\w+\/withdraw/.exec(text) ?? []
    expect((await browser.send(takeBack)).to).toBe(`${PAGE}?done=resit-withdrawn`)
    expect((await browser.get(PAGE)).text).toContain('ingetrokken')
  })

  test('reports himself ill for an exam for which he is enrolled, and not for another', async () => {
    const at = `/student/exams/${school.chosen.id}/absence`
    expect((await browser.get(at)).text).toContain('Schrijf hier niets over wat je mankeert')
    expect((await browser.send(at, {reason: 'ill'})).to).toBe('/student?done=absence-reported')
    expect((await browser.get(at)).text).toContain('Je hebt je gemeld: ziek')
    const without = `/student/exams/${school.toChoose.id}/absence`
    await browser.get(without)
    const {status, text} = await browser.send(without, {reason: 'ill'})
    expect([status, text.includes('niet ingeschreven')]).toEqual([409, true])
  })

  test('reads his whole dossier, without what is not his to know', async () => {
    const {status, text} = await browser.get('/student/dossier')
    expect(status).toBe(200)
    expect(text).toContain('100001')
    expect(text).toContain('4,8')
    expect(text).not.toContain('8,9')
    expect(text).not.toContain('Bakkerveld')
  })
})
