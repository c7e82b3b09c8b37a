import {z} from 'zod'
import type {Context} from '../context.ts'
import {ExamError, notFound, refuseIfAny} from '../errors.ts'
import {parsed} from '../parsed.ts'
import {letterOf} from './list-mail.ts'
import type {Message} from './records.ts'
import type {OperationStores} from './store.ts'

export const RetryMail = z.strictObject({
  /** Ids of mails; none with `failed`. */
  ids: z.array(z.string()).default([]),
  /** All that were refused or given up. */
  failed: z.boolean().default(false),
})

/** What may be tried again. */
const RETRIABLE: readonly Message['state'][] = ['waiting', 'refused', 'given-up']

/**
 * Lets mails that did not go be tried again at once, as new ones: after an address or a setting was put right. Answers how many.
 *
 * @throws ExamError `mail.which`, `mail.not-found`; `mail.refused` with `mail.sent`, `mail.withdrawn`
 */
export async function retryMail(
  ctx: Context<OperationStores>,
  input: z.input<typeof RetryMail>,
): Promise<Readonly<{retried: number}>> {
  const {ids, failed} = parsed(RetryMail, input)
  if (failed === ids.length > 0)
    throw new ExamError(
      'invalid',
      'mail.which',
      'Say which mails to try again: their ids, or --failed for all that failed.',
    )
  return ctx.write('mail.resend', {}, async ({outbox}, entry) => {
    const messages = await outbox.messages.all(
      failed ? {kind: 'letter', state: ['refused', 'given-up']} : {kind: 'letter', id: ids},
    )
    const missing = ids.find((id) => !messages.some((message) => message.id === id))
    if (missing !== undefined) throw notFound('mail', missing)
    refuseIfAny(
      'mail',
      messages
        .filter(({state}) => !RETRIABLE.includes(state))
        .map(({id, state}) => ({code: `mail.${state}`, message: `Mail ${id} is ${state}.`, details: {id}})),
    )
    const retried = await outbox.messages.changeAll(
      {id: messages.map(({id}) => id)},
      {state: 'waiting', dueAt: entry.now, attempts: 0, lastError: null},
    )
    for (const message of messages) {
      const about = ['message', message.id] as const
      const facts = {letter: letterOf(message), state: message.state}
      entry.note(message.personId === null ? {about, facts} : {about, facts, for: message.personId})
    }
    return {retried}
  })
}
