/** @jsxImportSource hono/jsx */
import {recordAssessment} from '../../../src/results/assessments/record-assessment.ts'
import {notFound} from '../../../src/errors.ts'
import {
  type AssessedCandidate,
  type SessionAssessments,
  showAssessments,
} from '../../../src/results/assessments/show-assessments.ts'
import {signAssessments} from '../../../src/results/assessments/sign-assessments.ts'
import {momentInWords} from '../../../src/letters/words.ts'
import {ASSESSOR} from '../../../src/texts/assessor.ts'
import {attendanceWords, scoreWords} from '../../../src/texts/outcomes.ts'
import {Button, Field, Form, Select, TextArea} from '../../parts/form.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {Facts} from '../../parts/table.tsx'
import {dayWords, hours} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {ownSessions, sessionAsked} from '../duty/own-session.ts'

const AT = '/assessor/sessions/:session'

async function show(visit: Visit): Promise<Answer> {
  const t = ASSESSOR[visit.language]
  const found = await showAssessments(visit.ctx, {session: sessionAsked(visit)})
  const {session, on, room, place, candidates} = found
  const body = (
    <>
      <p>
        <a href="/assessor">‹ {t.back}</a>
      </p>
      <h1>{t.sessionTitle(session)}</h1>
      <p>
        {dayWords(visit, on)}, {[room, place].filter(Boolean).join(', ')}
      </p>
      <p class="soft">{t.independent}</p>
      {candidates.length === 0 ? <Nothing>{t.noCandidates}</Nothing> : null}
      {candidates.map((candidate) => (
        <Candidate visit={visit} candidate={candidate} open={found.signedAt === null} />
      ))}
      <Signing visit={visit} found={found} />
    </>
  )
  return {title: t.sessionTitle(session), body}
}

type CandidateFacts = Readonly<{visit: Visit; candidate: AssessedCandidate; open: boolean}>

const LOOKS = {open: '', waits: 'care', agreed: 'good', 'not-judged': 'bad'} as const

function Candidate({visit, candidate, open}: CandidateFacts) {
  const {language} = visit
  const t = ASSESSOR[language]
  const {breakBefore, name, examName, exam, from, until, aids, attendance, state, own: mine, others} = candidate
  const told = state === 'waits' && mine === null ? 'waits-for-you' : state
  return (
    <>
      {breakBefore > 0 ? <p class="soft">{t.pause(breakBefore)}</p> : null}
      <article class="card">
        <h2 class="name">{name}</h2>
        <p>
          {examName || exam}, {hours(visit, from, until)}
        </p>
        <p>
          <span class={`tag ${LOOKS[state]}`}>{t.states[told]}</span>
        </p>
        <Facts
          pairs={[
            [t.aids, aids.join(', ')],
            [t.attendance, attendance === 'notKnown' ? null : attendanceWords(attendance, language)],
            [t.own, mine === null ? null : scoreWords(mine, language)],
            ...others.map(
              ({assessor, score, remark}) =>
                [`${t.others} ${assessor}`, [scoreWords(score, language), remark].filter(Boolean).join(': ')] as const,
            ),
          ]}
        />
        {state === 'not-judged' ? <p>{t.differ}</p> : null}
        {open ? <Judge visit={visit} candidate={candidate} /> : null}
      </article>
    </>
  )
}

function Judge({visit, candidate}: Omit<CandidateFacts, 'open'>) {
  const {language} = visit
  const t = ASSESSOR[language]
  const {enrolment, name, scale, choices, own: mine, ownRemark} = candidate
  const sent = visit.form.get('enrolment') === enrolment
  const about = sent ? ['result.not-on-scale', 'input.invalid'] : []
  const facts = {
    visit,
    about,
    label: t.scoreOf(name),
    value: sent ? visit.form.get(`score-${enrolment}`) : (mine ?? ''),
  }
  const options = choices.map((score) => [score, scoreWords(score, language)] as const)
  return (
    <Form visit={visit} to={`${visit.path.replace(/\/(judge|sign)$/, '')}/judge`}>
      <input type="hidden" name="enrolment" value={enrolment} />
      {choices.length > 0 ? (
        <Select {...facts} name={`score-${enrolment}`} options={[['', t.choose] as const, ...options]} />
      ) : (
        <Field {...facts} name={`score-${enrolment}`} hint={t.scaleHint(scale)} />
      )}
      <TextArea visit={visit} name={`remark-${enrolment}`} label={t.remark} value={ownRemark} maxlength={2000} />
      <Button look="second" label={t.saveOf(name)}>
        {t.save}
      </Button>
    </Form>
  )
}

function Signing({visit, found}: Readonly<{visit: Visit; found: SessionAssessments}>) {
  const t = ASSESSOR[visit.language]
  const {signedAt, candidates} = found
  if (candidates.length === 0) return null
  return (
    <section>
      <h2>{t.sign}</h2>
      {signedAt === null ? (
        <Form visit={visit} to={`${visit.path.replace(/\/(judge|sign)$/, '')}/sign`}>
          <p>{t.signText}</p>
          <Button>{t.signNow}</Button>
        </Form>
      ) : (
        <p>{t.signed(momentInWords(signedAt, visit.school.zone, visit.language))}</p>
      )}
    </section>
  )
}

async function judge(visit: Visit): Promise<Answer> {
  const {ctx, form} = visit
  const session = sessionAsked(visit)
  const enrolment = form.get('enrolment')
  const {candidates} = await showAssessments(ctx, {session})
  const found = candidates.find((each) => each.enrolment === enrolment)
  if (!found) throw notFound('enrolment', enrolment)
  const {student, exam} = found
  const [score, remark] = [form.get(`score-${enrolment}`), form.get(`remark-${enrolment}`)]
  await recordAssessment(ctx, {session, student, exam, score, remark})
  return leadTo(`/assessor/sessions/${session}`, 'judged')
}

async function sign(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  await signAssessments(visit.ctx, {session})
  return leadTo(`/assessor/sessions/${session}`, 'signed')
}

/** Judging the candidates of one session, each assessor for himself, and signing (issue 4). */
export const assessorSession: readonly Route[] = ownSessions([
  page(AT, {audience: ['assessor'], right: 'result.read'}, show),
  act(`${AT}/judge`, {audience: ['assessor'], right: 'assessment.record', again: show}, judge),
  act(`${AT}/sign`, {audience: ['assessor'], right: 'assessment.sign', again: show}, sign),
])
