/** @jsxImportSource hono/jsx */
import {endUserSessions, listWebSessions, type WebSessionView} from '../../../src/sign-in/list-web-sessions.ts'
import {ADMIN} from '../../../src/texts/admin.ts'
import {Button, Form} from '../../parts/form.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {Moment} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const ADMINS = ['admin'] as const

async function show(visit: Visit): Promise<Answer> {
  const t = ADMIN[visit.language]
  const rows = await listWebSessions(visit.ctx)
  const columns: readonly Column<WebSessionView>[] = [
    {title: t.person, cell: ({person}) => <b>{person}</b>},
    {title: t.means, cell: ({means}) => t.by[means]},
    {title: t.since, cell: ({since}) => <Moment visit={visit} at={since} />},
    {title: t.seen, cell: ({seen}) => <Moment visit={visit} at={seen} />},
    {title: t.end, cell: ({person}) => <End visit={visit} person={person} />},
  ]
  const body = (
    <>
      <h1>{t.sessions}</h1>
      <p>{t.about}</p>
      <Table caption={t.sessions} columns={columns} rows={rows} empty={t.none} />
    </>
  )
  return {title: t.sessions, body, wide: true}
}

function End({visit, person}: Readonly<{visit: Visit; person: string}>) {
  const t = ADMIN[visit.language]
  return (
    <Form visit={visit} to="/admin/sessions/end" class="one-button">
      <input type="hidden" name="person" value={person} />
      <Button look="plain" label={t.endOf(person)}>
        {t.end}
      </Button>
    </Form>
  )
}

async function end(visit: Visit): Promise<Answer> {
  await endUserSessions(visit.ctx, visit.form.get('person'))
  return leadTo('/admin/sessions', 'saved')
}

/** Who is signed in, for the administrator to end. */
export const adminSessions: readonly Route[] = [
  page('/admin/sessions', {audience: ADMINS, right: 'operation.read'}, show),
  act('/admin/sessions/end', {audience: ADMINS, right: 'user.end-session', again: show}, end),
]
