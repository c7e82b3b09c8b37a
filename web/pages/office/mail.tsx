/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {listMail, type MailView} from '../../../src/operation/list-mail.ts'
import {retryMail} from '../../../src/operation/retry-mail.ts'
import {OFFICE} from '../../../src/texts/office.ts'
import {OFFICE_MAIL} from '../../../src/texts/office-mail.ts'
import {PostButton} from '../../parts/form.tsx'
import {Live} from '../../parts/live.tsx'
import {State} from '../../parts/state.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {Moment} from '../../parts/words.tsx'
import {act, type Answer, fragment, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const SEEN = {audience: ['office', 'admin'], right: 'operation.read'} as const
const FAILED = ['refused', 'given-up'] as const
/** Of each state at most so many, the newest first. */
const MOST = 100

async function show(visit: Visit): Promise<Answer> {
  const title = OFFICE[visit.language].mail
  const body = (
    <>
      <h1>{title}</h1>
      <p class="soft">{OFFICE_MAIL[visit.language].text}</p>
      <Live src="/office/mail/list" topics={['mail']}>
        {await list(visit)}
      </Live>
    </>
  )
  return {title, body, wide: true}
}

async function list(visit: Visit): Promise<Child> {
  const t = OFFICE_MAIL[visit.language]
  const rows: MailView[] = []
  for (const state of FAILED) rows.push(...(await listMail(visit.ctx, {state, limit: MOST})))
  const columns: readonly Column<MailView>[] = [
    {title: t.to, cell: ({name, person}) => <b>{name ?? person}</b>},
    {title: t.letter, cell: ({letter}) => letter},
    {title: t.state, cell: ({state}) => <State visit={visit} kind="mail" state={state} />},
    {title: t.queued, cell: ({queuedAt}) => <Moment visit={visit} at={queuedAt} />},
    {title: t.attempts, cell: ({attempts}) => attempts, number: true},
  ]
  return (
    <>
      <Table caption={OFFICE[visit.language].mail} columns={columns} rows={rows} empty={t.none} />
      {rows.length === 0 ? null : (
        <PostButton visit={visit} to="/office/mail/retry">
          {t.retry}
        </PostButton>
      )}
    </>
  )
}

async function retry({ctx}: Visit): Promise<Answer> {
  await retryMail(ctx, {failed: true})
  return leadTo('/office/mail', 'mail-again')
}

/** Mails that did not arrive, and trying them again. */
export const officeMail: readonly Route[] = [
  page('/office/mail', SEEN, show),
  fragment('/office/mail/list', SEEN, list),
  act('/office/mail/retry', {audience: ['office', 'admin'], right: 'mail.resend', again: show}, retry),
]
