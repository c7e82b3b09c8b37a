import type {Access, Entry} from '../../context.ts'
import {ATTENDANCES, type Attendance} from '../../delivery/reports/report-facts.ts'
import {ExamError} from '../../errors.ts'
import type {Json} from '../../json.ts'
import {type IncomingAttempt, incomingAttempts} from '../../results/incoming-attempts.ts'
import type {ResultMessage} from '../../results/model.ts'
import type {IncomingResult} from '../../results/record-results.ts'
import {scoreOn} from '../../results/scales.ts'
import {choice, code, form, text, yesNo} from '../cells.ts'
import {optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner} from '../import-kind.ts'
import {type ResultItem, resultWork} from '../result-work.ts'
import type {ImportStores} from '../store.ts'

const WORDS: Readonly<Record<string, Attendance>> = {
  aanwezig: 'present',
  afwezig: 'notPresent',
  'niet gestart': 'notStarted',
  'niet afgemaakt': 'notFinished',
  onbekend: 'notKnown',
  ...Object.fromEntries(ATTENDANCES.map((word) => [word.toLowerCase(), word])),
}

const FIELDS = {
  student: required('studentnummer student_number', form(/^\S{1,20}$/, 'a student number')),
  exam: required('examen exam', code),
  session: optional('zitting session', form(/^\S{1,60}$/, 'a session code'), null),
  attendance: optional('aanwezigheid attendance', choice(WORDS), null),
  score: optional('score cijfer resultaat result', text(40), null),
  final: optional('definitief final', yesNo, false),
  scoredBy: optional('beoordelaar scored_by', code, null),
}
type Row = RowOf<typeof FIELDS>

/**
 * Results of exams whose session reports are closed, in steps as they come: attendance, score, final. What differs from an
 * established result is kept for the board and changes nothing.
 */
export const results = importKind({
  name: 'results',
  deed: 'result.record',
  fields: FIELDS,
  key: ({student, exam, session}) => `${student} ${exam} ${session ?? ''}`,
  begin: planResults,
  work: resultWork,
})

function planResults(): Planner<Row> {
  return {
    async decide(stores, access, rows) {
      const incoming = rows.map(({row}) => incomingOf(row))
      const attemptOf = await incomingAttempts(stores, reading(access), incoming)
      const found = incoming.map(attemptOf)
      const held = await heldMessages(stores, found)
      return rows.map(({line, row}, i): Decision => {
        const about = `Result of student ${row.student} for ${row.exam}`
        const [result, taking] = [incoming[i], found[i]]
        if (!result || !taking) throw new Error('Each row has its attempt, or why it has none.')
        if ('code' in taking) return {line, about, does: 'bad', complaints: [{...taking, field: 'exam'}]}
        const score = onScale(taking, row.score)
        if (score !== null && typeof score !== 'string')
          return {line, about, does: 'bad', complaints: [{code: score.code, message: score.message, field: 'score'}]}
        if (isKnown(taking, row, score, held)) return {line, about, does: 'same'}
        const item: ResultItem = {line, result}
        return {line, about, does: taking.current ? 'change' : 'add', item: item as unknown as Json}
      })
    },
  }
}

/** Looking up asks who looks; nothing is noted while a file is read. */
function reading(access: Access): Entry {
  return {...access, note: () => undefined}
}

function incomingOf({student, exam, session, attendance, score, final, scoredBy}: Row): IncomingResult {
  return {
    student,
    exam,
    ...(session ? {session} : {}),
    ...(attendance ? {attendance} : {}),
    ...(score ? {score} : {}),
    final: final ?? false,
    ...(scoredBy ? {scoredBy} : {}),
  }
}

function onScale({exam}: IncomingAttempt, score: string | null | undefined): string | null | ExamError {
  if (!score) return null
  try {
    return scoreOn(exam.resultScale, score)
  } catch (error) {
    if (error instanceof ExamError) return error
    throw error
  }
}

type Held = ReadonlyMap<string, readonly ResultMessage[]>

/** Messages that wait for the board: the same one again tells nothing new. */
async function heldMessages(
  stores: ImportStores,
  found: readonly (IncomingAttempt | Readonly<{code: string}>)[],
): Promise<Held> {
  const attemptId = found.flatMap((one) => ('attempt' in one ? [one.attempt.id] : []))
  const messages = attemptId.length > 0 ? await stores.resultMessages.all({attemptId, state: 'held'}) : []
  return Map.groupBy(messages, (message) => message.attemptId)
}

/** Whether a row says what stands already, or what was said before and waits for the board. */
function isKnown({attempt, current}: IncomingAttempt, {attendance}: Row, score: string | null, held: Held): boolean {
  const asked = held
    .get(attempt.id)
    ?.some((message) => message.score === score && message.attendance === (attendance ?? null))
  if (asked) return true
  const stands = current !== undefined || attempt.score !== null || attempt.passed !== null
  return stands && (score === null || score === (current ? current.score : attempt.score))
}
