import {listLocations} from '../../src/institution/places/list-locations.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List the locations with their rooms and the travel between them.',
  examples: ['', '--json'],
  run: async ({wire}) => ({locations: await listLocations(await wire.context())}),
  show({locations}, out) {
    out.table(
      ['Location', 'Name', 'Address', 'Rooms', 'Exam seats', 'Minutes to'],
      locations.map((each) => [
        each.location,
        each.name,
        each.address,
        each.rooms,
        each.examSeats,
        each.travel.map(({to, minutes}) => `${to} ${minutes}`).join(', '),
      ]),
      'No locations yet. Add one with: ontrac room add-location',
    )
  },
})
