import {Flags} from '@oclif/core'
import {inviteUser} from '../../src/sign-in/invite-user.ts'
import {command} from '../lib/command.ts'
import {staffArg} from '../lib/flags.ts'
import {showInvitation} from '../lib/invitation.ts'

export default command({
  summary: 'Invite an employee to set up his sign-in at the pages.',
  description: 'He gets a link by mail that works once, within 72 hours; earlier invitations end.',
  examples: ['VRIS', 'VRIS --by-hand'],
  args: {person: staffArg()},
  flags: {'by-hand': Flags.boolean({summary: 'Mail nothing; print the link, to hand it over yourself.'})},
  async run({args, flags, wire}) {
    const {secrets} = await wire.signIn()
    const by = flags['by-hand'] ? 'hand' : 'mail'
    return inviteUser(await wire.context(), secrets, {person: args.person, by})
  },
  show: showInvitation,
})
