import type {Context} from '../../src/context.ts'
import {closeReport} from '../../src/delivery/reports/close-report.ts'
import {openReport} from '../../src/delivery/reports/open-report.ts'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {type ShownReport, showReport} from '../../src/delivery/reports/show-report.ts'
import {signReport} from '../../src/delivery/reports/sign-report.ts'
import type {DeliveryStores} from '../../src/delivery/store.ts'
import {ExamError, refuseIfAny} from '../../src/errors.ts'

/** What a report on paper says: everybody was present and showed his ID, save those who were absent. */
type PaperReport = Readonly<{report: ShownReport; absent: readonly string[]; reason: string}>

/** A report as it was taken over. */
type TakenOver = Readonly<{session: string; attempts: number; absent: number; digest: string}>

/** What became of each report; one that was refused says why, and leaves the others alone. */
export type TakeOver = Readonly<{
  takenOver: readonly TakenOver[]
  refused: readonly Readonly<{session: string; code: string; message: string}>[]
}>

/** Takes over these reports, each by itself. @throws ExamError `report.refused` when somebody named is on no list, before anything is recorded */
export async function takeOverAll(
  ctx: Context<DeliveryStores>,
  {sessions, absent, reason}: Readonly<{sessions: readonly string[]; absent: readonly string[]; reason: string}>,
): Promise<TakeOver> {
  const reports: ShownReport[] = []
  for (const session of sessions) reports.push(await begun(ctx, session, reason))
  requireKnown(reports, absent)
  const takenOver: TakenOver[] = []
  const refused: TakeOver['refused'][number][] = []
  for (const report of reports) {
    try {
      takenOver.push(await takeOver(ctx, {report, absent: absentFrom(report, absent), reason}))
    } catch (error) {
      if (!(error instanceof ExamError) || error.kind !== 'refused') throw error
      refused.push({session: report.session, code: error.code, message: error.message})
    }
  }
  return {takenOver, refused}
}

/** The report of a session, opened if it was not. */
async function begun(ctx: Context<DeliveryStores>, session: string, reason: string): Promise<ShownReport> {
  try {
    return await showReport(ctx, {session})
  } catch (error) {
    if (!(error instanceof ExamError) || error.code !== 'report.missing') throw error
    await openReport(ctx, {session, reason})
    return showReport(ctx, {session})
  }
}

/**
 * Who of `named` was absent from the session of this report: `0412345` from any that he is a candidate of, or
 * `0412345@1130-B104-0900` from that one.
 */
function absentFrom({session, candidates}: ShownReport, named: readonly string[]): readonly string[] {
  const listed = new Set(candidates.map(({student}) => student))
  return named.flatMap((name) => {
    const [student = '', only = session] = name.split('@')
    return only === session && listed.has(student) ? [student] : []
  })
}

/** Refuses names that no report knows: a typing error would make somebody present. @throws ExamError `report.refused` */
function requireKnown(reports: readonly ShownReport[], named: readonly string[]): void {
  const strangers = named.filter((name) => reports.every((report) => absentFrom(report, [name]).length === 0))
  refuseIfAny(
    'report',
    strangers.map((name) => ({
      code: 'report.not-a-candidate',
      message: `${name} is on no list of these sessions; look with: ontrac delivery participants`,
    })),
  )
}

/**
 * Takes over what a report on paper says, deed by deed as one would by hand: attendance of whom the report says nothing yet,
 * the signature, the closing. What was cut off or refused half-way is taken up by doing it again.
 */
async function takeOver(ctx: Context<DeliveryStores>, paper: PaperReport): Promise<TakenOver> {
  const {report, reason} = paper
  const {session, signatures} = report
  if (signatures.length === 0) await recordAll(ctx, paper)
  if (signatures.every(({role}) => role === 'invigilator')) await signReport(ctx, {session, reason})
  const {attempts, attendance, digest} = await closeReport(ctx, {session, reason})
  return {session, attempts, absent: attendance.notPresent ?? 0, digest}
}

/** A signature ends recording; until then, whoever is not absent was present. */
async function recordAll(
  ctx: Context<DeliveryStores>,
  {report: {session, candidates}, absent, reason}: PaperReport,
): Promise<void> {
  const unknown = candidates.filter(({attendance}) => attendance === 'notKnown').map(({student}) => student)
  const {missing = [], present = []} = Object.groupBy(new Set(unknown), (student) =>
    absent.includes(student) ? 'missing' : 'present',
  )
  const about = {session, reason}
  if (missing.length > 0) await recordAttendance(ctx, {...about, students: missing, attendance: 'notPresent'})
  if (present.length > 0)
    await recordAttendance(ctx, {...about, students: present, attendance: 'present', idChecked: true})
}
