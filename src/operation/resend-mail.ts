import type {Context} from '../context.ts'
import {notFound, refuseIfAny} from '../errors.ts'
import type {InstitutionStores} from '../institution/store.ts'
import {letterOf, mailView, type MailView} from './list-mail.ts'
import type {Message} from './records.ts'

/**
 * Sends a mail once more, as a mail of its own, to the address that the person has now.
 *
 * @throws ExamError `mail.not-found`; `mail.refused` with `mail.still-waiting`, `mail.withdrawn`
 */
export async function resendMail(ctx: Context<InstitutionStores>, {id}: Readonly<{id: string}>): Promise<MailView> {
  return ctx.write('mail.resend', {}, async (stores, entry) => {
    const [line] = await stores.outbox.list({ids: [id], limit: 1})
    if (!line) throw notFound('mail', id)
    refuseIfAny('mail', reasonsAgainst(line))
    const again = await stores.outbox.repeat(messageOf(line))
    entry.note({
      about: ['message', again.id],
      ...(again.personId === null ? {} : {for: again.personId}),
      facts: {letter: letterOf(again), again: id},
    })
    return mailView({...line, ...again})
  })
}

function messageOf({person: _person, name: _name, ...message}: Message & {person: unknown; name: unknown}): Message {
  return message
}

function reasonsAgainst({id, state}: Pick<Message, 'id' | 'state'>) {
  if (state === 'waiting') {
    const message = 'The mail waits to be sent; try it at once with: ontrac mail retry'
    return [{code: 'mail.still-waiting', message, details: {id}}]
  }
  if (state !== 'withdrawn') return []
  return [{code: 'mail.withdrawn', message: 'The mail was withdrawn with the change it told of.', details: {id}}]
}
