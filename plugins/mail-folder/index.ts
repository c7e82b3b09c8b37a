import {createHash, randomBytes} from 'node:crypto'
import {mkdir, rename, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer'
import type {MailTransport, OutgoingMail} from '../../src/ports.ts'

/**
 * Puts each mail in a folder as a file that mail programs open (`.eml`): for a rehearsal, a trial, and a school that looks
 * first. Files and folder are their owner's alone; a mail sent twice is one file.
 */
export function openMailFolder(path: string): MailTransport {
  return {
    name: `folder ${path}`,
    async send(mail) {
      const name = fileName(mail.messageId)
      const content = await composed(mail)
      await replaceFile(join(path, name), content).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
        await mkdir(path, {recursive: true, mode: 0o700})
        await replaceFile(join(path, name), content)
      })
      return {accepted: true, response: name}
    },
    close: async () => {},
  }
}

function composed({date, calendar, ...mail}: OutgoingMail): Promise<Buffer> {
  const message = {...mail, date: new Date(date), icalEvent: calendar, disableFileAccess: true, disableUrlAccess: true}
  return new MailComposer(message).compile().build()
}

/** A message id may hold what a file name may not; what differs stays apart by its fingerprint. */
function fileName(messageId: string): string {
  const bare = messageId.replaceAll(/^<|>$/g, '')
  const safe = bare
    .replaceAll(/[^\w.@+-]/g, '_')
    .replace(/^\./, '_')
    .slice(0, 150)
  if (safe === bare) return `${safe}.eml`
  return `${safe}-${createHash('sha256').update(bare).digest('hex').slice(0, 8)}.eml`
}

async function replaceFile(path: string, content: Buffer): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.part`
  try {
    await writeFile(draft, content, {flag: 'wx', mode: 0o600})
    await rename(draft, path)
  } catch (error) {
    await rm(draft, {force: true})
    throw error
  }
}
