/** @jsxImportSource hono/jsx */
import {closeReport} from '../../../src/delivery/reports/close-report.ts'
import {controlSession} from '../../../src/delivery/reports/control-session.ts'
import {ATTENDANCES} from '../../../src/delivery/reports/report-facts.ts'
import type {SessionDesk} from '../../../src/delivery/reports/show-session-desk.ts'
import {signReport} from '../../../src/delivery/reports/sign-report.ts'
import {proveAgain} from '../../../src/sign-in/prove-again.ts'
import {DUTY} from '../../../src/texts/duty.ts'
import {LEAD} from '../../../src/texts/lead.ts'
import {Button, Field, Form, TextArea} from '../../parts/form.tsx'
import {Facts} from '../../parts/table.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'
import {counted} from '../sign-in/sign-in.tsx'
import {deskOf, LEADS, ON_DUTY, ownSessions, pathOf, sessionAsked} from './own-session.ts'

/** What somebody signs, in figures, and with what he proves once more that it is he. */
async function askSignature(visit: Visit): Promise<Answer> {
  const desk = await deskOf(visit)
  const t = LEAD[visit.language]
  const {id} = desk.session
  const body = (
    <>
      <p>
        <a href={pathOf(id)}>‹ {DUTY[visit.language].backToSession}</a>
      </p>
      <h1>{t.signTitle}</h1>
      <Attendance visit={visit} desk={desk} />
      <p>{t.signText}</p>
      <Form visit={visit} to={pathOf(id, 'sign')}>
        <Proof visit={visit} />
        <div class="deeds">
          {desk.post === 'lead' ? (
            <Button name="close" value="yes">
              {t.signClose}
            </Button>
          ) : null}
          <Button look={desk.post === 'lead' ? 'second' : 'main'}>{t.signButton}</Button>
        </div>
      </Form>
      {desk.post === 'lead' && desk.report?.signed ? <AfterSigning visit={visit} session={id} /> : null}
    </>
  )
  return {title: t.signTitle, body}
}

function Attendance({visit, desk: {candidates, report}}: Readonly<{visit: Visit; desk: SessionDesk}>) {
  const {attendance} = DUTY[visit.language]
  const exams = candidates.flatMap((each) => each.exams)
  const t = LEAD[visit.language]
  return (
    <>
      <h2>{t.attendance}</h2>
      <Facts
        pairs={[
          ...ATTENDANCES.map(
            (code) => [attendance[code], exams.filter((each) => each.attendance === code).length || null] as const,
          ),
          [t.signers, report?.signers.join(', ')],
        ]}
      />
    </>
  )
}

/** The field for a second factor: a code of the app, or with a duty pass its PIN. */
function Proof({visit}: Readonly<{visit: Visit}>) {
  const t = LEAD[visit.language]
  const withPin = signedIn(visit).session.means === 'duty-pass'
  return (
    <Field
      visit={visit}
      name="code"
      label={withPin ? t.pin : t.code}
      value=""
      inputmode="numeric"
      autocomplete="one-time-code"
      required
      maxlength={20}
      about={['sign-in.wrong-code', 'sign-in.wrong-pin']}
    />
  )
}

function AfterSigning({visit, session}: Readonly<{visit: Visit; session: string}>) {
  const t = LEAD[visit.language]
  return (
    <>
      <h2>{t.closeTitle}</h2>
      <Form visit={visit} to={pathOf(session, 'close')}>
        <Button look="second">{t.close}</Button>
      </Form>
      <h2>{t.addendumTitle}</h2>
      <Form visit={visit} to={pathOf(session, 'addendum')}>
        <TextArea visit={visit} id="addendum" name="text" label={t.addendum} required />
        <Button look="second">{t.addAddendum}</Button>
      </Form>
    </>
  )
}

async function sign(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  const {served, form} = visit
  const mine = signedIn(visit).session
  await counted(visit, () => proveAgain(served.system, served.ports, {session: mine, code: form.get('code')}))
  await signReport(visit.ctx, {session})
  if (form.get('close') !== 'yes') return leadTo(pathOf(session), 'report-signed')
  await closeReport(visit.ctx, {session})
  return leadTo(pathOf(session), 'report-closed')
}

async function close(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  await closeReport(visit.ctx, {session})
  return leadTo(pathOf(session), 'report-closed')
}

async function askAbort(visit: Visit): Promise<Answer> {
  const {session} = await deskOf(visit)
  const t = LEAD[visit.language]
  const body = (
    <>
      <h1>{t.abortTitle}</h1>
      <p>{t.abortText}</p>
      <Form visit={visit} to={pathOf(session.id, 'abort')}>
        <Field visit={visit} name="reason" label={t.reason} required />
        <div class="deeds">
          <Button look="severe">{t.abortYes}</Button>
          <a class="button plain" href={pathOf(session.id)}>
            {t.no}
          </a>
        </div>
      </Form>
    </>
  )
  return {title: t.abortTitle, body}
}

async function abort(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  await controlSession(visit.ctx, {session, action: 'abort', reason: visit.form.get('reason')})
  return leadTo(pathOf(session), 'aborted')
}

const AT = '/duties/:session'

/** What ends a session: a signature proved once more, closing, or breaking it off. */
export const signing: readonly Route[] = ownSessions([
  page(`${AT}/sign`, {audience: ON_DUTY, right: 'report.read'}, askSignature),
  act(`${AT}/sign`, {audience: ON_DUTY, right: 'report.record', again: askSignature}, sign),
  act(`${AT}/close`, {audience: LEADS, right: 'report.sign', again: askSignature}, close),
  page(`${AT}/abort`, {audience: LEADS, right: 'report.control'}, askAbort),
  act(`${AT}/abort`, {audience: LEADS, right: 'report.control', again: askAbort}, abort),
])
