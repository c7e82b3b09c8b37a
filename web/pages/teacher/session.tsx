/** @jsxImportSource hono/jsx */
import {cancelSession} from '../../../src/enrolment/changes/cancel-session.ts'
import {moveSession} from '../../../src/enrolment/changes/move-session.ts'
import {notFound} from '../../../src/errors.ts'
import {makeOralSlots} from '../../../src/planning/orals/make-oral-slots.ts'
import {publishSessions} from '../../../src/planning/sessions/publish-sessions.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {showSession} from '../../../src/planning/sessions/show-session.ts'
import {TEACHER_PLANNING} from '../../../src/texts/teacher-planning.ts'
import {day} from '../../../src/time.ts'
import {Button, Field, Form, Select} from '../../parts/form.tsx'
import {Facts} from '../../parts/table.tsx'
import {dayWords, hours} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'
import {numberFrom, releasedRooms, stateWords} from './sessions.tsx'

const AT = '/teacher/sessions/:session'

type SessionFacts = Readonly<{visit: Visit; session: SessionSheet}>

async function show(visit: Visit): Promise<Answer> {
  const t = TEACHER_PLANNING[visit.language]
  const session = await own(visit)
  const {exams, code, state, kind} = session
  const open = state === 'planned' || state === 'published'
  const body = (
    <>
      <p>
        <a href="/teacher/sessions">‹ {t.back}</a>
      </p>
      <h1>{exams.join(', ') || code}</h1>
      <About visit={visit} session={session} />
      {state === 'planned' && !visit.school.policy.teacherSessionsApproved ? (
        <Publish visit={visit} session={session} />
      ) : null}
      {open && kind === 'oral' ? <Orals visit={visit} session={session} /> : null}
      {open ? (
        <>
          <Move visit={visit} session={session} rooms={await releasedRooms(visit)} />
          <Cancel visit={visit} session={session} />
        </>
      ) : null}
    </>
  )
  return {title: exams.join(', ') || code, body}
}

/** The session that the address names, if the visitor has a duty in it. @throws ExamError `session.not-found` */
async function own(visit: Visit): Promise<SessionSheet> {
  const id = visit.param('session')
  const staff = signedIn(visit).me.staffCode
  const session = await showSession(visit.ctx, id)
  const {lead, invigilators, others} = session
  if ([lead, ...invigilators, ...others.map((each) => each.staff)].includes(staff)) return session
  throw notFound('session', id)
}

function About({visit, session}: SessionFacts) {
  const t = TEACHER_PLANNING[visit.language]
  const {on, from, until, room, location, place, taken, capacity, state} = session
  return (
    <article class="card first">
      <p class="when">
        {dayWords(visit, day(on))}
        <br />
        {hours(visit, from, until)}
      </p>
      <Facts
        pairs={[
          [t.where, [room, location, place].filter(Boolean).join(', ')],
          [t.students, `${taken}/${capacity}`],
          [t.state, stateWords(visit, state)],
        ]}
      />
    </article>
  )
}

function Publish({visit, session}: SessionFacts) {
  const t = TEACHER_PLANNING[visit.language]
  return (
    <Form visit={visit} to={`/teacher/sessions/${session.id}/publish`}>
      <p>{t.publishText}</p>
      <Button>{t.publish}</Button>
    </Form>
  )
}

function Orals({visit, session}: SessionFacts) {
  const t = TEACHER_PLANNING[visit.language]
  return (
    <section>
      <h2>{t.orals}</h2>
      <p>{t.oralsText(session.capacity)}</p>
      <Form visit={visit} to={`/teacher/sessions/${session.id}/times`}>
        <Field
          visit={visit}
          name="first"
          label={t.first}
          hint={t.timeHint}
          value={visit.form.get('first') || session.from}
        />
        <Field visit={visit} name="every" type="number" label={t.every} about={['oral.too-tight']} required />
        <Field visit={visit} name="breaks" label={t.breaks} hint={t.breaksHint} />
        <Button look="second">{t.makeTimes}</Button>
      </Form>
    </section>
  )
}

type Rooms = Readonly<{rooms: readonly (readonly [value: string, label: string])[]}>

function Move({visit, session, rooms}: SessionFacts & Rooms) {
  const t = TEACHER_PLANNING[visit.language]
  const {id, on, from, room} = session
  return (
    <section>
      <h2>{t.move}</h2>
      <p>{t.moveText}</p>
      <Form visit={visit} to={`/teacher/sessions/${id}/move`}>
        <Field visit={visit} name="on" type="date" label={t.on} value={visit.form.get('on') || on} />
        <Field visit={visit} name="from" label={t.from} hint={t.timeHint} value={visit.form.get('from') || from} />
        {room === null ? null : (
          <Select visit={visit} name="room" label={t.room} value={visit.form.get('room') || room} options={rooms} />
        )}
        <Field visit={visit} name="move-reason" label={t.reason} about={['session.reason-needed']} />
        <Button look="second">{t.moveNow}</Button>
      </Form>
    </section>
  )
}

function Cancel({visit, session}: SessionFacts) {
  const t = TEACHER_PLANNING[visit.language]
  return (
    <section>
      <h2>{t.cancel}</h2>
      <p>{t.cancelText}</p>
      <Form visit={visit} to={`/teacher/sessions/${session.id}/cancel`}>
        <Field visit={visit} name="cancel-reason" label={t.reason} about={['session.reason-needed']} />
        <Button look="severe">{t.cancelNow}</Button>
      </Form>
    </section>
  )
}

async function publish(visit: Visit): Promise<Answer> {
  const {id, code} = await own(visit)
  await publishSessions(visit.ctx, {sessions: [code]})
  return leadTo(`/teacher/sessions/${id}`, 'session-published')
}

async function times(visit: Visit): Promise<Answer> {
  const {ctx, form} = visit
  const {id, code} = await own(visit)
  const breaks = form
    .get('breaks')
    .split(',')
    .map((text) => text.trim())
    .filter(Boolean)
  await makeOralSlots(ctx, {
    session: code,
    first: form.get('first'),
    every: numberFrom(form.get('every')) ?? 0,
    breaks,
    examiners: [signedIn(visit).me.staffCode ?? ''],
    replace: true,
  })
  return leadTo(`/teacher/sessions/${id}`, 'saved')
}

async function move(visit: Visit): Promise<Answer> {
  const {ctx, form} = visit
  const {id, code, room} = await own(visit)
  const to = room === null ? {} : {room: form.get('room')}
  const reason = form.get('move-reason')
  await moveSession(ctx, {session: code, on: form.get('on'), from: form.get('from'), reason, ...to})
  return leadTo(`/teacher/sessions/${id}`, 'session-moved')
}

async function cancel(visit: Visit): Promise<Answer> {
  const {code} = await own(visit)
  await cancelSession(visit.ctx, {session: code, reason: visit.form.get('cancel-reason')})
  return leadTo('/teacher/sessions', 'session-cancelled')
}

const DEEDS = {
  publish: {right: 'session.publish', run: publish},
  times: {right: 'oral.make-times', run: times},
  move: {right: 'session.change', run: move},
  cancel: {right: 'session.cancel', run: cancel},
} as const

/** One of a teacher's sessions: publishing it where the school lets her, moving and cancelling it, times of an oral day. */
export const teacherSession: readonly Route[] = [
  page(AT, {audience: ['teacher'], right: 'plan.read'}, show),
  ...Object.entries(DEEDS).map(([deed, {right, run}]) =>
    act(`${AT}/${deed}`, {audience: ['teacher'], right, again: show}, run),
  ),
]
