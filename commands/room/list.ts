import {Flags} from '@oclif/core'
import {listRooms} from '../../src/institution/places/list-rooms.ts'
import {command} from '../lib/command.ts'
import {afterFlag, limitFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List the rooms with their capacities.',
  examples: ['', '--location NOORD'],
  flags: {location: Flags.string({summary: 'Only rooms of this location.'}), after: afterFlag(), limit: limitFlag()},
  async run({flags, wire}) {
    const rooms = await listRooms(await wire.context(), flags)
    return {rooms, next: nextPage(rooms, flags.limit, ({code}) => code)}
  },
  show({rooms, next}, out) {
    out.table(
      ['Room', 'Location', 'Name', 'Seats', 'Exam seats', 'Computers', 'Features'],
      rooms.map((room) => [
        room.code,
        room.location,
        room.name,
        room.seats,
        room.examSeats,
        room.computers,
        room.features.join(' '),
      ]),
      'No rooms yet. Add one with: ontrac room add',
    )
    hintNext(next, out)
  },
})
