/** @jsxImportSource hono/jsx */
import {decideRegistrations} from '../../../src/registration/decide-registrations.ts'
import {listRegistrations} from '../../../src/registration/list-registrations.ts'
import type {RegistrationText} from '../../../src/registration/registration-line.ts'
import {TEACHER} from '../../../src/texts/teacher.ts'
import {dayOf} from '../../../src/time.ts'
import {Button, Form, TextArea} from '../../parts/form.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {dayWords} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const HERE = '/teacher/requests'
/** As many on one page; what is decided makes room for the rest. */
const MOST = 200

async function show(visit: Visit): Promise<Answer> {
  const t = TEACHER[visit.language]
  const requests = await listRegistrations(visit.ctx, {states: ['wanted'], limit: MOST})
  const body = (
    <>
      <h1>{t.requests}</h1>
      {requests.length === 0 ? (
        <Nothing>{t.noRequests}</Nothing>
      ) : (
        <>
          <p>{t.requestsText}</p>
          <Decide visit={visit} requests={requests} />
        </>
      )}
    </>
  )
  return {title: t.requests, body, wide: true}
}

function Decide({visit, requests}: Readonly<{visit: Visit; requests: readonly RegistrationText[]}>) {
  const t = TEACHER[visit.language]
  const chosen = new Set(visit.form.all('registration'))
  const columns: readonly Column<RegistrationText>[] = [
    {
      title: t.choose,
      cell: ({code, name, examName}) => (
        <input
          type="checkbox"
          name="registration"
          value={code}
          checked={chosen.has(code)}
          aria-label={t.chooseOf(name, examName)}
        />
      ),
    },
    {title: t.student, cell: ({name}) => <b>{name}</b>},
    {title: t.exam, cell: ({examName, exam}) => examName || exam},
    {title: t.period, cell: ({period}) => period},
    {title: t.asked, cell: ({requestedAt}) => dayWords(visit, dayOf(requestedAt, visit.school.zone))},
  ]
  return (
    <Form visit={visit} to={`${HERE}/decide`}>
      <Table caption={t.requests} columns={columns} rows={requests} empty={t.noRequests} />
      <TextArea visit={visit} name="reason" label={t.reason} about={['registration.reason-needed']} maxlength={2000} />
      <div class="deeds">
        <Button name="decision" value="agreed">
          {t.agree}
        </Button>
        <Button look="severe" name="decision" value="refused">
          {t.refuse}
        </Button>
      </div>
    </Form>
  )
}

async function decide({ctx, form}: Visit): Promise<Answer> {
  const decision = form.get('decision') === 'refused' ? 'refused' : 'agreed'
  await decideRegistrations(ctx, {decision, codes: [...form.all('registration')], reason: form.get('reason')})
  return leadTo(HERE, decision === 'agreed' ? 'requests-agreed' : 'requests-refused')
}

/** Agreeing to registrations or refusing them, many at once (feature R2). */
export const teacherRequests: readonly Route[] = [
  page(HERE, {audience: ['teacher'], right: 'registration.read'}, show),
  act(`${HERE}/decide`, {audience: ['teacher'], right: 'registration.decide', again: show}, decide),
]
