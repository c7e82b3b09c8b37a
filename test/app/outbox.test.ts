import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {SMTPServer, type SMTPServerOptions} from 'smtp-server'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {icalendar} from '../../plugins/icalendar/index.ts'
import {openMail} from '../../plugins/mail.ts'
import {openSmtp} from '../../plugins/smtp/index.ts'
import type {RunId} from '../../src/ids.ts'
import type {Person} from '../../src/institution/model.ts'
import {listMail} from '../../src/operation/list-mail.ts'
import {nextTry} from '../../src/operation/mail-pace.ts'
import {resendMail} from '../../src/operation/resend-mail.ts'
import {retryMail} from '../../src/operation/retry-mail.ts'
import {type MailCount, type Post, sendMail} from '../../src/operation/send-mail.ts'
import {showMail} from '../../src/operation/show-mail.ts'
import type {QueuedLetter} from '../../src/operation/store.ts'
import {openMailWriter} from '../../src/operation/write-mail.ts'
import type {MailTransport, OutgoingMail} from '../../src/ports.ts'
import {DATABASES} from '../support/databases.ts'
import {at, openWorld, type World} from '../support/world.ts'

const render = openMailWriter({
  from: 'Examenbureau <examenbureau@example.org>',
  address: '',
  calendar: icalendar,
})

const NOTHING: MailCount = {sent: 0, refused: 0, postponed: 0, givenUp: 0, lost: 0}

/** Writes down what it is given, and does what the test says. */
function openRecorder(answer: (mail: OutgoingMail) => void = () => {}) {
  const sent: OutgoingMail[] = []
  const transport: MailTransport = {
    name: 'recorder',
    send: async (mail) => {
      sent.push(mail)
      answer(mail)
      return {accepted: true, response: 'ok'}
    },
    close: async () => {},
  }
  return {sent, post: {transport, render} satisfies Post}
}

