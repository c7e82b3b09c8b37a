import {finaliseSession} from '../../src/delivery/lists/finalise-session.ts'
import {noteReport} from '../../src/delivery/reports/note-report.ts'
import {openReport} from '../../src/delivery/reports/open-report.ts'
import {receiveFacts} from '../../src/delivery/reports/receive-facts.ts'
import {recordPapers} from '../../src/delivery/reports/record-papers.ts'
import {recordWalkIn} from '../../src/delivery/reports/record-walk-in.ts'
import {dayOf} from '../../src/time.ts'
import {systemIds} from '../../plugins/system/ids.ts'
import {openExamDay} from './exam-day.ts'
import type {World} from './world.ts'

export type DutyDay = Awaited<ReturnType<typeof openDutyDay>>

/** A session of today that is under way: of each state of a student one, and one of whom two said different things. */
export async function openDutyDay(world: World) {
  const today = dayOf(world.now(), 'Europe/Amsterdam')
  const day = await openExamDay(world, {students: 6, on: today, rules: {idRequired: true}})
  await finaliseSession(world.office(), {session: day.code})
  const lead = world.as('lead', day.lead)
  const invigilator = world.as('invigilator', day.invigilator)
  await openReport(lead, {session: day.code})
  const saying = (i: number, said: Record<string, string>) => ({
    id: systemIds.next<string>(),
    basis: 6,
    student: day.students[i]!.id,
    ...said,
  })
  const here = {kind: 'here', idSeen: 'yes'}
  await receiveFacts(invigilator, {
    session: day.code,
    sayings: [
      saying(0, here),
      saying(1, {kind: 'here'}),
      saying(2, {kind: 'attendance', attendance: 'notPresent'}),
      saying(3, {kind: 'handed-in'}),
      saying(4, {kind: 'attendance', attendance: 'notPresent'}),
      saying(0, {kind: 'toilet', direction: 'out'}),
    ],
  })
  await receiveFacts(lead, {session: day.code, sayings: [saying(4, here)]})
  await noteReport(invigilator, {session: day.code, text: 'Rustig begonnen'})
  await recordPapers(lead, {session: day.code, step: 'out', count: 6})
  await recordPapers(lead, {session: day.code, step: 'in', count: 5})
  const stranger = await world.student(`7${day.numbers[0]}`, {givenName: 'Noor', familyName: 'Zonderplek'})
  await recordWalkIn(lead, {session: day.code, student: stranger.studentNumber!, exam: day.exam.code})
  return day
}
