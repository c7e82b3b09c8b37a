import {createTransport} from 'nodemailer'
import {ExamError} from '../../src/errors.ts'
import type {MailTransport, OutgoingMail} from '../../src/ports.ts'
import {smtpServer} from './server.ts'

export type SmtpOptions = Readonly<{
  /** From asking for a connection to the server's last word; the lease of a mail lane is longer (design rule 10). */
  timeoutMs?: number
}>

/**
 * Hands mail to a server at `smtp://USER:PASSWORD@HOST:PORT` (STARTTLS) or `smtps://…` (TLS), over connections that are
 * kept for the next mail.
 *
 * @throws ExamError `mail.bad-address` when `address` is no such address
 */
export function openSmtp(address: string, {timeoutMs = 20_000}: SmtpOptions = {}): MailTransport {
  const server = smtpServer(address)
  const transport = createTransport({
    ...server,
    pool: true,
    // The outbox tries again, with its own pauses.
    maxRequeues: 0,
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    name: `smtp ${server.host}:${server.port}`,
    async send(mail) {
      const signal = AbortSignal.timeout(timeoutMs)
      const sent = await transport.sendMail({...message(mail), signal}).catch((error: SmtpError) => {
        throw isRejection(error) ? rejected(error) : new Error(withoutAddresses(error.message))
      })
      return {accepted: true, response: withoutAddresses(sent.response)}
    },
    close: async () => transport.close(),
  }
}

/** What the library tells of a failure; without `responseCode` the server said nothing. */
type SmtpError = Error & Readonly<{code?: string; command?: string; responseCode?: number; permanent?: boolean}>

function message({date, calendar, ...mail}: OutgoingMail) {
  return {...mail, date: new Date(date), icalEvent: calendar}
}

/**
 * Whether the same mail would be refused again: the server refuses the recipient or the message for good (5xx), or the
 * address is none. A 5xx to the sign-in or the sender speaks of the settings, and the mail must wait for better ones.
 */
function isRejection({code, command, responseCode, permanent}: SmtpError): boolean {
  if (responseCode === undefined) return code === 'EENVELOPE'
  return permanent === true && (command === 'RCPT TO' || command === 'DATA')
}

function rejected(error: SmtpError): ExamError {
  const answer = withoutAddresses(error.message)
  const message = `The mail server refuses this mail for good (${answer}); correct the address and send it again.`
  return new ExamError('refused', 'mail.rejected', message, {responseCode: error.responseCode})
}

/** Servers repeat addresses in their answers; answers are logged and addresses are not (design rule 22). */
function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s<>"']+@[^\s<>"']+/g, '…')
}
