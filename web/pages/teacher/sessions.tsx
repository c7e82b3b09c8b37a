/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {listExams} from '../../../src/institution/exams/list-exams.ts'
import {listRooms} from '../../../src/institution/places/list-rooms.ts'
import {createSession} from '../../../src/planning/sessions/create-session.ts'
import {listSessions} from '../../../src/planning/sessions/list-sessions.ts'
import {isReleased} from '../../../src/planning/sessions/planning-right.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {TEACHER_PLANNING} from '../../../src/texts/teacher-planning.ts'
import {day} from '../../../src/time.ts'
import {Button, Choices, Field, Form, Select} from '../../parts/form.tsx'
import {Live} from '../../parts/live.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {dayWords, hours} from '../../parts/words.tsx'
import {act, type Answer, fragment, leadTo, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'
import {openPeriods} from './groups.tsx'

const READ = {audience: ['teacher'], right: 'plan.read'} as const
const HERE = '/teacher/sessions'
const MOST = 200

async function show(visit: Visit): Promise<Answer> {
  const t = TEACHER_PLANNING[visit.language]
  const body = (
    <>
      <h1>{t.sessions}</h1>
      <p>
        <a class="button" href={`${HERE}/new`}>
          {t.plan}
        </a>
      </p>
      <Live src={`${HERE}/list`} topics={['session', 'enrolment', 'oral']}>
        {await list(visit)}
      </Live>
    </>
  )
  return {title: t.sessions, body, wide: true}
}

async function list(visit: Visit): Promise<Child> {
  const t = TEACHER_PLANNING[visit.language]
  const columns: readonly Column<SessionSheet>[] = [
    {title: t.exam, cell: ({id, exams, code}) => <a href={`${HERE}/${id}`}>{exams.join(', ') || code}</a>},
    {
      title: t.when,
      cell: ({on, from, until}) => `${dayWords(visit, day(on))}, ${hours(visit, from, until)}`,
    },
    {title: t.where, cell: ({room, place}) => room ?? place},
    {title: t.students, number: true, cell: ({taken, capacity}) => `${taken}/${capacity}`},
    {title: t.state, cell: ({state}) => stateWords(visit, state)},
  ]
  return <Table caption={t.sessions} columns={columns} rows={await mine(visit)} empty={t.noSessions} />
}

/** Sessions at which the visitor has a duty, by time. */
async function mine(visit: Visit): Promise<readonly SessionSheet[]> {
  const staff = signedIn(visit).me.staffCode
  if (staff === null) return []
  const found = await listSessions(visit.ctx, {staff, limit: MOST})
  return found.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

/** How far a session is; a planned one may wait for the office. */
export function stateWords({language, school}: Visit, state: SessionSheet['state']): string {
  const t = TEACHER_PLANNING[language]
  return state === 'planned' && school.policy.teacherSessionsApproved ? t.waits : t.states[state]
}

type Options = readonly (readonly [value: string, label: string])[]

/** Rooms in which the visitor may plan. */
export async function releasedRooms(visit: Visit): Promise<Options> {
  const t = TEACHER_PLANNING[visit.language]
  const {staffCode} = signedIn(visit).me
  const rooms = await listRooms(visit.ctx)
  return rooms
    .filter((room) => isReleased(room, staffCode))
    .map(({code, location, examSeats}) => [code, `${code}, ${location} (${t.seatsIn(examSeats)})`] as const)
}

async function planNew(visit: Visit): Promise<Answer> {
  const t = TEACHER_PLANNING[visit.language]
  const rooms = await releasedRooms(visit)
  const exams = (await listExams(visit.ctx)).map(({exam, name}) => [exam, name || exam] as const)
  const body = (
    <>
      <p>
        <a href={HERE}>‹ {t.back}</a>
      </p>
      <h1>{t.plan}</h1>
      {rooms.length === 0 ? (
        <Nothing>{t.noRooms}</Nothing>
      ) : (
        <PlanForm visit={visit} rooms={rooms} exams={exams} periods={await openPeriods(visit)} />
      )}
    </>
  )
  return {title: t.plan, body}
}

type PlanFacts = Readonly<{visit: Visit; rooms: Options; exams: Options; periods: Options}>

function PlanForm({visit, rooms, exams, periods}: PlanFacts) {
  const t = TEACHER_PLANNING[visit.language]
  const duties = (['lead', 'assessor'] as const).map((duty) => [duty, t.duties[duty]] as const)
  return (
    <Form visit={visit} to={`${HERE}/new`}>
      <p>{t.planText}</p>
      <Select visit={visit} name="exam" label={t.exam} options={exams} />
      <Select visit={visit} name="period" label={t.period} options={periods} />
      <Select visit={visit} name="room" label={t.room} about={['room.taken', 'room.blocked']} options={rooms} />
      <Field visit={visit} name="on" type="date" label={t.on} about={['time.invalid-day']} required />
      <Field visit={visit} name="from" label={t.from} hint={t.timeHint} about={['time.invalid-time']} required />
      <Field
        visit={visit}
        name="minutes"
        type="number"
        label={t.minutes}
        hint={t.minutesHint}
        about={['session.too-short']}
      />
      <Field
        visit={visit}
        name="seats"
        type="number"
        label={t.seats}
        hint={t.seatsHint}
        about={['room.too-few-seats']}
      />
      <Choices visit={visit} name="duty" label={t.duty} value={visit.form.get('duty') || 'lead'} options={duties} />
      <Button>{t.planNow}</Button>
    </Form>
  )
}

/** A number that may be left out of a form. */
export function numberFrom(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text)
}

async function create(visit: Visit): Promise<Answer> {
  const {ctx, form} = visit
  const staff = signedIn(visit).me.staffCode ?? ''
  const {id} = await createSession(ctx, {
    period: form.get('period'),
    exams: [form.get('exam')],
    room: form.get('room'),
    on: form.get('on'),
    from: form.get('from'),
    minutes: numberFrom(form.get('minutes')),
    capacity: numberFrom(form.get('seats')),
    duties: [{staff, duty: form.get('duty') === 'assessor' ? 'assessor' : 'lead'}],
  })
  return leadTo(`${HERE}/${id}`, 'session-planned')
}

/** A teacher's own sessions, and planning one in a room that is released (feature P6). */
export const teacherSessions: readonly Route[] = [
  page(HERE, READ, show),
  fragment(`${HERE}/list`, READ, list),
  page(`${HERE}/new`, READ, planNew),
  act(`${HERE}/new`, {audience: ['teacher'], right: 'session.create', again: planNew}, create),
]
