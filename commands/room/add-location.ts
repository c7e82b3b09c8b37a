import {Args, Flags} from '@oclif/core'
import {addLocation} from '../../src/institution/places/add-location.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Add a location, so that rooms can be added to it.',
  examples: ['NOORD --name "Gebouw Noord" --address "Kade 1, Waterstad"', 'ZUID --name "Gebouw Zuid"'],
  args: {location: Args.string({required: true, description: 'Location code.'})},
  flags: {
    name: Flags.string({summary: 'Its name.', required: true}),
    address: Flags.string({summary: 'Its address.', default: ''}),
  },
  async run({args, flags, wire}) {
    const {code, name, address} = await addLocation(await wire.context(), {
      code: args.location,
      name: flags.name,
      address: flags.address,
    })
    return {location: code, name, address}
  },
  show({location}, out) {
    out.line(`Added location ${location}.`)
    out.hint(`Next: ontrac room add CODE --location ${location} --seats 30`)
  },
})
