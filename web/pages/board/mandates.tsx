/** @jsxImportSource hono/jsx */
import {giveMandate} from '../../../src/institution/boards/give-mandate.ts'
import {listBoards} from '../../../src/institution/boards/list-boards.ts'
import {listMandates, type MandateView} from '../../../src/institution/boards/list-mandates.ts'
import {revokeMandate} from '../../../src/institution/boards/revoke-mandate.ts'
import {BOARD} from '../../../src/texts/board.ts'
import {Button, Field, Form, Select} from '../../parts/form.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {shortDay} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const BOARD_ONLY = ['board'] as const

async function show(visit: Visit): Promise<Answer> {
  const t = BOARD[visit.language]
  const mandates = (await listMandates(visit.ctx)).toReversed()
  const boards = await listBoards(visit.ctx)
  const body = (
    <>
      <h1>{t.mandates}</h1>
      <p class="soft">{t.mandatesText}</p>
      <Table caption={t.mandates} columns={columnsOf(visit)} rows={mandates.slice(0, 100)} empty={t.noMandates} />
      <h2>{t.give}</h2>
      <Form visit={visit} to="/board/mandates">
        <Select
          visit={visit}
          name="board"
          label={t.commission}
          options={boards.map(({code, name}) => [code, name] as const)}
        />
        <Field visit={visit} name="person" label={t.staffCode} required />
        <div class="pair">
          <Field visit={visit} name="from" label={t.from} type="date" required />
          <Field visit={visit} name="to" label={t.to} type="date" required />
        </div>
        <Button>{t.giveNow}</Button>
      </Form>
    </>
  )
  return {title: t.mandates, body, wide: true}
}

function columnsOf(visit: Visit): readonly Column<MandateView>[] {
  const t = BOARD[visit.language]
  return [
    {
      title: t.holder,
      cell: ({name, staffCode}) => (
        <>
          <b>{name}</b> <span class="soft">{staffCode}</span>
        </>
      ),
    },
    {title: t.commission, cell: ({board}) => board},
    {title: t.scope, cell: ({exams, programmes}) => [...exams, ...programmes].join(', ') || t.everything},
    {title: t.term, cell: ({from, to}) => t.until(shortDay(visit, from), shortDay(visit, to))},
    {
      title: t.state,
      cell: ({state}) => <span class={state === 'in force' ? 'tag good' : 'tag'}>{t.mandateState[state]}</span>,
    },
    {title: t.revoke, cell: (mandate) => <Revoke visit={visit} mandate={mandate} />},
  ]
}

function Revoke({visit, mandate: {code, state}}: Readonly<{visit: Visit; mandate: MandateView}>) {
  const t = BOARD[visit.language]
  if (state !== 'in force' && state !== 'to come') return <>·</>
  return (
    <Form visit={visit} to={`/board/mandates/${code}/revoke`}>
      <Field visit={visit} name="reason" id={`reason-${code}`} label={t.reason} required />
      <Button look="severe" label={t.revokeOf(code)}>
        {t.revoke}
      </Button>
    </Form>
  )
}

async function give({ctx, form}: Visit): Promise<Answer> {
  await giveMandate(ctx, {
    board: form.get('board'),
    person: form.get('person').trim(),
    from: form.get('from'),
    to: form.get('to'),
  })
  return leadTo('/board/mandates', 'saved')
}

async function revoke(visit: Visit): Promise<Answer> {
  await revokeMandate(visit.ctx, {mandate: visit.param('mandate'), reason: visit.form.get('reason')})
  return leadTo('/board/mandates', 'saved')
}

/** Mandates that boards gave, and giving and revoking them. */
export const boardMandates: readonly Route[] = [
  page('/board/mandates', {audience: BOARD_ONLY, right: 'catalogue.read'}, show),
  act('/board/mandates', {audience: BOARD_ONLY, right: 'mandate.give', again: show}, give),
  act('/board/mandates/:mandate/revoke', {audience: BOARD_ONLY, right: 'mandate.revoke', again: show}, revoke),
]
