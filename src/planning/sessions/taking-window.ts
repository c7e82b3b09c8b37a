import type {Exam, ExamWindow, Period, PeriodWindow} from '../../institution/model.ts'
import {windowFor} from '../../institution/periods/period-windows.ts'
import {plusDays, type Span, startOfDay} from '../../time.ts'

/** When an exam may be taken in a period. */
export type TakingWindow = Readonly<{
  /** The school's: the window of the exam, else of the period, else the period itself. */
  school: Span
  /** The national windows of a central exam (feature P9); null where none is set. */
  national: readonly Span[] | null
}>

/** Reads when `exam` may be taken in `period` out of the windows of the period and of the country. */
export function takingWindow(
  exam: Exam,
  period: Period,
  windows: readonly PeriodWindow[],
  national: readonly ExamWindow[],
  zone: string,
): TakingWindow {
  const own = windowFor(windows, 'taking', exam.id)
  const days = (fromOn: Period['fromOn'], toOn: Period['toOn']): Span => ({
    startsAt: startOfDay(fromOn, zone),
    endsAt: startOfDay(plusDays(toOn, 1), zone),
  })
  const set = national.filter(
    ({examId, periodCode, endedAt}) => examId === exam.id && periodCode === period.code && endedAt === null,
  )
  return {
    school: own ? {startsAt: own.opensAt, endsAt: own.closesAt} : days(period.fromOn, period.toOn),
    national: exam.kind === 'central' && set.length > 0 ? set.map(({fromOn, toOn}) => days(fromOn, toOn)) : null,
  }
}

/** The stretches in which an exam may be taken: what lies in the school's window and, for a central exam, in a national one. */
export function allowedSpans({school, national}: TakingWindow): readonly Span[] {
  if (national === null) return [school]
  return national.flatMap((span) => {
    const startsAt = span.startsAt > school.startsAt ? span.startsAt : school.startsAt
    const endsAt = span.endsAt < school.endsAt ? span.endsAt : school.endsAt
    return startsAt < endsAt ? [{startsAt, endsAt}] : []
  })
}

/** Whether `span` lies wholly inside one of `allowed`. */
export function inside(span: Span, allowed: readonly Span[]): boolean {
  return allowed.some(({startsAt, endsAt}) => startsAt <= span.startsAt && span.endsAt <= endsAt)
}
