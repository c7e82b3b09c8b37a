import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {finaliseSession} from '../../src/delivery/lists/finalise-session.ts'
import {openReport} from '../../src/delivery/reports/open-report.ts'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {showReport} from '../../src/delivery/reports/show-report.ts'
import {systemIds} from '../../plugins/system/ids.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, type ExamDay, onDuty, openExamDay} from '../support/exam-day.ts'
import {secondFactor} from '../support/second-factor.ts'
import {openServedWorld, type ServedWorld} from '../support/web.ts'

const NINE = '2026-12-01T09:00'

describe.each(DATABASES)('the pages of those on duty on %s', (which) => {
  let pages: ServedWorld
  let day: ExamDay
  beforeAll(async () => {
    pages = await openServedWorld(which)
  })
  afterAll(() => pages.close())
  beforeEach(async () => {
    pages.world.setNow('2026-11-02T09:00')
    day = await openExamDay(pages.world, {rules: {idRequired: true}})
    await begin(pages.world, day)
    pages.world.setNow(NINE)
  })

  const at = (below = '') => `/duties/${day.session.id}${below === '' ? '' : `/${below}`}`
  const report = () => showReport(pages.world.office(), {session: day.code})
  const first = async () => (await report()).candidates[0]!
  /** A button of the card of a student on the page last seen. */
  const saying = (say: string, i = 0, fields: Record<string, string> = {}) => ({
    _key: systemIds.next<string>(),
    say,
    student: day.students[i]!.id,
    ...fields,
  })

  test('list when and where somebody is on duty, and nobody else’s duties', async () => {
    const {text} = await (await pages.signedIn(day.invigilator)).get('/duties')
    expect(text).toContain(`href="${at()}"`)
    expect(text).toContain('surveillant')
    const elsewhere = await openExamDay(pages.world)
    const other = await pages.signedIn(elsewhere.invigilator)
    expect((await other.get('/duties')).text).not.toContain(at())
    expect((await other.get(at())).status).toBe(404)
  })

  test('open the report of a session, once', async () => {
    const fresh = await openExamDay(pages.world)
    await finaliseSession(pages.world.office(), {session: fresh.code})
    const browser = await pages.signedIn(fresh.lead)
    const path = `/duties/${fresh.session.id}`
    const other = await pages.signedIn(fresh.invigilator)
    await browser.get(path)
    await other.get(path)
    expect(await browser.send(`${path}/open`)).toMatchObject({status: 303, to: `${path}?done=report-opened`})
    expect((await other.send(`${path}/open`)).status).toBe(409)
  })

  test('check somebody in by one tap: there, his ID seen, late by the clock of the server', async () => {
    pages.world.setNow('2026-12-01T09:12')
    const browser = await pages.signedIn(day.invigilator)
    const {text} = await browser.get(at())
    expect(text).toContain('Aanwezig, legitimatie gezien')
    expect(await browser.send(at('say'), saying('kind=here&idSeen=yes'))).toMatchObject({status: 303})
    expect(await first()).toMatchObject({attendance: 'notFinished', lateMinutes: 12, idChecked: true, disputed: []})
  })

  test('say the same form once, however often it is sent', async () => {
    const browser = await pages.signedIn(day.invigilator)
    await browser.get(at())
    const form = saying('kind=toilet&direction=out')
    await browser.send(at('say'), form)
    await browser.send(at('say'), form)
    expect((await report()).facts.filter(({kind}) => kind === 'toilet')).toHaveLength(1)
  })

  test('record what is said with a time, a remark and a handing in', async () => {
    pages.world.setNow('2026-12-01T10:00')
    const browser = await pages.signedIn(day.invigilator)
    await browser.get(at())
    await browser.send(at('say'), saying('kind=here&with=at', 0, {at: '09:05'}))
    await browser.send(at('say'), saying('kind=note&with=text', 0, {text: 'Pen geleend'}))
    await browser.send(at('say'), saying('kind=handed-in&with=at', 0, {at: '09:50'}))
    expect(await first()).toMatchObject({attendance: 'present', lateMinutes: 5, handedInAt: '2026-12-01T08:50:00.000Z'})
    expect((await browser.get(at())).text).toContain('Pen geleend')
    const future = await browser.send(at('say'), saying('kind=handed-in&with=at', 1, {at: '23:00'}))
    expect(future.status).toBe(409)
    expect(future.text).toContain('Dat tijdstip is nog niet geweest.')
  })

  test('find a student by name or number', async () => {
    const browser = await pages.signedIn(day.invigilator)
    const {text} = await browser.get(`${at()}?q=${day.numbers[1]}`)
    expect(text.match(/data-person=/g)).toHaveLength(1)
  })

  test('mark what two people said differently, until the lead says which is right', async () => {
    const second = await onDuty(pages.world, day.session, {code: `X${day.code}`, duty: 'invigilator'})
    const one = await pages.signedIn(day.invigilator)
    const two = await pages.signedIn(second)
    await one.get(at())
    await two.get(at())
    await one.send(at('say'), saying('kind=attendance&attendance=notPresent'))
    await two.send(at('say'), saying('kind=here'))
    expect((await first()).disputed).toHaveLength(2)
    const lead = await pages.signedIn(day.lead)
    expect((await one.get(at())).text).not.toContain(`${at('settle')}"`)
    await lead.get(at())
    expect((await lead.send(at('settle'))).status).toBe(303)
    expect(await first()).toMatchObject({attendance: 'notFinished', disputed: []})
  })

  test('let the lead start several rooms at one moment, and end as much later', async () => {
    const other = await openExamDay(pages.world)
    await finaliseSession(pages.world.office(), {session: other.code})
    await onDuty(pages.world, other.session, {code: `Y${day.code}`, duty: 'invigilator'})
    await pages.world.insert('sessionDuty', {
      id: pages.world.ids.next(),
      sessionId: other.session.id,
      personId: day.lead.id,
      duty: 'lead',
      startsAt: other.session.startsAt,
      endsAt: other.session.endsAt,
      endedAt: null,
    })
    await openReport(pages.world.as('lead', day.lead), {session: other.code})
    pages.world.setNow('2026-12-01T09:07')
    const lead = await pages.signedIn(day.lead)
    const again = await pages.signedIn(day.lead)
    await again.get(at())
    expect((await lead.get(at())).text).toContain(other.code)
    expect((await lead.send(at('start'), {also: other.session.id})).status).toBe(303)
    for (const code of [day.code, other.code]) {
      const {startedAt, candidates} = await showReport(pages.world.office(), {session: code})
      expect([startedAt, candidates[0]!.endsAt]).toEqual(['2026-12-01T08:07:00.000Z', '2026-12-01T09:07:00.000Z'])
    }
    expect((await again.send(at('start'))).status).toBe(409)
  })

  test('pause, go on, extend, count papers and record who came without a seat', async () => {
    const lead = await pages.signedIn(day.lead)
    await lead.get(at())
    await lead.send(at('pause'), {reason: 'Brandalarm'})
    pages.world.setNow('2026-12-01T09:10')
    expect((await lead.get(at())).text).toContain('Alle klokken staan stil.')
    await lead.send(at('resume'), {giveBack: 'yes'})
    await lead.get(at())
    await lead.send(at('extend'), {student: day.students[0]!.id, minutes: '5', reason: 'Computer vast'})
    expect(await first()).toMatchObject({incidentMinutes: 15})
    await lead.send(at('papers'), {step: 'out', count: '3'})
    await lead.send(at('papers'), {step: 'in', count: '2'})
    expect((await lead.get(at())).text).toContain('Er ontbreekt nog 1 set.')
    const stranger = await pages.world.student(`9${day.numbers[0]}`, {familyName: 'Zonderplek'})
    await lead.send(at('walk-in'), {student: stranger.studentNumber!, exam: day.exam.code, admitted: 'yes'})
    expect((await lead.get(at())).text).toContain('Zonderplek')
  })

  test('leave what only the lead does to the lead', async () => {
    const browser = await pages.signedIn(day.invigilator)
    expect((await browser.get(at())).text).not.toContain(at('pause'))
    expect((await browser.send(at('pause'), {reason: 'x'})).status).toBe(403)
  })

  test('are signed with a second factor and closed, after which what comes in waits as a proposal', async () => {
    pages.world.setNow('2026-12-01T10:30')
    await recordAttendance(pages.world.as('lead', day.lead), {
      session: day.code,
      all: true,
      attendance: 'present',
      idChecked: true,
    })
    const lead = await pages.signedIn(day.lead)
    const code = await secondFactor(pages, day.lead)
    await lead.get(at('sign'))
    expect((await lead.send(at('sign'), {code: '000000', close: 'yes'})).status).toBe(409)
    expect((await report()).signatures).toEqual([])
    expect(await lead.send(at('sign'), {code: code(), close: 'yes'})).toMatchObject({
      status: 303,
      to: `${at()}?done=report-closed`,
    })
    const browser = await pages.signedIn(day.invigilator)
    await browser.get('/duties')
    const {text} = await browser.get(at())
    const [, token = ''] = /name="_form" value="([^"]+)"/.exec(text) ?? []
    const late = {id: systemIds.next<string>(), kind: 'note', text: 'Stond nog op mijn telefoon', basis: 3}
    const sent = await browser.send(at('facts'), {_form: token, sayings: JSON.stringify([late, {...late, id: 'x'}])})
    expect(JSON.parse(sent.text)).toMatchObject({
      sayings: [{outcome: 'proposed'}, {outcome: 'refused', reason: 'input.invalid'}],
    })
    await lead.get(at())
    expect((await lead.send(at('proposal'), {taken: 'yes', reason: 'Klopt'})).status).toBe(303)
    expect((await lead.get(at())).text).toContain('overgenomen')
    expect((await report()).intact).toBe(true)
  })

  test('open to a duty pass for its own session only', async () => {
    const external = await pages.signedIn(day.invigilator, {means: 'duty-pass', sessionId: day.session.id})
    expect((await external.get(at())).status).toBe(200)
    const other = await openExamDay(pages.world)
    await pages.world.insert('sessionDuty', {
      id: pages.world.ids.next(),
      sessionId: other.session.id,
      personId: day.invigilator.id,
      duty: 'invigilator',
      startsAt: other.session.startsAt,
      endsAt: other.session.endsAt,
      endedAt: null,
    })
    expect((await external.get(`/duties/${other.session.id}`)).status).toBe(404)
  })

  test('record the decision about who has no ID or came too late', async () => {
    pages.world.setNow('2026-12-01T09:40')
    const browser = await pages.signedIn(day.invigilator)
    await browser.get(at())
    await browser.send(at('say'), saying('kind=here'))
    expect((await browser.get(at())).text).toContain('te laat: besluit nodig')
    const decide = at(`decide/${day.students[0]!.id}`)
    expect((await browser.get(decide)).text).toContain('value="09:40"')
    const decision = {arrived: '09:40', decidedBy: day.member.staffCode!, reason: 'Trein reed niet'}
    const nobody = await browser.send(`${decide}/late`, {...decision, decidedBy: 'NIEMAND'})
    expect([nobody.status, nobody.text.includes('Deze medewerker is er niet.')]).toEqual([400, true])
    expect((await browser.send(`${decide}/late`, decision)).status).toBe(303)
    await browser.get(decide)
    await browser.send(`${decide}/id`, {decidedBy: day.member.staffCode!, reason: 'Docent kent hem', admitted: 'yes'})
    expect(await first()).toMatchObject({admitted: true, idChecked: false, lateMinutes: 40})
  })
})
