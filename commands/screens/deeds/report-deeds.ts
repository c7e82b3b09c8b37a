import {EVENT_KINDS} from '../../../src/delivery/reports/report-facts.ts'
import {CASE_KINDS, CASE_SCOPES} from '../../../src/delivery/cases/open-case.ts'
import type {ShownReport} from '../../../src/delivery/reports/show-report.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {given} from '../parts/command-words.ts'
import type {Desk, FieldOf, RowDeed} from '../parts/screen.ts'
import {say} from '../parts/text.ts'
import {NAMES} from '../parts/words.ts'

type AtSession = Readonly<{session: SessionSheet; report: ShownReport | null}>

const WHY = {name: 'reason', label: NAMES.reason} as const
const TEXT = {name: 'text', label: NAMES.text} as const
const MINUTES = {name: 'minutes', label: say('Minuten', 'Minutes'), initial: '10'} as const

const ID_SEEN: FieldOf = {name: 'id', label: say('Legitimatie gezien', 'ID seen'), options: ['no', 'yes']}

/** While it can still be written in. */
const isOpen = ({report}: AtSession): boolean => report !== null && report.closedAt === null

/** Whether somebody works at a session; others say why they write in its report. */
export function isOnDuty({reader}: Pick<Desk, 'reader'>, {lead, invigilators}: SessionSheet): boolean {
  return reader.code !== null && (lead === reader.code || invigilators.includes(reader.code))
}

/** Deeds that also ask for a reason, once: it is proposed again for the next. */
export function withReason<R>(deeds: readonly RowDeed<R>[]): readonly RowDeed<R>[] {
  return deeds.map((each): RowDeed<R> => {
    // Whoever opens a case says in its text what happened.
    if (each.deed === 'case.open') return each
    const others = (row: R): readonly FieldOf[] => (each.fields?.(row) ?? []).filter(({name}) => name !== 'reason')
    return {
      ...each,
      fields: (row) => [...others(row), {...WHY, remember: true}],
      words: (row, answers) => {
        const words = each.words(row, answers)
        return words.includes('--reason') ? words : [...words, ...given('reason', answers['reason'])]
      },
    }
  })
}

/** What can be done with the report of a session as a whole. */
export const REPORT_DEEDS: readonly RowDeed<AtSession>[] = [
  {
    key: 'o',
    label: say('open verslag', 'open report'),
    deed: 'report.open',
    when: ({session, report}) => report === null && session.state === 'final',
    fields: () => [{...WHY, optional: true}],
    words: ({session}, {reason}) => ['report', 'open', session.code, ...given('reason', reason)],
  },
  ...forAll('A', 'notFinished'),
  ...forAll('H', 'present'),
  {
    key: 'e',
    label: say('voorval', 'event'),
    deed: 'report.record',
    when: isOpen,
    fields: () => [
      {name: 'kind', label: NAMES.kind, options: EVENT_KINDS},
      TEXT,
      {name: 'action', label: say('Wat is gedaan', 'What was done'), optional: true},
      {name: 'concerns', label: say('Betreft (nummers)', 'Concerns (numbers)'), optional: true},
    ],
    words: ({session}, {kind = '', text = '', action, concerns}) => [
      'report',
      'event',
      session.code,
      '--kind',
      kind,
      '--text',
      text,
      ...given('action', action),
      ...given('concerns', concerns),
    ],
  },
  {
    key: 'z',
    label: say('pauzeer', 'pause'),
    deed: 'report.control',
    when: (at) => isOpen(at) && at.report?.phase === 'open',
    fields: () => [WHY],
    words: ({session}, {reason = ''}) => ['report', 'pause', session.code, '--reason', reason],
  },
  {
    key: 'z',
    label: say('hervat', 'resume'),
    deed: 'report.control',
    when: ({report}) => report?.phase === 'paused',
    words: ({session}) => ['report', 'resume', session.code],
  },
  {
    key: 'X',
    label: say('verleng allen', 'extend all'),
    deed: 'report.control',
    when: isOpen,
    fields: () => [MINUTES, WHY],
    words: ({session}, {minutes = '', reason = ''}) => ['report', 'extend', session.code, minutes, '--reason', reason],
  },
  {
    key: 'n',
    label: say('open zaak', 'open case'),
    deed: 'case.open',
    when: ({report}) => report !== null,
    fields: () => [
      {name: 'kind', label: NAMES.kind, options: CASE_KINDS},
      {name: 'scope', label: say('Betreft', 'Scope'), options: CASE_SCOPES},
      {name: 'students', label: say('Studenten (nummers)', 'Students (numbers)'), optional: true},
      {name: 'exam', label: NAMES.exam, optional: true},
      TEXT,
    ],
    words: ({session}, {kind = '', scope = '', students, exam, text = ''}) => [
      'case',
      'open',
      session.code,
      '--kind',
      kind,
      '--scope',
      scope,
      ...given('student', students),
      ...given('exam', exam),
      '--text',
      text,
    ],
  },
  {
    key: 'w',
    label: say('onderteken', 'sign'),
    deed: 'report.sign',
    when: isOpen,
    fields: () => [{...WHY, optional: true}],
    words: ({session}, {reason}) => ['report', 'sign', session.code, ...given('reason', reason)],
    severe: ({session}) => session.code,
  },
  {
    key: 'c',
    label: say('sluit verslag', 'close report'),
    deed: 'report.sign',
    when: (at) => isOpen(at) && (at.report?.signatures.length ?? 0) > 0,
    fields: () => [{...WHY, optional: true}],
    words: ({session}, {reason}) => ['report', 'close', session.code, ...given('reason', reason)],
  },
]

function forAll(key: string, code: 'notFinished' | 'present'): readonly RowDeed<AtSession>[] {
  const label = code === 'present' ? say('allen ingeleverd', 'all handed in') : say('allen aan het werk', 'all at work')
  const except: FieldOf = {name: 'except', label: say('Behalve (nummers)', 'Except (numbers)'), optional: true}
  return [
    {
      key,
      label,
      deed: 'report.record',
      when: isOpen,
      fields: ({report}) => [{...except, initial: notThere(report)}, ...(code === 'present' ? [] : [ID_SEEN])],
      words: ({session}, {except: some, id}) => [
        'report',
        'attendance',
        session.code,
        '--all',
        code,
        ...given('except', some?.replaceAll(' ', '')),
        ...(id === 'yes' ? ['--id-checked'] : []),
      ],
    },
  ]
}

/** Who is known to be absent is left out of what is said of all. */
function notThere(report: ShownReport | null): string {
  return [
    ...new Set(
      (report?.candidates ?? []).filter(({attendance}) => attendance === 'notPresent').map(({student}) => student),
    ),
  ].join(',')
}
