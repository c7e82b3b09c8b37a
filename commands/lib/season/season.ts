import {archivePeriod} from './archive.ts'
import {deliverSessions} from './delivery.ts'
import {enrolStudents} from './enrolment.ts'
import {planSessions} from './planning.ts'
import {registerStudents} from './registration.ts'
import {settleResults} from './results.ts'
import type {Setting} from './setting.ts'
import {setUp} from './set-up.ts'
import type {Stage} from './stage.ts'

/** Plays a whole season. Every step is a command that a person could type. @throws SeasonError at the first that goes wrong */
export async function runSeason(stage: Stage, setting: Setting): Promise<void> {
  await setUp(stage, setting)
  await registerStudents(stage, setting)
  await planSessions(stage, setting)
  await enrolStudents(stage, setting)
  await deliverSessions(stage, setting)
  await settleResults(stage, setting)
  await archivePeriod(stage, setting)
}
