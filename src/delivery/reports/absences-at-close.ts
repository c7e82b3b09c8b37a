import type {Context, Entry} from '../../context.ts'
import type {Attempt} from '../../registration/model.ts'
import type {Absence} from '../model.ts'
import {isAbsent} from './report-attempts.ts'
import type {Attendance} from './report-facts.ts'
import type {DeliveryStores} from '../store.ts'

/**
 * Brings absences in line with what a closed report says: who came after all needs no judging, who was absent without a
 * word gets an absence to be judged, and one that was reported is tied to its enrolment. Of an aborted session nobody was absent.
 */
export async function settleAbsences(
  stores: DeliveryStores,
  {
    ctx,
    entry,
    attempts,
    aborted,
  }: Readonly<{
    ctx: Pick<Context<DeliveryStores>, 'ids'>
    entry: Entry
    attempts: readonly Attempt[]
    aborted: boolean
  }>,
): Promise<void> {
  const registrations = attempts.flatMap(({registrationId}) => (registrationId === null ? [] : [registrationId]))
  const reported = new Map(
    (await stores.absences.all({registrationId: registrations, verdict: null})).map((absence) => [
      absence.registrationId,
      absence,
    ]),
  )
  const absent = attempts.filter(({attendance}) => !aborted && isAbsent(attendance as Attendance))
  const moot = attempts.filter((attempt) => !absent.includes(attempt)).flatMap((attempt) => known(reported, attempt))
  await stores.absences.changeAll({id: moot.map(({id}) => id)}, {endedAt: entry.now})
  for (const attempt of absent)
    for (const {id} of known(reported, attempt)) await stores.absences.change(id, {enrolmentId: attempt.enrolmentId})
  await stores.absences.add(
    absent
      .filter((attempt) => known(reported, attempt).length === 0)
      .flatMap((attempt) => unreported(attempt, {ctx, entry})),
  )
}

type Reported = ReadonlyMap<string, Absence>

function known(reported: Reported, {registrationId}: Attempt): readonly Absence[] {
  const absence = registrationId === null ? undefined : reported.get(registrationId)
  return absence ? [absence] : []
}

function unreported(
  {registrationId, enrolmentId, personId}: Attempt,
  {ctx, entry}: Readonly<{ctx: Pick<Context<DeliveryStores>, 'ids'>; entry: Entry}>,
): readonly Absence[] {
  if (registrationId === null) return []
  return [
    {
      id: ctx.ids.next<string>(),
      registrationId,
      enrolmentId,
      personId,
      reportedBy: entry.person,
      reportedAt: entry.now,
      reason: 'none',
      proofSeen: false,
      verdict: null,
      judgedBy: null,
      judgedAt: null,
      attemptCounts: null,
      resitLapses: null,
      endedAt: null,
      version: 1,
    },
  ]
}
