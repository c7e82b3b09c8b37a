import type {ResultScale} from '../institution/exams/exam.ts'
import {type SampleFile, yesNo} from './sample-file.ts'

/** An exam with its rules; `since` and `wish` say who registers for it in the sample and are in no file. */
export type SampleExam = Readonly<{
  code: string
  name: string
  subject: string
  level: string
  kind: 'centraal' | 'instelling'
  form: 'digitaal' | 'schriftelijk' | 'mondeling' | 'praktijk' | 'luister'
  minutes: number
  platform: 'facet' | 'remindo' | 'toa' | 'papier' | 'geen'
  scale: ResultScale
  passMark: string
  attempts: number
  improvement: 'nooit' | 'eenmaal' | 'altijd'
  counts: 'hoogste' | 'laatste' | 'eerste'
  consent: boolean
  enrolBy: readonly ('examenbureau' | 'docent' | 'student')[]
  lateMinutes: number
  shareRoom: string
  shareSeat: string
  moments: 'een' | 'meer'
  resit: 'commissie' | 'regel'
  /** The qualifications whose exam plan has it; null is all. */
  crebos: readonly string[] | null
  preparation: number
  extraTime: boolean
  /** From when in his programme a student takes it; central exams must wait until halfway. */
  since: 'start' | 'second-year' | 'halfway' | 'last-year'
  /** How much a student who may wants to take it now: a whole number from 1; most exams have 3. */
  wish: number
}>

/** A school exam on a computer with the rules that most of them have. */
export const PLAIN_EXAM = {
  level: '',
  kind: 'instelling',
  form: 'digitaal',
  minutes: 60,
  platform: 'remindo',
  scale: '0.0-10.0',
  passMark: '5.5',
  attempts: 2,
  improvement: 'nooit',
  counts: 'hoogste',
  consent: false,
  enrolBy: ['examenbureau', 'docent', 'student'],
  lateMinutes: 15,
  shareRoom: '',
  shareSeat: '',
  moments: 'meer',
  resit: 'commissie',
  crebos: null,
  preparation: 0,
  extraTime: true,
  since: 'start',
  wish: 3,
} as const satisfies Partial<SampleExam>

// One line per column, so that header and cells cannot drift apart.
const COLUMNS: readonly (readonly [header: string, cell: (exam: SampleExam) => string])[] = [
  ['examen', ({code}) => code],
  ['naam', ({name}) => name],
  ['vak', ({subject}) => subject],
  ['niveau', ({level}) => level],
  ['soort', ({kind}) => kind],
  ['vorm', ({form}) => form],
  ['duur', ({minutes}) => `${minutes}`],
  ['platform', ({platform}) => platform],
  ['schaal', ({scale}) => scale],
  ['cesuur', ({passMark}) => passMark],
  ['kansen', ({attempts}) => `${attempts}`],
  ['verbeteren', ({improvement}) => improvement],
  ['telt', ({counts}) => counts],
  ['akkoord', ({consent}) => yesNo(consent)],
  ['inschrijven_door', ({enrolBy}) => enrolBy.join(' ')],
  ['te_laat_minuten', ({lateMinutes}) => `${lateMinutes}`],
  ['deelt_lokaal', ({shareRoom}) => shareRoom],
  ['deelt_plaats', ({shareSeat}) => shareSeat],
  ['zittingen', ({moments}) => moments],
  ['herkansing', ({resit}) => resit],
  ['crebos', ({crebos}) => crebos?.join(' ') ?? '*'],
  ['voorbereiding', ({preparation}) => `${preparation}`],
  ['extra_tijd', ({extraTime}) => yesNo(extraTime)],
]

/** The columns of the exams' file, in order. */
export const EXAM_COLUMNS: readonly string[] = COLUMNS.map(([header]) => header)

export function examsFile(exams: readonly SampleExam[]): SampleFile {
  const rows = exams.map((exam) => COLUMNS.map(([, cell]) => cell(exam)))
  return {kind: 'exams', name: '06-examens.csv', header: EXAM_COLUMNS, rows}
}
