/** @jsxImportSource hono/jsx */
import type {SessionDesk} from '../../../src/delivery/reports/show-session-desk.ts'
import {PAPER_STEPS} from '../../../src/delivery/reports/report-facts.ts'
import {LEAD} from '../../../src/texts/lead.ts'
import {Button, Field, Form, PostButton, Select} from '../../parts/form.tsx'
import {Notice} from '../../parts/notice.tsx'
import {Facts} from '../../parts/table.tsx'
import {pathOf, type Room} from './own-session.ts'

type Part = Readonly<{room: Room; desk: SessionDesk}>

/** What the lead of a session does beside what invigilators do. */
export function LeadPart({room, desk}: Part) {
  const {visit, session, open} = room
  const t = LEAD[visit.language]
  if (desk.report === null) return null
  const {phase, startedAt} = desk.report
  return (
    <section aria-labelledby="lead">
      <h2 id="lead">{t.title}</h2>
      {open && phase === 'open' && startedAt === null ? <Start room={room} desk={desk} /> : null}
      {open && phase === 'paused' ? <Resume room={room} /> : null}
      {open && phase === 'open' ? <Pause room={room} /> : null}
      {open && phase !== 'aborted' ? <Extend room={room} desk={desk} /> : null}
      {open && phase !== 'aborted' ? <Elsewhere room={room} /> : null}
      <p>
        <a href={pathOf(session, 'sheet')}>{t.sheet}</a>
      </p>
    </section>
  )
}

function Start({room: {visit, session}, desk: {report, together}}: Part) {
  const t = LEAD[visit.language]
  return (
    <div class="card">
      <h3 class="name">{t.startTitle}</h3>
      <p class="soft">{report?.released ? t.released : t.notReleased}</p>
      {report?.released ? null : (
        <PostButton visit={visit} to={pathOf(session, 'release')} look="second">
          {t.release}
        </PostButton>
      )}
      <Form visit={visit} to={pathOf(session, 'start')}>
        <p class="hint">{t.startText}</p>
        {together.length === 0 ? null : (
          <fieldset>
            <legend>{t.startAlso}</legend>
            {together.map(({id, code, room, from}) => (
              <label class="choice">
                <input type="checkbox" name="also" value={id} /> {[room, from, code].filter(Boolean).join(' · ')}
              </label>
            ))}
          </fieldset>
        )}
        <Button look="second">{t.start}</Button>
      </Form>
    </div>
  )
}

function Pause({room: {visit, session}}: Pick<Part, 'room'>) {
  const t = LEAD[visit.language]
  return (
    <details class="card" id="pause">
      <summary>{t.pauseTitle}</summary>
      <Form visit={visit} to={pathOf(session, 'pause')}>
        <Field visit={visit} id="pause-reason" name="reason" label={t.reason} required />
        <Button look="second">{t.pause}</Button>
      </Form>
    </details>
  )
}

function Resume({room: {visit, session}}: Pick<Part, 'room'>) {
  const t = LEAD[visit.language]
  return (
    <Form visit={visit} to={pathOf(session, 'resume')} class="deeds">
      <Button name="giveBack" value="yes">
        {t.resume}
      </Button>
      <Button look="second" name="giveBack" value="no">
        {t.resumeKeep}
      </Button>
    </Form>
  )
}

function Extend({room: {visit, session}, desk: {candidates}}: Part) {
  const t = LEAD[visit.language]
  const platforms = new Set(candidates.flatMap(({exams}) => exams.map(({platform}) => platform)))
  const own = [...platforms].filter((platform) => Object.hasOwn(PLATFORM_NAMES, platform))
  return (
    <details class="card" id="extend">
      <summary>{t.extendTitle}</summary>
      {own.length === 0 ? null : (
        <Notice kind="care">{t.extendThere(own.map((each) => PLATFORM_NAMES[each]).join(', '))}</Notice>
      )}
      <Form visit={visit} to={pathOf(session, 'extend')}>
        <Select
          visit={visit}
          id="extend-student"
          name="student"
          label={t.who}
          options={[['', t.everybody], ...candidates.map(({person, name}) => [person, name] as const)]}
        />
        <Field visit={visit} id="extend-minutes" name="minutes" type="number" label={t.minutes} required />
        <Field visit={visit} id="extend-reason" name="reason" label={t.reason} required />
        <Button look="second">{t.extend}</Button>
      </Form>
    </details>
  )
}

/** Platforms with a clock of their own, by the names that they have. */
const PLATFORM_NAMES: Readonly<Record<string, string>> = {facet: 'Facet', remindo: 'Remindo', toa: 'TOA'}

function Elsewhere({room: {visit, session}}: Pick<Part, 'room'>) {
  const t = LEAD[visit.language]
  return (
    <details class="card" id="elsewhere">
      <summary>{t.more}</summary>
      <Form visit={visit} to={pathOf(session, 'room')}>
        <Field visit={visit} id="room-code" name="room" label={t.room} required />
        <Field visit={visit} id="room-reason" name="reason" label={t.reason} required />
        <Button look="second">{t.move}</Button>
      </Form>
      <Form visit={visit} to={pathOf(session, 'hand-over')}>
        <Field visit={visit} id="next-lead" name="lead" label={t.next} required />
        <Button look="second">{t.handOver}</Button>
      </Form>
      <p>
        <a class="button second" href={pathOf(session, 'abort')}>
          {t.abort}
        </a>
      </p>
    </details>
  )
}

/** Sets of papers as they were counted, and a form for the next count; any on duty counts. */
export function Papers({room: {visit, session, open}, desk: {report}}: Part) {
  const t = LEAD[visit.language]
  const papers = report?.papers ?? new Map()
  const [out, back] = [papers.get('out')?.count, papers.get('in')?.count]
  return (
    <details class="card" id="papers" open={out !== undefined && out !== back}>
      <summary>{t.papersTitle}</summary>
      <Facts
        pairs={[...papers].map(([step, {count, sealed}]) => [
          t.steps[step as keyof typeof t.steps],
          `${count}${sealed ? `, ${t.sealedWas}` : ''}`,
        ])}
      />
      {out !== undefined && back !== undefined && out > back ? (
        <Notice kind="care">{t.missing(out - back)}</Notice>
      ) : null}
      {open ? (
        <Form visit={visit} to={pathOf(session, 'papers')}>
          <Select
            visit={visit}
            id="papers-step"
            name="step"
            label={t.step}
            options={PAPER_STEPS.map((step) => [step, t.steps[step]])}
          />
          <Field visit={visit} id="papers-count" name="count" type="number" label={t.count} required />
          <label class="choice">
            <input type="checkbox" name="sealed" value="yes" /> {t.sealed}
          </label>
          <Button look="second">{t.countPapers}</Button>
        </Form>
      ) : null}
    </details>
  )
}
