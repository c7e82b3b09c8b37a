/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {notFound} from '../../../src/errors.ts'
import {listResults, type ResultLine} from '../../../src/results/list-results.ts'
import {requestResit} from '../../../src/results/request-resit.ts'
import {TEACHER} from '../../../src/texts/teacher.ts'
import {Button, Form, TextArea} from '../../parts/form.tsx'
import {Live} from '../../parts/live.tsx'
import {Table} from '../../parts/table.tsx'
import {act, type Answer, fragment, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {ownGroup} from './own-group.ts'
import {resultColumns} from './result-columns.tsx'

const READ = {audience: ['teacher'], right: 'result.read'} as const
const OF_GROUP = '/teacher/groups/:group/results'
const RESIT = '/teacher/students/:student/results/:attempt/resit'
const MOST = 500

async function show(visit: Visit): Promise<Answer> {
  const t = TEACHER[visit.language]
  const {id, group} = await ownGroup(visit)
  const title = t.groupResults(group)
  const body = (
    <>
      <p>
        <a href={`/teacher/groups/${id}`}>‹ {group}</a>
      </p>
      <h1>{title}</h1>
      <p class="soft">{t.resultsText}</p>
      <Live src={`/teacher/groups/${id}/results/list`} topics={['result', 'report', 'case', 'absence']}>
        {await list(visit)}
      </Live>
    </>
  )
  return {title, body, wide: true}
}

async function list(visit: Visit): Promise<Child> {
  const t = TEACHER[visit.language]
  const {group} = await ownGroup(visit)
  const rows = await listResults(visit.ctx, {group, limit: MOST})
  const columns = [
    {title: t.student, cell: ({name}: ResultLine) => <b>{name}</b>},
    {title: t.exam, cell: ({examName}: ResultLine) => examName},
    ...resultColumns(visit),
  ]
  return <Table caption={t.results} columns={columns} rows={rows} empty={t.noResults} />
}

async function ask(visit: Visit): Promise<Answer> {
  const t = TEACHER[visit.language]
  const line = await taken(visit)
  const title = t.resitTitle(line.name, line.examName)
  const at = `/teacher/students/${visit.param('student')}`
  const body = (
    <>
      <p>
        <a href={at}>‹ {line.name}</a>
      </p>
      <h1>{title}</h1>
      <p>{t.resitText}</p>
      <Form visit={visit} to={`${at}/results/${line.id}/resit`}>
        <TextArea visit={visit} name="reason" label={t.resitWhy} about={['input.invalid']} required maxlength={2000} />
        <Button>{t.ask}</Button>
      </Form>
    </>
  )
  return {title, body}
}

/** The attempt that the address names, of a student within reach. @throws ExamError `attempt.not-found` */
async function taken(visit: Visit): Promise<ResultLine> {
  const id = visit.param('attempt')
  const found = (await listResults(visit.ctx, {student: visit.param('student')})).find((line) => line.id === id)
  if (found) return found
  throw notFound('attempt', id)
}

async function request(visit: Visit): Promise<Answer> {
  const {student, exam} = await taken(visit)
  const {state} = await requestResit(visit.ctx, {student, exam, reason: visit.form.get('reason')})
  return leadTo(`/teacher/students/${visit.param('student')}`, state === 'asked' ? 'resit-asked' : 'resit-granted')
}

/** Results of a group at once (feature C3), and asking for a resit (C4). */
export const teacherResults: readonly Route[] = [
  page(OF_GROUP, READ, show),
  fragment(`${OF_GROUP}/list`, READ, list),
  page(RESIT, READ, ask),
  act(RESIT, {audience: ['teacher'], right: 'resit.request', again: ask}, request),
]
