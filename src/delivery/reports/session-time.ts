import {ExamError} from '../../errors.ts'
import type {Session} from '../../planning/model.ts'
import {type Instant, instant, wallTime} from '../../time.ts'

/**
 * Reads when something happened at a session: `09:12` on the session's day, or a full `2026-12-01T09:12`.
 *
 * @throws ExamError `time.invalid-time`, `time.invalid-instant`; `report.future-time` when it is later than `now`.
 */
export function timeAt({onDate, zone}: Pick<Session, 'onDate' | 'zone'>, text: string, now: Instant): Instant {
  const at = text.includes('-') ? instant(text, zone) : instant(`${onDate}T${wallTime(text)}`, zone)
  if (at <= now) return at
  throw new ExamError(
    'invalid',
    'report.future-time',
    `${text} has not come yet; give the time at which it happened.`,
    {at},
  )
}
