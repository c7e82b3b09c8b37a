import type {RecordOf} from '../connector.ts'
import type {ExamId} from '../ids.ts'
import type {Exam} from '../institution/model.ts'
import type {ExchangeStores} from './store.ts'
import type {Intake} from './intake.ts'
import {TO_WITHDRAW} from './to-withdraw.ts'

/**
 * Exams of the SIS, each to one of ours: the one it was linked to, else by its own code, by the external code in an exam plan,
 * or by a test that may be used. One that is not found waits until the office links it or adds the exam.
 */
export async function takeExams(intake: Intake, records: readonly RecordOf<'exam'>[]): Promise<void> {
  if (records.length === 0) return
  const examOf = await examsMeant(intake.stores, records)
  for (const record of records) {
    if (intake.isSame(record)) {
      intake.did(record, 'same')
      continue
    }
    const known = intake.find('exam', record.id)
    const examId = known?.examId ?? examOf(record)?.id ?? null
    const waits = examId === null && record.state === 'active'
    if (record.state === 'cancelled') await cancelRegistrations(intake, record.id, examId)
    intake.keep(record, waits ? {examId, state: 'waiting', problem: 'exam.unknown'} : {examId})
    if (waits) intake.did(record, 'waiting', 'exam.unknown')
    else intake.did(record, record.state === 'cancelled' ? 'cancelled' : known ? 'updated' : 'created')
  }
}

async function examsMeant(
  stores: ExchangeStores,
  records: readonly RecordOf<'exam'>[],
): Promise<(record: RecordOf<'exam'>) => Exam | undefined> {
  const codes = records.map(({code}) => code)
  const components = records.flatMap(({tests}) => tests.map(({component}) => component))
  const byCode = new Map((await stores.exams.all({code: codes})).map((exam) => [exam.code, exam]))
  const planned = new Map(
    (await stores.examPlanEntries.all({externalCode: codes})).map((entry) => [entry.externalCode, entry.examId]),
  )
  const versions = components.length === 0 ? [] : await stores.examVersions.all({componentId: components})
  const byComponent = new Map(versions.map(({componentId, examId}) => [componentId, examId]))
  const others: readonly ExamId[] = [...planned.values(), ...byComponent.values()]
  const byId = new Map((await stores.exams.all({id: others})).map((exam) => [exam.id, exam]))
  return ({code, tests}) => {
    const byTest = tests.map(({component}) => byComponent.get(component)).find((exam) => exam !== undefined)
    return byCode.get(code) ?? byId.get(planned.get(code) ?? byTest ?? ('' as ExamId))
  }
}

/** With a cancelled exam go its registrations (flow 1.5). */
async function cancelRegistrations(intake: Intake, exam: string, examId: ExamId | null): Promise<void> {
  const {stores, party, entry} = intake
  const all = await stores.externals.all({partyId: party, kind: 'registration', examId, state: ['active', 'waiting']})
  for (const row of all.filter(({body}) => (body as Readonly<{exam?: string}>).exam === exam)) {
    const body = {...(row.body as object), state: 'cancelled'}
    const left =
      row.registrationId === null
        ? {state: 'cancelled' as const, problem: null}
        : {state: 'waiting' as const, problem: TO_WITHDRAW}
    intake.keepRow({...row, ...left, body, changedAt: entry.now})
  }
}
