import {reachOf, type Role} from '../src/deeds.ts'
import {ExamError} from '../src/errors.ts'
import type {WebSession} from '../src/sign-in/model.ts'
import type {Route} from './route.ts'

/** Whether a route opens to somebody, and in which roles he then acts. */
export type Admission = Readonly<{open: readonly Role[]} | {to: string}>

type Coming = Readonly<{roles: readonly Role[]; session: WebSession | null}>

/** Roles of a duty pass: it opens no other work of the same person. */
const ON_DUTY: readonly Role[] = ['lead', 'invigilator', 'assessor']

/**
 * Decides who comes in, before anything is looked up (design rule 3): by being signed in, by role, and by the route's view
 * or deed.
 *
 * @throws ExamError `page.forbidden`
 */
export function admit({audience, right}: Pick<Route, 'audience' | 'right'>, {roles, session}: Coming): Admission {
  if (audience === 'anyone') return {open: []}
  if (session === null) return {to: '/sign-in'}
  if (audience === 'half-signed-in') return session.step === 'done' ? {to: '/'} : {open: []}
  if (session.step !== 'done') return {to: session.step === 'set-up' ? '/sign-in/set-up' : '/sign-in/second-factor'}
  const held = session.means === 'duty-pass' ? roles.filter((role) => ON_DUTY.includes(role)) : roles
  const own = audience === 'signed-in' ? held : held.filter((role) => audience.includes(role))
  const able = right === null ? own : own.filter((role) => reachOf(right, role) !== undefined)
  if (able.length > 0 || (audience === 'signed-in' && right === null)) return {open: own}
  const message = `This page is for others; you are here as ${held.join(', ') || 'nobody'}.`
  throw new ExamError('forbidden', 'page.forbidden', message, {roles: held})
}
