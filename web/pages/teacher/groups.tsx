/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {listPeriods} from '../../../src/institution/periods/list-periods.ts'
import {type GroupView, showGroup} from '../../../src/institution/programmes/show-group.ts'
import {missingRegistrations, type MissingRegistration} from '../../../src/registration/missing-registrations.ts'
import {sendStatements} from '../../../src/registration/send-statements.ts'
import {type TeamGroup, teamGroups} from '../../../src/registration/team-groups.ts'
import {TEACHER} from '../../../src/texts/teacher.ts'
import {Button, Form, Select} from '../../parts/form.tsx'
import {Live} from '../../parts/live.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {act, type Answer, fragment, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {ownGroup} from './own-group.ts'

const READ = {audience: ['teacher'], right: 'registration.read'} as const
const HERE = '/teacher'

async function show(visit: Visit): Promise<Answer> {
  const t = TEACHER[visit.language]
  const body = (
    <>
      <h1>{t.groups}</h1>
      <Live src={`${HERE}/list`} topics={['registration', 'group', 'import']}>
        {await list(visit)}
      </Live>
    </>
  )
  return {title: t.groups, body}
}

async function list(visit: Visit): Promise<Child> {
  const groups = await teamGroups(visit.ctx)
  if (groups.length === 0) return <Nothing>{TEACHER[visit.language].noGroups}</Nothing>
  return (
    <ul class="cards">
      {groups.map((group) => (
        <GroupCard visit={visit} group={group} />
      ))}
    </ul>
  )
}

function GroupCard({visit, group}: Readonly<{visit: Visit; group: TeamGroup}>) {
  const t = TEACHER[visit.language]
  const {id, students, toDecide, unregistered} = group
  return (
    <li class={toDecide > 0 ? 'card first' : 'card'}>
      <h2 class="name">
        <a href={`${HERE}/groups/${id}`}>{group.group}</a>
      </h2>
      <p class="soft">{t.students(students)}</p>
      {toDecide === 0 ? null : (
        <p>
          <a href={`${HERE}/requests`}>{t.toDecide(toDecide)}</a>
        </p>
      )}
      {unregistered === 0 ? null : (
        <p>
          <span class="tag care">{t.unregistered(unregistered)}</span>
        </p>
      )}
    </li>
  )
}

async function showOne(visit: Visit): Promise<Answer> {
  const t = TEACHER[visit.language]
  const {id, group} = await ownGroup(visit)
  const title = group
  const body = (
    <>
      <p>
        <a href={HERE}>‹ {t.back}</a>
      </p>
      <h1>{title}</h1>
      <div class="deeds">
        <a class="button" href={`${HERE}/groups/${id}/register`}>
          {t.registerGroup}
        </a>
        <a class="button second" href={`${HERE}/groups/${id}/results`}>
          {t.resultsOf}
        </a>
      </div>
      <Students visit={visit} students={(await showGroup(visit.ctx, group)).students} />
      <Missing visit={visit} missing={await missingRegistrations(visit.ctx, {group})} />
      <Statement visit={visit} id={id} periods={await openPeriods(visit)} />
    </>
  )
  return {title, body, wide: true}
}

type GroupStudent = GroupView['students'][number]

function Students({visit, students}: Readonly<{visit: Visit; students: readonly GroupStudent[]}>) {
  const t = TEACHER[visit.language]
  const columns: readonly Column<GroupStudent>[] = [
    {title: t.student, cell: ({id, name}) => <a href={`${HERE}/students/${id}`}>{name}</a>},
    {title: t.number, cell: ({student}) => student},
  ]
  return (
    <section>
      <h2>{t.allStudents}</h2>
      <Table caption={t.allStudents} columns={columns} rows={students} empty={t.students(0)} />
    </section>
  )
}

function Missing({visit, missing}: Readonly<{visit: Visit; missing: readonly MissingRegistration[]}>) {
  const t = TEACHER[visit.language]
  const columns: readonly Column<MissingRegistration>[] = [
    {title: t.student, cell: ({name}) => name},
    {title: t.exam, cell: ({examName}) => examName},
  ]
  return (
    <section>
      <h2>{t.missing}</h2>
      <p class="soft">{t.missingText}</p>
      <Table caption={t.missing} columns={columns} rows={missing} empty={t.noneMissing} />
    </section>
  )
}

type Periods = readonly (readonly [code: string, name: string])[]

/** Periods in which something can be registered, as a list to choose from. */
export async function openPeriods({ctx}: Pick<Visit, 'ctx'>): Promise<Periods> {
  const periods = await listPeriods(ctx)
  return periods.filter(({state}) => state === 'open').map(({code, name}) => [code, name] as const)
}

function Statement({visit, id, periods}: Readonly<{visit: Visit; id: string; periods: Periods}>) {
  const t = TEACHER[visit.language]
  return (
    <section>
      <h2>{t.statement}</h2>
      {periods.length === 0 ? (
        <Nothing>{t.noPeriod}</Nothing>
      ) : (
        <Form visit={visit} to={`${HERE}/groups/${id}/statement`}>
          <p>{t.statementText}</p>
          <Select visit={visit} name="period" label={t.period} options={periods} />
          <Button look="second">{t.sendStatement}</Button>
        </Form>
      )}
    </section>
  )
}

async function statement(visit: Visit): Promise<Answer> {
  const {id, group} = await ownGroup(visit)
  await sendStatements(visit.ctx, {period: visit.form.get('period'), group})
  return leadTo(`${HERE}/groups/${id}`, 'statement-sent')
}

const AT = `${HERE}/groups/:group`

/** A teacher's groups: who is in them, who is missing, and a statement to check (features R2, R7). */
export const teacherGroups: readonly Route[] = [
  page(HERE, READ, show),
  fragment(`${HERE}/list`, READ, list),
  page(AT, READ, showOne),
  act(`${AT}/statement`, {audience: ['teacher'], right: 'registration.send-statement', again: showOne}, statement),
]
