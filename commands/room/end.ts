import {endRoom} from '../../src/institution/places/end-room.ts'
import {command} from '../lib/command.ts'
import {roomArg} from '../lib/flags.ts'

export default command({
  summary: 'End a room: nothing is planned in it any more.',
  examples: ['B104', 'B104 --yes'],
  args: {room: roomArg()},
  async run({args, out, wire}) {
    await out.confirm(`End room ${args.room}?`)
    return endRoom(await wire.context(), {room: args.room})
  },
  show: ({room}, out) => out.line(`Ended room ${room}.`),
})
