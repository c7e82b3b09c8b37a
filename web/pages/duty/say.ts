import {receiveFacts} from '../../../src/delivery/reports/receive-facts.ts'
import {refuse} from '../../../src/errors.ts'
import {type Answer, leadTo} from '../../route.ts'
import type {Fields, Visit} from '../../visit.ts'
import {pathOf, sessionAsked} from './own-session.ts'

/** One thing said with a button of a page without script; `duty.js` sends the same, many at once and later. */
export async function say(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  const {sayings} = await receiveFacts(visit.ctx, {session, sayings: [sayingOf(visit.form)]})
  const refused = sayings.find(({outcome}) => outcome === 'refused')
  if (refused) throw refuse('report', [{code: refused.reason ?? 'report.refused', message: 'This was not recorded.'}])
  return leadTo(pathOf(session), 'recorded')
}

/** What devices kept until there was a connection; answers what became of each, and the server's time. */
export async function sayAll(visit: Visit): Promise<Answer> {
  const session = sessionAsked(visit)
  const given: unknown = JSON.parse(visit.form.get('sayings') || '[]')
  const receipt = await receiveFacts(visit.ctx, {session, sayings: Array.isArray(given) ? given : []})
  return Response.json(receipt)
}

/** What a button says (`kind=note&with=text`), with the fields of its form that it names; the key of the form is its id. */
function sayingOf(form: Fields): Readonly<Record<string, string>> {
  const said = new URLSearchParams(form.get('say'))
  const taken = said.getAll('with').map((name) => [name, form.get(name)] as const)
  said.delete('with')
  const student = form.get('student')
  return {
    id: form.get('_key'),
    basis: form.get('basis'),
    ...(student === '' ? {} : {student}),
    ...Object.fromEntries(said),
    ...Object.fromEntries(taken),
  }
}
