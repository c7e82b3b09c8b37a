/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {openReport} from '../../../src/delivery/reports/open-report.ts'
import type {SessionDesk} from '../../../src/delivery/reports/show-session-desk.ts'
import {DUTY} from '../../../src/texts/duty.ts'
import {LEAD} from '../../../src/texts/lead.ts'
import {timeOf} from '../../../src/time.ts'
import {PostButton} from '../../parts/form.tsx'
import {Live} from '../../parts/live.tsx'
import {Nothing, Notice} from '../../parts/notice.tsx'
import {hours} from '../../parts/words.tsx'
import {act, type Answer, fragment, leadTo, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'
import {CandidateCard} from './candidate-card.tsx'
import {LeadPart, Papers} from './lead-part.tsx'
import {deskOf, ON_DUTY, ownSessions, pathOf, type Room, roomOf, sessionAsked} from './own-session.ts'
import {say, sayAll} from './say.ts'
import {Entries, Proposals, TellForm, WalkIns} from './told.tsx'

const SEEN = {audience: ON_DUTY, right: 'report.read'} as const
const TOPICS = ['report', 'session', 'enrolment', 'seating', 'rota']

/** The session on one page; every refusal of one of its deeds shows here too. */
export async function sessionPage(visit: Visit): Promise<Answer> {
  const desk = await deskOf(visit)
  const {session} = desk
  const t = DUTY[visit.language]
  const place = [session.room, session.place].filter(Boolean).join(', ') || session.code
  const body = (
    <div data-duty={session.id} data-me={signedIn(visit).me.person} data-words={JSON.stringify(t.queue)}>
      <p>
        <a href="/duties">‹ {t.back}</a>
      </p>
      <h1>
        {place} · {hours(visit, session.from, session.until)}
      </h1>
      <p class="soft">{session.exams.join(', ')}</p>
      <p class="hint" data-offline={t.offlineOn}>
        {t.offlineOff}
      </p>
      <div class="notice care" role="status" data-queue hidden></div>
      <Find visit={visit} session={session.id} />
      <Live src={`${pathOf(session.id, 'desk')}?q=${encodeURIComponent(visit.query('q') ?? '')}`} topics={TOPICS}>
        {deskBody(visit, desk)}
      </Live>
    </div>
  )
  return {title: `${place} ${session.from}`, body, script: 'duty.js'}
}

function Find({visit, session}: Readonly<{visit: Visit; session: string}>) {
  const t = DUTY[visit.language]
  return (
    <form method="get" action={pathOf(session)} class="find" role="search">
      <label for="q">{t.find}</label>
      <div class="deeds">
        <input id="q" name="q" type="search" value={visit.query('q') ?? ''} autocomplete="off" />
        <button type="submit" class="second">
          {t.findButton}
        </button>
        <button type="button" class="second" data-scan hidden>
          {t.scan}
        </button>
      </div>
      <video data-camera hidden muted playsinline></video>
    </form>
  )
}

function deskBody(visit: Visit, desk: SessionDesk): Child {
  const room = roomOf(visit, desk)
  return (
    <div data-version={String(room.version)}>
      <Standing room={room} desk={desk} />
      {desk.report === null ? null : <Students room={room} desk={desk} />}
      {room.open ? <TellForm room={room} desk={desk} /> : null}
      {desk.report === null ? null : <Papers room={room} desk={desk} />}
      {desk.report === null ? null : <WalkIns room={room} desk={desk} />}
      {room.leads ? <LeadPart room={room} desk={desk} /> : null}
      <Proposals room={room} proposals={desk.proposals} />
      {desk.report === null ? null : <Entries room={room} entries={desk.entries} />}
    </div>
  )
}

type Part = Readonly<{room: Room; desk: SessionDesk}>

/** How the session stands, and what is next. */
function Standing({room: {visit, session, zone}, desk: {report}}: Part) {
  const t = DUTY[visit.language]
  if (report === null)
    return (
      <div class="card first">
        <p>{t.notOpen}</p>
        <PostButton visit={visit} to={pathOf(session, 'open')}>
          {t.openReport}
        </PostButton>
      </div>
    )
  const {phase, pausedAt, startedAt, signed, closed, signers} = report
  return (
    <>
      <p>
        <span class={phase === 'open' ? 'tag good' : 'tag care'}>{t.phase[phase]}</span>{' '}
        {startedAt === null ? null : <span class="soft">{t.startedAt(timeOf(startedAt, zone))}</span>}
      </p>
      {pausedAt === null ? null : <Notice kind="care">{t.pausedSince(timeOf(pausedAt, zone))}</Notice>}
      {signed ? <Notice kind="care">{closed ? t.closed : t.signed}</Notice> : null}
      {signers.length === 0 ? null : (
        <p class="soft">
          {LEAD[visit.language].signers}: {signers.join(', ')}
        </p>
      )}
      {closed ? null : (
        <p>
          <a class="button second" href={pathOf(session, 'sign')}>
            {LEAD[visit.language].sign}
          </a>
        </p>
      )}
    </>
  )
}

function Students({room, desk: {candidates}}: Part) {
  const {visit} = room
  const t = DUTY[visit.language]
  const wanted = (visit.query('q') ?? '').trim().toLowerCase()
  const found = candidates.filter(({name, student}) => `${student} ${name}`.toLowerCase().includes(wanted))
  const of = (...codes: readonly string[]): number =>
    candidates.filter(({exams}) => exams.some(({attendance}) => codes.includes(attendance))).length
  const seatless = candidates.filter(({seat}) => seat === null)
  return (
    <section aria-labelledby="students">
      <h2 id="students">{t.students}</h2>
      <p>{t.counts(of('notStarted', 'notFinished', 'present'), candidates.length, of('notPresent'), of('notKnown'))}</p>
      {seatless.length === 0 ? null : <Notice kind="care">{`${t.noSeatText} (${seatless.length})`}</Notice>}
      {found.length === 0 ? <Nothing>{t.nobody}</Nothing> : null}
      <ul class="cards">
        {found.map((candidate) => (
          <CandidateCard room={room} candidate={candidate} />
        ))}
      </ul>
    </section>
  )
}

async function open(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  await openReport(visit.ctx, {session})
  return leadTo(pathOf(session), 'report-opened')
}

const AT = '/duties/:session'

/** The session on one page, and what is said there (features D4, D6, D8). */
export const dutySession: readonly Route[] = ownSessions([
  page(AT, SEEN, sessionPage),
  fragment(`${AT}/desk`, SEEN, async (visit) => deskBody(visit, await deskOf(visit))),
  act(`${AT}/open`, {audience: ON_DUTY, right: 'report.open', again: sessionPage}, open),
  act(`${AT}/say`, {audience: ON_DUTY, right: 'report.record', again: sessionPage}, say),
  act(`${AT}/facts`, {audience: ON_DUTY, right: 'report.record'}, sayAll),
])
