import {z} from 'zod'
import {InstantText} from './data.ts'
import {letter, texts} from './letter.ts'
import {pageAt} from './page-at.ts'
import {momentInWords} from './words.ts'

/** What a letter with a link that works once is told; `secret` is filled in when it is sent, and stands nowhere else. */
const LinkData = z.object({
  /** Student number or staff code, for whoever shares a mailbox. */
  code: z.string(),
  expiresAt: InstantText,
  secret: z.string().default(''),
})

const TEXTS = texts({
  nl: {
    subject: 'Inloggen bij het examenbureau',
    opening: (code: string) => `Met deze link log je in (${code}). Hij werkt één keer.`,
    link: 'Inloggen',
    until: (until: string) => `De link werkt tot ${until}. Vroeg je hem niet aan? Dan hoef je niets te doen.`,
    invited: 'Uitnodiging: stel je inlog in',
    invitation: (code: string) =>
      `Je krijgt toegang tot ontrac (${code}). Met deze link kies je een wachtwoord en koppel je een app voor de tweede stap. Hij werkt één keer.`,
    setUp: 'Inlog instellen',
    missing: 'Vraag het examenbureau om een nieuwe link.',
  },
  en: {
    subject: 'Sign in at the exam office',
    opening: (code: string) => `With this link you sign in (${code}). It works once.`,
    link: 'Sign in',
    until: (until: string) => `The link works until ${until}. Did you not ask for it? Then there is nothing to do.`,
    invited: 'Invitation: set up your sign-in',
    invitation: (code: string) =>
      `You are given access to ontrac (${code}). With this link you choose a password and connect an app for the second step. It works once.`,
    setUp: 'Set up sign-in',
    missing: 'Ask the exam office for a new link.',
  },
})

/** To whoever asked to sign in (design rule 23). */
export const signInLink = letter({
  name: 'sign-in-link',
  data: LinkData,
  subject: (_, reader) => TEXTS[reader.language].subject,
  body: ({code, expiresAt, secret}, reader) => {
    const t = TEXTS[reader.language]
    return [
      t.opening(code),
      reader.page === '' || secret === ''
        ? t.missing
        : {link: t.link, to: pageAt(reader.page, `/sign-in/link/${secret}`)},
      t.until(momentInWords(expiresAt, reader.zone, reader.language)),
    ]
  },
})

/** To an employee or external who is to set up his sign-in. */
export const setUpLink = letter({
  name: 'set-up-link',
  data: LinkData,
  subject: (_, reader) => TEXTS[reader.language].invited,
  body: ({code, expiresAt, secret}, reader) => {
    const t = TEXTS[reader.language]
    return [
      t.invitation(code),
      reader.page === '' || secret === ''
        ? t.missing
        : {link: t.setUp, to: pageAt(reader.page, `/sign-in/link/${secret}`)},
      t.until(momentInWords(expiresAt, reader.zone, reader.language)),
    ]
  },
})
