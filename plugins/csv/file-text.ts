import {createReadStream} from 'node:fs'
import {stat} from 'node:fs/promises'
import {TextDecoder} from 'node:util'
import {ExamError} from '../../src/errors.ts'
import type {TableFormat} from '../../src/ports.ts'

type Encoding = TableFormat['encoding']

const SAVE_AS_UTF8 = 'save it in the spreadsheet as "CSV UTF-8" and try again.'

/**
 * Finds out how a text file is encoded, reading it once: UTF-8 when all of it is, else Windows-1252, as Dutch spreadsheets
 * write it.
 *
 * @throws ExamError `table.missing`, `table.unreadable`, `table.not-text`, `table.mixed-encoding`
 */
export async function encodingOf(file: string): Promise<Encoding> {
  await requireFile(file)
  const strict = new TextDecoder('utf-8', {fatal: true})
  const lenient = new TextDecoder('utf-8')
  let valid = true
  let utf8Letters = false
  for await (const bytes of bytesOf(file)) {
    if (bytes.includes(0)) throw notText(file)
    valid &&= decodes(strict, bytes)
    // Neither ASCII nor the sign that stands for bytes that are no UTF-8.
    utf8Letters ||= /[^\p{ASCII}\uFFFD]/u.test(lenient.decode(bytes, {stream: true}))
  }
  if (valid && decodes(strict)) return 'utf-8'
  if (!utf8Letters) return 'windows-1252'
  const message = `${file} is partly UTF-8 and partly not, so some names in it would come out wrong; ${SAVE_AS_UTF8}`
  throw new ExamError('invalid', 'table.mixed-encoding', message, {file})
}

/** The file's text in pieces, without byte order mark and with `\n` after every line, whatever the system it comes from. */
export async function* textOf(file: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let held = ''
  for await (const bytes of bytesOf(file)) {
    const text = held + decoder.decode(bytes, {stream: true})
    // The \n of a \r\n may be in the next piece.
    held = text.endsWith('\r') ? '\r' : ''
    yield withPlainLineEnds(held === '' ? text : text.slice(0, -1))
  }
  yield withPlainLineEnds(held + decoder.decode())
}

function withPlainLineEnds(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
}

function decodes(decoder: TextDecoder, bytes?: Uint8Array): boolean {
  try {
    decoder.decode(bytes, {stream: bytes !== undefined})
    return true
  } catch {
    return false
  }
}

async function requireFile(file: string): Promise<void> {
  const stats = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error)
  })
  if (stats.isFile()) return
  const message = `${file} is not a file that can be read twice; save the table in a file first.`
  throw new ExamError('invalid', 'table.not-a-file', message, {file})
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk as Uint8Array
  } catch (error) {
    throw error instanceof ExamError ? error : unreadable(file, error)
  }
}

function unreadable(file: string, cause: unknown): ExamError {
  const {code} = cause as NodeJS.ErrnoException
  if (code === 'ENOENT') {
    return new ExamError('not-found', 'table.missing', `There is no file ${file}; check the name.`, {file}, {cause})
  }
  const message = `The file ${file} cannot be read (${code}); check that you may read it.`
  return new ExamError('unavailable', 'table.unreadable', message, {file}, {cause})
}

function notText(file: string): ExamError {
  return new ExamError('invalid', 'table.not-text', `${file} is not a text file; ${SAVE_AS_UTF8}`, {file})
}
