import type {PlanSheet} from '../../../src/planning/plans/plan-sheet.ts'
import type {Desk, Sheet} from './screen.ts'
import {listOf, toned} from './sheet.ts'
import {say} from './text.ts'
import {NAMES} from './words.ts'

/** Exams of which a plan leaves registrations without a place, how many and why, the most first; `plan` is null before there is one. */
export function unplacedSheet(desk: Desk, period: string, plan: PlanSheet | null): Sheet {
  const byReason = Map.groupBy(plan?.unplaced ?? [], ({exam, reason}) => `${exam} ${reason}`)
  const rows = [...byReason].map(([key, [first, ...more]]) => ({
    key,
    exam: first?.exam ?? '',
    why: first?.why ?? '',
    count: 1 + more.length,
  }))
  const code = plan?.code ?? period
  return listOf(desk, {
    title: say('Zonder plaats', 'Unplaced'),
    rows: rows.toSorted((a, b) => b.count - a.count || (a.exam < b.exam ? -1 : 1)),
    key: ({key}) => key,
    code: ({exam}) => exam,
    columns: [
      {title: NAMES.exam, cell: ({exam}) => exam},
      {title: NAMES.students, cell: ({count}) => toned(count, 'bad'), align: 'right', rank: 0},
      {title: say('Waarom', 'Why'), cell: ({why}) => why, grow: true, rank: 0},
    ],
    open: () => ({screen: 'plan-show', about: [code]}),
    deeds: [
      {
        key: 'x',
        label: say('leg uit', 'explain'),
        deed: 'plan.make',
        look: true,
        words: ({exam}) => ['plan', 'explain', code, exam],
      },
    ],
    empty: say(
      'Niemand, of er is nog geen plan; e laat plannen.',
      'Nobody, or there is no plan yet; e runs the planner.',
    ),
    words: ['plan', 'show', code],
  })
}
