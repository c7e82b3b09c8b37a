import {ExamError} from '../errors.ts'
import type {MailAddress} from '../ports.ts'

/** Nothing that ends a header or starts another address. */
const ADDRESS = /^[^\s<>,;"@]+@[^\s<>,;"@]+$/

/**
 * Reads a sender as the setting `mailFrom` has it: `Examenbureau <examenbureau@example.org>`, or an address alone.
 *
 * @throws ExamError `mail.bad-sender`
 */
export function mailAddress(text: string): MailAddress {
  const [, name = '', address = ''] = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>]*)>)\s*$/.exec(text) ?? ['', '', text.trim()]
  if (ADDRESS.test(address)) return {name, address}
  const message = `"${text}" is no sender; write it as: Examenbureau <examenbureau@example.org>`
  throw new ExamError('invalid', 'mail.bad-sender', message)
}
