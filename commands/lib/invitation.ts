import type {Invitation} from '../../src/sign-in/invite-user.ts'
import type {Out} from './out.ts'

/** Says that an invitation is on its way, or shows the path of its link this once. */
export function showInvitation({person, hours, token}: Invitation, out: Out): void {
  if (token === null) return out.line(`${person} gets a link by mail; it works once, within ${hours} hours.`)
  out.line(`${person} sets up his sign-in, once, within ${hours} hours, at the address of your pages followed by:`)
  out.line(`/sign-in/link/${token}`)
}
