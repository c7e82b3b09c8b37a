/** @jsxImportSource hono/jsx */
import {ROLES, type Role} from '../../../src/deeds.ts'
import {endRole} from '../../../src/institution/roles/end-role.ts'
import {GrantRole, grantRole} from '../../../src/institution/roles/grant-role.ts'
import {listUsers, type UserView} from '../../../src/institution/roles/list-users.ts'
import {inviteUser} from '../../../src/sign-in/invite-user.ts'
import {ADMIN_PEOPLE} from '../../../src/texts/admin-people.ts'
import {roleName} from '../../../src/texts/shell.ts'
import {Button, Field, Form, Select} from '../../parts/form.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const ADMINS = ['admin'] as const
const GIVEN = GrantRole.shape.role.options

async function show(visit: Visit): Promise<Answer> {
  const t = ADMIN_PEOPLE[visit.language]
  const columns: readonly Column<UserView>[] = [
    {
      title: t.person,
      cell: ({person, name}) => (
        <>
          <b>{name}</b> <span class="soft">{person}</span>
        </>
      ),
    },
    {title: t.roles, cell: (user) => <Roles visit={visit} user={user} />},
  ]
  const body = (
    <>
      <h1>{t.title}</h1>
      <p class="soft">{t.text}</p>
      <Table caption={t.title} columns={columns} rows={await listUsers(visit.ctx)} empty={t.none} />
      <GiveRole visit={visit} />
      <Invite visit={visit} />
    </>
  )
  return {title: t.title, body, wide: true}
}

function Roles({visit, user: {person, name, roles}}: Readonly<{visit: Visit; user: UserView}>) {
  const t = ADMIN_PEOPLE[visit.language]
  if (roles.length === 0) return <span class="soft">{t.noRole}</span>
  return (
    <>
      {[...new Set(roles)].map((role) => (
        <Form visit={visit} to="/admin/people/end-role" class="one-button">
          <input type="hidden" name="person" value={person} />
          <Button look="plain" name="role" value={role} label={t.endOf(roleName(role, visit.language), name)}>
            {roleName(role, visit.language)} ✕
          </Button>
        </Form>
      ))}
    </>
  )
}

function GiveRole({visit}: Readonly<{visit: Visit}>) {
  const t = ADMIN_PEOPLE[visit.language]
  return (
    <section aria-labelledby="give">
      <h2 id="give">{t.give}</h2>
      <Form visit={visit} to="/admin/people/give-role">
        <Field visit={visit} name="person" label={t.staffCode} required />
        <Select
          visit={visit}
          name="role"
          label={t.role}
          options={GIVEN.map((role) => [role, roleName(role, visit.language)] as const)}
        />
        <div class="pair">
          <Field visit={visit} name="from" label={t.from} type="date" />
          <Field visit={visit} name="to" label={t.to} type="date" hint={t.termHint} />
        </div>
        <Button>{t.giveNow}</Button>
      </Form>
    </section>
  )
}

function Invite({visit}: Readonly<{visit: Visit}>) {
  const t = ADMIN_PEOPLE[visit.language]
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{t.invite}</h2>
      <p class="soft">{t.inviteText}</p>
      <Form visit={visit} to="/admin/people/invite">
        <Field visit={visit} name="person" id="invited" label={t.staffCode} required />
        <Button look="second">{t.inviteNow}</Button>
      </Form>
    </section>
  )
}

async function give({ctx, form}: Visit): Promise<Answer> {
  const role = GIVEN.find((each) => each === form.get('role')) ?? 'teacher'
  const term = {from: form.get('from') || null, to: form.get('to') || null}
  await grantRole(ctx, {person: form.get('person').trim(), role, ...term})
  return leadTo('/admin/people', 'saved')
}

async function end({ctx, form}: Visit): Promise<Answer> {
  const role: Role = ROLES.find((each) => each === form.get('role')) ?? 'teacher'
  await endRole(ctx, {person: form.get('person'), role})
  return leadTo('/admin/people', 'saved')
}

async function invite({ctx, form, served}: Visit): Promise<Answer> {
  await inviteUser(ctx, served.ports.secrets, {person: form.get('person').trim()})
  return leadTo('/admin/people', 'invited')
}

/** Who works with ontrac and in which roles, for schools that never open a terminal. */
export const adminPeople: readonly Route[] = [
  page('/admin/people', {audience: ADMINS, right: 'operation.read'}, show),
  act('/admin/people/give-role', {audience: ADMINS, right: 'user.grant-role', again: show}, give),
  act('/admin/people/end-role', {audience: ADMINS, right: 'user.end-role', again: show}, end),
  act('/admin/people/invite', {audience: ADMINS, right: 'user.invite', again: show}, invite),
]
