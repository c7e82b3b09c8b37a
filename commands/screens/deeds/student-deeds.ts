import {ABSENCE_REASONS} from '../../../src/delivery/absences/report-absence.ts'
import {given} from '../parts/command-words.ts'
import type {RowDeed} from '../parts/screen.ts'
import {say} from '../parts/text.ts'
import {NAMES} from '../parts/words.ts'

/** A student at the counter, and the period in which he would be registered. */
export type AtCounter = Readonly<{number: string; period: string}>

const EXAM = {name: 'exam', label: NAMES.exam} as const
const WHY = {name: 'reason', label: NAMES.reason} as const

/** What can be done for a student, whatever is chosen of him. */
export const STUDENT_DEEDS: readonly RowDeed<AtCounter>[] = [
  {
    key: 'N',
    label: say('meld aan', 'register'),
    deed: 'registration.add',
    fields: ({period}) => [EXAM, {name: 'period', label: NAMES.period, initial: period}],
    words: ({number}, {exam = '', period = ''}) => ['registration', 'add', number, exam, '--period', period],
  },
  {
    key: 'B',
    label: say('meld afwezig', 'report absent'),
    deed: 'absence.report',
    fields: () => [EXAM, {...WHY, options: ABSENCE_REASONS}],
    words: ({number}, {exam = '', reason = ''}) => ['absence', 'report', number, exam, '--reason', reason],
  },
  {
    key: 'H',
    label: say('vraag herkansing', 'ask for a resit'),
    deed: 'resit.request',
    fields: () => [EXAM, WHY],
    words: ({number}, {exam = '', reason = ''}) => ['resit', 'request', number, exam, '--reason', reason],
  },
  {
    key: 'V',
    label: say('voorziening', 'personal need'),
    deed: 'student.change',
    fields: () => [
      {name: 'need', label: say('Voorziening', 'Need')},
      {name: 'basis', label: say('Grondslag', 'Basis'), options: ['percent', 'minutes', 'unlimited', 'aid']},
      {name: 'value', label: say('Hoeveel', 'How much'), optional: true},
      {name: 'exam', label: say('Alleen voor examen', 'Only for exam'), optional: true},
    ],
    words: ({number}, {need = '', basis = '', value, exam}) => [
      'student',
      'need-add',
      number,
      need,
      '--basis',
      basis,
      ...given('value', value),
      ...given('exam', exam),
    ],
  },
  {
    key: 'U',
    label: say('uitslag', 'result'),
    deed: 'result.record',
    fields: () => [EXAM, {name: 'score', label: NAMES.score}],
    words: ({number}, {exam = '', score = ''}) => ['result', 'record', number, exam, '--score', score],
  },
  {
    key: 'M',
    label: say('wijzig e-mail', 'change e-mail'),
    deed: 'student.change',
    fields: () => [{name: 'email', label: say('E-mail', 'E-mail')}],
    words: ({number}, {email = ''}) => ['student', 'change', number, '--email', email],
  },
]
