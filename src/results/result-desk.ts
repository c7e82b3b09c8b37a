import type {Access, Entry} from '../context.ts'
import type {Deed} from '../deeds.ts'
import {blockedEnrolments} from '../delivery/cases/case-blocks.ts'
import {programmesOf} from '../delivery/lists/student-programmes.ts'
import type {Reason} from '../errors.ts'
import type {AttemptId, ExamId, ProgrammeId} from '../ids.ts'
import {type Authority, openAuthority} from '../institution/boards/authority.ts'
import type {Result} from './model.ts'
import {type Considered, outcomeText} from './outcome-text.ts'
import type {Matter} from './result-state.ts'
import type {OutcomeFilter, OutcomeLine, ResultStores} from './store.ts'

/** A matter, and by what right the one who acts may decide on it, if any. */
export type DeskMatter = Matter & Readonly<{authority: Authority | undefined}>

const PAGE = 1000

/** Attempts with the cases that block them, all that fit, in the order of names; a few queries per thousand. */
export async function mattersOf(stores: ResultStores, filter: OutcomeFilter): Promise<readonly Matter[]> {
  const matters: Matter[] = []
  let after: AttemptId | undefined = filter.after
  for (;;) {
    const lines = await stores.outcomes.list({...filter, limit: PAGE, ...(after === undefined ? {} : {after})})
    matters.push(...(await withCases(stores, lines)))
    if (lines.length < PAGE || filter.attempts || filter.persons) return matters.toSorted(byName)
    after = lines.at(-1)?.id
  }
}

/** By name, then exam and time. */
function byName({line: a}: Matter, {line: b}: Matter): number {
  return (
    compare(a.sortKey, b.sortKey) ||
    compare(a.student, b.student) ||
    compare(a.exam, b.exam) ||
    compare(a.takenOn, b.takenOn) ||
    compare(a.id, b.id)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The same lines with the cases that block them. */
export async function withCases(stores: ResultStores, lines: readonly OutcomeLine[]): Promise<readonly Matter[]> {
  const blocked = await blockedEnrolments(
    stores,
    lines.flatMap(({enrolmentId}) => enrolmentId ?? []),
  )
  return lines.map((line) => ({line, cases: line.enrolmentId === null ? [] : (blocked.get(line.enrolmentId) ?? [])}))
}

/** A matter with every reason not to do a deed on it; none means it is done. */
export type Judged = DeskMatter & Readonly<{reasons: readonly Reason[]}>
export type Sorted = Readonly<{ready: readonly Judged[]; refused: readonly Judged[]}>

/** Sorts matters into those on which a deed can be done by the one who acts, and those on which it cannot, each with its reasons. */
export async function sortMatters(
  stores: ResultStores,
  access: Access,
  {
    deed,
    matters,
    reasonsOf,
  }: Readonly<{deed: Deed; matters: readonly Matter[]; reasonsOf: (matter: Matter) => readonly Reason[]}>,
): Promise<Sorted> {
  const authorityOn = await openAuthority(stores, access, deed)
  const programmes = await programmesOf(stores, [...new Set(matters.map(({line}) => line.personId))])
  const isAnsweredFor = await answeredFor(stores)
  const judged = matters.map((matter) => {
    const {examId, personId} = matter.line
    const own = programmes.get(personId) ?? []
    const authority = authorityOn({exam: examId, programmes: own})
    const lacking = isAnsweredFor(examId, own) ? noAuthority(matter, deed) : noBoard(matter)
    return {...matter, authority, reasons: [...reasonsOf(matter), ...(authority ? [] : [lacking])]}
  })
  return {
    ready: judged.filter(({reasons}) => reasons.length === 0),
    refused: judged.filter(({reasons}) => reasons.length > 0),
  }
}

/** Whether any board answers for an exam of a student of these programmes. */
async function answeredFor({programmes, boardExams}: ResultStores) {
  const boarded = new Set((await programmes.history()).filter(({boardId}) => boardId !== null).map(({id}) => id))
  const exams = new Set((await boardExams.all()).map(({examId}) => examId))
  return (exam: ExamId, own: readonly ProgrammeId[]): boolean => exams.has(exam) || own.some((id) => boarded.has(id))
}

function noBoard({line: {student, exam}}: Matter): Reason {
  const message = `No exam board answers for ${exam} of ${student}, who is in no programme of one; give it the exam with: ontrac board change BOARD --exam ${exam}`
  return {code: 'result.no-board', message, details: {student, exam}}
}

function noAuthority({line: {student, exam}}: Matter, deed: Deed): Reason {
  const message = `No mandate of yours in force and no board of which you are a member covers ${deed} for ${student} at ${exam}; see: ontrac mandate list`
  return {code: 'result.no-authority', message, details: {student, exam}}
}

/** Leaves an entry about each attempt on which a deed was done, beside the step's own. */
export function noteEach(entry: Entry, done: readonly Judged[]): void {
  for (const {line, authority} of done) {
    const {student, exam, session, number, personId} = line
    const facts = {student, exam, session, number, mandate: authority?.mandateId ?? null}
    entry.note({about: ['attempt', line.id], for: personId, facts})
  }
}

/** What was not done, or would be, as it stands. */
export function consideredText(matter: Judged): Considered {
  return {...outcomeText(matter), reasons: matter.reasons}
}

/** What was done, as it stands after it; `changed` is what became of each result. */
export function doneTexts(
  done: readonly Judged[],
  changed: (line: OutcomeLine) => Partial<Result>,
): readonly Considered[] {
  return done.map(({line, cases}) => {
    const result = {...line.result, ...changed(line)} as Result
    return {...outcomeText({cases, line: {...line, result}}), reasons: []}
  })
}
