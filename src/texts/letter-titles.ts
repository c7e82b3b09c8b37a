import {type Language, texts} from '../letters/letter.ts'

const TITLES = texts<Readonly<Record<string, string>>>({
  nl: {
    'case-decided': 'Besluit in een zaak',
    'enrolment-cancelled': 'Inschrijving geannuleerd',
    'enrolment-confirmed': 'Bevestiging van je inschrijving',
    'enrolment-moved': 'Inschrijving verplaatst',
    'registration-decided': 'Besluit over je aanmelding',
    'registration-statement': 'Overzicht van je aanmeldingen',
    reminder: 'Herinnering',
    'resit-decided': 'Besluit over je herkansing',
    'result-changed': 'Uitslag gewijzigd',
    'result-published': 'Uitslag bekend',
    'session-cancelled': 'Zitting gaat niet door',
    'waiting-list-joined': 'Plaats op de wachtlijst',
    'waiting-list-offer': 'Aangeboden plek',
  },
  en: {
    'case-decided': 'Decision on a case',
    'enrolment-cancelled': 'Enrolment cancelled',
    'enrolment-confirmed': 'Confirmation of your enrolment',
    'enrolment-moved': 'Enrolment moved',
    'registration-decided': 'Decision on your registration',
    'registration-statement': 'Statement of your registrations',
    reminder: 'Reminder',
    'resit-decided': 'Decision on your resit',
    'result-changed': 'Result changed',
    'result-published': 'Result known',
    'session-cancelled': 'Session called off',
    'waiting-list-joined': 'Place on the waiting list',
    'waiting-list-offer': 'Seat on offer',
  },
})

/** What a kind of letter to a student is called; a kind without a title of its own by its name. */
export function letterTitle(letter: string, language: Language): string {
  return TITLES[language][letter] ?? letter
}
