import type {Session} from '../planning/model.ts'
import {outcomeText} from '../results/outcome-text.ts'
import {mattersOf} from '../results/result-desk.ts'
import type {CodeBook} from './code-book.ts'
import {sessionCases, sessionReport} from './report-sheet.ts'
import {enrolmentLines, sessionSheet} from './session-sheet.ts'
import type {ArchiveStores} from './store.ts'
import {toldEntry} from './told-entry.ts'

/** Everything that is kept of a session: plan, people, lists, report, cases and results. */
export type SessionDossier = Awaited<ReturnType<typeof sessionDossier>>

/** The dossier of one session, in codes and in a fixed order; what concerns students is within reach. */
export async function sessionDossier(stores: ArchiveStores, book: CodeBook, session: Session) {
  const enrolments = await stores.enrolments.history({sessionId: session.id})
  const names = await withEnrolments(stores, book, session, enrolments)
  return {
    ...(await sessionSheet(stores, session, names)),
    enrolments: await enrolmentLines(stores, session, {enrolments, names}),
    lists: (await stores.listVersions.all({sessionId: session.id}, {orderBy: 'number'})).map(
      ({number, fixedAt, digest, body}) => ({number, fixedAt, digest, body: names.inCodes(body)}),
    ),
    report: await sessionReport(stores, session, names),
    cases: await sessionCases(stores, session, names),
    results: (await mattersOf(stores, {session: session.id})).map((matter) => outcomeText(matter)),
    audit: (await stores.archive.auditAbout('session', [session.id])).map((each) => toldEntry(each)),
  }
}

/** An enrolment is named by its student's number and the exam: `0412345 NE-3F-CE`. */
async function withEnrolments(
  stores: ArchiveStores,
  book: CodeBook,
  session: Session,
  enrolments: Awaited<ReturnType<ArchiveStores['enrolments']['history']>>,
): Promise<CodeBook> {
  const people = await stores.persons.history({id: [...new Set(enrolments.map(({personId}) => personId))]})
  const numbers = new Map(people.map(({id, studentNumber}) => [id, studentNumber ?? '']))
  const offered = await stores.sessionExams.history({sessionId: session.id})
  const exams = new Map(offered.map(({id, examId}) => [id, book.code(examId) ?? '']))
  return book.with([
    [session.id, session.code],
    ...numbers,
    ...exams,
    ...enrolments.map(
      ({id, personId, sessionExamId}) =>
        [id, `${numbers.get(personId) ?? ''} ${exams.get(sessionExamId) ?? ''}`] as const,
    ),
  ])
}
