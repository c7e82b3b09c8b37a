/** @jsxImportSource hono/jsx */
import {createPeriod} from '../../../src/institution/periods/create-period.ts'
import type {PeriodWindowText} from '../../../src/institution/periods/list-period-windows.ts'
import {WINDOW_KINDS, type WindowKind} from '../../../src/institution/periods/period-windows.ts'
import {setPeriodWindows} from '../../../src/institution/periods/set-period-windows.ts'
import type {PeriodDetail} from '../../../src/lifecycle/show-period.ts'
import {OFFICE} from '../../../src/texts/office.ts'
import {dayOf, type Instant, plusMinutes} from '../../../src/time.ts'
import {Button, Field, Form} from '../../parts/form.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {Moment} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {periodPath, thePeriod} from './the-period.ts'

const OFFICE_ONLY = ['office'] as const

async function show(visit: Visit): Promise<Answer> {
  const t = OFFICE[visit.language]
  const period = await thePeriod(visit)
  const columns: readonly Column<PeriodWindowText>[] = [
    {
      title: t.windows,
      cell: ({kind, open}) => (
        <>
          {t.window[kind]} {open ? <span class="tag good">{t.open}</span> : null}
        </>
      ),
    },
    {title: t.scope, cell: ({exam}) => exam ?? t.whole},
    {title: t.from, cell: ({opensAt}) => <Moment visit={visit} at={opensAt} />},
    {title: t.until, cell: ({closesAt}) => <Moment visit={visit} at={lastMinute(closesAt)} />},
  ]
  const body = (
    <>
      <p>
        <a href={periodPath(period)}>
          ‹ {t.back} {period.code}
        </a>
      </p>
      <h1>{t.windows}</h1>
      <Table caption={t.windows} columns={columns} rows={period.windows} empty={t.noWindow} />
      <h2>{t.changeWindows}</h2>
      <p class="soft">{t.windowsText}</p>
      <Form visit={visit} to={periodPath(period, '/windows')}>
        {WINDOW_KINDS.map((kind) => (
          <WindowFields visit={visit} kind={kind} period={period} />
        ))}
        <Button>{t.save}</Button>
      </Form>
    </>
  )
  return {title: t.windows, body}
}

/** A window ends just before a moment; people name the last minute inside it. */
function lastMinute(closesAt: Instant): Instant {
  return plusMinutes(closesAt, -1)
}

type WindowFacts = Readonly<{visit: Visit; kind: WindowKind; period?: PeriodDetail}>

function WindowFields({visit, kind, period}: WindowFacts) {
  const t = OFFICE[visit.language]
  const {zone} = visit.school
  const own = period?.windows.find((window) => window.kind === kind && window.exam === null)
  const value = (edge: 'from' | 'until'): string =>
    visit.form.get(`${kind}-${edge}`) ||
    (own === undefined ? '' : dayOf(edge === 'from' ? own.opensAt : lastMinute(own.closesAt), zone))
  return (
    <fieldset>
      <legend>{t.window[kind]}</legend>
      <div class="pair">
        <Field visit={visit} name={`${kind}-from`} label={t.from} type="date" value={value('from')} />
        <Field visit={visit} name={`${kind}-until`} label={t.until} type="date" value={value('until')} />
      </div>
    </fieldset>
  )
}

/** The windows that were filled in, as the use cases read them; one that was left empty is taken away with `none`. */
function filledIn({form}: Visit, empty?: 'none'): Partial<Record<WindowKind, string>> {
  const filled = WINDOW_KINDS.map((kind) => {
    const [from, until] = [form.get(`${kind}-from`), form.get(`${kind}-until`)]
    return [kind, from === '' && until === '' ? empty : `${from}..${until}`] as const
  })
  return Object.fromEntries(filled.filter(([, text]) => text !== undefined))
}

async function save(visit: Visit): Promise<Answer> {
  const period = await thePeriod(visit)
  await setPeriodWindows(visit.ctx, {period: period.id, ...filledIn(visit, 'none')})
  return leadTo(periodPath(period, '/windows'), 'saved')
}

function fillIn(visit: Visit): Answer {
  const t = OFFICE[visit.language]
  const body = (
    <>
      <p>
        <a href="/office">‹ {t.title}</a>
      </p>
      <h1>{t.newPeriod}</h1>
      <p class="soft">{t.createText}</p>
      <Form visit={visit} to="/office/new-period">
        <Field
          visit={visit}
          name="code"
          label={t.code}
          hint={t.codeHint}
          required
          maxlength={40}
          about={['period.exists']}
        />
        <Field visit={visit} name="name" label={t.name} maxlength={200} />
        <div class="pair">
          <Field visit={visit} name="from" label={t.firstDay} type="date" required />
          <Field visit={visit} name="to" label={t.lastDay} type="date" required about={['period.ends-before-start']} />
        </div>
        <WindowFields visit={visit} kind="registration" />
        <WindowFields visit={visit} kind="enrolment" />
        <Button>{t.create}</Button>
      </Form>
    </>
  )
  return {title: t.newPeriod, body}
}

async function create(visit: Visit): Promise<Answer> {
  const {form} = visit
  const {taking: _, ...windows} = filledIn(visit)
  const facts = {code: form.get('code'), name: form.get('name'), from: form.get('from'), to: form.get('to')}
  return leadTo(periodPath(await createPeriod(visit.ctx, {...facts, ...windows})), 'period-made')
}

/** Making a period, and the windows in which things may be done. */
export const officeWindows: readonly Route[] = [
  page('/office/new-period', {audience: OFFICE_ONLY, right: 'catalogue.read'}, fillIn),
  act('/office/new-period', {audience: OFFICE_ONLY, right: 'period.create', again: fillIn}, create),
  page('/office/periods/:period/windows', {audience: OFFICE_ONLY, right: 'catalogue.read'}, show),
  act('/office/periods/:period/windows', {audience: OFFICE_ONLY, right: 'period.change', again: show}, save),
]
