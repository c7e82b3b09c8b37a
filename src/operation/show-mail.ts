import type {Context} from '../context.ts'
import {notFound} from '../errors.ts'
import type {InstitutionStores} from '../institution/store.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {mailView, type MailView} from './list-mail.ts'
import type {WriteMail} from './write-mail.ts'

/** A mail as it would be written now: address, subject and text. */
export type WholeMail = MailView & Readonly<{to: string; subject: string; text: string; appointment: boolean}>

/** Shows one mail. @throws ExamError `mail.not-found`, and whatever keeps it from being written */
export async function showMail(
  ctx: Context<InstitutionStores>,
  {id}: Readonly<{id: string}>,
  render: WriteMail,
): Promise<WholeMail> {
  return ctx.read('operation.read', async (stores) => {
    const [line] = await stores.outbox.list({ids: [id], limit: 1})
    if (!line) throw notFound('mail', id)
    const person = line.personId === null ? undefined : await stores.persons.find(line.personId)
    const {to, subject, text, calendar} = render({message: line, person, institution: await theInstitution(stores)})
    return {...mailView(line), to: to.address, subject, text, appointment: calendar !== undefined}
  })
}
