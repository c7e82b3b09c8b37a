import {Flags} from '@oclif/core'
import {createSession} from '../../src/planning/sessions/create-session.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, periodArg} from '../lib/flags.ts'
import {dutiesFrom, dutyFlags, partsFrom, sharesFrom, showSession} from '../lib/session-view.ts'

export default command({
  summary: 'Plan a session by hand.',
  description:
    'Takes the room and the people for that time. Refused with every reason: what is taken, blocked, too small, outside its window or not to be combined.',
  examples: [
    '2026-P2 --room B104 --on 2026-12-01 --from 09:00 --exam NE-3F-CE --lead ANNA01 --invigilator BRAM01',
    '2026-P2 --room B104 --on 2026-12-01 --from 13:00 --minutes 150 --exam REK-3 --exam NE-SCHR --share exam:REK-3=12',
    '2026-P2 --kind practical --place "Bakkerij Jansen, Dorpsstraat 1" --on 2026-12-01 --from 08:00 --minutes 240 --part 2026-12-02,08:00,240 --exam PRAKTIJK --capacity 1 --assessor CATO01',
  ],
  args: {period: periodArg()},
  flags: {
    room: Flags.string({summary: 'Code of the room.'}),
    location: Flags.string({summary: 'Code of the location, of a session without a room.'}),
    place: Flags.string({summary: 'Address outside the school.', default: ''}),
    on: Flags.string({summary: 'Day, such as 2026-12-01.', required: true}),
    from: Flags.string({summary: 'Start, such as 09:00.', required: true}),
    minutes: Flags.integer({
      summary: 'How long; default as long as the longest expected in it, extra time included.',
      min: 1,
      max: 1440,
    }),
    part: Flags.string({
      summary: 'A further day, as DAY,START,MINUTES; may be given more than once.',
      multiple: true,
      default: [],
    }),
    exam: Flags.string({
      summary: 'Code of an exam, or EXAM:VERSION; may be given more than once.',
      multiple: true,
      required: true,
    }),
    code: Flags.string({summary: 'What to call it; default MMDD-ROOM-HHMM.'}),
    kind: Flags.option({options: ['cluster', 'oral', 'practical'] as const})({
      summary: 'Kind of session; default what its exams are.',
    }),
    capacity: Flags.integer({summary: 'Seats in all; default the exam seats of the room.', min: 0}),
    share: Flags.string({
      summary: 'Seats kept for some: exam:CODE=N, group:CODE=N or location:CODE=N.',
      multiple: true,
      default: [],
    }),
    'share-until': Flags.string({summary: 'When kept seats become everybody’s, such as 2026-11-27T12:00.'}),
    ...dutyFlags,
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, wire}) {
    const {place, on, from, code, kind, room, location, minutes, capacity} = flags
    return createSession(await wire.context(), {
      period: args.period,
      place,
      on,
      from,
      code,
      kind,
      room,
      location,
      minutes,
      capacity,
      parts: partsFrom(flags.part),
      exams: flags.exam,
      duties: dutiesFrom(flags),
      shares: sharesFrom(flags.share),
      sharesUntil: flags['share-until'],
      dryRun: flags['dry-run'],
    })
  },
  show(session, out) {
    showSession(session, out)
    for (const {message} of session.warnings) out.warn(message)
    if (session.kind === 'oral') out.hint(`Next: ontrac oral pattern ${session.code}`)
    else if (session.lead === null) out.hint(`Next: ontrac session duty ${session.code} --lead CODE`)
    else out.hint(`Next: ontrac session publish ${session.code}`)
  },
})
