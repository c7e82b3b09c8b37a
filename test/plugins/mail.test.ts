import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {SMTPServer, type SMTPServerOptions} from 'smtp-server'
import {afterAll, afterEach, describe, expect, test} from 'vitest'
import {icalendar} from '../../plugins/icalendar/index.ts'
import {openMail} from '../../plugins/mail.ts'
import {openSmtp} from '../../plugins/smtp/index.ts'
import {smtpServer} from '../../plugins/smtp/server.ts'
import {ExamError} from '../../src/errors.ts'
import {composeMail} from '../../src/letters/compose-mail.ts'
import type {MailTransport, OutgoingMail} from '../../src/ports.ts'
import {instant} from '../../src/time.ts'

const folder = mkdtempSync(join(tmpdir(), 'ontrac-mail-'))
afterAll(() => rmSync(folder, {recursive: true}))

const mail: OutgoingMail = {
  messageId: '<0193-enrolment-confirmed@ontrac.example.org>',
  date: instant('2026-11-02T09:00'),
  from: {name: 'Examenbureau', address: 'examenbureau@example.org'},
  to: {name: 'Zoë van der Çelik', address: 'zoe@example.org'},
  subject: 'Je bent ingeschreven: Nederlands 2F één',
  text: 'Beste Zoë,\n\nTot maandag.\n',
  html: '<p>Beste Zoë,</p><p>Tot maandag.</p>',
  headers: {'Auto-Submitted': 'auto-generated'},
  calendar: {method: 'REQUEST', filename: 'examen.ics', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'},
}

function expectWholeMail(source: string): void {
  expect(source).toContain(`Message-ID: ${mail.messageId}`)
  expect(source).toContain('Date: Mon, 02 Nov 2026 08:00:00 +0000')
  expect(source).toContain('Auto-Submitted: auto-generated')
  expect(source).toMatch(/^To: =\?UTF-8\?.*<zoe@example\.org>\r$/m)
  expect(source).toContain('Content-Type: text/plain; charset=utf-8')
  expect(source).toContain('Content-Type: text/html; charset=utf-8')
  expect(source).toContain('Content-Type: text/calendar; charset=utf-8; method=REQUEST')
  expect(source).toMatch(/filename="?examen\.ics/)
}

describe('a folder as letter box', () => {
  const box = join(folder, 'box')

  test('holds each mail as a file that a mail program opens, for its owner alone', async () => {
    const transport = await openMail(`folder:${box}`)
    expect(await transport.send(mail)).toEqual({
      accepted: true,
      response: '0193-enrolment-confirmed@ontrac.example.org.eml',
    })
    const path = join(box, '0193-enrolment-confirmed@ontrac.example.org.eml')
    expectWholeMail(readFileSync(path, 'utf8'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(box).mode & 0o777).toBe(0o700)
    await transport.close()
  })

  test('holds a letter with the appointment that belongs to it', async () => {
    const seat = {
      uid: '0193-registration',
      exams: [{code: 'NE-2F-CE', name: 'Nederlands 2F'}],
      startsAt: '2026-11-30T08:00:00.000Z',
      endsAt: '2026-11-30T09:30:00.000Z',
      room: 'B104',
    }
    const letter = {letter: 'enrolment-confirmed', data: {seat}, messageId: '<letter@example.org>', queuedAt: mail.date}
    const reader = {language: 'nl', name: 'Zoë', school: 'Testcollege', zone: 'Europe/Amsterdam', page: ''} as const
    const letters = join(folder, 'letters')
    const transport = await openMail(`folder:${letters}`)
    await transport.send(composeMail({...letter, from: mail.from, to: mail.to, reader}, icalendar))
    const source = readFileSync(join(letters, 'letter@example.org.eml'), 'utf8')
    const attached = /filename="?afspraak\.ics"?[^]*?\r\n\r\n([^-]+)/.exec(source)?.[1] ?? ''
    const calendar = Buffer.from(attached, 'base64').toString()
    expect(calendar).toContain('UID:0193-registration\r\n')
    expect(calendar).toContain('SUMMARY:Examen: Nederlands 2F\r\n')
  })

  test('holds a mail once, however often it is sent', async () => {
    const transport = await openMail(`folder:${box}`)
    await Promise.all([transport.send(mail), transport.send(mail), transport.send({...mail, subject: 'Nogmaals'})])
    expect(readdirSync(box)).toHaveLength(1)
  })

  test('keeps apart what a file name cannot tell apart, and stays within itself', async () => {
    const transport = await openMail(`folder:${join(folder, 'strange')}`)
    const ids = ['<../../etc/x@a>', '<..//../etc/x@a>', '<a b@c>', '<a:b@c>', '<.x@a>']
    for (const messageId of ids) await transport.send({...mail, messageId})
    expect(readdirSync(join(folder, 'strange'))).toHaveLength(ids.length)
    expect(readdirSync(folder).toSorted()).toEqual(['box', 'letters', 'strange'])
  })
})

describe('a mail server', () => {
  const opened: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of opened.splice(0)) await close()
  })

  /** A real server, and a transport that hands it mail. */
  async function connect(options: SMTPServerOptions, sender = '', timeoutMs = 2000): Promise<MailTransport> {
    const server = new SMTPServer({authOptional: true, hideSTARTTLS: true, allowInsecureAuth: true, ...options})
    server.on('error', () => {})
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const {port} = server.server.address() as AddressInfo
    const transport = openSmtp(`smtp://${sender}127.0.0.1:${port}`, {timeoutMs})
    opened.push(async () => {
      await transport.close()
      await new Promise<void>((closed) => server.close(closed))
    })
    return transport
  }

  const answering = (responseCode: number, text: string): Error => Object.assign(new Error(text), {responseCode})

  /** Takes in a mail, and answers with what `answer` gives. */
  const taking = (received: string[], answer: () => Error | null = () => null): SMTPServerOptions => ({
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString())
        done(answer(), 'taken as 4711')
      })
    },
  })

  const failure = (sending: Promise<unknown>): Promise<unknown> =>
    sending.then(
      () => undefined,
      (error: unknown) => error,
    )

  test('takes a mail with text, page and appointment', async () => {
    const received: string[] = []
    const transport = await connect(taking(received))
    expect(transport.name).toMatch(/^smtp 127\.0\.0\.1:\d+$/)
    expect(await transport.send(mail)).toEqual({accepted: true, response: '250 taken as 4711'})
    expectWholeMail(received[0] ?? '')
  })

  test('takes a hundred mails over few connections', async () => {
    const received: string[] = []
    let connections = 0
    const transport = await connect({
      ...taking(received),
      onConnect: (_session, done) => {
        connections += 1
        done()
      },
    })
    await Promise.all(Array.from({length: 100}, (_, n) => transport.send({...mail, messageId: `<${n}@example.org>`})))
    expect(received).toHaveLength(100)
    expect(connections).toBeLessThanOrEqual(5)
  })

  test('wants a password, and gets the one from the setting', async () => {
    const seen: unknown[] = []
    const options: SMTPServerOptions = {
      ...taking([]),
      authOptional: false,
      onAuth({username, password}, _session, done) {
        seen.push([username, password])
        done(password === 'g@h%im' ? null : answering(535, 'Wrong password'), {user: username})
      },
    }
    await (await connect(options, 'school:g%40h%25im@')).send(mail)
    expect(seen).toEqual([['school', 'g@h%im']])
    // A wrong password is put right in the settings; the mail waits for it.
    const error = await failure((await connect(options, 'school:wrong@')).send(mail))
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(ExamError)
    expect(String(error)).not.toContain('wrong')
  })

  test.each([
    [
      'at the address',
      550,
      (text: string): SMTPServerOptions => ({onRcptTo: (_to, _session, done) => done(answering(550, text))}),
    ],
    ['after reading it', 554, (text: string): SMTPServerOptions => taking([], () => answering(554, text))],
  ])('that refuses a mail for good %s is not asked again', async (_, responseCode, options) => {
    const transport = await connect(options('<zoe@example.org> user unknown'))
    const error = await failure(transport.send(mail))
    expect(error).toMatchObject({kind: 'refused', code: 'mail.rejected', details: {responseCode}})
    expect(String(error)).not.toContain('zoe@example.org')
  })

  test('is not asked about an address that is none', async () => {
    const transport = await connect(taking([]))
    const error = await failure(transport.send({...mail, to: {name: 'Zoë', address: 'geen adres'}}))
    expect(error).toMatchObject({code: 'mail.rejected'})
  })

  test.each([
    [
      'has a full box at the moment',
      {onRcptTo: (_to, _session, done) => done(answering(450, '<zoe@example.org> is full'))},
    ],
    ['is too busy after reading the mail', taking([], () => answering(451, 'try later'))],
    ['does not like the sender', {onMailFrom: (_from, _session, done) => done(answering(553, 'no relay'))}],
    ['does not want to talk', {onConnect: (_session, done) => done(answering(554, 'go away'))}],
    [
      'drops the connection after reading the mail',
      {
        onData(stream) {
          stream.on('end', () => this.connections.forEach((connection) => connection.close()))
          stream.resume()
        },
      },
    ],
  ] satisfies [string, SMTPServerOptions & ThisType<SMTPServer>][])(
    'that %s is tried again later',
    async (_, options) => {
      const transport = await connect(options)
      const error = await failure(transport.send(mail))
      expect(error).toBeInstanceOf(Error)
      expect(error).not.toBeInstanceOf(ExamError)
      expect(String(error)).not.toContain('zoe@example.org')
    },
  )

  test('that is slow is given up after the time that a mail may take, and tried again later', async () => {
    const received: string[] = []
    let slow = true
    const transport = await connect(
      {
        ...taking(received),
        onRcptTo: (_to, _session, done) => void (slow ? setTimeout(done, 3000) : done()),
      },
      '',
      300,
    )
    const start = performance.now()
    const error = await failure(transport.send(mail))
    expect(performance.now() - start).toBeLessThan(1000)
    expect(error).not.toBeInstanceOf(ExamError)
    slow = false
    await transport.send(mail)
    expect(received).toHaveLength(1)
  })

  test('that is not there is tried again later', async () => {
    const transport = openSmtp('smtp://127.0.0.1:1', {timeoutMs: 2000})
    const error = await failure(transport.send(mail))
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(ExamError)
    await transport.close()
  })
})

