import type {Period} from '../institution/model.ts'
import type {AuditSeal} from '../operation/records.ts'
import type {TableCell, TableWriter} from '../ports.ts'
import {type CodeBook, openCodeBook} from './code-book.ts'
import {batchPath, bundleJson, CHAIN} from './bundle.ts'
import {sessionDossier} from './session-dossier.ts'
import type {ArchiveStores} from './store.ts'
import {type StudentDossier, studentDossiers} from './student-dossier.ts'

/** A file of a bundle with what is in it. */
export type BundleContent = Readonly<{path: string; content: string}>

/** Students whose dossiers are read at once. */
const CHUNK = 200

/** The files of a period's archive, made one after another so that memory stays flat, in an order that depends on the store alone. */
export async function* bundleContents(
  stores: ArchiveStores,
  period: Period,
  tables: TableWriter,
): AsyncGenerator<BundleContent> {
  const book = await openCodeBook(stores)
  const seals = new Set<number>()
  yield {path: 'period.json', content: bundleJson(await periodSheet(stores, book, period))}
  for (const session of await stores.planning.sessions({period: period.id, ended: true})) {
    const dossier = await sessionDossier(stores, book, session)
    for (const {seal} of dossier.audit) if (seal !== null) seals.add(seal)
    yield {path: `sessions/${fileName(session.code, session.id, session.endedAt)}.json`, content: bundleJson(dossier)}
  }
  const rows: Record<keyof typeof TABLES, (readonly TableCell[])[]> = {registrations: [], enrolments: [], results: []}
  for await (const dossier of dossiersOf(stores, book, period)) {
    for (const {seal} of dossier.audit) if (seal !== null) seals.add(seal)
    for (const [name, {rowsOf}] of Object.entries(TABLES)) rows[name as keyof typeof TABLES].push(...rowsOf(dossier))
    yield {path: `students/${encodeURIComponent(dossier.student.number)}.json`, content: bundleJson(dossier)}
  }
  for (const [name, {header}] of Object.entries(TABLES))
    yield {path: `tables/${name}.csv`, content: tables.csv(header, rows[name as keyof typeof TABLES])}
  yield* auditTrail(stores, seals)
}

/** Codes of sessions that ended may be used again, so that those have their id in the name. */
function fileName(code: string, id: string, endedAt: string | null): string {
  return encodeURIComponent(endedAt === null ? code : `${code}-${id}`)
}

async function periodSheet(stores: ArchiveStores, {code}: CodeBook, period: Period) {
  const windows = await stores.periodWindows.history({periodId: period.id})
  const transitions = await stores.periodTransitions.all({periodId: period.id})
  return {
    period: {code: period.code, name: period.name, from: period.fromOn, to: period.toOn},
    windows: windows.map(({examId, kind, opensAt, closesAt, endedAt}) => ({
      exam: code(examId),
      kind,
      opensAt,
      closesAt,
      endedAt,
    })),
    transitions: transitions.map(({deed, examId, dueAt, doneAt, undoneAt}) => ({
      step: deed,
      exam: code(examId),
      dueAt,
      doneAt,
      undoneAt,
    })),
  }
}

async function* dossiersOf(stores: ArchiveStores, book: CodeBook, period: Period): AsyncGenerator<StudentDossier> {
  for (let after = ''; ;) {
    const ids = await stores.archive.participants(period.id, after, CHUNK)
    const students = await stores.persons.history({id: ids})
    yield* await studentDossiers(stores, book, {students, period: period.id})
    const last = ids.at(-1)
    if (ids.length < CHUNK || last === undefined) return
    after = last
  }
}

/** The whole chain of seals without entries, and with their entries the batches in which the dossiers' entries are. */
async function* auditTrail(stores: ArchiveStores, needed: ReadonlySet<number>): AsyncGenerator<BundleContent> {
  const chain: AuditSeal[] = []
  for (let after = 0; ;) {
    const seals = await stores.audit.seals(after, 1000)
    chain.push(...seals)
    const last = seals.at(-1)
    if (seals.length < 1000 || !last) break
    after = last.number
  }
  for (const seal of chain) {
    if (!needed.has(seal.number)) continue
    yield {path: batchPath(seal.number), content: bundleJson({seal, entries: await stores.audit.sealed(seal.number)})}
  }
  yield {path: CHAIN, content: bundleJson(chain)}
}

type Sheet = Readonly<{
  header: readonly string[]
  rowsOf: (dossier: StudentDossier) => readonly (readonly TableCell[])[]
}>

/** Tables over all students, for whoever opens the archive in a spreadsheet. */
const TABLES = {
  registrations: {
    header: ['student', 'name', 'registration', 'exam', 'period', 'state', 'source', 'requested_at', 'closed_at'],
    rowsOf: ({student, registrations}) =>
      registrations.map((each) => [
        student.number,
        student.sortName,
        each.registration,
        each.exam,
        each.period,
        each.state,
        each.source,
        each.requestedAt,
        each.closedAt,
      ]),
  },
  enrolments: {
    header: [
      'student',
      'name',
      'exam',
      'session',
      'on',
      'from',
      'room',
      'seat',
      'extra_minutes',
      'aids',
      'ended_at',
      'end_reason',
    ],
    rowsOf: ({student, enrolments}) =>
      enrolments.map((each) => [
        student.number,
        student.sortName,
        each.exam,
        each.session,
        each.on,
        each.from,
        each.room,
        each.seat,
        each.extraMinutes,
        each.aids.join(' '),
        each.endedAt,
        each.endReason,
      ]),
  },
  results: {
    header: [
      'student',
      'name',
      'exam',
      'session',
      'taken_on',
      'attempt',
      'attendance',
      'score',
      'passed',
      'counts',
      'void',
      'state',
      'established_at',
    ],
    rowsOf: ({student, attempts}) =>
      attempts.map((each) => [
        student.number,
        student.sortName,
        each.exam,
        each.session,
        each.takenOn,
        each.attempt,
        each.attendance,
        each.score,
        yesNo(each.passed),
        yesNo(each.counts),
        yesNo(each.void),
        each.state,
        each.establishedAt,
      ]),
  },
} as const satisfies Record<string, Sheet>

function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'yes' : 'no'
}
