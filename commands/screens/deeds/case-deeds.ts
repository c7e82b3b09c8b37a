import {DECISIONS} from '../../../src/delivery/cases/case-decisions.ts'
import type {CaseLine} from '../../../src/delivery/cases/list-cases.ts'
import {given} from '../parts/command-words.ts'
import type {RowDeed} from '../parts/screen.ts'
import {say} from '../parts/text.ts'
import {NAMES} from '../parts/words.ts'

const WHY = {name: 'reason', label: NAMES.reason} as const

/** What can be done with a case as a whole. */
export const CASE_DEEDS: readonly RowDeed<Pick<CaseLine, 'case' | 'state'>>[] = [
  {
    key: 't',
    label: say('deel in', 'triage'),
    deed: 'case.triage',
    when: ({state}) => state === 'open',
    fields: () => [
      {name: 'severity', label: say('Weging', 'Severity'), options: ['minor', 'board']},
      {...WHY, optional: true},
    ],
    words: ({case: code}, {severity = '', reason}) => ['case', 'triage', code, severity, ...given('reason', reason)],
  },
  {
    key: 'b',
    label: say('beslis voor allen', 'decide for all'),
    deed: 'case.decide',
    when: ({state}) => state === 'triaged',
    fields: () => [{name: 'decision', label: say('Besluit', 'Decision'), options: DECISIONS}, WHY],
    words: ({case: code}, {decision = '', reason = ''}) => ['case', 'decide', code, decision, '--reason', reason],
    severe: ({case: code}) => code,
  },
  {
    key: 'w',
    label: say('trek in', 'withdraw'),
    deed: 'case.withdraw',
    when: ({state}) => state === 'open' || state === 'triaged',
    fields: () => [WHY],
    words: ({case: code}, {reason = ''}) => ['case', 'withdraw', code, '--reason', reason],
  },
]
