import {ExamError} from '../../src/errors.ts'
import {showCase} from '../../src/delivery/cases/show-case.ts'
import {listStudents} from '../../src/institution/people/list-students.ts'
import {showExam} from '../../src/institution/exams/show-exam.ts'
import {showStudent} from '../../src/institution/people/show-student.ts'
import {showPeriod} from '../../src/lifecycle/show-period.ts'
import {showSession} from '../../src/planning/sessions/show-session.ts'
import {showRegistration} from '../../src/registration/show-registration.ts'
import {screenNamed} from './screen-named.ts'
import type {Place, ScreenContext} from './parts/screen.ts'
import {SCREENS} from './screens.ts'

/** Which kinds of things a code may be of, and where each leads. */
const KINDS: readonly ((ctx: ScreenContext, code: string) => Promise<Place>)[] = [
  async (ctx, code) => ({screen: 'session', about: [(await showSession(ctx, code)).code]}),
  async (ctx, code) => ({screen: 'student', about: [(await showStudent(ctx, code)).student]}),
  async (ctx, code) => ({screen: 'period', about: [(await showPeriod(ctx, code)).code]}),
  async (ctx, code) => ({screen: 'registrations', about: ['exam', (await showExam(ctx, code)).exam]}),
  async (ctx, code) => ({screen: 'case', about: [(await showCase(ctx, {case: code})).case]}),
  async (ctx, code) => ({screen: 'student', about: [(await showRegistration(ctx, code)).student]}),
]

/**
 * The place that words name: a screen with what it is about, or the code of a period, session, student, exam, case or
 * registration, or else a student by name.
 *
 * @throws ExamError `place.unknown`
 */
export async function findPlace(ctx: ScreenContext, words: readonly string[]): Promise<Place> {
  const [first = '', ...about] = words
  if (SCREENS.some(({name}) => name === first)) return {screen: first, about}
  const code = words.join(' ')
  for (const kind of about.length === 0 ? KINDS : []) {
    const place = await kind(ctx, code).catch(unlessKnown)
    if (place) return place
  }
  const students = await listStudents(ctx, {search: code, limit: 2}).catch(() => [])
  const [only] = students
  if (only && students.length === 1) return {screen: 'student', about: [only.student]}
  if (students.length > 1) return {screen: 'students', about: [code]}
  return {screen: screenNamed(code).name, about: []}
}

/** What has no such code, or may not be seen, is looked for elsewhere. */
function unlessKnown(error: unknown): undefined {
  if (error instanceof ExamError) return undefined
  throw error
}
