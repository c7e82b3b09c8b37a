import {mkdirSync} from 'node:fs'
import {join} from 'node:path'
import type {Browser, BrowserContext} from 'playwright-core'
import type {Group} from '../../src/institution/model.ts'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {addAssessedSession} from '../support/assessed-school.ts'
import {openCase} from '../../src/delivery/cases/open-case.ts'
import {CHROMIUM, LOOKS, NO_CHROMIUM, openChromium, violationsOn} from '../support/browser.ts'
import {type DutyDay, openDutyDay} from '../support/duty-day.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'

/** Set it to a folder to keep a picture of every page. */
const PICTURES = process.env['ONTRAC_PICTURES']
/** Set it to the beginning of names to look at those pages only. */
const ONLY = process.env['ONTRAC_LOOK_AT'] ?? ''
/** Milliseconds for one width and theme: a browser on a busy machine takes its time with every page. */
const LIMIT = 240_000

if (CHROMIUM === undefined) process.stderr.write(`Pages are not looked at: ${NO_CHROMIUM}.\n`)

type As = 'nobody' | 'student' | 'teacher' | 'assessor' | 'lead' | 'office' | 'half' | 'set-up'

describe.skipIf(CHROMIUM === undefined)('every page in a browser', () => {
  let chromium: Browser
  let school: WebSchool
  let calamity: string
  let duty: DutyDay
  let tokens: Record<As, string | undefined>
  let group: Group
  let judged: Awaited<ReturnType<typeof addAssessedSession>>
  beforeAll(async () => {
    chromium = await openChromium()
    school = await openWebSchool('sqlite')
    const {world, student} = school
    const vris = await world.employee('VRIS', {givenName: 'Sanne', prefix: 'de', familyName: 'Vries'})
    await world.role(vris, 'office')
    await world.role(vris, 'admin')
    await world.role(vris, 'board')
    const opened = await openCase(world.office(), {
      session: school.tuesday.code,
      kind: 'calamity',
      scope: 'session',
      text: 'Stroomstoring',
    })
    calamity = opened.case
    const eva = await world.employee('EVA', {givenName: 'Eva', prefix: '', familyName: 'Jansen'})
    await world.role(eva, 'teacher')
    group = await world.group('BK1A', [student, school.other], [eva])
    const report = await world.exam('ST-1', {name: 'Stageverslag', rules: {consent: true}})
    await world.study(student, await world.programme('BAKKER'))
    await world.registration(school.other, report, school.period, {state: 'wanted'})
    judged = await addAssessedSession(world)
    const token = async (...person: Parameters<WebSchool['signedIn']>) =>
      (await school.signedIn(...person)).cookies.get('ontrac')
    duty = await openDutyDay(world)
    tokens = {
      lead: await token(duty.lead),
      nobody: undefined,
      student: await token(student),
      teacher: await token(eva),
      assessor: await token(judged.assessors[0]),
      office: await token(vris),
      half: await token(vris, {step: 'second-factor'}),
      'set-up': await token(vris, {step: 'set-up'}),
    }
  })
  afterAll(async () => {
    await chromium.close()
    await school.close()
  })

  const open = async (look: (typeof LOOKS)[number], as: As): Promise<BrowserContext> => {
    const context = await chromium.newContext({...look, reducedMotion: 'reduce'})
    const value = tokens[as]
    if (value !== undefined) await context.addCookies([{name: 'ontrac', value, url: school.origin}])
    return context
  }

  const pages = (): Record<string, [As, string]> => ({
    'sign-in': ['nobody', '/sign-in'],
    mailed: ['nobody', '/sign-in/mailed'],
    link: ['nobody', '/sign-in/link/abc'],
    duty: ['nobody', '/duty/x/y'],
    'second-factor': ['half', '/sign-in/second-factor'],
    'set-up': ['set-up', '/sign-in/set-up'],
    'student-home': ['student', '/student'],
    'student-moments': ['student', `/student/exams/${school.toChoose.id}`],
    'student-enrol': ['student', `/student/exams/${school.toChoose.id}/enrol?session=${school.monday.code}`],
    'student-join': ['student', `/student/exams/${school.toChoose.id}/join?session=${school.small.code}`],
    'student-change': ['student', `/student/exams/${school.chosen.id}`],
    'student-move': ['student', `/student/exams/${school.chosen.id}/move?session=${school.monday.code}`],
    'student-cancel': ['student', `/student/exams/${school.chosen.id}/cancel`],
    'student-registrations': ['student', '/student/registrations'],
    'student-withdraw': ['student', `/student/registrations/${school.chosen.id}/withdraw`],
    'student-results': ['student', '/student/results'],
    'student-absence': ['student', `/student/exams/${school.chosen.id}/absence`],
    'student-dossier': ['student', '/student/dossier'],
    teacher: ['teacher', '/teacher'],
    'teacher-requests': ['teacher', '/teacher/requests'],
    'teacher-group': ['teacher', `/teacher/groups/${group.id}`],
    'teacher-register': ['teacher', `/teacher/groups/${group.id}/register?exam=ST-1&period=2026-P2`],
    'teacher-results': ['teacher', `/teacher/groups/${group.id}/results`],
    'teacher-student': ['teacher', `/teacher/students/${school.student.id}`],
    'teacher-moments': ['teacher', `/teacher/students/${school.student.id}/exams/${school.toChoose.id}`],
    'teacher-sessions': ['teacher', '/teacher/sessions'],
    'teacher-plan': ['teacher', '/teacher/sessions/new'],
    'teacher-rooms': ['teacher', '/teacher/rooms'],
    assessor: ['assessor', '/assessor'],
    'assessor-session': ['assessor', `/assessor/sessions/${judged.session.id}`],
    tasks: ['office', '/tasks'],
    'office-period': ['office', `/office/periods/${school.period.id}`],
    'office-step': ['office', `/office/periods/${school.period.id}/steps/freeze`],
    'office-step-refused': ['office', `/office/periods/${school.period.id}/steps/close`],
    'office-windows': ['office', `/office/periods/${school.period.id}/windows`],
    'office-new-period': ['office', '/office/new-period'],
    'office-demand': ['office', `/office/periods/${school.period.id}/demand`],
    'office-rooms': ['office', `/office/periods/${school.period.id}/rooms`],
    'office-board': ['office', '/office/board?on=2026-11-30'],
    'office-mail': ['office', '/office/mail'],
    'board-cases': ['office', '/board/cases'],
    'board-case': ['office', `/board/cases/${calamity}`],
    'board-resits': ['office', '/board/resits'],
    'board-results': ['office', '/board/results'],
    'board-mandates': ['office', '/board/mandates'],
    'admin-people': ['office', '/admin/people'],
    'admin-tokens': ['office', '/admin/tokens'],
    'admin-sessions': ['office', '/admin/sessions'],
    duties: ['lead', '/duties'],
    'duty-session': ['lead', `/duties/${duty.session.id}`],
    'duty-sheet': ['lead', `/duties/${duty.session.id}/sheet`],
    start: ['nobody', '/start'],
    'duty-sign': ['lead', `/duties/${duty.session.id}/sign`],
    'duty-abort': ['lead', `/duties/${duty.session.id}/abort`],
    'duty-decide': ['lead', `/duties/${duty.session.id}/decide/${duty.students[0]!.id}`],
    'not-found': ['student', '/nowhere'],
    forbidden: ['student', '/admin/sessions'],
  })

  test.each(LOOKS)(
    'has no violations of WCAG 2.2 AA on $name, and nothing sticks out',
    async (look) => {
      const wrong: string[] = []
      const contexts = new Map<As, BrowserContext>()
      for (const [name, [as, path]] of Object.entries(pages()).filter(([each]) => each.startsWith(ONLY))) {
        const context = contexts.get(as) ?? (await open(look, as))
        contexts.set(as, context)
        const page = await context.newPage()
        page.on(
          'console',
          (message) =>
            message.type() === 'error' && !/40[34]/.test(message.text()) && wrong.push(`${name}: ${message.text()}`),
        )
        page.on('pageerror', (error) => wrong.push(`${name}: ${error.message}`))
        await page.goto(`${school.origin}${path}`)
        wrong.push(...(await violationsOn(page)).map((violation) => `${name}: ${violation}`))
        const sideways = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        if (Number(sideways) > 0) wrong.push(`${name}: ${String(sideways)} px too wide`)
        if (PICTURES !== undefined) {
          mkdirSync(PICTURES, {recursive: true})
          await page.screenshot({path: join(PICTURES, `${name} ${look.name}.png`), fullPage: true})
        }
        await page.close()
      }
      for (const context of contexts.values()) await context.close()
      expect(wrong).toEqual([])
    },
    LIMIT,
  )
})
