/** @jsxImportSource hono/jsx */
import {momentInWords} from '../../../src/letters/words.ts'
import {decideResits} from '../../../src/results/decide-resits.ts'
import {listResits} from '../../../src/results/list-resits.ts'
import type {ResitText} from '../../../src/results/resit-text.ts'
import {BOARD} from '../../../src/texts/board.ts'
import {Button, Form, TextArea} from '../../parts/form.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const BOARD_ONLY = ['board'] as const

async function show(visit: Visit): Promise<Answer> {
  const t = BOARD[visit.language]
  const requests = await listResits(visit.ctx, {states: ['asked']})
  const body = (
    <>
      <h1>{t.resits}</h1>
      <p class="soft">{t.resitsText}</p>
      {requests.length === 0 ? <Nothing>{t.noResits}</Nothing> : null}
      <ul class="cards">
        {requests.map((request) => (
          <Request visit={visit} request={request} />
        ))}
      </ul>
    </>
  )
  return {title: t.resits, body}
}

function Request({visit, request}: Readonly<{visit: Visit; request: ResitText}>) {
  const {language, school} = visit
  const t = BOARD[language]
  const {resit, name, student, examName, exam, requestedAt, reason} = request
  return (
    <li class="card">
      <h2 class="name">
        {name} · {examName || exam}
      </h2>
      <p class="soft">
        {student} · {t.askedAt(momentInWords(requestedAt, school.zone, language))}
      </p>
      <p>
        {t.askedBecause}: {reason}
      </p>
      <Form visit={visit} to={`/board/resits/${resit}`}>
        <TextArea visit={visit} name="reason" id={`reason-${resit}`} label={t.reason} hint={t.reasonHint} required />
        <div class="deeds">
          <Button name="decision" value="grant" label={`${t.grant}: ${name}, ${exam}`}>
            {t.grant}
          </Button>
          <Button look="severe" name="decision" value="refuse" label={`${t.refuse}: ${name}, ${exam}`}>
            {t.refuse}
          </Button>
        </div>
      </Form>
    </li>
  )
}

async function decide(visit: Visit): Promise<Answer> {
  const {ctx, form} = visit
  const decision = form.get('decision') === 'grant' ? 'grant' : 'refuse'
  await decideResits(ctx, {codes: [visit.param('resit')], decision, reason: form.get('reason')})
  return leadTo('/board/resits', 'decided')
}

/** Requests for a resit, decided with a reason (feature C4). */
export const boardResits: readonly Route[] = [
  page('/board/resits', {audience: BOARD_ONLY, right: 'resit.read'}, show),
  act('/board/resits/:resit', {audience: BOARD_ONLY, right: 'resit.decide', again: show}, decide),
]
