import {tooLate} from '../../institution/exams/add-exam.ts'
import {ExamRules, RESULT_SCALES, type ResultScale} from '../../institution/exams/exam.ts'
import type {ExamId, ExamVersionId} from '../../ids.ts'
import type {Exam, ExamPlanEntry, ExamVersion} from '../../institution/model.ts'
import {ExamError} from '../../errors.ts'
import {scoreOn} from '../../results/scales.ts'
import {recordWork} from '../apply-records.ts'
import {choice, code, form, list, text, whole, yesNo} from '../cells.ts'
import {decided} from '../decided.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type Start} from '../import-kind.ts'
import {everByCode} from '../look-up.ts'
import {adding, changing, ending, type RecordChange} from '../record-change.ts'

const ACTORS = {
  examenbureau: 'office',
  docent: 'teacher',
  student: 'student',
  office: 'office',
  teacher: 'teacher',
} as const
const SCALES = Object.fromEntries(RESULT_SCALES.map((scale) => [scale.toLowerCase(), scale])) as Record<
  string,
  ResultScale
>
const EVERY_CREBO = '*'

const FIELDS = {
  code: required('examen exam examencode', code),
  name: required('naam name', text()),
  subject: required('vak subject', text()),
  level: optional('niveau level', text(20), ''),
  kind: required(
    'soort kind',
    choice({centraal: 'central', instelling: 'school', central: 'central', school: 'school'} as const),
  ),
  form: required(
    'vorm form',
    choice({
      digitaal: 'digital',
      schriftelijk: 'written',
      mondeling: 'oral',
      praktijk: 'practical',
      luister: 'listening',
      digital: 'digital',
      written: 'written',
      oral: 'oral',
      practical: 'practical',
      listening: 'listening',
    } as const),
  ),
  minutes: required('duur minutes', whole(1, 1440)),
  platform: optional(
    'platform',
    choice({
      facet: 'facet',
      remindo: 'remindo',
      toa: 'toa',
      papier: 'paper',
      geen: 'none',
      paper: 'paper',
      none: 'none',
    } as const),
    'none',
  ),
  scale: required('schaal scale', choice(SCALES)),
  passMark: optional('cesuur pass_mark', text(40), null),
  attempts: optional('kansen attempts', attemptsCell, 2),
  improvement: optional(
    'verbeteren improvement',
    choice({
      nooit: 'never',
      eenmaal: 'once',
      altijd: 'always',
      never: 'never',
      once: 'once',
      always: 'always',
    } as const),
    'never',
  ),
  counts: optional(
    'telt counts',
    choice({
      hoogste: 'highest',
      laatste: 'last',
      eerste: 'first',
      highest: 'highest',
      last: 'last',
      first: 'first',
    } as const),
    'highest',
  ),
  consent: optional('akkoord consent', yesNo, false),
  registerBy: optional('aanmelden_door register_by', list(choice(ACTORS)), ['student', 'teacher', 'office']),
  enrolBy: optional('inschrijven_door enrol_by', list(choice(ACTORS)), ['office']),
  lateMinutes: optional('te_laat_minuten late_minutes', whole(0, 240), 30),
  shareRoom: optional('deelt_lokaal share_room', text(60), ''),
  shareSeat: optional('deelt_plaats share_seat', text(60), ''),
  moments: optional(
    'zittingen moments',
    choice({een: 'one', één: 'one', meer: 'several', one: 'one', several: 'several'} as const),
    'several',
  ),
  resit: optional(
    'herkansing resit',
    choice({commissie: 'board', regel: 'rule', board: 'board', rule: 'rule'} as const),
    'board',
  ),
  crebos: optional('crebos', list(form(/^(\d{5}|\*)$/, 'a crebo: five digits, or * for all')), [EVERY_CREBO]),
  preparation: optional('voorbereiding preparation_minutes', whole(0, 240), 0),
  extraTime: optional('extra_tijd extra_time', yesNo, true),
}
type Row = RowOf<typeof FIELDS>

function attemptsCell(cell: string): number | null {
  return /^(onbeperkt|unlimited)$/i.test(cell) ? null : whole(1, 99)(cell)
}

/**
 * Exams with their rules, the version in use and the crebos whose exam plan holds them. Another duration or platform makes a
 * new version, which sessions planned from then on use; what was planned keeps the one it was planned with.
 */
export const exams = importKind({
  name: 'exams',
  deed: 'exam.change',
  fields: FIELDS,
  key: (row) => row.code,
  begin: planExams,
  work: recordWork,
})

