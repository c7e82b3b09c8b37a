import {describe, expect, test} from 'vitest'
import {LANGUAGES} from '../../src/letters/letter.ts'
import {sentenceOf} from '../../src/texts/reasons.ts'
import {importsOf} from '../support/doors.ts'
import {codesIn} from '../support/error-codes.ts'
import {ROOT} from '../support/golden-files.ts'
import {parseSource, sourceFiles} from '../support/source-tree.ts'

/**
 * What no deed of these pages can meet: what only the office or a file brings about, and what a page sees to before a form is
 * sent. `<noun>.refused` only gathers reasons, and what is not found is told by its kind.
 */
const NOT_MET = [
  'enrolment.override-reason',
  'enrolment.reason-needed',
  'exam.pass-mark-not-on-scale',
  'letter.wrong-data',
  'period.frozen-already',
  'period.invalid-window',
  'period.requests-undecided',
  'period.taking-outside',
  'report.reason-needed',
  'result.absence-not-judged',
  'result.case-open',
  'result.message-held',
  'result.no-authority',
  'result.no-board',
  'result.no-score',
  'result.report-not-signed',
  'session.mixed-shares',
  'student.both-registered',
  'student.both-seated',
  'student.in-session',
  'time.invalid-instant',
  // `room.blocked` and `location.blocked`, which have words.
  '{kind}.blocked',
  '{noun}.not-a-candidate',
]
/** Of a student: others write texts, choose times and register many. */
const NOT_BY_STUDENTS = [
  'exam.may-not-share',
  'registration.reason-needed',
  'registration.twice',
  'result.not-on-scale',
  'time.ambiguous',
  'time.invalid-day',
  'time.invalid-time',
  'time.skipped',
]

const READERS = [
  ['student', false],
  ['teacher', true],
  ['assessor', true],
] as const

describe.each(READERS)('what is refused on the pages of a %s', (audience, staff) => {
  test.each(LANGUAGES)('is told in words of its own in %s', (language) => {
    const codes = codesMet(`web/pages/${audience}/*.{ts,tsx}`)
    const notMet = new Set(staff ? NOT_MET : [...NOT_MET, ...NOT_BY_STUDENTS])
    const without = codes.filter((code) => !notMet.has(code) && sentenceOf(code, {language, staff}) === undefined)
    expect(without).toEqual([])
  })
})

/** Codes of refusals in the sources that pages use, themselves or through others. */
function codesMet(pages: string): readonly string[] {
  const seen = new Set<string>()
  const waiting = [...sourceFiles(ROOT, pages)]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const imported = importsOf(parseSource(ROOT, file), file).map((line) => line.split(' ')[0] ?? '')
    waiting.push(...imported.filter((source) => source.startsWith('src/') && !source.startsWith('src/texts/')))
  }
  const codes = [...seen].flatMap((file) => codesIn(parseSource(ROOT, file), file))
  return [...new Set(codes.filter(({kind}) => kind !== 'not-found' && kind !== 'forbidden').map(({code}) => code))]
    .filter((code) => !code.endsWith('.refused'))
    .toSorted()
}
