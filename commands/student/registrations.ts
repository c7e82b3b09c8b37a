import {studentRegistrations} from '../../src/registration/student-registrations.ts'
import {command} from '../lib/command.ts'
import {studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Show what a student is registered for, and what else he may be registered for now.',
  description:
    'With the answers of his team. What is offered depends on who asks: some exams only the office registers for.',
  examples: ['100042', '100042 --as student --json'],
  args: {student: studentArg()},
  run: async ({args, wire}) => studentRegistrations(await wire.context(), args.student),
  show({student, registrations, offered}, out) {
    out.table(
      ['Registration', 'Exam', 'Period', 'State', 'Answer'],
      registrations.map(({code, exam, period, state, answer}) => [code, exam, period, state, answer]),
      `Student ${student} is registered for nothing.`,
    )
    out.table(
      ['May be registered for', 'Name', 'Period', 'Until', 'Team decides'],
      offered.map(({exam, examName, period, closesAt, consent}) => [exam, examName, period, closesAt, consent]),
      'There is nothing else that he may be registered for now.',
    )
    const [first] = offered
    if (first) out.hint(`Next: ontrac registration add ${student} ${first.exam} --period ${first.period}`)
  },
})
