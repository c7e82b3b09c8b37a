import {PAGE, PERIOD, type Setting} from './setting.ts'
import type {Stage} from './stage.ts'

type Line = Readonly<{student: string; exam: string; session: string}>
type Moments = Readonly<{moments: readonly Readonly<{session: string; fits: boolean; free: number}>[]}>

/** Everybody gets the seat that the plan proved; some choose another, some wait; mail goes out and is seen in its folder. */
export async function enrolStudents(stage: Stage, _: Setting): Promise<void> {
  stage.phase(
    'Enrolment (inschrijven)',
    'Seats are taken: centrally from the plan, or first come first served. Nothing is ever overbooked.',
  )
  const at = '2026-11-09T09:00'
  await stage.type(['plan', 'certificate', PERIOD], {at, lines: 8})
  await stage.type(['enrolment', 'assign', PERIOD, '--dry-run'], {at, lines: 12})
  await stage.type(['enrolment', 'assign', PERIOD], {at, lines: 12})
  await stage.type(['enrolment', 'assign', PERIOD], {at, lines: 3})

  const enrolments = await stage.pages<Line>(['enrolment', 'list', '--period', PERIOD, ...PAGE], {at, lines: 8})
  const mover = await somebodyWhoCanMove(stage, enrolments, at)
  if (mover) {
    stage.say(
      'A student chooses another moment: only those that fit are offered, with extra time, school days and other exams reckoned in.',
    )
    await stage.type(['enrolment', 'moments', mover.line.student, mover.line.exam], {at, lines: 8})
    const {student, exam, session} = mover.line
    await stage.type(['enrolment', 'list', '--student', student, '--exam', exam], {
      at,
      lines: 4,
      keep: {MOVER: 'enrolments.0.registration'},
    })
    await stage.type(['enrolment', 'move', '$MOVER', mover.to], {at, lines: 4})
    await stage.type(['enrolment', 'move', '$MOVER', session], {at, lines: 4})
  }
  stage.say('Timed work sends what is due: confirmations are in the mail folder.')
  await stage.type(['tick'], {at: '2026-11-09T09:20', lines: 10})
  await stage.type(['mail', 'list', '--limit', '3'], {at: '2026-11-09T09:20', lines: 6})
  stage.say('A week before its first session every student is reminded, once.')
  await stage.type(['tick'], {at: '2026-11-23T08:00', lines: 8})
}

/** Somebody with another moment that fits; the first few are asked. */
async function somebodyWhoCanMove(
  stage: Stage,
  lines: readonly Line[],
  at: string,
): Promise<Readonly<{line: Line; to: string}> | undefined> {
  for (const line of lines.filter(({exam}) => exam.startsWith('REK')).slice(0, 8)) {
    const {moments} = await stage.type<Moments>(['enrolment', 'moments', line.student, line.exam], {at, lines: 0})
    const other = moments.find(({session, fits, free}) => fits && free > 0 && session !== line.session)
    if (other) return {line, to: other.session}
  }
  return undefined
}
