/** @jsxImportSource hono/jsx */
import {listTokens, revokeToken, type TokenView} from '../../../src/sign-in/api-tokens.ts'
import {ADMIN_PEOPLE} from '../../../src/texts/admin-people.ts'
import {Button, Form} from '../../parts/form.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {Moment} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const ADMINS = ['admin'] as const

async function show(visit: Visit): Promise<Answer> {
  const t = ADMIN_PEOPLE[visit.language]
  const columns: readonly Column<TokenView>[] = [
    {title: t.purpose, cell: ({title}) => <b>{title}</b>},
    {title: t.person, cell: ({person}) => person},
    {title: t.until, cell: ({expiresAt}) => <Moment visit={visit} at={expiresAt} />},
    {title: t.used, cell: ({usedAt}) => (usedAt === null ? t.never : <Moment visit={visit} at={usedAt} />)},
    {title: t.revoke, cell: (token) => <Revoke visit={visit} token={token} />},
  ]
  const body = (
    <>
      <h1>{t.tokens}</h1>
      <p class="soft">{t.tokensText}</p>
      <Table caption={t.tokens} columns={columns} rows={await listTokens(visit.ctx)} empty={t.noTokens} />
    </>
  )
  return {title: t.tokens, body, wide: true}
}

function Revoke({visit, token: {code, title}}: Readonly<{visit: Visit; token: TokenView}>) {
  const t = ADMIN_PEOPLE[visit.language]
  return (
    <Form visit={visit} to="/admin/tokens/revoke" class="one-button">
      <input type="hidden" name="code" value={code} />
      <Button look="plain" label={t.revokeOf(title)}>
        {t.revoke}
      </Button>
    </Form>
  )
}

async function revoke({ctx, form}: Visit): Promise<Answer> {
  await revokeToken(ctx, form.get('code'))
  return leadTo('/admin/tokens', 'saved')
}

/** Tokens of programs, to see and to revoke. */
export const adminTokens: readonly Route[] = [
  page('/admin/tokens', {audience: ADMINS, right: 'operation.read'}, show),
  act('/admin/tokens/revoke', {audience: ADMINS, right: 'token.revoke', again: show}, revoke),
]
