import type {Cell, Tone} from './screen.ts'
import {say, type Speak, type Text} from './text.ts'

/** Columns and facts that several screens have. */
export const NAMES = {
  period: say('Periode', 'Period'),
  state: say('Staat', 'State'),
  exam: say('Examen', 'Exam'),
  exams: say('Examens', 'Exams'),
  name: say('Naam', 'Name'),
  student: say('Student', 'Student'),
  students: say('Studenten', 'Students'),
  session: say('Zitting', 'Session'),
  day: say('Dag', 'Day'),
  time: say('Tijd', 'Time'),
  from: say('Van', 'From'),
  until: say('Tot', 'Until'),
  place: say('Plaats', 'Place'),
  room: say('Lokaal', 'Room'),
  location: say('Locatie', 'Location'),
  lead: say('Leider', 'Lead'),
  invigilators: say('Surveillanten', 'Invigilators'),
  seats: say('Plaatsen', 'Seats'),
  taken: say('Bezet', 'Taken'),
  free: say('Vrij', 'Free'),
  waiting: say('Wacht', 'Waits'),
  registration: say('Aanmelding', 'Registration'),
  reason: say('Reden', 'Reason'),
  attendance: say('Aanwezigheid', 'Attendance'),
  score: say('Score', 'Score'),
  passed: say('Gehaald', 'Passed'),
  attempt: say('Poging', 'Attempt'),
  kind: say('Soort', 'Kind'),
  at: say('Wanneer', 'When'),
  by: say('Door', 'By'),
  text: say('Tekst', 'Text'),
  extra: say('Extra', 'Extra'),
  yes: say('ja', 'yes'),
  no: say('nee', 'no'),
  due: say('Uiterlijk', 'Due'),
  who: say('Wie', 'Who'),
  what: say('Wat', 'What'),
  code: say('Code', 'Code'),
} as const

type Word = readonly [text: Text, tone: Tone]
type Words = Readonly<Record<string, Word>>
const word = (nl: string, en: string, tone: Tone = 'plain'): Word => [say(nl, en), tone]

