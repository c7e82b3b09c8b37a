import {closeReport} from '../../src/delivery/reports/close-report.ts'
import {finaliseSession} from '../../src/delivery/lists/finalise-session.ts'
import {openReport} from '../../src/delivery/reports/open-report.ts'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {signReport} from '../../src/delivery/reports/sign-report.ts'
import type {Role} from '../../src/deeds.ts'
import type {Enrolment} from '../../src/enrolment/model.ts'
import type {BoardId, MandateId} from '../../src/ids.ts'
import type {ExamRules} from '../../src/institution/exams/exam.ts'
import type {Exam, Person} from '../../src/institution/model.ts'
import type {SessionDuty} from '../../src/planning/model.ts'
import type {World} from './world.ts'

/** A session on Tuesday 1 December 2026 at 09:00 with its people, before its lists are fixed. */
export type ExamDay = Awaited<ReturnType<typeof openExamDay>>

type DayOptions = Readonly<{
  students?: number
  code?: string
  kind?: Exam['kind']
  rules?: Partial<ExamRules>
  minutes?: number
  on?: string
}>

let days = 0

/** Makes a published session of one exam with students, a lead, an invigilator and a board that answers for the exam. */
export async function openExamDay(
  world: World,
  {students: count = 3, kind = 'school', rules = {}, minutes = 60, on = '2026-12-01', ...named}: DayOptions = {},
) {
  const n = ++days
  const code = named.code ?? `S${n}`
  const location = await world.location(`L${n}`)
  const room = await world.room(`R${n}`, location, {examSeats: 60, seats: 60, computers: 60})
  const exam = await world.exam(`EX${n}`, {kind, rules: {idRequired: false, lateMinutes: 15, ...rules}}, {minutes})
  const period = await world.period(`P${n}`)
  const made = await world.session(code, period, room, [exam], {on})
  const students: Person[] = []
  const enrolments: Enrolment[] = []
  for (let i = 1; i <= count; i++) {
    const student = await world.student(`${n}${String(i).padStart(3, '0')}`, {
      sortKey: `naam ${String(i).padStart(3, '0')}`,
      familyName: `Naam${i}`,
    })
    students.push(student)
    enrolments.push(
      await world.enrolment(await world.registration(student, exam, period, {code: `R${student.studentNumber}`}), made),
    )
  }
  const lead = await onDuty(world, made.session, {code: `LEAD${n}`, duty: 'lead'})
  const invigilator = await onDuty(world, made.session, {code: `INV${n}`, duty: 'invigilator'})
  const member = await world.employee(`BRD${n}`)
  const board = await world.insert('examBoard', {
    id: world.ids.next<BoardId>(),
    code: `EC${n}`,
    name: 'Examencommissie',
    endedAt: null,
    version: 1,
  })
  await world.insert('boardMember', {
    id: world.ids.next(),
    boardId: board.id,
    personId: member.id,
    fromOn: null,
    toOn: null,
    endedAt: null,
  })
  await world.insert('boardExam', {id: world.ids.next(), boardId: board.id, examId: exam.id, endedAt: null})
  return {
    ...made,
    location,
    room,
    exam,
    period,
    students,
    enrolments,
    lead,
    invigilator,
    board,
    member,
    numbers: students.map(({studentNumber}) => studentNumber!),
  }
}

/** An employee with a role and the duty of the same name at a session. */
export async function onDuty(
  world: World,
  session: ExamDay['session'],
  {code, duty}: Readonly<{code: string; duty: SessionDuty['duty']}>,
): Promise<Person> {
  const person = await world.employee(code)
  await world.role(person, duty as Role)
  const {startsAt, endsAt} = session
  await world.insert('sessionDuty', {
    id: world.ids.next(),
    sessionId: session.id,
    personId: person.id,
    duty,
    startsAt,
    endsAt,
    endedAt: null,
  })
  return person
}

/** Lets a functionary decide for the board, from November until the end of the year. */
export async function mandated(
  world: World,
  {board}: ExamDay,
  deeds: readonly string[],
  row: {toOn?: string; revokedAt?: ReturnType<World['now']>} = {},
): Promise<Person> {
  const functionary = await world.employee(`FUN${++days}`)
  await world.insert('mandate', {
    id: world.ids.next<MandateId>(),
    code: world.ids.code(6),
    boardId: board.id,
    personId: functionary.id,
    deeds,
    examIds: [],
    programmeIds: [],
    fromOn: '2026-11-01' as never,
    toOn: (row.toOn ?? '2026-12-31') as never,
    documentFileId: null,
    revokedAt: row.revokedAt ?? null,
    version: 1,
  })
  return functionary
}

/** Fixes the lists and lets the lead open the report; the clock stands at the start of the session. */
export async function begin(world: World, day: ExamDay): Promise<void> {
  await finaliseSession(world.office(), {session: day.code})
  world.setNow('2026-12-01T09:00')
  await openReport(world.as('lead', day.lead), {session: day.code})
}

/** Takes the session from its start to a closed report: everybody present but those named. */
export async function hold(
  world: World,
  day: ExamDay,
  {absent = []}: Readonly<{absent?: readonly string[]}> = {},
): Promise<void> {
  await begin(world, day)
  const lead = () => world.as('lead', day.lead)
  world.setNow('2026-12-01T10:30')
  if (absent.length < day.students.length)
    await recordAttendance(lead(), {session: day.code, all: true, except: [...absent], attendance: 'present'})
  if (absent.length > 0)
    await recordAttendance(lead(), {session: day.code, students: [...absent], attendance: 'notPresent'})
  await signReport(lead(), {session: day.code})
  await closeReport(lead(), {session: day.code})
}
