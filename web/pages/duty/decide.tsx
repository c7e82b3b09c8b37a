/** @jsxImportSource hono/jsx */
import {admitLate} from '../../../src/delivery/reports/admit-late.ts'
import {checkId} from '../../../src/delivery/reports/check-id.ts'
import type {DeskCandidate} from '../../../src/delivery/reports/desk-candidates.ts'
import {notFound} from '../../../src/errors.ts'
import {DUTY} from '../../../src/texts/duty.ts'
import {timeOf} from '../../../src/time.ts'
import {Button, Field, Form} from '../../parts/form.tsx'
import {Facts} from '../../parts/table.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {deskOf, ON_DUTY, ownSessions, pathOf, sessionAsked} from './own-session.ts'

type Decision = Readonly<{visit: Visit; session: string; candidate: DeskCandidate}>

/** What somebody of the board decided about a student who cannot show who he is, or came too late. */
async function decide(visit: Visit): Promise<Answer> {
  const desk = await deskOf(visit)
  const candidate = desk.candidates.find(({person}) => person === visit.param('person'))
  if (!candidate) throw notFound('student', visit.param('person'))
  const t = DUTY[visit.language]
  const decision = {visit, session: desk.session.id, candidate}
  const title = t.decideTitle(candidate.name)
  const body = (
    <>
      <p>
        <a href={pathOf(desk.session.id)}>‹ {t.backToSession}</a>
      </p>
      <h1>{title}</h1>
      <Facts
        pairs={[
          [t.idName, candidate.idName],
          [t.number, candidate.student],
        ]}
      />
      <NoId {...decision} />
      <Late {...decision} zone={desk.session.zone} />
    </>
  )
  return {title, body}
}

const WRONG_DECIDER = ['report.decider-not-of-board']

function NoId({visit, session, candidate}: Decision) {
  const t = DUTY[visit.language]
  return (
    <section>
      <h2>{t.noId}</h2>
      <Form visit={visit} to={pathOf(session, `decide/${candidate.person}/id`)}>
        <Field visit={visit} id="id-by" name="decidedBy" label={t.decidedBy} required about={WRONG_DECIDER} />
        <Field visit={visit} id="id-reason" name="reason" label={t.reason} required />
        <div class="deeds">
          <Button look="second" name="admitted" value="yes">
            {t.letIn}
          </Button>
          <Button look="severe" name="admitted" value="no">
            {t.letInNot}
          </Button>
        </div>
      </Form>
    </section>
  )
}

function Late({visit, session, candidate, zone}: Decision & Readonly<{zone: string}>) {
  const t = DUTY[visit.language]
  const arrived = candidate.exams.find(({arrivedAt}) => arrivedAt !== null)?.arrivedAt
  return (
    <section>
      <h2>{t.lateTitle}</h2>
      <p class="hint">{t.lateText}</p>
      <Form visit={visit} to={pathOf(session, `decide/${candidate.person}/late`)}>
        <Field
          visit={visit}
          name="arrived"
          type="time"
          label={t.arrived}
          value={arrived ? timeOf(arrived, zone) : visit.form.get('arrived')}
          about={['report.no-arrival', 'report.future-time', 'report.not-late']}
        />
        <Field visit={visit} id="late-by" name="decidedBy" label={t.decidedBy} required about={WRONG_DECIDER} />
        <Field visit={visit} id="late-reason" name="reason" label={t.reason} required />
        <Button look="second">{t.save}</Button>
      </Form>
    </section>
  )
}

async function withoutId(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  const {form} = visit
  await checkId(visit.ctx, {
    session,
    student: visit.param('person'),
    missing: true,
    admitted: form.get('admitted') !== 'no',
    decidedBy: form.get('decidedBy').trim(),
    reason: form.get('reason'),
  })
  return leadTo(pathOf(session), 'recorded')
}

async function late(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  const {form} = visit
  const arrived = form.get('arrived')
  await admitLate(visit.ctx, {
    session,
    student: visit.param('person'),
    ...(arrived === '' ? {} : {arrived}),
    decidedBy: form.get('decidedBy').trim(),
    reason: form.get('reason'),
  })
  return leadTo(pathOf(session), 'recorded')
}

const AT = '/duties/:session/decide/:person'
const DECIDES = {audience: ON_DUTY, right: 'report.record', again: decide} as const

/** Decisions about one student at the door: no valid ID, too late (Examenprotocol art. 12). */
export const decisions: readonly Route[] = ownSessions([
  page(AT, {audience: ON_DUTY, right: 'report.read'}, decide),
  act(`${AT}/id`, DECIDES, withoutId),
  act(`${AT}/late`, DECIDES, late),
])
