/** @jsxImportSource hono/jsx */
import type {DeskEntry, DeskProposal, SessionDesk} from '../../../src/delivery/reports/show-session-desk.ts'
import {EVENT_KINDS} from '../../../src/delivery/reports/report-facts.ts'
import {DUTY} from '../../../src/texts/duty.ts'
import {timeOf} from '../../../src/time.ts'
import {Button, Field, Form, Select, TextArea} from '../../parts/form.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {factWords} from './fact-words.ts'
import {pathOf, type Room} from './own-session.ts'

type Facts = Readonly<{room: Room; desk: SessionDesk}>

/** Writes what happened, of one student or of the session. */
export function TellForm({room, desk}: Facts) {
  const {visit} = room
  const t = DUTY[visit.language]
  return (
    <details class="card" id="tell">
      <summary>{t.tell}</summary>
      <Form visit={visit} to={pathOf(room.session, 'say')} say>
        <input type="hidden" name="basis" value={String(room.version)} />
        <Select
          visit={visit}
          id="tell-event"
          name="event"
          label={t.kind}
          options={EVENT_KINDS.map((kind) => [kind, t.kinds[kind]])}
        />
        <Select
          visit={visit}
          id="tell-student"
          name="student"
          label={t.about}
          options={[['', t.everybody], ...desk.candidates.map(({person, name}) => [person, name] as const)]}
        />
        <TextArea visit={visit} id="tell-text" name="text" label={t.event} />
        <TextArea visit={visit} id="tell-action" name="action" label={t.action} />
        <label for="tell-at">{t.time}</label>
        <input type="time" id="tell-at" name="at" />
        <div class="deeds">
          <button type="submit" name="say" value="kind=event&with=event&with=text&with=action&with=at" class="second">
            {t.addEvent}
          </button>
          <button type="submit" name="say" value="kind=note&with=text" class="second">
            {t.addRemark}
          </button>
        </div>
      </Form>
    </details>
  )
}

/** Who came without a seat, and a form for one more. */
export function WalkIns({room, desk}: Facts) {
  const {visit} = room
  const t = DUTY[visit.language]
  return (
    <section aria-labelledby="walk-ins">
      <h2 id="walk-ins">{t.walkIns}</h2>
      {desk.walkIns.length === 0 ? null : (
        <ul class="cards">
          {desk.walkIns.map(({name, student, exam, admitted, remark, settled}) => (
            <li class="card">
              <h3 class="name">{name}</h3>
              <p>
                <span class={admitted ? 'tag care' : 'tag bad'}>{admitted ? t.admitted : t.sentAway}</span>{' '}
                <span class="soft">
                  {[student, exam, remark, settled === null ? '' : t.settled].filter(Boolean).join(' · ')}
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {room.open ? <WalkInForm room={room} desk={desk} /> : null}
    </section>
  )
}

function WalkInForm({room: {visit, session}, desk}: Facts) {
  const t = DUTY[visit.language]
  return (
    <details class="card quiet" id="walk-in">
      <summary>{t.addWalkIn}</summary>
      <p class="hint">{t.walkInText}</p>
      <Form visit={visit} to={pathOf(session, 'walk-in')}>
        <Field visit={visit} id="walk-in-student" name="student" label={t.number} inputmode="numeric" required />
        <Select
          visit={visit}
          id="walk-in-exam"
          name="exam"
          label={t.which}
          options={desk.session.exams.map((exam) => [exam, exam])}
        />
        <Field visit={visit} id="walk-in-text" name="text" label={t.remark} />
        <div class="deeds">
          <Button look="second" name="admitted" value="yes">
            {t.admitted}
          </Button>
          <Button look="second" name="admitted" value="no">
            {t.sentAway}
          </Button>
        </div>
      </Form>
    </details>
  )
}

/** What was recorded of the session, newest first. */
export function Entries({room, entries}: Readonly<{room: Room; entries: readonly DeskEntry[]}>) {
  const {visit, zone} = room
  const t = DUTY[visit.language]
  return (
    <section aria-labelledby="log">
      <h2 id="log">{t.log}</h2>
      {entries.length === 0 ? <Nothing>{t.nothing}</Nothing> : null}
      <ul class="log">
        {entries.map((entry) => (
          <li>
            <time datetime={entry.at}>{timeOf(entry.at, zone)}</time>{' '}
            {entry.student === null ? null : <b>{entry.student}: </b>}
            {factWords(entry, {language: visit.language, zone})} <span class="soft">({entry.by})</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What came in after the report was signed; the lead takes it over or leaves it. */
export function Proposals({room, proposals}: Readonly<{room: Room; proposals: readonly DeskProposal[]}>) {
  const t = DUTY[room.visit.language]
  if (proposals.length === 0) return null
  return (
    <section aria-labelledby="proposals">
      <h2 id="proposals">{t.late2}</h2>
      <ul class="cards">
        {proposals.map((proposal) => (
          <ProposalCard room={room} proposal={proposal} />
        ))}
      </ul>
    </section>
  )
}

function ProposalCard({room, proposal}: Readonly<{room: Room; proposal: DeskProposal}>) {
  const {visit, zone, session, leads} = room
  const t = DUTY[visit.language]
  const {number, what, said, text, taken, student, by, at} = proposal
  const detail = {...(said as Record<string, unknown>), text}
  return (
    <li class="card">
      <p>
        {student === null ? null : <b>{student}: </b>}
        {factWords({kind: what, detail}, {language: visit.language, zone})}{' '}
        <span class="soft">({t.saidBy(by, timeOf(at, zone))})</span>{' '}
        {taken === null ? null : <span class="tag">{taken ? t.taken : t.left}</span>}
      </p>
      {taken === null && leads ? (
        <Form visit={visit} to={pathOf(session, 'proposal')}>
          <input type="hidden" name="fact" value={String(number)} />
          <Field visit={visit} id={`proposal-${number}`} name="reason" label={t.reason} required />
          <div class="deeds">
            <Button look="second" name="taken" value="yes">
              {t.takeOver}
            </Button>
            <Button look="plain" name="taken" value="no">
              {t.leave}
            </Button>
          </div>
        </Form>
      ) : null}
    </li>
  )
}
