import {Flags} from '@oclif/core'
import {addRoom} from '../../src/institution/places/add-room.ts'
import {command} from '../lib/command.ts'
import {roomArg} from '../lib/flags.ts'

export default command({
  summary: 'Add a room.',
  examples: [
    'B104 --location NOORD --seats 30 --exam-seats 24 --computers 24',
    'C001 --location ZUID --seats 4 --feature quiet --feature wheelchair',
  ],
  args: {room: roomArg()},
  flags: {
    location: Flags.string({summary: 'Code of the location.', required: true}),
    name: Flags.string({summary: 'What people call it.', default: ''}),
    seats: Flags.integer({summary: 'Seats in all.', required: true}),
    'exam-seats': Flags.integer({summary: 'Seats that may be used at an exam; default all.'}),
    computers: Flags.integer({summary: 'Computers for digital exams.', default: 0}),
    rows: Flags.integer({summary: 'Rows of seats.', min: 1}),
    columns: Flags.integer({summary: 'Seats in a row.', min: 1}),
    owner: Flags.string({summary: 'Who lends the room to the school.', default: ''}),
    feature: Flags.string({
      summary: 'A feature, such as quiet, wheelchair or audio; may be given more than once.',
      multiple: true,
      default: [],
    }),
  },
  async run({args, flags, wire}) {
    return addRoom(await wire.context(), {
      code: args.room,
      location: flags.location,
      name: flags.name,
      seats: flags.seats,
      examSeats: flags['exam-seats'] ?? flags.seats,
      computers: flags.computers,
      features: flags.feature,
      rowCount: flags.rows ?? null,
      columnCount: flags.columns ?? null,
      owner: flags.owner,
    })
  },
  show(room, out) {
    out.line(`Added room ${room.code} with ${room.examSeats} exam seats.`)
  },
})
