import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openWalk, type Walk} from '../support/walk.ts'

type Mails = Readonly<{mails: readonly Readonly<{id: string}>[]; next: string | null}>

describe('looking after a school, typed word by word', () => {
  let walk: Walk
  beforeAll(async () => {
    walk = await openWalk()
  })
  afterAll(() => walk.close())

  test('the institution, its boards, people and users are shown and changed', async () => {
    const {type} = walk
    await type('institution show')
    await type(['institution', 'configure', 'cancelUntilDays=3', '--name', 'Vakschool Noord'])
    await type('institution configure --language nl')
    await type('board list')
    expect(await type('board show EC')).toMatchObject({code: 'EC'})
    const {mandates} = await type<{mandates: readonly Readonly<{code: string}>[]}>('mandate list')
    await type(['mandate', 'revoke', mandates[0]?.code ?? '', '--reason', 'Nieuwe functie'], {as: 'board'})
    await type('user list')
    expect(await type('staff list --limit 2')).toMatchObject({staff: [{}, {}]})
    await type('staff list')
  })

  test('lists say what comes next until nothing does', async () => {
    const {type} = walk
    for (const list of ['room list', 'student list', 'exam list', 'staff list']) {
      expect(await type(`${list} --limit 1`)).toMatchObject({next: expect.any(String) as string})
      expect(await type(`${list} --limit 1000`)).toMatchObject({next: null})
    }
    for (const list of ['session list', 'enrolment list', 'case list', 'resit list', 'result list'])
      expect(await type(list)).toMatchObject({next: null})
  })

  test('mail is listed, shown, tried again and sent once more', async () => {
    const {type, at} = walk
    at('2026-10-05T10:00')
    await type('registration statement 2026-P2 --student 101')
    const {mails} = await type<Mails>('mail list --limit 1')
    const id = mails[0]?.id ?? ''
    expect(await type(`mail show ${id}`)).toMatchObject({letter: 'registration-statement'})
    at('2026-10-05T11:00')
    await type('tick')
    await type('mail list')
    await type(`mail resend ${id}`)
    await type('mail retry --failed')
  })

  test('the trail is listed, sealed, verified, and gives a receipt', async () => {
    const {type, folder} = walk
    expect(await type('audit list --limit 1')).toMatchObject({entries: [{}], next: expect.any(String) as string})
    await type('audit list --limit 10000')
    await type('audit seal')
    expect(await type('audit receipt')).toMatchObject({file: null})
    await type(['audit', 'receipt', '-o', `${folder}/receipt.json`])
    await type(['audit', 'verify', '--receipt', `${folder}/receipt.json`])
  })

  test('the store tells its state, is brought up to date, and copied', async () => {
    const {type, folder, store} = walk
    expect(await type('db status')).toMatchObject({kind: 'sqlite'})
    expect(await type('db migrate')).toMatchObject({pending: []})
    await type(['db', 'copy', store, `sqlite:${folder}/copy.db`, '--rehearsal'])
    await type('config show')
    await type('task deputy SMIT LEA --from 2026-10-05 --to 2026-10-09')
    expect(await type('task deputies')).toMatchObject({deputies: [{person: 'SMIT', deputy: 'LEA', now: true}]})
    await type('task list')
    await type('task end-deputy SMIT')
    expect(await type('task deputies')).toEqual({deputies: []})
    await type('verify')
    await type('doctor')
  })
})
