import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openCase} from '../../src/delivery/cases/open-case.ts'
import {listMandates} from '../../src/institution/boards/list-mandates.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {requestResit} from '../../src/results/request-resit.ts'
import {DATABASES} from '../support/databases.ts'
import {type ExamDay, hold, mandated, openExamDay} from '../support/exam-day.ts'
import {type Browser, openServedWorld, type ServedWorld} from '../support/web.ts'

describe.each(DATABASES)('the pages of the exam board on %s', (which) => {
  let pages: ServedWorld
  let day: ExamDay
  let board: Browser
  let functionary: Browser
  let opened: string
  beforeAll(async () => {
    pages = await openServedWorld(which)
    const {world} = pages
    day = await openExamDay(world, {students: 3})
    await world.role(day.member, 'board')
    const vos = await mandated(world, day, ['result.establish', 'case.decide', 'case.triage', 'case.hear'])
    await world.role(vos, 'functionary')
    await hold(world, day)
    opened = (
      await openCase(world.office(), {
        session: day.code,
        kind: 'fraud',
        scope: 'candidates',
        students: [day.numbers[0]!],
        text: 'Telefoon onder de tafel',
      })
    ).case
    for (const [i, score] of ['7.0', '4.0', '8.0'].entries())
      await recordResult(world.office(), {student: day.numbers[i]!, exam: day.exam.code, score})
    board = await pages.signedIn(day.member)
    functionary = await pages.signedIn(vos)
  })
  afterAll(() => pages.close())

  test('list the cases that wait, and show one with its file', async () => {
    expect((await board.get('/board/cases')).text).toContain(`href="/board/cases/${opened}"`)
    const {text} = await board.get(`/board/cases/${opened}`)
    expect(text).toContain('vermoeden van fraude')
    expect(text).toContain('Telefoon onder de tafel')
    expect(text).toContain(day.numbers[0])
  })

  test('leave a heavy case to the board, and punish nobody unheard', async () => {
    await board.get(`/board/cases/${opened}`)
    await board.send(`/board/cases/${opened}/triage`, {severity: 'board'})
    await functionary.get(`/board/cases/${opened}`)
    const decision = {student: '', decision: 'excluded', reason: 'Gebruik van een telefoon'}
    const refused = await functionary.send(`/board/cases/${opened}/decide`, decision)
    expect([refused.status, refused.text.includes('beslist alleen de examencommissie')]).toEqual([409, true])
    await board.get(`/board/cases/${opened}`)
    const unheard = await board.send(`/board/cases/${opened}/decide`, decision)
    expect([unheard.status, unheard.text.includes('nog niet gehoord')]).toEqual([409, true])
  })

  test('establish what is ready, and say of the rest why not', async () => {
    const {text} = await functionary.get('/board/results')
    expect(text).toContain('2 uitslagen van 1 examen')
    expect(text).toContain('Er loopt een zaak over deze uitslag')
    const done = await functionary.send(`/board/results/${day.period.id}/establish`)
    expect(done.to).toBe(`/board/results?period=${day.period.id}&done=results-established`)
    await board.get('/board/results')
    await board.send(`/board/results/${day.period.id}/publish`)
    const {text: after} = await board.get('/board/results')
    expect(after).not.toContain('Maak bekend')
  })

  test('decide a case with a reason after a hearing', async () => {
    await board.get(`/board/cases/${opened}`)
    await board.send(`/board/cases/${opened}/hear`, {student: day.numbers[0]!, text: 'Het was een rekenmachine'})
    await board.get(`/board/cases/${opened}`)
    const decision = {student: '', decision: 'void-counts', reason: 'Gebruik van een telefoon'}
    const {to} = await board.send(`/board/cases/${opened}/decide`, decision)
    expect(to).toBe(`/board/cases/${opened}?done=decided`)
    const {text} = await board.get(`/board/cases/${opened}`)
    expect(text).toContain('ongeldig, poging telt mee')
    expect((await board.get('/board/cases')).text).toContain('Er wacht geen zaak op een beslissing.')
  })

  test('decide on a resit with a reason, which a functionary may not', async () => {
    const asked = {student: day.numbers[1]!, exam: day.exam.code, reason: 'Net niet gehaald'}
    const {resit} = await requestResit(pages.world.office(), asked)
    expect((await functionary.get('/board/resits')).status).toBe(403)
    expect((await board.get('/board/resits')).text).toContain('Net niet gehaald')
    const {to} = await board.send(`/board/resits/${resit}`, {decision: 'refuse', reason: 'Eerst bijles'})
    expect(to).toBe('/board/resits?done=decided')
    expect((await board.get('/board/resits')).text).toContain('Er wacht geen verzoek')
  })

  test('give a mandate and revoke it', async () => {
    const {world} = pages
    const bos = await world.employee('BOS')
    await board.get('/board/mandates')
    await board.send('/board/mandates', {
      board: day.board.code,
      person: bos.staffCode!,
      from: '2026-12-01',
      to: '2027-07-31',
    })
    const given = (await listMandates(world.office())).find(({staffCode}) => staffCode === 'BOS')
    expect(given?.state).toBe('in force')
    await board.get('/board/mandates')
    await board.send(`/board/mandates/${given?.code}/revoke`, {reason: 'Andere functie'})
    const after = (await listMandates(world.office())).find(({staffCode}) => staffCode === 'BOS')
    expect(after?.state).toBe('revoked')
  })
})
