/** @jsxImportSource hono/jsx */
import {calendarLink, endCalendarLink, linkedCalendar, makeCalendarLink} from '../../../src/sign-in/calendar-link.ts'
import {CALENDAR} from '../../../src/texts/calendar.ts'
import {Button, Form} from '../../parts/form.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const HERE = '/calendar'

async function show(visit: Visit): Promise<Answer> {
  const t = CALENDAR[visit.language]
  const {path} = await calendarLink(visit.ctx, visit.served.ports.secrets)
  const body = (
    <>
      <h1>{t.title}</h1>
      <p>{t.text}</p>
      {path === null ? (
        <>
          <Nothing>{t.none}</Nothing>
          <Form visit={visit} to={`${HERE}/make`}>
            <Button>{t.make}</Button>
          </Form>
        </>
      ) : (
        <Link visit={visit} address={`${visit.origin}${path}`} />
      )}
    </>
  )
  return {title: t.title, body}
}

function Link({visit, address}: Readonly<{visit: Visit; address: string}>) {
  const t = CALENDAR[visit.language]
  return (
    <>
      <p>{t.how}</p>
      <div class="field">
        <label for="address">{t.address}</label>
        <p class="hint" id="address-hint">
          {t.secret}
        </p>
        <input id="address" readonly value={address} aria-describedby="address-hint" />
      </div>
      <p class="soft">{t.renewText}</p>
      <div class="deeds">
        <Form visit={visit} to={`${HERE}/make`} class="one-button">
          <Button look="second">{t.renew}</Button>
        </Form>
        <Form visit={visit} to={`${HERE}/end`} class="one-button">
          <Button look="plain">{t.end}</Button>
        </Form>
      </div>
    </>
  )
}

async function make({ctx, served}: Visit): Promise<Answer> {
  await makeCalendarLink(ctx, served.ports.secrets)
  return leadTo(HERE, 'saved')
}

async function end({ctx}: Visit): Promise<Answer> {
  await endCalendarLink(ctx)
  return leadTo(HERE, 'saved')
}

/** What a calendar program fetches: it signs in nowhere, so the address itself is the secret. */
async function feed({served, param}: Visit): Promise<Answer> {
  const wish = {link: param('link'), token: param('token')}
  const appointments = await linkedCalendar(served.system, served.ports.secrets, wish)
  const headers = {
    'Content-Type': 'text/calendar; charset=UTF-8',
    'Content-Disposition': 'inline; filename="ontrac.ics"',
  }
  return new Response(served.calendar.calendar(appointments), {headers})
}

/** One's own exams and duties in one's own calendar (issue 4). */
export const calendarPages: readonly Route[] = [
  page(HERE, {audience: 'signed-in', right: 'calendar.read'}, show),
  act(`${HERE}/make`, {audience: 'signed-in', right: 'calendar.link', again: show}, make),
  act(`${HERE}/end`, {audience: 'signed-in', right: 'calendar.end-link', again: show}, end),
  page(`${HERE}/:link/:token`, {audience: 'anyone', right: null}, feed),
]
