/** @jsxImportSource hono/jsx */
import {raw} from 'hono/html'
import {showSessionDesk} from '../../../src/delivery/reports/show-session-desk.ts'
import {dutyPassPath, giveDutyPass} from '../../../src/sign-in/duty-pass.ts'
import {makeSlips, showSlips, type Slip} from '../../../src/sign-in/slips.ts'
import {DUTY} from '../../../src/texts/duty.ts'
import {START} from '../../../src/texts/start.ts'
import {dayOf} from '../../../src/time.ts'
import {PostButton} from '../../parts/form.tsx'
import {Nothing, Notice} from '../../parts/notice.tsx'
import {dayWords, hours} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {LEADS, ownSessions, pathOf, sessionAsked} from './own-session.ts'

/** What is printed for a session: the duty pass of its externals, and a slip for each student to cut out. */
async function sheet(visit: Visit): Promise<Answer> {
  const id = sessionAsked(visit)
  const {session} = await showSessionDesk(visit.ctx, {session: id})
  const {qr, secrets} = visit.served.ports
  const {made, slips} = await showSlips(visit.ctx, secrets, {session: id})
  const t = START[visit.language]
  const pass = await qr(`${visit.origin}${dutyPassPath(secrets, id)}`)
  const drawn = made ? await Promise.all(slips.map(({code}) => qr(startAddress(visit, code)))) : []
  const body = (
    <>
      <p class="no-print">
        <a href={pathOf(id)}>‹ {DUTY[visit.language].backToSession}</a>
      </p>
      <h1>{t.sheet}</h1>
      <p class="when">
        {[session.room, session.place].filter(Boolean).join(', ')} ·{' '}
        {dayWords(visit, dayOf(session.startsAt, session.zone))}
        <br />
        {hours(visit, session.from, session.until)}
      </p>
      <p class="soft">{session.exams.join(', ')}</p>
      <p class="no-print hint">{t.print}</p>
      <section>
        <h2>{t.pass}</h2>
        <div class="qr" role="img" aria-label={t.passQr}>
          {raw(pass)}
        </div>
        <p>{t.passText}</p>
        <PostButton visit={visit} to={pathOf(id, 'pass')} look="second">
          {t.givePass}
        </PostButton>
      </section>
      <section class="new-sheet">
        <h2>{t.slips}</h2>
        <div class="no-print">
          <p class="hint">{t.slipsText}</p>
          {made || slips.length === 0 ? null : <Notice kind="care">{t.missing}</Notice>}
          <PostButton visit={visit} to={pathOf(id, 'slips')} look={made ? 'second' : 'main'}>
            {t.make}
          </PostButton>
        </div>
        {slips.length === 0 ? <Nothing>{t.noSlips}</Nothing> : null}
        {made ? slips.map((slip, i) => <SlipCard visit={visit} slip={slip} drawn={drawn[i] ?? ''} />) : null}
      </section>
    </>
  )
  return {title: t.sheet, body}
}

function startAddress({origin}: Visit, code: string): string {
  return `${origin}/start?code=${code}`
}

function SlipCard({visit, slip, drawn}: Readonly<{visit: Visit; slip: Slip; drawn: string}>) {
  const t = START[visit.language]
  return (
    <article class="slip">
      <div class="qr small" role="img" aria-label={t.slipQr(slip.name)}>
        {raw(drawn)}
      </div>
      <div>
        <h3 class="name">{slip.name}</h3>
        <p>
          {[slip.student, slip.seat === null ? '' : DUTY[visit.language].seat(slip.seat)].filter(Boolean).join(' · ')}
          {slip.exams.map(({name, exam, from, until}) => (
            <>
              <br />
              {name || exam}, {hours(visit, from, until)}
            </>
          ))}
        </p>
        <p>
          {t.at(`${visit.origin}/start`)}
          <br />
          <code class="code">{slip.code.replaceAll(/(\d{3})(?=\d{3})/g, '$1 ')}</code>
        </p>
      </div>
    </article>
  )
}

async function makeAll(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  await makeSlips(visit.ctx, visit.served.ports.secrets, {session})
  return leadTo(pathOf(session, 'sheet'), 'saved')
}

async function givePass(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  await giveDutyPass(visit.ctx, visit.served.ports.secrets, {session})
  return leadTo(pathOf(session, 'sheet'), 'saved')
}

const AT = '/duties/:session'

/** The sheet of a session with its duty pass and slips (features D2, D3), as a page that prints well. */
export const sessionSheetPages: readonly Route[] = ownSessions([
  page(`${AT}/sheet`, {audience: LEADS, right: 'report.read'}, sheet),
  act(`${AT}/slips`, {audience: LEADS, right: 'slip.make', again: sheet}, makeAll),
  act(`${AT}/pass`, {audience: LEADS, right: 'duty-pass.give', again: sheet}, givePass),
])
