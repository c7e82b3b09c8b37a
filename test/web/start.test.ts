import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {releaseSession, startSessions} from '../../src/delivery/reports/start-sessions.ts'
import {makeSlips, showSlips} from '../../src/sign-in/slips.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, type ExamDay, openExamDay} from '../support/exam-day.ts'
import {openServedWorld, type ServedWorld} from '../support/web.ts'

describe.each(DATABASES)('the start page of exam computers on %s', (which) => {
  let pages: ServedWorld
  let day: ExamDay
  beforeAll(async () => {
    pages = await openServedWorld(which)
  })
  afterAll(() => pages.close())
  beforeEach(async () => {
    pages.world.setNow('2026-11-02T09:00')
    day = await openExamDay(pages.world)
    await begin(pages.world, day)
    pages.world.setNow('2026-12-01T09:00')
  })

  const lead = () => pages.world.as('lead', day.lead)
  const slips = () => makeSlips(lead(), pages.served.ports.secrets, {session: day.code})
  const enter = async (code: string) => {
    const computer = pages.browser()
    await computer.get('/start')
    return computer.send('/start', {code})
  }

  test('opens exactly the exams of the student whose slip it is, once the lead released them', async () => {
    const {slips: made} = await slips()
    const [first, second] = made as [(typeof made)[0], (typeof made)[0]]
    const waiting = await enter(first.code)
    expect([waiting.status, waiting.text.includes('nog niet vrijgegeven')]).toEqual([409, true])
    await releaseSession(lead(), {session: day.code})
    const {status, text} = await enter(`${first.code.slice(0, 3)} ${first.code.slice(3)}`)
    expect(status).toBe(200)
    expect(text).toContain(day.exam.name)
    expect(text).toContain(`${day.room.code} · ${first.seat}`)
    expect(text).not.toContain(second.student)
  })

  test('opens when the lead starts the session, and no more when a code is over or no code', async () => {
    const {slips: made} = await slips()
    await startSessions(lead(), {sessions: [day.code]})
    expect((await enter(made[0]!.code)).status).toBe(200)
    expect((await enter('0000000000')).status).toBe(409)
    expect((await enter('')).status).toBe(409)
    await pages.world.store.db.updateTable('enrolment').set({endedAt: pages.world.now()}).execute()
    expect((await enter(made[0]!.code)).text).toContain('Deze code klopt niet')
  })

  test('keeps of a code its hash only, and gives the same code when slips are made again', async () => {
    const {slips: made} = await slips()
    expect((await slips()).slips).toEqual(made)
    const kept = await pages.world.store.readDb
      .selectFrom('credential')
      .select('secret')
      .where('kind', '=', 'slip')
      .where('sessionId', '=', day.session.id)
      .execute()
    expect(kept).toHaveLength(made.length)
    expect(JSON.stringify(kept)).not.toContain(made[0]!.code)
  })

  test('is slowed down for whoever tries codes', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 45; i++) statuses.push((await enter(String(1_000_000_000 + i))).status)
    expect(statuses.at(0)).toBe(409)
    expect(statuses.at(-1)).toBe(429)
    pages.world.setNow('2026-12-01T10:00')
    expect((await enter('1')).status).toBe(409)
  })

  test('prints the duty pass and a slip for each student with a seat', async () => {
    const browser = await pages.signedIn(day.lead)
    const at = `/duties/${day.session.id}`
    expect((await browser.get(`${at}/sheet`)).text).toContain('Nog niet iedereen heeft een werkende code.')
    expect((await browser.send(`${at}/slips`)).status).toBe(303)
    const {text} = await browser.get(`${at}/sheet`)
    const {slips: made, made: all} = await showSlips(lead(), pages.served.ports.secrets, {session: day.code})
    expect(all).toBe(true)
    expect(text.match(/class="slip"/g)).toHaveLength(day.students.length)
    expect(text).toContain(made[0]!.code.replaceAll(/(\d{3})(?=\d{3})/g, '$1 '))
    const invigilator = await pages.signedIn(day.invigilator)
    expect((await invigilator.get(`${at}/sheet`)).status).toBe(403)
  })
})
