import {type Language, texts} from '../letters/letter.ts'

const NOTICES = texts({
  nl: {
    enrolled: 'Je bent ingeschreven. De bevestiging komt per mail.',
    waiting: 'Je staat op de wachtlijst. Komt er een plek vrij, dan krijg je een mail.',
    cancelled: 'Je inschrijving is geannuleerd. Je kunt een ander moment kiezen.',
    moved: 'Je inschrijving is verplaatst. De bevestiging komt per mail.',
    'left-list': 'Je staat niet meer op de wachtlijst.',
    accepted: 'De plek is van jou. De bevestiging komt per mail.',
    declined: 'Je hebt de plek afgewezen.',
    'signed-out': 'Je bent uitgelogd.',
    saved: 'Opgeslagen.',
    registered: 'Je bent aangemeld.',
    'registration-asked': 'Je aanmelding is verstuurd. Je team besluit erover.',
    withdrawn: 'Je bent afgemeld.',
    'absence-reported': 'Je melding is binnen. De school beoordeelt je reden later.',
    'requests-agreed': 'Akkoord gegeven. De studenten krijgen een mail.',
    'requests-refused': 'Afgewezen. De studenten krijgen een mail met je reden.',
    'group-registered': 'De studenten zijn aangemeld.',
    'statement-sent': 'Het overzicht gaat zo per mail naar de studenten.',
    'student-enrolled': 'De student is ingeschreven en krijgt de bevestiging per mail.',
    'student-waits': 'De student staat op de wachtlijst.',
    'resit-asked': 'De herkansing is aangevraagd. De examencommissie besluit erover.',
    'resit-granted': 'De herkansing is toegekend.',
    'resit-withdrawn': 'De aanvraag is ingetrokken.',
  },
  en: {
    enrolled: 'You are enrolled. The confirmation comes by mail.',
    waiting: 'You are on the waiting list. When a seat becomes free you get a mail.',
    cancelled: 'Your enrolment is cancelled. You can choose another moment.',
    moved: 'Your enrolment has been moved. The confirmation comes by mail.',
    'left-list': 'You are no longer on the waiting list.',
    accepted: 'The seat is yours. The confirmation comes by mail.',
    declined: 'You have declined the seat.',
    'signed-out': 'You are signed out.',
    saved: 'Saved.',
    registered: 'You are registered.',
    'registration-asked': 'Your registration is sent. Your team decides on it.',
    withdrawn: 'You are withdrawn.',
    'absence-reported': 'Your report is in. The school judges your reason later.',
    'requests-agreed': 'Agreed. The students get a mail.',
    'requests-refused': 'Refused. The students get a mail with your reason.',
    'group-registered': 'The students are registered.',
    'statement-sent': 'The statement goes to the students by mail shortly.',
    'student-enrolled': 'The student is enrolled and gets the confirmation by mail.',
    'student-waits': 'The student is on the waiting list.',
    'resit-asked': 'The resit is asked for. The exam board decides on it.',
    'resit-granted': 'The resit is granted.',
    'resit-withdrawn': 'The request is taken back.',
  },
})

/** What a page says after a deed, by a code that stands in the address. */
export type NoticeCode = keyof (typeof NOTICES)['nl']

/** The sentence of a notice; undefined for a code that is none. */
export function noticeText(code: string | undefined, language: Language): string | undefined {
  const known: Readonly<Record<string, string>> = NOTICES[language]
  return code === undefined || !Object.hasOwn(known, code) ? undefined : known[code]
}
