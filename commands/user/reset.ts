import {Flags} from '@oclif/core'
import {resetUser} from '../../src/sign-in/invite-user.ts'
import {command} from '../lib/command.ts'
import {staffArg} from '../lib/flags.ts'
import {showInvitation} from '../lib/invitation.ts'

export default command({
  summary: 'End the sign-in of an employee who lost it, and invite him again.',
  description:
    'His password, app, recovery codes and sessions end at once. Make sure first that it is he who asks: whoever has the new link is him.',
  examples: ['VRIS --yes', 'VRIS --by-hand --yes'],
  args: {person: staffArg()},
  flags: {'by-hand': Flags.boolean({summary: 'Mail nothing; print the link, to hand it over yourself.'})},
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    await out.confirm(`End the sign-in of ${args.person} and all his sessions?`)
    const {secrets} = await wire.signIn()
    return resetUser(ctx, secrets, {person: args.person, by: flags['by-hand'] ? 'hand' : 'mail'})
  },
  show: showInvitation,
})
