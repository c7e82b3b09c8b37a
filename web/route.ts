import type {Child} from 'hono/jsx'
import type {Deed, Role, View} from '../src/deeds.ts'
import type {NoticeCode} from '../src/texts/notices.ts'
import type {AssetName} from './assets.ts'
import type {Visit} from './visit.ts'

/** What a page shows inside the frame. `bare` leaves the frame out: a fragment that is fetched again by itself; `script` is of this page alone. */
export type Shown = Readonly<{
  title: string
  body: Child
  status?: 200 | 404
  bare?: true
  wide?: true
  script?: AssetName
}>
/** Where a deed leads: the address of a page, with a notice to show there. */
export type Led = Readonly<{to: string; notice?: NoticeCode}>
export type Answer = Shown | Led | Response

export type Run = (visit: Visit) => Promise<Answer> | Answer

/** Whose page it is. Within it he acts in these roles and in no other he may hold, as with `--as ROLE` at the terminal. */
export type Audience = 'anyone' | 'half-signed-in' | 'signed-in' | readonly Role[]

export type Route = Readonly<{
  method: 'get' | 'post'
  /** `/student/moments/:registration`; ids and codes of things stand in it, never names. */
  path: string
  audience: Audience
  /** The view that it reads or the deed that it does; refused before anything is looked up. Null where there is none to name. */
  right: View | Deed | null
  run: Run
  /** The page that shows a refusal of this deed with its reasons, filled in as it was sent. */
  again?: Run
}>

type Facts = Readonly<{audience: Audience; right: View | Deed | null}>

/** A page: shows something and changes nothing. */
export function page(path: string, facts: Facts, run: Run): Route {
  return {method: 'get', path, ...facts, run}
}

/** A deed of a form: changes something and leads on to a page; when it is refused, `again` shows why. */
export function act(path: string, {again, ...facts}: Facts & Readonly<{again?: Run}>, run: Run): Route {
  return {method: 'post', path, ...facts, run, ...(again === undefined ? {} : {again})}
}

/** A part of a page that is fetched again when a topic changes; see `Live` in parts/live.tsx. */
export function fragment(path: string, facts: Facts, run: (visit: Visit) => Promise<Child> | Child): Route {
  return page(path, facts, async (visit) => ({title: '', body: await run(visit), bare: true}))
}

/** Leads to a page after a deed. */
export function leadTo(to: string, notice?: NoticeCode): Led {
  return notice === undefined ? {to} : {to, notice}
}
