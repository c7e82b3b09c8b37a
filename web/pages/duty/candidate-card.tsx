/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import type {DeskCandidate, DeskExam} from '../../../src/delivery/reports/desk-candidates.ts'
import {slipCode, slipMark} from '../../../src/sign-in/slips.ts'
import {DUTY} from '../../../src/texts/duty.ts'
import {timeOf} from '../../../src/time.ts'
import {Form} from '../../parts/form.tsx'
import {Facts} from '../../parts/table.tsx'
import type {Visit} from '../../visit.ts'
import {Disputes} from './disputes.tsx'
import {pathOf, type Room} from './own-session.ts'

type Card = Readonly<{room: Room; candidate: DeskCandidate}>

/** A student as those on duty meet him: who he is, how it stands, and what can be said of him with one thumb. */
export function CandidateCard({room, candidate}: Card) {
  const {visit, leads} = room
  const {person, student, name, idName, seat, exams} = candidate
  const t = DUTY[visit.language]
  const marked = exams.some(({disputes, undecided}) => disputes.length > 0 || undecided)
  return (
    <li
      class={marked ? 'card first' : 'card'}
      id={`c-${person}`}
      data-find={`${student} ${name}`}
      data-slip={markOf(room, candidate)}
      data-person={person}
    >
      <div class="row">
        <h3 class="name">{name}</h3>
        <span class="soft">{seat === null ? t.noSeat : t.seat(seat)}</span>
      </div>
      <p class="tags">
        <Tags visit={visit} candidate={candidate} />
      </p>
      {exams.flatMap(({disputes}) => disputes).length > 0 ? <Disputes room={room} exams={exams} leads={leads} /> : null}
      {room.open ? <Sayings room={room} candidate={candidate} /> : null}
      <details id={`m-${person}`}>
        <summary aria-label={t.moreOf(name)}>{t.more}</summary>
        <Facts
          pairs={[
            [t.idName, idName],
            [t.number, student],
            ...exams.map((exam) => [exam.name || exam.exam, <Times room={room} exam={exam} />] as const),
            [t.aids, [...new Set(exams.flatMap(({aids}) => aids))].join(', ')],
            [t.device, [...new Set(exams.map(({device}) => device))].filter(Boolean).join(', ')],
          ]}
        />
        {room.open ? <MoreSayings room={room} candidate={candidate} /> : null}
      </details>
    </li>
  )
}

/** By what a scanned slip is known to be this student's. */
function markOf({visit: {served}}: Room, {seatId}: DeskCandidate): string | undefined {
  return seatId === null ? undefined : slipMark(served.hash, slipCode(served.ports.secrets, seatId))
}

function Times({room: {visit, zone}, exam}: Readonly<{room: Room; exam: DeskExam}>) {
  const t = DUTY[visit.language]
  const {extraMinutes, incidentMinutes} = exam
  const parts = [
    `${timeOf(exam.startsAt, zone)} – ${timeOf(exam.endsAt, zone)}`,
    ...(extraMinutes > 0 ? [t.extra(extraMinutes)] : []),
    ...(incidentMinutes > 0 ? [t.incident(incidentMinutes)] : []),
    ...(exam.attendance === 'notKnown' ? [t.admitUntil(timeOf(exam.admitUntil, zone))] : []),
  ]
  return <>{parts.join(', ')}</>
}

type Tag = readonly [look: '' | 'good' | 'care' | 'bad', text: string]

function Tags({visit, candidate}: Readonly<{visit: Visit; candidate: DeskCandidate}>) {
  const {zone} = visit.school
  const {exams, outside} = candidate
  const t = DUTY[visit.language]
  const several = exams.length > 1
  const tags: Tag[] = exams.flatMap((exam) => stateTags(exam, {t, zone, several}))
  return (
    <>
      {[...(outside ? [['care', t.outside] as const] : []), ...tags].map(([look, text]) => (
        <>
          <span class={`tag ${look}`}>{text}</span>{' '}
        </>
      ))}
    </>
  )
}

type Telling = Readonly<{t: (typeof DUTY)['nl']; zone: string; several: boolean}>

function stateTags(exam: DeskExam, {t, zone, several}: Telling): readonly Tag[] {
  const {attendance, idRequired, idChecked, idDecision, handedInAt} = exam
  const looks = {notKnown: '', notPresent: 'bad', notStarted: 'care', notFinished: 'good', present: 'good'} as const
  const there = attendance === 'notFinished' || attendance === 'notStarted'
  const until = attendance === 'notFinished' ? ` ${t.until(timeOf(exam.endsAt, zone))}` : ''
  const at = handedInAt === null ? '' : ` ${timeOf(handedInAt, zone)}`
  return [
    [looks[attendance], `${several ? `${exam.exam}: ` : ''}${t.attendance[attendance]}${until}${at}`],
    ...(exam.lateMinutes > 0 ? [['care', t.late(exam.lateMinutes)] as const] : []),
    ...(exam.undecided ? [['bad', t.tooLate] as const] : exam.admitted ? [] : [['bad', t.notAdmitted] as const]),
    ...(there && idRequired && idChecked ? [['good', t.idSeen] as const] : []),
    ...(there && idRequired && !idChecked && idDecision === null ? [['care', t.idWanted] as const] : []),
    ...(idDecision === true ? [['care', t.idLetIn] as const] : []),
  ]
}

