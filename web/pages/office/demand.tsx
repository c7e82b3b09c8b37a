/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {crossDemand} from '../../../src/registration/cross-demand.ts'
import type {CrossedCount} from '../../../src/registration/store.ts'
import type {PeriodDetail} from '../../../src/lifecycle/show-period.ts'
import {OFFICE_PICTURES} from '../../../src/texts/office-pictures.ts'
import {OFFICE} from '../../../src/texts/office.ts'
import {Live} from '../../parts/live.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {type Answer, fragment, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {periodPath, thePeriod} from './the-period.ts'

const SEEN = {audience: ['office'], right: 'demand.read'} as const
/** Exams on a page, those with most demand first; and locations beside each other, the others together. */
const MOST_EXAMS = 150
const MOST_LOCATIONS = 8

/** An exam as a row: how many at each location, in the order of the columns. */
type ExamRow = Readonly<{
  exam: string
  name: string
  all: number
  wanted: number
  recent: number
  at: readonly number[]
}>

async function show(visit: Visit): Promise<Answer> {
  const t = OFFICE[visit.language]
  const period = await thePeriod(visit)
  const body = (
    <>
      <p>
        <a href={periodPath(period)}>
          ‹ {t.back} {period.code}
        </a>
      </p>
      <h1>{t.demand}</h1>
      <p class="soft">{OFFICE_PICTURES[visit.language].demandText}</p>
      <Live src={periodPath(period, '/demand/grid')} topics={['registration', 'demand', 'import']}>
        {await grid(visit, period)}
      </Live>
    </>
  )
  return {title: t.demand, body, wide: true}
}

async function grid(visit: Visit, period: PeriodDetail): Promise<Child> {
  const t = OFFICE_PICTURES[visit.language]
  const {rows: cells} = await crossDemand(visit.ctx, {period: period.id})
  const locations = largest(cells)
  const rows = rowsOf(cells, locations)
  const columns: readonly Column<ExamRow>[] = [
    {title: t.exam, cell: ({exam, name}) => <span title={name}>{exam}</span>},
    ...locations.map((location, i): Column<ExamRow> => ({
      title: location || t.noLocation,
      cell: ({at}) => at[i] || '·',
      number: true,
    })),
    ...(hasOthers(cells, locations) ? [{title: t.elsewhere, cell: others, number: true} as const] : []),
    {title: t.all, cell: ({all}) => <b>{all}</b>, number: true},
    {title: t.undecided, cell: ({wanted}) => wanted || '·', number: true},
    {title: t.recent, cell: ({recent}) => (recent === 0 ? '·' : `+${recent}`), number: true},
  ]
  return (
    <>
      <p>{t.demandSum(sum(cells), rows.length)}</p>
      <Table caption={t.exam} columns={columns} rows={rows.slice(0, MOST_EXAMS)} empty={t.noDemand} />
      {rows.length > MOST_EXAMS ? <p class="soft">{OFFICE[visit.language].andMore(rows.length - MOST_EXAMS)}</p> : null}
    </>
  )
}

function others({all, at}: ExamRow): Child {
  return all - at.reduce((one, other) => one + other, 0) || '·'
}

/** The locations with most demand, by code. */
function largest(cells: readonly CrossedCount[]): readonly string[] {
  const sums = [...Map.groupBy(cells, ({location}) => location)].map(([location, of]) => ({location, n: sum(of)}))
  const most = sums.toSorted((a, b) => b.n - a.n).slice(0, MOST_LOCATIONS)
  return most.map(({location}) => location).toSorted((a, b) => ((a || '~') < (b || '~') ? -1 : 1))
}

function hasOthers(cells: readonly CrossedCount[], locations: readonly string[]): boolean {
  return cells.some(({location}) => !locations.includes(location))
}

function rowsOf(cells: readonly CrossedCount[], locations: readonly string[]): readonly ExamRow[] {
  const rows = [...Map.groupBy(cells, ({exam}) => exam)].map(([exam, of]) => ({
    exam,
    name: of[0]?.name ?? '',
    all: sum(of),
    wanted: of.reduce((n, {wanted}) => n + wanted, 0),
    recent: of.reduce((n, {recent}) => n + recent, 0),
    at: locations.map((location) => sum(of.filter((cell) => cell.location === location))),
  }))
  return rows.toSorted((a, b) => b.all - a.all)
}

function sum(cells: readonly CrossedCount[]): number {
  return cells.reduce((n, {wanted, agreed}) => n + wanted + agreed, 0)
}

/** Demand by exam and location while it grows (feature R4). */
export const officeDemand: readonly Route[] = [
  page('/office/periods/:period/demand', SEEN, show),
  fragment('/office/periods/:period/demand/grid', SEEN, async (visit) => grid(visit, await thePeriod(visit))),
]
