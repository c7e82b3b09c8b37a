import {listResults, type ResultLine} from '../../../src/results/list-results.ts'
import type {ResultState} from '../../../src/results/result-state.ts'
import {given} from '../parts/command-words.ts'
import {resultSheet} from '../parts/result-sheet.ts'
import type {RowDeed, Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, counted} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {thePeriod, withoutPeriod} from '../parts/the-period.ts'
import {STATES} from '../parts/words.ts'

/** The lists of the screen: what is to be done first. */
const SHEETS = [
  [say('Vast te stellen', 'Ready'), ['ready']],
  [say('Geblokkeerd', 'Blocked'), ['blocked']],
  [say('Verwacht', 'Awaited'), ['awaited', 'received']],
  [say('Vastgesteld', 'Established'), ['established']],
  [say('Bekendgemaakt', 'Published'), ['published', 'settled']],
] as const satisfies readonly (readonly [ReturnType<typeof say>, readonly ResultState[]])[]

/** Results of more than this many attempts are read by exam or session. */
const MOST = 20_000

export const results: Screen = {
  name: 'results',
  title: SCREEN_TITLES.results,
  view: 'result.read',
  async load(desk) {
    const {ctx, speak} = desk
    const crumb = speak(SCREEN_TITLES.results)
    const period = await thePeriod(desk)
    if (!period) return withoutPeriod(desk, crumb)
    const {code} = period
    const all = await listResults(ctx, {period: code, limit: MOST})
    const inState = (states: readonly ResultState[]): readonly ResultLine[] =>
      all.filter(({state}) => states.includes(state))
    const states = Map.groupBy(all, ({state}) => state)
    return {
      crumb: `${crumb} ${code}`,
      period: code,
      facts: (Object.entries(STATES.result) as [ResultState, (typeof STATES.result)[ResultState]][]).map(
        ([state, [text, tone]]) =>
          [speak(text), counted(states.get(state)?.length ?? 0, tone === 'dim' ? 'plain' : tone)] as const,
      ),
      sheets: SHEETS.map(([title, own]) =>
        resultSheet(desk, inState(own), {
          title,
          words: ['result', 'list', '--period', code, ...own.flatMap((state) => ['--state', state])],
        }),
      ),
      deeds: choicesOf(desk, DEEDS, code),
    }
  },
}

const ONLY = [
  {name: 'session', label: say('Alleen zitting', 'Only session'), optional: true},
  {name: 'exam', label: say('Alleen examen', 'Only exam'), optional: true},
] as const

const DEEDS: readonly RowDeed<string>[] = [
  {
    key: 'V',
    label: say('stel alles vast', 'establish all'),
    deed: 'result.establish',
    fields: () => ONLY,
    words: (period, {session, exam}) => [
      'result',
      'establish',
      '--period',
      period,
      ...given('session', session),
      ...given('exam', exam),
    ],
  },
  {
    key: 'p',
    label: say('maak bekend', 'publish'),
    deed: 'result.publish',
    fields: () => ONLY,
    words: (period, {session, exam}) => [
      'result',
      'publish',
      '--period',
      period,
      ...given('session', session),
      ...given('exam', exam),
    ],
  },
  {
    key: 'n',
    label: say('lees in', 'import'),
    deed: 'import.apply',
    fields: () => [
      {name: 'file', label: say('Bestand', 'File')},
      {name: 'profile', label: say('Kolomindeling', 'Column profile'), optional: true},
    ],
    words: (_, {file = '', profile}) => ['import', 'results', file, ...given('profile', profile)],
  },
  {
    key: 'x',
    label: say('naar het SIS', 'to the SIS'),
    deed: 'result.export',
    fields: () => [{name: 'file', label: say('Bestand', 'File'), initial: 'uitslagen.csv'}],
    words: (period, {file = ''}) => ['result', 'export', '--period', period, '-o', file],
  },
  {
    key: 'z',
    label: say('neem bekendmaking terug', 'undo publication'),
    deed: 'result.undo-publication',
    fields: () => [{name: 'run', label: say('Code van de bekendmaking', 'Code of the publication')}],
    words: (_, {run = ''}) => ['result', 'undo-publication', '--run', run],
  },
]
