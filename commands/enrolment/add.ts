import {Flags} from '@oclif/core'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {command} from '../lib/command.ts'
import {placeOf} from '../lib/enrolment-words.ts'
import {examArg, keyFlag, reasonFlag, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Enrol a student for an exam in a session.',
  description:
    'First come, first served: he has the seat when this says so, and gets a letter. Students enrol themselves, teachers their groups, as the exam allows.',
  examples: [
    '100042 NE-3F-CE 1130-B104-0900',
    '100042 NE-3F-CE 1130-B104-0900 --or-wait',
    '100042 NE-3F-CE 1130-B104-0900 --override --reason "employer agreed"',
  ],
  args: {student: studentArg(), exam: examArg(), session: sessionArg()},
  flags: {
    'or-wait': Flags.boolean({summary: 'Join the waiting list when there is no seat.'}),
    override: Flags.boolean({
      summary: 'Also on a day on which the student is not at school; office only, with --reason.',
    }),
    reason: reasonFlag(),
    key: keyFlag(),
  },
  run: async ({args, flags, wire}) =>
    enrolStudent(await wire.context(), {
      ...args,
      orWait: flags['or-wait'],
      override: flags.override,
      reason: flags.reason ?? '',
      ...(flags.key === undefined ? {} : {key: flags.key}),
    }),
  show(answer, out) {
    if ('waits' in answer) {
      const {student, session, ahead} = answer.waits
      return out.line(
        `Session ${session} is full. Student ${student} is on its waiting list, with ${ahead} before him.`,
      )
    }
    const {enrolled} = answer
    out.line(
      `Enrolled student ${enrolled.student} for ${enrolled.exam} in session ${enrolled.session}: ${placeOf(enrolled)}.`,
    )
    if (enrolled.extraMinutes > 0) out.line(`Extra time: ${enrolled.extraMinutes} minutes.`)
    out.hint(`Undo with: ontrac enrolment cancel ${enrolled.registration}`)
  },
})
