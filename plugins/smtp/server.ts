import {ExamError} from '../../src/errors.ts'

/** Where mail is handed over. */
export type SmtpServer = Readonly<{
  host: string
  port: number
  secure: boolean
  requireTLS: boolean
  auth?: {user: string; pass: string}
}>

/**
 * Reads a server's address; default ports are 587 (smtp) and 465 (smtps). A password goes to another machine only when
 * the connection is encrypted.
 *
 * @throws ExamError `mail.bad-address`, without the password
 */
export function smtpServer(address: string): SmtpServer {
  const url = URL.parse(address)
  if (!url?.hostname || !['smtp:', 'smtps:'].includes(url.protocol)) throw badAddress()
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replaceAll(/^\[|\]$/g, '')
  const auth = url.username === '' ? {} : {auth: {user: decoded(url.username), pass: decoded(url.password)}}
  const requireTLS = !secure && 'auth' in auth && !isThisMachine(host)
  return {host, port: Number(url.port) || (secure ? 465 : 587), secure, requireTLS, ...auth}
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw badAddress()
  }
}

function badAddress(): ExamError {
  const message =
    'The setting mail is not an address of a mail server; write it as smtp://USER:PASSWORD@HOST:PORT ' +
    'and write signs such as @ and % in a password as %40 and %25.'
  return new ExamError('invalid', 'mail.bad-address', message)
}
