/** The lists of a session that a school prints or opens in a spreadsheet. */
export const LIST_KINDS = ['participants', 'attendance', 'aids'] as const
export type ListKind = (typeof LIST_KINDS)[number]

/** Columns of the lists, as they are named in a file. */
export type ListColumn =
  | 'seat'
  | 'student'
  | 'name'
  | 'nameOnId'
  | 'exam'
  | 'version'
  | 'from'
  | 'until'
  | 'extraMinutes'
  | 'aids'
  | 'idChecked'
  | 'attendance'
  | 'arrived'
  | 'handedIn'
  | 'signature'

/** Which columns each list has, in order. */
export const LIST_COLUMNS: Readonly<Record<ListKind, readonly ListColumn[]>> = {
  participants: ['seat', 'student', 'name', 'exam', 'version', 'from', 'until', 'extraMinutes', 'aids'],
  attendance: [
    'seat',
    'student',
    'nameOnId',
    'exam',
    'from',
    'idChecked',
    'attendance',
    'arrived',
    'handedIn',
    'signature',
  ],
  aids: ['seat', 'student', 'name', 'exam', 'until', 'extraMinutes', 'aids'],
}

type Titles = Readonly<Record<ListColumn, string>>

/** The columns' titles in the school's language (design rule 20). */
export const LIST_TITLES: Readonly<Record<'nl' | 'en', Titles>> = {
  nl: {
    seat: 'Plaats',
    student: 'Studentnummer',
    name: 'Naam',
    nameOnId: 'Naam op legitimatie',
    exam: 'Examen',
    version: 'Versie',
    from: 'Begin',
    until: 'Einde',
    extraMinutes: 'Extra minuten',
    aids: 'Voorzieningen',
    idChecked: 'Legitimatie gezien',
    attendance: 'Aanwezigheid',
    arrived: 'Aangekomen',
    handedIn: 'Ingeleverd',
    signature: 'Handtekening',
  },
  en: {
    seat: 'Seat',
    student: 'Student number',
    name: 'Name',
    nameOnId: 'Name on ID',
    exam: 'Exam',
    version: 'Version',
    from: 'Start',
    until: 'End',
    extraMinutes: 'Extra minutes',
    aids: 'Aids',
    idChecked: 'ID seen',
    attendance: 'Attendance',
    arrived: 'Arrived',
    handedIn: 'Handed in',
    signature: 'Signature',
  },
}

type Said = Readonly<{
  yes: string
  attendance: Readonly<Record<'notKnown' | 'notPresent' | 'notStarted' | 'notFinished' | 'present', string>>
}>

/** Words in the cells. */
export const LIST_WORDS: Readonly<Record<'nl' | 'en', Said>> = {
  nl: {
    yes: 'ja',
    attendance: {
      notKnown: '',
      notPresent: 'afwezig',
      notStarted: 'niet begonnen',
      notFinished: 'niet ingeleverd',
      present: 'aanwezig',
    },
  },
  en: {
    yes: 'yes',
    attendance: {
      notKnown: '',
      notPresent: 'absent',
      notStarted: 'not started',
      notFinished: 'not handed in',
      present: 'present',
    },
  },
}