describe.each(DATABASES)('mail on %s', (which) => {
  let world: World
  let sanne: Person
  let folder: string
  const closing: (() => Promise<void>)[] = []

  beforeEach(async () => {
    world = await openWorld(which)
    sanne = await world.student('1000001', {givenName: 'Zoë', prefix: 'van der', familyName: 'Çelik'})
    folder = mkdtempSync(join(tmpdir(), 'ontrac-outbox-'))
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
    await world.close()
    rmSync(folder, {recursive: true})
  })

  const queue = (letters: readonly QueuedLetter[]) =>
    world.system().write('reminder.queue', {}, async ({outbox}) => outbox.post(letters))
  const seat = (exam: string) => ({
    uid: `uid-${exam}`,
    exams: [{code: exam, name: `Examen ${exam}`}],
    startsAt: '2026-11-30T08:00:00.000Z',
    endsAt: '2026-11-30T09:30:00.000Z',
    room: 'B104',
  })
  const confirmation = (person: Person, exam = 'NE'): QueuedLetter => ({
    person: person.id,
    letter: 'enrolment-confirmed',
    data: {seat: seat(exam)},
  })
  const send = (post: Post) => sendMail(world.system(), post)

  async function openServer(options: SMTPServerOptions): Promise<Post> {
    const server = new SMTPServer({authOptional: true, hideSTARTTLS: true, ...options})
    server.on('error', () => {})
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const {port} = server.server.address() as AddressInfo
    const transport = openSmtp(`smtp://127.0.0.1:${port}`, {timeoutMs: 3000})
    closing.push(async () => {
      await transport.close()
      await new Promise<void>((closed) => server.close(closed))
    })
    return {transport, render}
  }

  const taking = (received: string[]): SMTPServerOptions => ({
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString())
        done(null, 'taken')
      })
    },
  })

  test('goes to a real server with its appointment, and is marked as sent', async () => {
    const received: string[] = []
    await queue([confirmation(sanne)])
    const [queued] = await listMail(world.office())
    expect(await send(await openServer(taking(received)))).toEqual({...NOTHING, sent: 1})
    expect(received).toHaveLength(1)
    expect(received[0]).toContain(`Message-ID: <${queued?.id}@${world.institution.id.slice(-12)}.ontrac>\r\n`)
    expect(received[0]).toContain('text/calendar')
    expect(received[0]).toContain('p1000001@example.org')
    expect(await listMail(world.office())).toMatchObject([
      {letter: 'enrolment-confirmed', person: '1000001', name: 'Zoë van der Çelik', state: 'sent', attempts: 1},
    ])
    expect(await send(await openServer(taking(received)))).toEqual(NOTHING)
  })

  test('goes to the mail folder by default', async () => {
    await queue([confirmation(sanne)])
    expect(await send({transport: await openMail(`folder:${folder}`), render})).toEqual({...NOTHING, sent: 1})
    const [file] = readdirSync(folder)
    expect(readFileSync(join(folder, file!), 'utf8')).toContain('Content-Type: text/calendar')
  })

  test("is in the reader's language, else the school's", async () => {
    const jo = await world.student('1000002', {language: 'en'})
    await queue([confirmation(sanne), confirmation(jo)])
    const {sent, post} = openRecorder()
    await send(post)
    const subjects = new Map(sent.map(({to, subject}) => [to.address, subject]))
    expect(subjects.get('p1000001@example.org')).toMatch(/^Je bent ingeschreven/)
    expect(subjects.get('p1000002@example.org')).toMatch(/^You are enrolled/)
  })

  test('to one person goes in the order in which it was queued', async () => {
    for (const exam of ['A', 'B', 'C', 'D']) await queue([confirmation(sanne, exam)])
    const {sent, post} = openRecorder()
    expect(await send(post)).toEqual({...NOTHING, sent: 4})
    expect(sent.map(({subject}) => /Examen (\w)/.exec(subject)?.[1])).toEqual(['A', 'B', 'C', 'D'])
  })

  test('that is refused for good is marked with the reason, and the next one goes', async () => {
    const refusing: SMTPServerOptions = {
      ...taking([]),
      onRcptTo: ({address}, _session, done) =>
        done(address.startsWith('p1000001') ? Object.assign(new Error('no such user'), {responseCode: 550}) : null),
    }
    const jo = await world.student('1000002')
    await queue([confirmation(sanne), confirmation(jo), confirmation(sanne, 'B')])
    expect(await send(await openServer(refusing))).toEqual({...NOTHING, sent: 1, refused: 2})
    const refused = await listMail(world.office(), {state: 'refused'})
    expect(refused).toHaveLength(2)
    expect(refused[0]).toMatchObject({person: '1000001', reason: expect.stringContaining('mail.rejected')})
    expect(refused[0]?.reason).not.toContain('@')
  })

  test('that fails for now is tried again after 1, 2, 4 … 60 minutes, holds back the next, and is given up after ten tries', async () => {
    await queue([confirmation(sanne, 'A'), confirmation(sanne, 'B')])
    const {sent, post} = openRecorder(() => {
      throw new Error('Connection refused')
    })
    expect(await send(post)).toEqual({...NOTHING, postponed: 1})
    expect(await send(post)).toEqual(NOTHING)
    const waits: number[] = []
    for (let tries = 1; tries < 10; tries++) {
      const first = (await listMail(world.office())).at(-1)!
      expect(first).toMatchObject({state: 'waiting', attempts: tries, reason: 'Connection refused'})
      waits.push((Date.parse(first.dueAt) - Date.parse(world.now())) / 60_000)
      world.setNow(first.dueAt)
      await send(post)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
    const [second, first] = await listMail(world.office())
    expect(first).toMatchObject({state: 'given-up', attempts: 10})
    expect(second).toMatchObject({state: 'waiting', attempts: 1})
    expect(new Set(sent.slice(0, 10).map(({messageId}) => messageId))).toHaveLength(1)
  })

  test('of a run waits its time and holds back what comes after it; an undo lets that go', async () => {
    const run = world.ids.next<RunId>()
    await queue([{...confirmation(sanne, 'A'), run, dueAt: at('2026-11-02T09:10')}])
    await queue([confirmation(sanne, 'B')])
    const {sent, post} = openRecorder()
    expect(await send(post)).toEqual(NOTHING)
    await world.office().write('enrolment.undo', {}, async ({outbox}) => outbox.withdrawRun(run))
    expect(await send(post)).toEqual({...NOTHING, sent: 1})
    expect(sent[0]?.subject).toContain('Examen B')
  })

  test('for a later day holds back nothing', async () => {
    await queue([{...confirmation(sanne, 'A'), dueAt: at('2026-11-20T09:00')}, confirmation(sanne, 'B')])
    const {sent, post} = openRecorder()
    await send(post)
    expect(sent.map(({subject}) => /Examen (\w)/.exec(subject)?.[1])).toEqual(['B'])
  })

  test('to somebody without an address, or erased, is refused with the reason', async () => {
    const jo = await world.student('1000002', {email: ''})
    const gone = await world.student('1000003', {erasedAt: world.now()})
    await queue([confirmation(jo), confirmation(gone)])
    const {sent, post} = openRecorder()
    expect(await send(post)).toEqual({...NOTHING, refused: 2})
    expect(sent).toEqual([])
    const reasons = (await listMail(world.office())).map(({reason}) => reason?.split(':')[0] ?? '')
    expect(reasons.toSorted()).toEqual(['mail.no-address', 'mail.no-reader'])
  })

  test('whose letter cannot be written is refused and the next one goes', async () => {
    await queue([{person: sanne.id, letter: 'enrolment-confirmed', data: {}}, confirmation(sanne)])
    expect(await send(openRecorder().post)).toEqual({...NOTHING, sent: 1, refused: 1})
  })

  test('from two senders at once is sent once', async () => {
    const people = await Promise.all(Array.from({length: 30}, (_, n) => world.student(`20000${n}`)))
    await queue(people.flatMap((person) => [confirmation(person, 'A'), confirmation(person, 'B')]))
    const {sent, post} = openRecorder()
    const counts = await Promise.all([send(post), send(post), send(post)])
    expect(counts.reduce((sum, count) => sum + count.sent, 0)).toBe(60)
    expect(new Set(sent.map(({messageId}) => messageId)).size).toBe(60)
    for (const person of people) {
      const own = sent
        .filter(({to}) => to.address === person.email)
        .map(({subject}) => /Examen (\w)/.exec(subject)?.[1])
      expect(own).toEqual(['A', 'B'])
    }
  })

  test('that was on its way when its sender died is sent once more, with the same Message-ID', async () => {
    await queue([confirmation(sanne)])
    const {sent, post} = openRecorder()
    await world
      .system()
      .write('mail.send', {}, async ({outbox}) =>
        outbox.leaseLanes('mail', {token: 'dead', until: at('2026-11-02T09:01'), after: '', limit: 10}),
      )
    expect(await send(post)).toEqual(NOTHING)
    world.setNow('2026-11-02T09:01')
    expect(await send(post)).toEqual({...NOTHING, sent: 1})
    expect(sent).toHaveLength(1)
  })

  test('whose lane another took over in the meantime is not marked', async () => {
    await queue([confirmation(sanne)])
    const [message] = await world.system().read('operation.read', ({outbox}) => outbox.messages.all())
    const marked = await world.system().write('mail.send', {}, async ({outbox}) => {
      await outbox.leaseLanes('mail', {token: 'mine', until: at('2026-11-02T09:01'), after: '', limit: 1})
      return outbox.mark([{message: message!, change: {state: 'sent'}}], 'other', at('2026-11-02T09:02'))
    })
    expect(marked.size).toBe(0)
    expect(await listMail(world.office())).toMatchObject([{state: 'waiting'}])
  })

  test('is tried again by the office after the address was put right, and sent once more on request', async () => {
    const jo = await world.student('1000002', {email: ''})
    await queue([confirmation(jo)])
    const {sent, post} = openRecorder()
    await send(post)
    await world.store.db.updateTable('person').set({email: 'jo@example.org'}).where('id', '=', jo.id).execute()
    expect(await retryMail(world.office(), {failed: true})).toEqual({retried: 1})
    expect(await send(post)).toEqual({...NOTHING, sent: 1})
    const [first] = await listMail(world.office())
    await expect(retryMail(world.office(), {ids: [first!.id]})).rejects.toMatchObject({
      code: 'mail.refused',
      details: {reasons: [{code: 'mail.sent'}]},
    })
    await resendMail(world.office(), {id: first!.id})
    expect(await send(post)).toEqual({...NOTHING, sent: 1})
    expect(sent.map(({to}) => to.address)).toEqual(['jo@example.org', 'jo@example.org'])
    expect(sent[0]?.messageId).not.toBe(sent[1]?.messageId)
  })

  test('is shown as it is written, to who looks after the store only', async () => {
    await queue([confirmation(sanne)])
    const [first] = await listMail(world.office())
    expect(await showMail(world.office(), {id: first!.id}, render)).toMatchObject({
      to: 'p1000001@example.org',
      subject: expect.stringContaining('Examen NE'),
      text: expect.stringContaining('Beste Zoë'),
      appointment: true,
    })
    await expect(showMail(world.as('teacher'), {id: first!.id}, render)).rejects.toMatchObject({code: 'view.forbidden'})
    await expect(showMail(world.office(), {id: sanne.id}, render)).rejects.toMatchObject({code: 'mail.not-found'})
    await expect(retryMail(world.as('student', sanne), {failed: true})).rejects.toMatchObject({code: 'deed.forbidden'})
  })

  test('leaves no trace when nothing is due', async () => {
    await send(openRecorder().post)
    const entries = await world.as('admin').read('audit.read', ({audit}) => audit.entries({limit: 10}))
    expect(entries).toEqual([])
  })
})

test('pauses never last longer than an hour', () => {
  expect(nextTry(at('2026-11-02T09:00'), 30)).toBe(at('2026-11-02T10:00'))
})
