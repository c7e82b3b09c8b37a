/** @jsxImportSource hono/jsx */
import {decideCase} from '../../../src/delivery/cases/decide-case.ts'
import {DECISIONS} from '../../../src/delivery/cases/case-decisions.ts'
import {hearCandidate} from '../../../src/delivery/cases/hear-candidate.ts'
import {type ShownCase, showCase} from '../../../src/delivery/cases/show-case.ts'
import {triageCase} from '../../../src/delivery/cases/triage-case.ts'
import {BOARD} from '../../../src/texts/board.ts'
import {stateText} from '../../../src/texts/states.ts'
import {Button, Form, Select, TextArea} from '../../parts/form.tsx'
import {State} from '../../parts/state.tsx'
import {type Column, Facts, Table} from '../../parts/table.tsx'
import {Moment} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const BOTH = ['board', 'functionary'] as const
const SEVERITIES = ['minor', 'board'] as const

type CaseFacts = Readonly<{visit: Visit; found: ShownCase}>

async function show(visit: Visit): Promise<Answer> {
  const t = BOARD[visit.language]
  const found = await showCase(visit.ctx, {case: visit.param('case')})
  const open = found.state === 'open' || found.state === 'triaged'
  const title = `${t.case} ${found.case}`
  const body = (
    <>
      <p>
        <a href="/board/cases">‹ {t.backToCases}</a>
      </p>
      <h1>{title}</h1>
      <Facts
        pairs={[
          [t.kind, <State visit={visit} kind="caseKind" state={found.kind} />],
          [t.state, <State visit={visit} kind="case" state={found.state} />],
          [t.about, found.session],
          [t.severity, t.severities[found.severity ?? 'none']],
          [t.openedAt, <Moment visit={visit} at={found.openedAt} />],
        ]}
      />
      <Candidates visit={visit} found={found} />
      <Notes visit={visit} found={found} />
      {open ? <Decide visit={visit} found={found} /> : null}
      {open ? <Hear visit={visit} found={found} /> : null}
      {open ? <Triage visit={visit} found={found} /> : null}
    </>
  )
  return {title, body}
}

function Candidates({visit, found}: CaseFacts) {
  const t = BOARD[visit.language]
  const columns: readonly Column<ShownCase['candidates'][number]>[] = [
    {
      title: t.student,
      cell: ({name, student}) => (
        <>
          <b>{name}</b> <span class="soft">{student}</span>
        </>
      ),
    },
    {title: t.exam, cell: ({exam}) => exam},
    {title: t.heard, cell: ({heardAt}) => (heardAt === null ? t.notHeard : <Moment visit={visit} at={heardAt} />)},
    {
      title: t.decision,
      cell: ({decision}) => (decision === null ? '·' : <State visit={visit} kind="decision" state={decision} />),
    },
  ]
  return <Table caption={t.candidates} columns={columns} rows={found.candidates} empty={t.none} />
}

function Notes({visit, found}: CaseFacts) {
  if (found.notes.length === 0) return null
  return (
    <section aria-labelledby="file">
      <h2 id="file">{BOARD[visit.language].file}</h2>
      <ul class="cards">
        {found.notes.map(({content, student, at, by}) => (
          <li class="card quiet">
            <p class="soft">
              <Moment visit={visit} at={at} /> {[by, student].filter((code) => code !== null).join(' · ')}
            </p>
            <p>{content}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Decide({visit, found}: CaseFacts) {
  const {language} = visit
  const t = BOARD[language]
  const left = found.candidates.filter(({decision}) => decision === null)
  const decisions = DECISIONS.map((each) => [each, stateText('decision', each, language).text] as const)
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{t.decide}</h2>
      <p class="soft">{t.decideText}</p>
      <Form visit={visit} to={`/board/cases/${found.case}/decide`}>
        <Select
          visit={visit}
          name="student"
          label={t.forWhom}
          options={[['', t.everybody], ...left.map(({student, name}) => [student, name] as const)]}
        />
        <Select visit={visit} name="decision" label={t.decision} options={decisions} />
        <TextArea visit={visit} name="reason" label={t.reason} hint={t.reasonHint} required />
        <Button>{t.decideNow}</Button>
      </Form>
    </section>
  )
}

function Hear({visit, found}: CaseFacts) {
  const t = BOARD[visit.language]
  const students = new Map(found.candidates.map(({student, name}) => [student, name]))
  return (
    <section aria-labelledby="hear">
      <h2 id="hear">{t.hear}</h2>
      <p class="soft">{t.hearText}</p>
      <Form visit={visit} to={`/board/cases/${found.case}/hear`}>
        <Select visit={visit} name="student" id="heard" label={t.student} options={[...students]} />
        <TextArea visit={visit} name="text" label={t.said} required />
        <Button look="second">{t.saveHearing}</Button>
      </Form>
    </section>
  )
}

function Triage({visit, found}: CaseFacts) {
  const t = BOARD[visit.language]
  return (
    <section aria-labelledby="triage">
      <h2 id="triage">{t.triage}</h2>
      <p class="soft">{t.triageText}</p>
      <Form visit={visit} to={`/board/cases/${found.case}/triage`}>
        <div class="deeds">
          {SEVERITIES.filter((each) => each !== found.severity).map((each) => (
            <Button look="second" name="severity" value={each}>
              {t[each]}
            </Button>
          ))}
        </div>
      </Form>
    </section>
  )
}

async function decide(visit: Visit): Promise<Answer> {
  const {form, ctx} = visit
  const student = form.get('student')
  const decision = DECISIONS.find((each) => each === form.get('decision')) ?? 'valid'
  const about = {case: visit.param('case'), ...(student === '' ? {} : {student})}
  await decideCase(ctx, {...about, decision, reason: form.get('reason')})
  return leadTo(`/board/cases/${visit.param('case')}`, 'decided')
}

async function hear(visit: Visit): Promise<Answer> {
  const {form, ctx} = visit
  await hearCandidate(ctx, {case: visit.param('case'), student: form.get('student'), text: form.get('text')})
  return leadTo(`/board/cases/${visit.param('case')}`, 'saved')
}

async function triage(visit: Visit): Promise<Answer> {
  const severity = SEVERITIES.find((each) => each === visit.form.get('severity')) ?? 'board'
  await triageCase(visit.ctx, {case: visit.param('case'), severity})
  return leadTo(`/board/cases/${visit.param('case')}`, 'saved')
}

const AT = '/board/cases/:case'

/** One case: its candidates, its file, and what is decided on it (feature C2). */
export const boardCase: readonly Route[] = [
  page(AT, {audience: BOTH, right: 'case.read'}, show),
  act(`${AT}/decide`, {audience: BOTH, right: 'case.decide', again: show}, decide),
  act(`${AT}/hear`, {audience: BOTH, right: 'case.hear', again: show}, hear),
  act(`${AT}/triage`, {audience: BOTH, right: 'case.triage', again: show}, triage),
]
