import {ID_DOCUMENTS} from '../../../src/delivery/reports/report-facts.ts'
import type {ReportedCandidate, ShownReport} from '../../../src/delivery/reports/show-report.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {timeOf} from '../../../src/time.ts'
import {given} from '../parts/command-words.ts'
import type {Desk, RowDeed} from '../parts/screen.ts'
import {say} from '../parts/text.ts'
import {NAMES} from '../parts/words.ts'

const WHY = {name: 'reason', label: NAMES.reason} as const
const TEXT = {name: 'text', label: NAMES.text} as const
const MINUTES = {name: 'minutes', label: say('Minuten', 'Minutes'), initial: '10'} as const

type Candidate = ReportedCandidate

/** What an invigilator writes down of one candidate; times are now, on the day itself. */
export function candidateDeeds({ctx}: Desk, report: ShownReport, session: SessionSheet): readonly RowDeed<Candidate>[] {
  const at = (flag: string): readonly string[] => {
    const now = ctx.clock.now()
    return session.startsAt < now && now < session.endsAt ? [flag, timeOf(now, report.zone)] : []
  }
  const {code} = session
  const open = (): boolean => report.closedAt === null
  const seen = (
    key: string,
    label: ReturnType<typeof say>,
    words: (candidate: Candidate) => readonly string[],
  ): RowDeed<Candidate> => ({key, label, deed: 'report.record', when: open, words})
  return [
    seen('a', say('aan het werk', 'at work'), ({student, arrivedAt}) => [
      'report',
      'attendance',
      code,
      student,
      'notFinished',
      ...(arrivedAt === null ? at('--arrived') : []),
    ]),
    seen('x', say('afwezig', 'absent'), ({student}) => ['report', 'attendance', code, student, 'notPresent']),
    seen('h', say('levert in', 'hands in'), ({student}) => [
      'report',
      'attendance',
      code,
      student,
      'present',
      ...at('--handed-in'),
    ]),
    {
      ...seen('d', say('ID gezien', 'ID seen'), () => []),
      fields: () => [{name: 'document', label: say('Document', 'Document'), options: ID_DOCUMENTS, initial: 'id-card'}],
      words: ({student}, {document = ''}) => ['report', 'id', code, student, '--document', document],
    },
    {
      ...seen('t', say('toilet', 'toilet'), () => []),
      fields: () => [{name: 'direction', label: say('Toilet', 'Toilet'), options: ['out', 'back']}],
      words: ({student}, {direction = ''}) => ['report', 'toilet', code, student, direction],
    },
    {
      ...seen('l', say('laat toe', 'let in late'), () => []),
      fields: () => [
        {name: 'by', label: say('Besloten door', 'Decided by')},
        {name: 'arrived', label: say('Aangekomen', 'Arrived'), optional: true},
        WHY,
      ],
      words: ({student}, {by = '', arrived, reason = ''}) => [
        'report',
        'admit',
        code,
        student,
        '--decided-by',
        by,
        ...given('arrived', arrived),
        '--reason',
        reason,
      ],
    },
    {
      ...seen('v', say('verleng', 'extend'), () => []),
      deed: 'report.control',
      fields: () => [MINUTES, WHY],
      words: ({student}, {minutes = '', reason = ''}) => [
        'report',
        'extend',
        code,
        student,
        minutes,
        '--reason',
        reason,
      ],
    },
    {
      ...seen('b', say('opmerking', 'remark'), () => []),
      fields: () => [TEXT],
      words: ({student}, {text = ''}) => ['report', 'note', code, student, '--text', text],
    },
    {
      key: 'u',
      label: say('verbeter', 'correct'),
      deed: 'report.addendum',
      when: () => report.signatures.length > 0,
      fields: () => [
        {name: 'attendance', label: NAMES.attendance, options: ['present', 'notFinished', 'notStarted', 'notPresent']},
        WHY,
      ],
      words: ({student}, {attendance = '', reason = ''}) => [
        'report',
        'correct',
        code,
        student,
        attendance,
        '--reason',
        reason,
      ],
    },
  ]
}