/** Codes of states as people say them. What stands in none of these is shown as it is. */
export const STATES = {
  period: {
    draft: word('concept', 'draft', 'dim'),
    open: word('open', 'open', 'good'),
    closed: word('afgesloten', 'closed'),
    archived: word('gearchiveerd', 'archived', 'dim'),
  },
  registration: {
    wanted: word('gevraagd', 'wanted', 'warn'),
    agreed: word('akkoord', 'agreed', 'good'),
    refused: word('afgewezen', 'refused', 'bad'),
    withdrawn: word('ingetrokken', 'withdrawn', 'dim'),
    used: word('gebruikt', 'used', 'dim'),
  },
  session: {
    planned: word('gepland', 'planned', 'dim'),
    published: word('gepubliceerd', 'published'),
    final: word('definitief', 'final', 'good'),
    running: word('loopt', 'running', 'good'),
    reported: word('verslagen', 'reported', 'dim'),
    cancelled: word('vervallen', 'cancelled', 'bad'),
    aborted: word('afgebroken', 'aborted', 'bad'),
  },
  attendance: {
    notKnown: word('nog niets', 'nothing yet', 'dim'),
    notPresent: word('afwezig', 'absent', 'bad'),
    notStarted: word('niet begonnen', 'not started', 'warn'),
    notFinished: word('aan het werk', 'at work', 'good'),
    present: word('ingeleverd', 'handed in'),
  },
  phase: {
    new: word('nieuw', 'new'),
    open: word('loopt', 'running', 'good'),
    paused: word('gepauzeerd', 'paused', 'warn'),
    aborted: word('afgebroken', 'aborted', 'bad'),
    closed: word('afgesloten', 'closed', 'dim'),
  },
  result: {
    awaited: word('verwacht', 'awaited', 'dim'),
    received: word('deels binnen', 'partly in'),
    blocked: word('geblokkeerd', 'blocked', 'bad'),
    ready: word('vast te stellen', 'ready', 'warn'),
    established: word('vastgesteld', 'established', 'good'),
    published: word('bekendgemaakt', 'published', 'good'),
    settled: word('geen uitslag', 'no result', 'dim'),
  },
  case: {
    open: word('open', 'open', 'bad'),
    triaged: word('ingedeeld', 'triaged', 'warn'),
    decided: word('beslist', 'decided', 'good'),
    withdrawn: word('ingetrokken', 'withdrawn', 'dim'),
  },
  caseKind: {
    irregularity: word('onregelmatigheid', 'irregularity'),
    fraud: word('vermoeden van fraude', 'suspected fraud'),
    calamity: word('calamiteit', 'calamity'),
  },
  decision: {
    valid: word('geldig', 'valid', 'good'),
    'void-counts': word('ongeldig, poging telt', 'void, attempt counts', 'bad'),
    'void-returned': word('ongeldig, poging terug', 'void, attempt returned', 'warn'),
    excluded: word('uitgesloten', 'excluded', 'bad'),
    'new-sitting': word('nieuwe zitting', 'new sitting', 'warn'),
  },
  resit: {
    asked: word('gevraagd', 'asked', 'warn'),
    granted: word('toegekend', 'granted', 'good'),
    refused: word('afgewezen', 'refused', 'bad'),
    'waits-for-sis': word('wacht op SIS', 'waits for SIS', 'warn'),
    withdrawn: word('ingetrokken', 'withdrawn', 'dim'),
  },
  mail: {
    waiting: word('wacht', 'waiting'),
    sent: word('verstuurd', 'sent', 'good'),
    refused: word('geweigerd', 'refused', 'bad'),
    'given-up': word('opgegeven', 'given up', 'bad'),
    withdrawn: word('ingetrokken', 'withdrawn', 'dim'),
  },
  absence: {
    ill: word('ziek', 'ill'),
    permitted: word('verlof', 'permitted'),
    other: word('anders', 'other'),
    none: word('geen reden', 'no reason', 'warn'),
    valid: word('geldig', 'valid', 'good'),
    invalid: word('ongeldig', 'invalid', 'bad'),
  },
  plan: {
    draft: word('concept', 'draft', 'warn'),
    applied: word('toegepast', 'applied', 'good'),
    withdrawn: word('ingetrokken', 'withdrawn', 'dim'),
  },
  import: {
    planned: word('voorbereid', 'planned', 'warn'),
    applying: word('onderbroken', 'interrupted', 'bad'),
    applied: word('doorgevoerd', 'applied', 'good'),
    undone: word('teruggedraaid', 'undone', 'dim'),
    stopped: word('gestopt', 'stopped', 'bad'),
    withdrawn: word('ingetrokken', 'withdrawn', 'dim'),
  },
  step: {
    open: word('openen', 'open'),
    freeze: word('bevriezen', 'freeze'),
    publish: word('publiceren', 'publish'),
    close: word('afsluiten', 'close'),
    archive: word('archiveren', 'archive'),
  },
  role: {
    student: word('student', 'student'),
    teacher: word('docent', 'teacher'),
    planner: word('planner', 'planner'),
    office: word('examenbureau', 'office'),
    invigilator: word('surveillant', 'invigilator'),
    lead: word('zittingsleider', 'lead'),
    assessor: word('beoordelaar', 'assessor'),
    functionary: word('examenfunctionaris', 'functionary'),
    board: word('examencommissie', 'board'),
    admin: word('beheerder', 'admin'),
    inspector: word('inspecteur', 'inspector'),
    system: word('systeem', 'system'),
  },
  importKind: {
    rooms: word('lokalen', 'rooms'),
    programmes: word('opleidingen', 'programmes'),
    staff: word('medewerkers', 'staff'),
    groups: word('groepen', 'groups'),
    students: word('studenten', 'students'),
    exams: word('examens', 'exams'),
    needs: word('voorzieningen', 'needs'),
    blocks: word('blokkades', 'blocks'),
    availability: word('beschikbaarheid', 'availability'),
    exemptions: word('vrijstellingen', 'exemptions'),
    attempts: word('pogingen', 'attempts'),
    registrations: word('aanmeldingen', 'registrations'),
    sessions: word('zittingen', 'sessions'),
    enrolments: word('inschrijvingen', 'enrolments'),
    results: word('uitslagen', 'results'),
  },
  form: {
    digital: word('digitaal', 'digital'),
    written: word('schriftelijk', 'written'),
    oral: word('mondeling', 'oral'),
    practical: word('praktijk', 'practical'),
    listening: word('luisteren', 'listening'),
  },
  source: {
    student: word('student', 'student'),
    teacher: word('docent', 'teacher'),
    office: word('examenbureau', 'office'),
    sis: word('SIS', 'SIS'),
    resit: word('herkansing', 'resit'),
    file: word('bestand', 'file'),
    plan: word('plan', 'plan'),
  },
} as const satisfies Readonly<Record<string, Words>>

/** A state as a cell: in the reader's language and its tone. */
export function stateCell(speak: Speak, kind: keyof typeof STATES, code: string | null): Cell {
  if (code === null) return null
  const known = (STATES[kind] as Words)[code]
  return known ? {text: speak(known[0]), tone: known[1]} : code
}

/** A state in words, for within a sentence. */
export function textOfState(speak: Speak, kind: keyof typeof STATES, code: string): string {
  const known = (STATES[kind] as Words)[code]
  return known ? speak(known[0]) : code
}

/** Whether something holds, as a cell; nothing where it is not known. */
export function yesNo(speak: Speak, value: boolean | null): Cell {
  return value === null ? null : value ? {text: speak(NAMES.yes), tone: 'good'} : {text: speak(NAMES.no), tone: 'bad'}
}
