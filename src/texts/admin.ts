import {texts} from '../letters/letter.ts'
import type {WebSession} from '../sign-in/model.ts'

/** Words of the administrator's pages. */
export const ADMIN = texts<AdminTexts>({
  nl: {
    sessions: 'Wie is ingelogd',
    about: 'Beëindig de sessies van wie zijn toestel kwijt is. Opnieuw inloggen kan daarna gewoon.',
    person: 'Persoon',
    means: 'Met',
    since: 'Sinds',
    seen: 'Laatst gezien',
    end: 'Uitloggen',
    endOf: (person) => `${person} overal uitloggen`,
    none: 'Niemand is ingelogd.',
    by: {link: 'link per mail', password: 'wachtwoord', 'duty-pass': 'dienstpas'},
  },
  en: {
    sessions: 'Who is signed in',
    about: 'End the sessions of somebody who lost his device. He can simply sign in again.',
    person: 'Person',
    means: 'By',
    since: 'Since',
    seen: 'Last seen',
    end: 'Sign out',
    endOf: (person) => `Sign ${person} out everywhere`,
    none: 'Nobody is signed in.',
    by: {link: 'link by mail', password: 'password', 'duty-pass': 'duty pass'},
  },
})

type AdminTexts = Readonly<
  Record<'sessions' | 'about' | 'person' | 'means' | 'since' | 'seen' | 'end' | 'none', string> & {
    endOf: (person: string) => string
    by: Readonly<Record<WebSession['means'], string>>
  }
>
