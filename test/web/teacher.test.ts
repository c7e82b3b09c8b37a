import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {AttemptId} from '../../src/ids.ts'
import type {Exam, Group, Person} from '../../src/institution/model.ts'
import type {Registration} from '../../src/registration/model.ts'
import {DATABASES} from '../support/databases.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'
import type {Browser} from '../support/web.ts'
import {on} from '../support/world.ts'

describe.each(DATABASES)('a teacher and her groups on %s', (which) => {
  let school: WebSchool
  let browser: Browser
  let group: Group
  let strangers: Group
  let stranger: Person
  let asked: readonly Registration[]
  let essay: Exam
  let attempt: AttemptId
  beforeAll(async () => {
    school = await openWebSchool(which)
    const {world, period, student} = school
    const eva = await world.employee('EVA', {givenName: 'Eva', prefix: '', familyName: 'Jansen'})
    await world.role(eva, 'teacher')
    const mates = [
      student,
      await world.student('100011', {givenName: 'Mila', prefix: '', familyName: 'Zwart'}),
      await world.student('100012', {givenName: 'Sem', prefix: '', familyName: 'Visser'}),
    ]
    stranger = await world.student('100099', {givenName: 'Vreemd', prefix: '', familyName: 'Gezicht'})
    const baking = await world.programme('BAKKER')
    for (const mate of mates) await world.study(mate, baking)
    group = await world.group('BK1A', mates, [eva])
    strangers = await world.group('BK9Z', [stranger])
    const stage = await world.exam('STAGE', {name: 'Stageverslag', rules: {consent: true}})
    asked = [
      await world.registration(mates[1]!, stage, period, {state: 'wanted'}),
      await world.registration(mates[2]!, stage, period, {state: 'wanted'}),
      await world.registration(stranger, stage, period, {state: 'wanted'}),
    ]
    essay = (await world.exam('ESSAY', {name: 'Werkstuk', rules: {enrolBy: ['teacher']}})).exam
    const {id} = await world.insert('attempt', {
      id: world.ids.next<AttemptId>(),
      registrationId: null,
      enrolmentId: null,
      personId: mates[1]!.id,
      examId: (await world.exam('REK', {name: 'Rekenen oud'})).id,
      number: 1,
      takenOn: on('2026-10-12'),
      attendance: 'present',
      counts: true,
      void: false,
      score: '4.2',
      passed: false,
      source: 'office',
      endedAt: null,
      version: 1,
    })
    attempt = id
    browser = await school.signedIn(eva)
  })
  afterAll(() => school.close())

  const stateOf = async ({id}: Registration): Promise<string | undefined> =>
    (await school.world.store.readDb.selectFrom('registration').select('state').where('id', '=', id).executeTakeFirst())
      ?.state

  test('sees her own groups with what waits for her, and no others', async () => {
    const {text} = await browser.get('/teacher')
    expect(text).toContain('BK1A')
    expect(text).toContain('2 aanmeldingen te beoordelen')
    expect(text).not.toContain('BK9Z')
    expect((await browser.get(`/teacher/groups/${strangers.id}`)).status).toBe(404)
  })

  test('refuses only with a reason, which stands at the field', async () => {
    await browser.get('/teacher/requests')
    const [one] = asked
    const fields = {registration: one!.code, decision: 'refused'}
    const {status, text} = await browser.send('/teacher/requests/decide', fields)
    expect(status).toBe(409)
    expect(text).toContain('aria-invalid="true"')
    await browser.get('/teacher/requests')
    const done = await browser.send('/teacher/requests/decide', {...fields, reason: 'Rond eerst je stage af'})
    expect(done.to).toBe('/teacher/requests?done=requests-refused')
    expect(await stateOf(one!)).toBe('refused')
  })

  test('agrees, for her own students only', async () => {
    const {text} = await browser.get('/teacher/requests')
    expect(text).toContain('Visser')
    expect(text).not.toContain('Gezicht')
    const other = await browser.send('/teacher/requests/decide', {registration: asked[2]!.code, decision: 'agreed'})
    expect(other.status).toBe(404)
    await browser.get('/teacher/requests')
    const own = await browser.send('/teacher/requests/decide', {registration: asked[1]!.code, decision: 'agreed'})
    expect(own.to).toBe('/teacher/requests?done=requests-agreed')
    expect([await stateOf(asked[1]!), await stateOf(asked[2]!)]).toEqual(['agreed', 'wanted'])
  })

  test('registers her group after seeing who, and who not', async () => {
    const at = `/teacher/groups/${group.id}/register`
    const {text} = await browser.get(`${at}?exam=${essay.code}&period=2026-P2`)
    expect(text).toContain('3 studenten worden aangemeld')
    expect((await browser.send(at)).to).toBe(`/teacher/groups/${group.id}?done=group-registered`)
    const again = await browser.get(`${at}?exam=${essay.code}&period=2026-P2`)
    expect(again.text).toContain('0 studenten worden aangemeld')
    expect(again.text).toContain('De student is voor dit examen al aangemeld')
  })

  test('lets her group check what it is registered for', async () => {
    const at = `/teacher/groups/${group.id}`
    await browser.get(at)
    expect((await browser.send(`${at}/statement`, {period: '2026-P2'})).to).toBe(`${at}?done=statement-sent`)
    const mails = await school.world.store.readDb
      .selectFrom('message')
      .select('personId')
      .where('dedupeKey', 'like', 'statement:%')
      .execute()
    expect(mails).toHaveLength(3)
  })

  test('enrols a student on his behalf where the exam lets her', async () => {
    const {world, period, room, student} = school
    const made = await world.session('1203-B104-0900', period, room, [{...essay, version: await versionOf(essay)}], {
      on: '2026-12-03',
    })
    const {text} = await browser.get(`/teacher/students/${student.id}`)
    const [at = ''] =
      new RegExp(`/teacher/students/${student.id}/exams/[\\w-]+(?=" aria-label="[^"]*Werkstuk)`).exec(text) ?? []
    expect((await browser.get(at)).text).toContain('donderdag 3 december 2026')
    expect((await browser.send(at)).to).toBe(`/teacher/students/${student.id}?done=student-enrolled`)
    const seats = await world.store.readDb
      .selectFrom('seat')
      .select('personId')
      .where('sessionId', '=', made.session.id)
      .execute()
    expect(seats).toEqual([{personId: student.id}])
  })

  const versionOf = async ({id}: Exam) =>
    school.world.store.readDb.selectFrom('examVersion').selectAll().where('examId', '=', id).executeTakeFirstOrThrow()

  test('sees results at once, and asks for a resit', async () => {
    expect((await browser.get(`/teacher/groups/${group.id}/results`)).text).toContain('4,2')
    const mila = asked[0]!.personId
    const at = `/teacher/students/${mila}/results/${attempt}/resit`
    await browser.get(at)
    expect((await browser.send(at, {reason: 'Ze heeft extra geoefend'})).to).toBe(
      `/teacher/students/${mila}?done=resit-asked`,
    )
  })

  test('does not find a student of another group', async () => {
    expect((await browser.get(`/teacher/students/${stranger.id}`)).status).toBe(404)
  })
})
