import type {Session} from '../../planning/model.ts'
import {plusMinutes, type Span} from '../../time.ts'
import type {Report} from './report-fold.ts'

/**
 * When each candidate really starts and ends, before minutes for incidents: who was let begin later than planned ends as
 * much later, in whole minutes and never to his cost; who began earlier keeps the planned end.
 */
export function asStarted<T extends Span>(
  roster: readonly T[],
  {session, state}: Readonly<{session: Pick<Session, 'startsAt'>; state: Pick<Report, 'startedAt'>}>,
): readonly T[] {
  const delay = delayMinutes(session, state)
  if (delay === 0) return roster
  return roster.map((each) => ({
    ...each,
    startsAt: plusMinutes(each.startsAt, delay),
    endsAt: plusMinutes(each.endsAt, delay),
  }))
}

function delayMinutes({startsAt}: Pick<Session, 'startsAt'>, {startedAt}: Pick<Report, 'startedAt'>): number {
  if (startedAt === null || startedAt <= startsAt) return 0
  return Math.ceil((Date.parse(startedAt) - Date.parse(startsAt)) / 60_000)
}
