import {Args, Flags} from '@oclif/core'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {ATTENDANCES, type Attendance} from '../../src/delivery/reports/report-facts.ts'
import {ExamError} from '../../src/errors.ts'
import {command} from '../lib/command.ts'
import {examFlag, reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Record attendance of one student, or of all but some.',
  description: `Codes: ${ATTENDANCES.join(', ')} (handed in is present; started and not handed in is notFinished).`,
  examples: [
    '1130-B104-0900 0412345 present --arrived 09:12 --id-checked',
    '1130-B104-0900 0412345 present --handed-in 10:05',
    '1130-B104-0900 --all present --except 0412345,0412346 --id-checked',
  ],
  args: {
    session: sessionArg(),
    student: Args.string({description: 'Student number.'}),
    code: Args.string({description: 'Attendance code.', options: [...ATTENDANCES]}),
  },
  flags: {
    all: Flags.option({options: ATTENDANCES, summary: 'Give this code to all on the list.'})(),
    except: Flags.string({
      summary: 'With --all: not to these students; numbers with commas between.',
      multiple: true,
      delimiter: ',',
      default: [],
    }),
    exam: examFlag(),
    arrived: Flags.string({summary: 'When he came, such as 09:12.'}),
    'id-checked': Flags.boolean({summary: 'His ID was seen.'}),
    'handed-in': Flags.string({summary: 'When he handed in, such as 10:05.'}),
    device: Flags.string({summary: 'The computer he works at.'}),
    reason: reasonFlag(),
  },
  async run({args, flags, wire}) {
    const attendance = flags.all ?? (args.code as Attendance | undefined)
    if (attendance === undefined)
      throw new ExamError('invalid', 'input.invalid', 'Give a student and a code, or --all CODE.')
    return recordAttendance(await wire.context(), {
      session: args.session,
      students: args.student === undefined ? [] : [args.student],
      all: flags.all !== undefined,
      except: flags.except,
      exam: flags.exam,
      attendance,
      arrived: flags.arrived,
      idChecked: flags['id-checked'],
      handedIn: flags['handed-in'],
      device: flags.device,
      reason: flags.reason,
    })
  },
  show({session, recorded}, out) {
    const [first] = recorded
    if (recorded.length === 1 && first)
      out.line(
        `${first.student}: ${first.attendance}${first.lateMinutes > 0 ? `, ${first.lateMinutes} minutes late` : ''}.`,
      )
    else out.line(`Recorded ${first?.attendance} for ${recorded.length} of ${session}.`)
    out.hint(`Look with: ontrac report show ${session}`)
  },
})