/** A form by which something is said of a student; each of its buttons says one thing. */
function SayForm({room, person, children}: Readonly<{room: Room; person: string; children?: Child}>) {
  return (
    <Form visit={room.visit} to={pathOf(room.session, 'say')} say>
      <input type="hidden" name="basis" value={String(room.version)} />
      <input type="hidden" name="student" value={person} />
      {children}
    </Form>
  )
}

type SayFacts = Readonly<{say: string; label: string; look?: 'second' | 'plain'; children?: Child}>

/** Says one thing: `kind=here&idSeen=yes`; `with=text` takes a field of its form along. */
function Say({say, label, look, children}: SayFacts) {
  return (
    <button type="submit" name="say" value={say} class={look} aria-label={label}>
      {children}
    </button>
  )
}

/** The next thing that is likely said of him. */
function Sayings({room, candidate: {person, name, exams, outside}}: Card) {
  const t = DUTY[room.visit.language]
  const is = (...codes: readonly DeskExam['attendance'][]): boolean =>
    exams.some(({attendance}) => codes.includes(attendance))
  const idWanted = exams.some(({idRequired, idChecked}) => idRequired && !idChecked)
  return (
    <SayForm room={room} person={person}>
      <div class="deeds">
        {is('notKnown', 'notStarted') ? (
          <Say
            say={idWanted ? 'kind=here&idSeen=yes' : 'kind=here'}
            label={`${idWanted ? t.here : t.hereOnly}: ${name}`}
          >
            {idWanted ? t.here : t.hereOnly}
          </Say>
        ) : null}
        {is('notKnown') ? (
          <Say say="kind=attendance&attendance=notPresent" label={`${t.absent}: ${name}`} look="second">
            {t.absent}
          </Say>
        ) : null}
        {outside ? (
          <Say say="kind=toilet&direction=back" label={`${t.in}: ${name}`}>
            {t.in}
          </Say>
        ) : null}
        {is('notFinished') && idWanted ? (
          <Say say="kind=id" label={`${t.id}: ${name}`}>
            {t.id}
          </Say>
        ) : null}
        {is('notFinished') && !outside ? (
          <Say say="kind=handed-in" label={`${t.handIn}: ${name}`} look="second">
            {t.handIn}
          </Say>
        ) : null}
        {is('notPresent') && !is('notKnown', 'notFinished') ? (
          <Say say="kind=here" label={`${t.hereOnly}: ${name}`} look="second">
            {t.hereOnly}
          </Say>
        ) : null}
      </div>
    </SayForm>
  )
}

/** All else that can be said of him, with a time or in words. */
function MoreSayings({room, candidate: {person, name, exams}}: Card) {
  const t = DUTY[room.visit.language]
  const all: readonly SayFacts[] = [
    {say: 'kind=here&with=at&with=exam', label: t.hereOnly},
    {say: 'kind=attendance&attendance=notPresent&with=exam', label: t.absent},
    {say: 'kind=attendance&attendance=notStarted&with=exam', label: t.notStarted},
    {say: 'kind=id&with=exam', label: t.id},
    {say: 'kind=handed-in&with=at&with=exam', label: t.handIn},
    {say: 'kind=toilet&direction=out&with=at', label: t.out},
    {say: 'kind=toilet&direction=back&with=at', label: t.in},
  ]
  return (
    <>
      <SayForm room={room} person={person}>
        <label for={`at-${person}`}>{t.time}</label>
        <input type="time" id={`at-${person}`} name="at" />
        {exams.length > 1 ? <WhichExam person={person} exams={exams} t={t} /> : null}
        <div class="deeds">
          {all.map(({say, label}) => (
            <Say say={say} label={`${label}: ${name}`} look="second">
              {label}
            </Say>
          ))}
        </div>
        <label for={`device-${person}`}>{t.device}</label>
        <input id={`device-${person}`} name="device" maxlength={80} />
        <div class="deeds">
          <Say say="kind=device&with=device" label={`${t.addDevice}: ${name}`} look="second">
            {t.addDevice}
          </Say>
        </div>
        <label for={`text-${person}`}>{t.remark}</label>
        <input id={`text-${person}`} name="text" maxlength={4000} />
        <div class="deeds">
          <Say say="kind=note&with=text" label={`${t.addRemark}: ${name}`} look="second">
            {t.addRemark}
          </Say>
        </div>
      </SayForm>
      <p>
        <a href={pathOf(room.session, `decide/${person}`)}>{t.decide}</a>
      </p>
    </>
  )
}

function WhichExam({person, exams, t}: Readonly<{person: string; exams: readonly DeskExam[]; t: (typeof DUTY)['nl']}>) {
  return (
    <>
      <label for={`exam-${person}`}>{t.which}</label>
      <select id={`exam-${person}`} name="exam">
        <option value="">{t.all}</option>
        {exams.map(({exam, name}) => (
          <option value={exam}>{name || exam}</option>
        ))}
      </select>
    </>
  )
}
