import type {Context} from '../../context.ts'
import type {ExamId} from '../../ids.ts'
import type {Instant} from '../../time.ts'
import {isOpen, type WindowKind, WINDOW_KINDS, windowText} from './period-windows.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** A window of a period as people read it: for one exam, or (null) for all that have none of their own. */
export type PeriodWindowText = Readonly<{
  period: string
  exam: string | null
  kind: WindowKind
  window: string
  opensAt: Instant
  closesAt: Instant
  open: boolean
}>

/** The windows of a period, those for all exams first, then by exam. @throws ExamError `period.not-found` */
export async function listPeriodWindows(
  ctx: Context<InstitutionStores>,
  input: Readonly<{period: string}>,
): Promise<readonly PeriodWindowText[]> {
  return ctx.read('catalogue.read', (stores, {now}) => periodWindowTexts(stores, input.period, now))
}

/** As {@link listPeriodWindows}, for use inside a transaction. */
export async function periodWindowTexts(
  stores: InstitutionStores,
  key: string,
  now: Instant,
): Promise<readonly PeriodWindowText[]> {
  const {zone} = await theInstitution(stores)
  const period = await stores.periods.get(key)
  const windows = await stores.periodWindows.all({periodId: period.id})
  const own = [...new Set(windows.flatMap(({examId}) => (examId === null ? [] : [examId])))]
  const codes = new Map<ExamId | null, string>((await stores.exams.history({id: own})).map(({id, code}) => [id, code]))
  return windows
    .map(({kind, examId, opensAt, closesAt}) => ({
      period: period.code,
      exam: codes.get(examId) ?? null,
      kind,
      window: windowText({opensAt, closesAt}, zone),
      opensAt,
      closesAt,
      open: isOpen({opensAt, closesAt}, now),
    }))
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}

/** Windows for all exams come first: no code sorts before the empty one. */
function place({exam, kind}: PeriodWindowText): string {
  return `${exam ?? ''} ${WINDOW_KINDS.indexOf(kind)}`
}
