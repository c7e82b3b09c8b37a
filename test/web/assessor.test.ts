import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {addAssessedSession} from '../support/assessed-school.ts'
import {DATABASES} from '../support/databases.ts'
import {openServedWorld, type ServedWorld} from '../support/web.ts'

describe.each(DATABASES)('an assessor on his pages on %s', (which) => {
  let pages: ServedWorld
  let school: Awaited<ReturnType<typeof addAssessedSession>>
  let at: string
  beforeAll(async () => {
    pages = await openServedWorld(which)
    school = await addAssessedSession(pages.world)
    at = `/assessor/sessions/${school.session.id}`
    pages.world.setNow('2026-11-30T12:00')
  })
  afterAll(() => pages.close())

  const enrolmentOf = async (i: number): Promise<string> =>
    (
      await pages.world.store.readDb
        .selectFrom('enrolment')
        .select('id')
        .where('personId', '=', school.candidates[i]!.id)
        .executeTakeFirstOrThrow()
    ).id
  const judge = async (who: 0 | 1, candidate: number, score: string) => {
    const browser = await pages.signedIn(school.assessors[who])
    await browser.get(at)
    const enrolment = await enrolmentOf(candidate)
    return browser.send(`${at}/judge`, {enrolment, [`score-${enrolment}`]: score})
  }

  test('sees where he judges, and only there', async () => {
    const browser = await pages.signedIn(school.assessors[0])
    const {text} = await browser.get('/assessor')
    expect(text).toContain('maandag 30 november 2026')
    expect(text).toContain('2 kandidaten')
    const other = await pages.signedIn(school.elsewhere)
    expect((await other.get('/assessor')).text).toContain('bij geen enkele zitting')
    expect((await other.get(at)).status).toBe(404)
  })

  test('judges with the values of the scale, and does not see the other before both did', async () => {
    expect((await judge(0, 0, 'good')).to).toBe(`${at}?done=judged`)
    const bram = await pages.signedIn(school.assessors[1])
    const {text} = await bram.get(at)
    expect(text).toContain('wacht op jouw oordeel')
    expect(text).not.toContain('Medebeoordelaar ANNA')
    expect((await judge(1, 0, 'insufficient')).to).toBe(`${at}?done=judged`)
    const after = await bram.get(at)
    expect(after.text).toContain('niet beoordeeld: jullie oordelen verschillen')
    expect(after.text).toContain('Medebeoordelaar ANNA')
  })

  test('is told what is missing before he signs, and signs', async () => {
    const anna = await pages.signedIn(school.assessors[0])
    await anna.get(at)
    const {status, text} = await anna.send(`${at}/sign`)
    expect([status, text.includes('Nog niet iedereen is beoordeeld')]).toEqual([409, true])
    await judge(0, 1, 'satisfactory')
    await anna.get(at)
    expect((await anna.send(`${at}/sign`)).to).toBe(`${at}?done=signed`)
    const signed = await anna.get(at)
    expect(signed.text).toContain('Ondertekend op')
    expect(signed.text).not.toContain('Bewaar oordeel')
  })

  test('comes with a duty pass to the session of the pass only', async () => {
    const [anna] = school.assessors
    const own = await pages.signedIn(anna, {means: 'duty-pass', sessionId: school.session.id})
    expect((await own.get(at)).status).toBe(200)
  })
})
