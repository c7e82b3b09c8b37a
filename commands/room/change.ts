import {Flags} from '@oclif/core'
import {changeRoom} from '../../src/institution/places/change-room.ts'
import {command} from '../lib/command.ts'
import {roomArg} from '../lib/flags.ts'

export default command({
  summary: "Change a room's name, capacities or features; what is left out stays.",
  examples: ['B104 --exam-seats 20', 'B104 --feature quiet --feature audio'],
  args: {room: roomArg()},
  flags: {
    name: Flags.string({summary: 'What people call it.'}),
    seats: Flags.integer({summary: 'Seats in all.'}),
    'exam-seats': Flags.integer({summary: 'Seats that may be used at an exam.'}),
    computers: Flags.integer({summary: 'Computers for digital exams.'}),
    rows: Flags.integer({summary: 'Rows of seats.', min: 1}),
    columns: Flags.integer({summary: 'Seats in a row.', min: 1}),
    owner: Flags.string({summary: 'Who lends the room to the school.'}),
    feature: Flags.string({summary: 'A feature; those given replace the old ones.', multiple: true}),
  },
  async run({args, flags, wire}) {
    const {code, seats, examSeats, computers, features} = await changeRoom(await wire.context(), args.room, {
      name: flags.name,
      seats: flags.seats,
      examSeats: flags['exam-seats'],
      computers: flags.computers,
      features: flags.feature,
      rowCount: flags.rows,
      columnCount: flags.columns,
      owner: flags.owner,
    })
    return {room: code, seats, examSeats, computers, features}
  },
  show: ({room, examSeats}, out) => out.line(`Room ${room} now has ${examSeats} exam seats.`),
})