function planExams({ids}: Start): Planner<Row> {
  return {
    async decide(stores, _, rows) {
      const known = await everByCode(
        stores.exams,
        'code',
        rows.map(({row}) => row.code),
      )
      const examId = [...known.values()].map(({id}) => id)
      const versions = Map.groupBy(await stores.examVersions.history({examId}), (version) => version.examId)
      const entries = Map.groupBy(await stores.examPlanEntries.all({examId, cohort: null}), (entry) => entry.examId)
      return rows.map(({line, row}): Decision => {
        const about = `Exam ${row.code}`
        const before = known.get(row.code)
        const wanted = wantedExam(row, before)
        const complaints = [...tooLate(wanted).map(asComplaint), ...markComplaints(wanted)]
        if (complaints.length > 0) return {line, about, does: 'bad', complaints}
        const id = before?.id ?? ids.next<ExamId>()
        return decided(line, about, !before || before.endedAt !== null, [
          ...(before
            ? changing('exams', before, {...wanted, endedAt: null})
            : [adding<Exam>('exams', {...wanted, id, aids: [], endedAt: null, version: 1})]),
          ...versionChanges(id, row, versions.get(id) ?? [], ids.next),
          ...planChanges(id, row, entries.get(id) ?? [], ids.next),
        ])
      })
    },
  }
}

type Wanted = Omit<Exam, 'id' | 'aids' | 'endedAt' | 'version'>

function wantedExam(row: Row, before: Exam | undefined): Wanted {
  const {code: exam, name, subject, kind, form: how, scale} = row
  const given = {
    attempts: row.attempts,
    improvement: row.improvement,
    counts: row.counts,
    consent: row.consent,
    registerBy: row.registerBy,
    enrolBy: row.enrolBy,
    lateMinutes: row.lateMinutes,
    shareRoom: row.shareRoom,
    shareSeat: row.shareSeat,
    moments: row.moments,
    resit: row.resit,
    preparationMinutes: row.preparation,
  }
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return {
    code: exam,
    name,
    subject,
    level: row.level ?? before?.level ?? '',
    kind,
    form: how,
    resultScale: scale,
    passMark: markOn(scale, row.passMark === undefined ? (before?.passMark ?? null) : row.passMark),
    rules: ExamRules.parse({...before?.rules, ...said}),
  }
}

/** The mark as its scale writes it; one that is not on the scale stays as it is, to be complained of. */
function markOn(scale: ResultScale, mark: string | null): string | null {
  if (mark === null) return null
  try {
    return scoreOn(scale, mark)
  } catch (error) {
    if (error instanceof ExamError) return mark
    throw error
  }
}

function markComplaints({resultScale, passMark}: Wanted): readonly Complaint[] {
  if (passMark === null) return []
  try {
    scoreOn(resultScale, passMark)
    return []
  } catch (error) {
    if (!(error instanceof ExamError)) throw error
    return [{code: error.code, message: error.message, field: 'passMark'}]
  }
}

function asComplaint(reason: Readonly<{code: string; message: string}>): Complaint {
  return {...reason, field: 'lateMinutes'}
}

function versionChanges(
  examId: ExamId,
  {minutes, platform, extraTime}: Row,
  versions: readonly ExamVersion[],
  next: () => ExamVersionId,
): readonly RecordChange[] {
  const active = versions.filter(({endedAt}) => endedAt === null).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const now = active.at(-1)
  const wanted = {
    minutes,
    platform: platform ?? now?.platform ?? 'none',
    extraTime: extraTime ?? now?.extraTime ?? true,
  }
  const isSame = now?.minutes === minutes && now.platform === wanted.platform && now.extraTime === wanted.extraTime
  if (isSame) return []
  const made: ExamVersion = {
    id: next(),
    examId,
    code: freeVersionCode(versions),
    componentId: null,
    variant: '',
    ...wanted,
    endedAt: null,
  }
  return [adding('examVersions', made), ...active.map((version) => ending('examVersions', version))]
}

/** A, B, C …, and V27 after Z. */
function freeVersionCode(versions: readonly ExamVersion[]): string {
  const taken = new Set(versions.map((version) => version.code))
  for (let n = versions.length; ; n++) {
    const name = n < 26 ? String.fromCharCode(65 + n) : `V${n + 1}`
    if (!taken.has(name)) return name
  }
}

/** The crebos of the file are those of the exam plan, whatever the cohort; entries for one cohort are made by hand and stay. */
function planChanges(
  examId: ExamId,
  {crebos}: Row,
  entries: readonly ExamPlanEntry[],
  next: () => string,
): readonly RecordChange[] {
  if (crebos === undefined) return []
  const missing = crebos.filter((crebo) => !entries.some((entry) => entry.crebo === crebo))
  return [
    ...missing.map((crebo) =>
      adding('examPlanEntries', {id: next(), examId, crebo, cohort: null, externalCode: null, endedAt: null}),
    ),
    ...entries.filter(({crebo}) => !crebos.includes(crebo)).map((entry) => ending('examPlanEntries', entry)),
  ]
}
