import {studentExams} from '../../src/enrolment/student-exams.ts'
import {command} from '../lib/command.ts'
import {studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Show what a student is registered for, and where he is with each exam.',
  description: 'What his own page shows: what is to be done first, then what is to come.',
  examples: ['100042', '100042 --json'],
  args: {student: studentArg()},
  run: async ({args, wire}) => studentExams(await wire.context(), args.student),
  show({student, exams}, out) {
    out.table(
      ['Registration', 'Exam', 'State', 'Session', 'On', 'From', 'Where'],
      exams.map(({registration, state, enrolment}) => [
        registration.code,
        registration.exam,
        state,
        enrolment?.session ?? null,
        enrolment?.on ?? null,
        enrolment?.from ?? null,
        enrolment?.room ?? enrolment?.place ?? null,
      ]),
      `Student ${student} is registered for nothing.`,
    )
  },
})
