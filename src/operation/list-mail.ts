import {z} from 'zod'
import type {Context} from '../context.ts'
import type {InstitutionStores} from '../institution/store.ts'
import {parsed} from '../parsed.ts'
import type {Instant} from '../time.ts'
import {personNamed} from './person-named.ts'
import type {Message} from './records.ts'
import type {MessageLine} from './store.ts'

export const ListMail = z.strictObject({
  state: z.enum(['waiting', 'sent', 'refused', 'given-up', 'withdrawn']).optional(),
  /** Student number or staff code. */
  person: z.string().optional(),
  after: z.string().optional(),
  limit: z.int().min(1).max(10_000).default(100),
})

/** A mail and how far it is. */
export type MailView = Readonly<{
  id: string
  letter: string
  person: string | null
  name: string | null
  state: Message['state']
  queuedAt: Instant
  dueAt: Instant
  sentAt: Instant | null
  attempts: number
  reason: string | null
}>

/** Mails, the newest first. @throws ExamError `person.not-found` */
export async function listMail(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof ListMail> = {},
): Promise<readonly MailView[]> {
  const {state, person, after, limit} = parsed(ListMail, input)
  return ctx.read('operation.read', async (stores) => {
    const lines = await stores.outbox.list({
      ...(state ? {state} : {}),
      ...(person ? {person: await personNamed(stores, person)} : {}),
      ...(after ? {after} : {}),
      limit,
    })
    return lines.map(mailView)
  })
}

export function mailView(line: MessageLine): MailView {
  const {id, person, name, state, queuedAt, dueAt, sentAt, attempts, lastError} = line
  return {id, letter: letterOf(line), person, name, state, queuedAt, dueAt, sentAt, attempts, reason: lastError}
}

/** Which letter a message is; empty when it is none. */
export function letterOf({body}: Pick<Message, 'body'>): string {
  return z.object({letter: z.string()}).safeParse(body).data?.letter ?? ''
}