describe('the address of a mail server', () => {
  test.each([
    ['smtp://mail.example.org', {host: 'mail.example.org', port: 587, secure: false, requireTLS: false}],
    ['smtps://mail.example.org', {host: 'mail.example.org', port: 465, secure: true, requireTLS: false}],
    ['smtp://relay:25', {host: 'relay', port: 25, secure: false, requireTLS: false}],
    ['smtp://[::1]:2525', {host: '::1', port: 2525, secure: false, requireTLS: false}],
    ['smtp://a:b@127.0.0.1', {requireTLS: false, auth: {user: 'a', pass: 'b'}}],
    ['smtp://a:b@127.example.org', {requireTLS: true}],
    ['smtp://a%40b:c%3Ad@mail.example.org', {requireTLS: true, auth: {user: 'a@b', pass: 'c:d'}}],
  ])('%s is understood', (address, server) => {
    expect(smtpServer(address)).toMatchObject(server)
  })

  test.each(['', 'mail.example.org', 'http://mail.example.org', 'smtp://', 'smtp://a:100%geheim@mail.example.org'])(
    '%j is refused without repeating it',
    async (address) => {
      const error: unknown = await openMail(address).catch((caught: unknown) => caught)
      expect(error).toMatchObject({kind: 'invalid', code: 'mail.bad-address'})
      expect(String(error)).not.toContain('geheim')
    },
  )
})
