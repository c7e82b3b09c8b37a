import {Args} from '@oclif/core'
import {setDistance} from '../../src/institution/places/set-distance.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Set the minutes of travel between two locations, in both directions.',
  examples: ['NOORD ZUID 25', 'NOORD ZUID 25 --json'],
  args: {
    from: Args.string({required: true, description: 'Location code.'}),
    to: Args.string({required: true, description: 'Location code.'}),
    minutes: Args.integer({required: true, description: 'Minutes of travel.', min: 0}),
  },
  run: async ({args, wire}) => setDistance(await wire.context(), args),
  show: ({from, to, minutes}, out) => out.line(`Between ${from} and ${to} one travels ${minutes} minutes.`),
})
