/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {type CaseLine, listCases} from '../../../src/delivery/cases/list-cases.ts'
import {BOARD} from '../../../src/texts/board.ts'
import {Live} from '../../parts/live.tsx'
import {State} from '../../parts/state.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {Moment} from '../../parts/words.tsx'
import {type Answer, fragment, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const SEEN = {audience: ['board', 'functionary'], right: 'case.read'} as const

async function show(visit: Visit): Promise<Answer> {
  const t = BOARD[visit.language]
  const body = (
    <>
      <h1>{t.cases}</h1>
      <p class="soft">{t.casesText}</p>
      <Live src="/board/cases/list" topics={['case', 'report']}>
        {await list(visit)}
      </Live>
    </>
  )
  return {title: t.cases, body, wide: true}
}

async function list(visit: Visit): Promise<Child> {
  const t = BOARD[visit.language]
  const columns: readonly Column<CaseLine>[] = [
    {title: t.case, cell: (line) => <a href={`/board/cases/${line.case}`}>{line.case}</a>},
    {title: t.kind, cell: ({kind}) => <State visit={visit} kind="caseKind" state={kind} />},
    {title: t.about, cell: ({exam, session}) => exam ?? session},
    {title: t.severity, cell: ({severity}) => t.severities[severity ?? 'none']},
    {title: t.candidates, cell: ({candidates}) => candidates, number: true},
    {title: t.openedAt, cell: ({openedAt}) => <Moment visit={visit} at={openedAt} />},
  ]
  const rows = await listCases(visit.ctx, {undecided: true, limit: 200})
  return <Table caption={t.cases} columns={columns} rows={rows} empty={t.noCases} />
}

/** Cases that wait for a decision. */
export const boardCases: readonly Route[] = [
  page('/board/cases', SEEN, show),
  fragment('/board/cases/list', SEEN, list),
]
