import {absentees, scoreOf} from './outcomes.ts'
import {PAGE, PERIOD, type Setting} from './setting.ts'
import type {Stage} from './stage.ts'

type Line = Readonly<{student: string; exam: string; session: string}>
type Absences = Readonly<{absences: readonly Readonly<{student: string; exam: string}>[]}>
type Results = Readonly<{results: readonly Readonly<{student: string; exam: string; passed: boolean | null}>[]}>

/** Results come in; incidents first, then results are established, published and sent; resits are asked and decided. */
export async function settleResults(stage: Stage, setting: Setting): Promise<void> {
  stage.phase(
    'Closing (afsluiten)',
    'Incidents are settled first; then results are established under a mandate, published, and sent to the SIS.',
  )
  const at = '2026-12-18T22:00'
  const enrolments = await stage.pages<Line>(['enrolment', 'list', '--period', PERIOD, ...PAGE], {at, lines: 0})
  const rows = [...Map.groupBy(enrolments, ({session}) => session)].flatMap(([session, candidates]) => {
    const absent = new Set(absentees(setting, candidates))
    return candidates
      .filter(({student}) => !absent.has(student))
      .map((line) => [line.student, line.exam, session, 'present', scoreOf(setting, line)])
  })
  const file = await setting.write(
    '13-resultaten.csv',
    ['studentnummer', 'examen', 'zitting', 'aanwezigheid', 'score'],
    rows,
  )
  await stage.type(['import', 'results', file], {at, lines: 8})

  stage.say('The open case blocks exactly the results in its scope.')
  await stage.type(['result', 'establish', '--period', PERIOD, '--dry-run'], {at, as: 'functionary', lines: 12})
  await settleCase(stage, at)
  await judgeAbsences(stage, at)
  await stage.type(['result', 'establish', '--period', PERIOD], {at: '2026-12-19T10:00', as: 'functionary', lines: 8})
  await stage.type(['result', 'publish', '--period', PERIOD], {at: '2026-12-19T10:05', as: 'functionary', lines: 6})
  await stage.type(['tick'], {at: '2026-12-19T10:30', lines: 8})
  await resit(stage)
  await stage.type(['result', 'export', '--period', PERIOD, '-o', `${setting.folder}/naar-sis.csv`], {
    at: '2026-12-19T11:00',
    lines: 4,
  })
}

async function settleCase(stage: Stage, at: string): Promise<void> {
  await stage.type(['case', 'list'], {at, lines: 6})
  await stage.type(['case', 'triage', '$CASE', 'board', '--reason', 'Verdenking van fraude'], {
    at,
    as: 'functionary',
    lines: 3,
  })
  const shown = await stage.type<Readonly<{candidates: readonly Readonly<{student: string}>[]}>>(
    ['case', 'show', '$CASE'],
    {at, lines: 0},
  )
  for (const {student} of shown.candidates)
    await stage.type(['case', 'hear', '$CASE', student, '--text', 'Keek op de klok, berichten zijn getoond'], {
      at,
      as: 'board',
      lines: 2,
    })
  await stage.type(['case', 'decide', '$CASE', 'valid', '--reason', 'Geen voordeel aannemelijk'], {
    at,
    as: 'board',
    lines: 4,
  })
}

/** One who stayed away is judged by hand; of all others nobody said a word, and they are judged at once. */
async function judgeAbsences(stage: Stage, at: string): Promise<void> {
  const as = 'functionary'
  const reason = ['--reason', 'Niet afgemeld']
  const {absences} = await stage.type<Absences>(['absence', 'list', '--period', PERIOD, '--unjudged'], {at, lines: 8})
  const [first] = absences
  if (!first) return
  await stage.type(['absence', 'judge', first.student, first.exam, 'invalid', ...reason], {at, as, lines: 3})
  await stage.type(['absence', 'judge-unreported', PERIOD, ...reason], {at, as, lines: 3})
}

/** A student who failed asks for a resit; the board grants it, and it is a registration like any other. */
async function resit(stage: Stage): Promise<void> {
  const at = '2026-12-19T10:40'
  stage.say('A student who failed asks for a resit; granted, it is a registration for the next period.')
  await stage.type(
    [
      'period',
      'create',
      '2027-P3',
      '--from',
      '2027-02-01',
      '--to',
      '2027-02-19',
      '--registration',
      '2026-12-01..2027-01-15',
      '--enrolment',
      '2027-01-18..2027-02-18',
      '--taking',
      '2027-02-01..2027-02-19',
    ],
    {at, lines: 1},
  )
  await stage.type(['period', 'open', '2027-P3'], {at, lines: 1})
  const {results} = await stage.type<Results>(['result', 'list', '--period', PERIOD, '--exam', 'REK-4'], {at, lines: 8})
  const failed = results.find(({exam, passed}) => passed === false && exam === 'REK-4')
  if (!failed) return
  const words = [
    'resit',
    'request',
    failed.student,
    failed.exam,
    '--reason',
    'Kwam enkele punten tekort',
    '--period',
    '2027-P3',
  ]
  await stage.type(words, {at, lines: 4, keep: {RESIT: 'resit'}})
  await stage.type(['resit', 'grant', '$RESIT', '--reason', 'Een kans over', '--period', '2027-P3'], {
    at,
    as: 'board',
    lines: 4,
  })
}
