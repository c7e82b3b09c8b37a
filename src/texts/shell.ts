import {type Language, texts} from '../letters/letter.ts'
import type {Role} from '../deeds.ts'

/** Words of the frame around every page. */
export const SHELL = texts({
  nl: {
    skip: 'Naar de inhoud',
    rehearsal: 'Oefenomgeving: niets hiervan is echt',
    signOut: 'Uitloggen',
    signIn: 'Inloggen',
    menu: 'Menu',
    tasks: 'Mijn taken',
    duties: 'Mijn diensten',
    sessions: 'Ingelogd',
    office: 'Periode',
    board: 'Vandaag',
    home: 'Mijn examens',
    clock: 'Tijd van de server',
    otherLanguage: 'English',
    back: 'Terug naar het overzicht',
    errorTitle: 'Dit ging niet',
    notFoundTitle: 'Niet gevonden',
    number: 'Nummer',
    reasons: 'Dit kan niet, om deze redenen:',
    nothing: 'Niets.',
    more: 'Meer',
  },
  en: {
    skip: 'To the content',
    rehearsal: 'Rehearsal: nothing of this is real',
    signOut: 'Sign out',
    signIn: 'Sign in',
    menu: 'Menu',
    tasks: 'My tasks',
    duties: 'My duties',
    sessions: 'Signed in',
    office: 'Period',
    board: 'Today',
    home: 'My exams',
    clock: 'Time of the server',
    otherLanguage: 'Nederlands',
    back: 'Back to the overview',
    errorTitle: 'That did not work',
    notFoundTitle: 'Not found',
    number: 'Number',
    reasons: 'This is not possible, for these reasons:',
    nothing: 'Nothing.',
    more: 'More',
  },
})

const ROLE_NAMES = texts<Readonly<Record<Role, string>>>({
  nl: {
    student: 'student',
    teacher: 'docent',
    planner: 'planner',
    office: 'examenbureau',
    invigilator: 'surveillant',
    lead: 'afnameleider',
    assessor: 'examinator',
    functionary: 'examenfunctionaris',
    board: 'examencommissie',
    admin: 'beheerder',
    inspector: 'inspecteur',
    system: 'systeem',
  },
  en: {
    student: 'student',
    teacher: 'teacher',
    planner: 'planner',
    office: 'exam office',
    invigilator: 'invigilator',
    lead: 'lead',
    assessor: 'assessor',
    functionary: 'functionary',
    board: 'exam board',
    admin: 'administrator',
    inspector: 'inspector',
    system: 'system',
  },
})

/** What a role is called at this school's pages. */
export function roleName(role: Role, language: Language): string {
  return ROLE_NAMES[language][role]
}
