import {z} from 'zod'
import {ExamError} from '../errors.ts'
import type {Institution, Person} from '../institution/model.ts'
import {fullName} from '../institution/people/names.ts'
import {composeMail} from '../letters/compose-mail.ts'
import {LANGUAGES, type Reader} from '../letters/letter.ts'
import {mailAddress} from '../letters/mail-address.ts'
import type {AppointmentWriter, OutgoingMail} from '../ports.ts'
import type {Message} from './records.ts'

/** A message whose turn it is, with what is known now of the one who reads it. */
export type DueMail = Readonly<{message: Message; person: Person | undefined; institution: Institution}>

/** Makes the mail of a message. @throws ExamError as {@link openMailWriter}'s answer */
export type WriteMail = (due: DueMail) => OutgoingMail

export type MailSettings = Readonly<{
  /** The sender of every mail, as in the setting `mailFrom`. */
  from: string
  /** The address of the pages; empty leaves links out. */
  address: string
  calendar: AppointmentWriter
  /** What a letter's `secretOf` stands for; a mail that is only shown is written without, and shows no secret. */
  secretOf?: (of: SecretOf) => string
}>

/** Names a secret that follows from the installation's key, so that the outbox need not hold it (design rule 23). */
const SecretOf = z.object({purpose: z.enum(['link', 'duty-pin']), id: z.string()})
export type SecretOf = z.infer<typeof SecretOf>
const WithSecret = z.looseObject({secretOf: SecretOf})

const Body = z.object({letter: z.string(), data: z.json()})
const LanguageName = z.enum(LANGUAGES)

/**
 * Opens the writing of mails: in the reader's language, else the institution's, with the appointment where the letter has
 * one. The same message gives the same mail with the same Message-ID, so that one sent twice is known as one (design rule 10).
 *
 * What it answers throws ExamError `mail.no-reader`, `mail.no-address`, and as `composeMail`.
 *
 * @throws ExamError `mail.bad-sender`
 */
export function openMailWriter({from, address, calendar, secretOf}: MailSettings): WriteMail {
  const sender = mailAddress(from)
  return ({message, person, institution}) => {
    const reader = present(person)
    const {letter, data: queued} = Body.parse(message.body)
    const {data: named} = WithSecret.safeParse(queued)
    const data = named && secretOf ? {...named, secret: secretOf(named.secretOf)} : queued
    return composeMail(
      {
        letter,
        data,
        messageId: messageId(message, institution),
        queuedAt: message.queuedAt,
        from: sender,
        to: {name: fullName(reader), address: reader.email},
        reader: readerOf(reader, institution, address),
      },
      calendar,
    )
  }
}

/** Short enough for one line, since not every server can read a Message-ID that is folded. */
function messageId({id}: Pick<Message, 'id'>, institution: Institution): string {
  return `<${id}@${institution.id.slice(-12)}.ontrac>`
}

function present(person: Person | undefined): Person {
  if (!person || person.erasedAt !== null)
    throw new ExamError('refused', 'mail.no-reader', 'The person is erased or not known any more.')
  if (person.email === '')
    throw new ExamError(
      'refused',
      'mail.no-address',
      'The person has no e-mail address; add it, then retry with: ontrac mail retry',
    )
  return person
}

function readerOf(person: Person, institution: Institution, page: string): Reader {
  const language = LanguageName.catch('nl').parse(person.language ?? institution.language)
  return {language, name: person.givenName, school: institution.name, zone: institution.zone, page}
}
