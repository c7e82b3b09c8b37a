import {absentees, type Candidate} from './outcomes.ts'
import {PAGE, PERIOD, type Setting} from './setting.ts'
import type {Stage} from './stage.ts'

export type PlannedSession = Readonly<{code: string; state: string; on: string; from: string}>
type Line = Candidate & Readonly<{session: string}>

/** The days of the exams: lists are fixed, reports kept, incidents recorded, reports signed and closed. */
export async function deliverSessions(stage: Stage, setting: Setting): Promise<void> {
  stage.phase(
    'Delivery (afnemen)',
    'Lists are fixed; the report of each session is kept, signed and closed. What happened cannot be changed afterwards.',
  )
  const before = '2026-11-28T09:00'
  const sessions = await stage.pages<PlannedSession>(['session', 'list', PERIOD, ...PAGE], {at: before, lines: 8})
  const enrolments = await stage.pages<Line>(['enrolment', 'list', '--period', PERIOD, ...PAGE], {at: before, lines: 0})
  const bySession = Map.groupBy(enrolments, ({session}) => session)
  const held = sessions.filter(({code}) => bySession.has(code))
  const empty = sessions.filter(({code}) => !bySession.has(code))
  stage.say(`${empty.length} sessions are needed by nobody and are cancelled; their rooms are free again.`)
  for (const [i, {code}] of empty.entries())
    await stage.type(['session', 'cancel', code, '--reason', 'Geen deelnemers'], {at: before, lines: i === 0 ? 4 : 0})
  await stage.type(['session', 'finalise', '--period', PERIOD], {at: before, lines: 8})
  const [first] = held
  if (first) {
    await stage.type(['delivery', 'participants', first.code], {at: before, lines: 10})
    await stage.type(['delivery', 'aids', first.code], {at: before, lines: 6})
  }
  if (first) await holdSession(stage, setting, first, bySession.get(first.code) ?? [])
  stage.say('The other reports were kept on paper; each evening the office takes over those of the day.')
  const others = Map.groupBy(held.slice(1), ({on}) => on)
  for (const [i, [on, sessions]] of [...others].entries()) {
    const absent = sessions.flatMap(({code}) =>
      absentees(setting, bySession.get(code) ?? []).map((student) => `${student}@${code}`),
    )
    const except = absent.length > 0 ? ['--absent', absent.join(',')] : []
    const words = ['report', 'take-over', '--on', on, ...except, '--reason', 'Overgenomen van papier']
    await stage.type(words, {at: `${on}T21:30`, as: 'office', lines: i === 0 ? 8 : 0})
  }
}

/** One session from its opening to its closing, with an incident. */
async function holdSession(
  stage: Stage,
  setting: Setting,
  {code, on, from}: PlannedSession,
  candidates: readonly Candidate[],
): Promise<void> {
  const reason = ['--reason', 'Overgenomen van papier']
  const start = {at: `${on}T${from}`, lines: 6}
  const end = {at: `${on}T21:00`, as: 'office', lines: 6} as const
  const absent = absentees(setting, candidates)
  await stage.type(['report', 'open', code, ...reason], start)
  const except = absent.length > 0 ? ['--except', absent.join(',')] : []
  await stage.type(['report', 'attendance', code, '--all', 'present', ...except, '--id-checked', ...reason], start)
  for (const student of absent)
    await stage.type(['report', 'attendance', code, student, 'notPresent', ...reason], start)
  await incident(stage, code, candidates, start.at)
  await stage.type(['report', 'sign', code, ...reason], end)
  await stage.type(['report', 'close', code, ...reason], end)
}

async function incident(stage: Stage, code: string, candidates: readonly Candidate[], at: string): Promise<void> {
  const reason = ['--reason', 'Overgenomen van papier']
  await stage.type(
    [
      'report',
      'event',
      code,
      '--kind',
      'noise',
      '--text',
      'Brandoefening in het naastgelegen gebouw',
      '--action',
      'Ramen gesloten',
      ...reason,
    ],
    {at, lines: 3},
  )
  await stage.type(['report', 'extend', code, '10', ...reason], {at, lines: 3})
  const suspect = candidates.toSorted((a, b) => a.student.localeCompare(b.student))[0]
  if (!suspect) return
  const what = ['--kind', 'fraud', '--scope', 'candidates', '--student', suspect.student]
  await stage.type(['case', 'open', code, ...what, '--text', 'Telefoon in de hand tijdens de afname'], {
    at,
    lines: 4,
    keep: {CASE: 'case'},
  })
}
