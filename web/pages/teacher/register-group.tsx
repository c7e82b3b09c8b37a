/** @jsxImportSource hono/jsx */
import {
  addGroupRegistrations,
  type GroupRegistration,
  type GroupRegistrations,
  previewGroupRegistrations,
} from '../../../src/registration/add-group-registrations.ts'
import {missingRegistrations} from '../../../src/registration/missing-registrations.ts'
import {reasonText} from '../../../src/texts/reasons.ts'
import {TEACHER} from '../../../src/texts/teacher.ts'
import {Button, Form, Select} from '../../parts/form.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {Table} from '../../parts/table.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import {readerOf, type Visit} from '../../visit.ts'
import {openPeriods} from './groups.tsx'
import {ownGroup} from './own-group.ts'

const AT = '/teacher/groups/:group/register'

async function show(visit: Visit): Promise<Answer> {
  const t = TEACHER[visit.language]
  const {id, group} = await ownGroup(visit)
  const title = t.registerTitle(group)
  const asked = {exam: chosen(visit, 'exam'), period: chosen(visit, 'period')}
  const planned =
    asked.exam === '' || asked.period === '' ? undefined : await previewGroupRegistrations(visit.ctx, {...asked, group})
  const body = (
    <>
      <p>
        <a href={`/teacher/groups/${id}`}>‹ {group}</a>
      </p>
      <h1>{title}</h1>
      <Choose visit={visit} exams={await examsOf(visit, group)} periods={await openPeriods(visit)} />
      {planned === undefined ? null : <Planned visit={visit} id={id} planned={planned} />}
    </>
  )
  return {title, body, wide: true}
}

function chosen({query, form}: Visit, name: string): string {
  return query(name) ?? form.get(name)
}

type Options = readonly (readonly [value: string, label: string])[]

/** Exams that anybody of the group still lacks, so that the list is short. */
async function examsOf({ctx}: Visit, group: string): Promise<Options> {
  const lacking = await missingRegistrations(ctx, {group})
  const names = new Map(lacking.map(({exam, examName}) => [exam, examName || exam]))
  return [...names].toSorted(([, a], [, b]) => (a < b ? -1 : 1))
}

/** Choosing changes nothing, so that it is a question in the address. */
function Choose({visit, exams, periods}: Readonly<{visit: Visit; exams: Options; periods: Options}>) {
  const t = TEACHER[visit.language]
  if (periods.length === 0) return <Nothing>{t.noPeriod}</Nothing>
  if (exams.length === 0) return <Nothing>{t.noneMissing}</Nothing>
  return (
    <form method="get">
      <Select visit={visit} name="exam" label={t.exam} value={chosen(visit, 'exam')} options={exams} />
      <Select visit={visit} name="period" label={t.period} value={chosen(visit, 'period')} options={periods} />
      <Button look="second">{t.show}</Button>
    </form>
  )
}

type PlannedFacts = Readonly<{visit: Visit; id: string; planned: GroupRegistrations}>

function Planned({visit, id, planned}: PlannedFacts) {
  const t = TEACHER[visit.language]
  const {exam, period, added, refused, students} = planned
  const reader = readerOf(visit)
  const why = ({reasons}: GroupRegistration): string =>
    reasons.map((reason) => reasonText(reason, 'refused', reader)).join(' ')
  return (
    <>
      <h2>{t.willRegister(added)}</h2>
      <Table
        caption={t.willRegister(added)}
        columns={[
          {title: t.student, cell: ({name}) => name},
          {title: t.number, cell: ({student}) => student},
        ]}
        rows={students.filter(({does}) => does === 'add')}
        empty=""
      />
      {added === 0 ? null : (
        <Form visit={visit} to={`/teacher/groups/${id}/register`}>
          <input type="hidden" name="exam" value={exam} />
          <input type="hidden" name="period" value={period} />
          <div class="deeds">
            <Button>{t.confirmRegister(added)}</Button>
          </div>
        </Form>
      )}
      {refused === 0 ? null : (
        <>
          <h2>{t.refusedTitle}</h2>
          <Table
            caption={t.refusedTitle}
            columns={[
              {title: t.student, cell: ({name}) => name},
              {title: t.why, cell: why},
            ]}
            rows={students.filter(({does}) => does === 'refuse')}
            empty=""
          />
        </>
      )}
    </>
  )
}

async function register(visit: Visit): Promise<Answer> {
  const {id, group} = await ownGroup(visit)
  const {ctx, form} = visit
  await addGroupRegistrations(ctx, {group, exam: form.get('exam'), period: form.get('period')})
  return leadTo(`/teacher/groups/${id}`, 'group-registered')
}

/** Registering a whole group, with a preview of who and who not (feature R2). */
export const teacherRegisterGroup: readonly Route[] = [
  page(AT, {audience: ['teacher'], right: 'registration.read'}, show),
  act(AT, {audience: ['teacher'], right: 'registration.add', again: show}, register),
]
