import {texts} from '../letters/letter.ts'

/** Words of the page about mails that did not arrive. */
export const OFFICE_MAIL = texts({
  nl: {
    text: 'Zet eerst het adres of de mailserver recht; probeer het daarna opnieuw.',
    to: 'Aan',
    letter: 'Brief',
    state: 'Staat',
    queued: 'Klaargezet',
    attempts: 'Pogingen',
    none: 'Alle mail is aangekomen of nog onderweg.',
    retry: 'Probeer alles opnieuw',
  },
  en: {
    text: 'Put the address or the mail server right first; then try again.',
    to: 'To',
    letter: 'Letter',
    state: 'State',
    queued: 'Queued',
    attempts: 'Attempts',
    none: 'All mail has arrived or is on its way.',
    retry: 'Try all again',
  },
})
