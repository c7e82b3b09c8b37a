import {say, type Text} from './text.ts'

/** The screens by the name one types, and what each is called. */
export const SCREEN_TITLES = {
  home: say('Start', 'Home'),
  registration: say('Aanmelding', 'Registration'),
  registrations: say('Aanmeldingen', 'Registrations'),
  missing: say('Nog niet aangemeld', 'Not registered yet'),
  students: say('Studenten', 'Students'),
  student: say('Studentkaart', 'Student card'),
  plan: say('Planbord', 'Plan board'),
  plans: say('Plannen', 'Plans'),
  'plan-show': say('Plan', 'Plan'),
  session: say('Zitting', 'Session'),
  sessions: say('Zittingen', 'Sessions'),
  orals: say('Mondelingrooster', 'Oral roster'),
  rota: say('Dienstrooster', 'Rota'),
  enrolment: say('Inschrijving', 'Enrolment'),
  day: say('Vandaag', 'Today'),
  results: say('Uitslagen', 'Results'),
  result: say('Uitslag', 'Result'),
  decisions: say('Herkansingen en zaken', 'Resits and cases'),
  case: say('Zaak', 'Case'),
  tasks: say('Taken', 'Tasks'),
  outbox: say('Post en koppelingen', 'Outbox and connections'),
  audit: say('Logboek', 'Audit trail'),
  archive: say('Archief', 'Archive'),
  setup: say('Inrichten en importeren', 'Set-up and import'),
  period: say('Periode', 'Period'),
} as const satisfies Readonly<Record<string, Text>>
export type ScreenName = keyof typeof SCREEN_TITLES
