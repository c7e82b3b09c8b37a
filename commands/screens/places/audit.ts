import {type AuditView, listAudit} from '../../../src/operation/list-audit.ts'
import type {RowDeed, Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, listOf, toned} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {localText, momentText} from '../parts/times.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** Who did what, newest first; `audit by VRIS`, `audit for 0412345`, `audit about session`, `audit deed result.establish`. */
export const audit: Screen = {
  name: 'audit',
  title: SCREEN_TITLES.audit,
  view: 'audit.read',
  async load(desk) {
    const {ctx, speak, about, wanted, reader} = desk
    const [kind, value] = about
    const filter =
      value !== undefined && ['by', 'for', 'about', 'deed'].includes(kind ?? '') ? {[kind ?? '']: value} : {}
    const limit = Math.min(wanted, 10_000)
    const rows = await listAudit(ctx, {...filter, limit})
    return {
      crumb: [speak(SCREEN_TITLES.audit), ...about].join(' '),
      facts: [],
      sheets: [
        listOf<AuditView>(desk, {
          title: SCREEN_TITLES.audit,
          rows,
          key: ({id}) => id,
          columns: [
            {title: NAMES.at, cell: ({at}) => momentText(at, reader)},
            {title: say('Daad', 'Deed'), cell: ({deed}) => deed, rank: 0},
            {title: NAMES.by, cell: ({by}) => by, rank: 1},
            {title: say('Als', 'As'), cell: ({role}) => stateCell(speak, 'role', role), rank: 4},
            {title: say('Voor', 'For'), cell: ({for: concerned}) => concerned, rank: 2},
            {
              title: say('Zegel', 'Seal'),
              cell: ({seal}) => (seal === null ? toned('–', 'dim') : seal),
              align: 'right',
              rank: 5,
            },
            {
              title: say('Feiten', 'Facts'),
              cell: ({facts, text}) => [localText(factText(facts), reader), text].filter(Boolean).join(' · '),
              grow: true,
              rank: 3,
            },
          ],
          facts: ({about: of, id}) => [
            [speak(say('Waarover', 'About')), of === null ? null : `${of.kind}:${of.id}`],
            ['id', id],
          ],
          open: ({for: concerned}) => (concerned === null ? null : {screen: 'student', about: [concerned]}),
          links: [
            {
              key: 'd',
              label: say('van deze', 'by this one'),
              to: ({by}) => (by === null ? null : {screen: 'audit', about: ['by', by]}),
            },
            {
              key: 'v',
              label: say('voor deze', 'for this one'),
              to: ({for: concerned}) => (concerned === null ? null : {screen: 'audit', about: ['for', concerned]}),
            },
          ],
          empty: say('Nog niets gedaan.', 'Nothing done yet.'),
          words: ['audit', 'list', ...Object.entries(filter).flatMap(([name, code]) => [`--${name}`, String(code)])],
          more: rows.length >= limit,
        }),
      ],
      deeds: choicesOf(desk, DEEDS, null),
    }
  },
}

function factText(facts: AuditView['facts']): string {
  if (facts === null || typeof facts !== 'object' || Array.isArray(facts)) return ''
  return Object.entries(facts)
    .map(
      ([name, value]) =>
        `${name} ${typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)}`,
    )
    .join(', ')
}

const DEEDS: readonly RowDeed<null>[] = [
  {key: 'c', label: say('controleer', 'verify'), deed: 'audit.seal', words: () => ['audit', 'verify']},
  {key: 'z', label: say('verzegel', 'seal'), deed: 'audit.seal', words: () => ['audit', 'seal']},
]
