import {showPeriod, type PeriodDetail} from '../../../src/lifecycle/show-period.ts'
import {given} from '../parts/command-words.ts'
import type {Desk, RowDeed, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, listOf} from '../parts/sheet.ts'
import {say, type Text} from '../parts/text.ts'
import {thePeriod, withoutPeriod} from '../parts/the-period.ts'
import {dayText, momentText} from '../parts/times.ts'
import {NAMES, stateCell, yesNo} from '../parts/words.ts'

/** One period: its windows, what was done with it, and its next step. */
export const period: Screen = {
  name: 'period',
  title: SCREEN_TITLES.period,
  view: 'catalogue.read',
  async load(desk) {
    const {ctx, speak, reader} = desk
    const found = await thePeriod(desk)
    if (!found) return withoutPeriod(desk, speak(SCREEN_TITLES.period))
    const shown = await showPeriod(ctx, found.code)
    const frozen = shown.frozen.map(
      ({exam, frozenAt}) => `${exam ?? speak(say('alles', 'all'))} ${momentText(frozenAt, reader) ?? ''}`,
    )
    return {
      crumb: `${speak(SCREEN_TITLES.period)} ${shown.code}`,
      period: shown.code,
      facts: [
        [speak(NAMES.name), shown.name],
        [speak(NAMES.state), stateCell(speak, 'period', shown.state)],
        [speak(NAMES.day), `${dayText(shown.fromOn, reader.language)} – ${dayText(shown.toOn, reader.language)}`],
        [speak(say('bevroren', 'frozen')), frozen.join(', ') || '–'],
      ],
      sheets: [stepSheet(desk, shown), windowSheet(desk, shown)],
      deeds: choicesOf(desk, DEEDS, shown),
    }
  },
}

function stepSheet(desk: Desk, {steps, code}: PeriodDetail): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Stappen', 'Steps'),
    rows: steps.map((step, i) => ({...step, i})),
    key: ({i}) => String(i),
    code: () => code,
    columns: [
      {title: say('Stap', 'Step'), cell: ({step}) => stateCell(speak, 'step', step)},
      {title: NAMES.exam, cell: ({exam}) => exam ?? speak(say('alle', 'all'))},
      {title: say('Gezet op', 'Timed for'), cell: ({dueAt}) => momentText(dueAt, reader)},
      {title: say('Gedaan', 'Done'), cell: ({doneAt}) => momentText(doneAt, reader)},
      {title: say('Teruggenomen', 'Taken back'), cell: ({undoneAt}) => momentText(undoneAt, reader)},
      {
        title: say('Wacht op', 'Waits for'),
        cell: ({waits}) =>
          waits.length > 0 ? {text: waits.map(({message}) => message).join(' '), tone: 'warn'} : null,
        grow: true,
      },
    ],
    empty: say('Er is nog niets met deze periode gedaan; o opent haar.', 'Nothing was done with it yet; o opens it.'),
    words: ['period', 'show', code],
  })
}

function windowSheet(desk: Desk, {windows, code}: PeriodDetail): Sheet {
  const kinds: Readonly<Record<string, Text>> = {
    registration: say('aanmelden', 'registration'),
    enrolment: say('inschrijven', 'enrolment'),
    taking: say('afnemen', 'taking'),
  }
  const {speak} = desk
  return listOf(desk, {
    title: say('Vensters', 'Windows'),
    rows: windows,
    key: ({exam, kind}) => `${exam ?? ''} ${kind}`,
    columns: [
      {title: NAMES.exam, cell: ({exam}) => exam ?? speak(say('alle', 'all'))},
      {title: say('Venster', 'Window'), cell: ({kind}) => speak(kinds[kind] ?? say(kind, kind))},
      {title: say('Van..tot', 'From..to'), cell: ({window}) => window, most: 44},
      {title: say('Nu open', 'Open now'), cell: ({open}) => yesNo(speak, open)},
    ],
    empty: say('Nog geen vensters; w zet ze.', 'No windows yet; w sets them.'),
    words: ['period', 'windows', code],
  })
}

const AT = {name: 'at', label: say('Op een later moment', 'At a later time'), optional: true} as const
type Step = Readonly<{key: string; step: string; label: Text; state: PeriodDetail['state']}>
const STEPS: readonly Step[] = [
  {key: 'o', step: 'open', label: say('open', 'open'), state: 'draft'},
  {key: 'f', step: 'freeze', label: say('bevries', 'freeze'), state: 'open'},
  {key: 'p', step: 'publish', label: say('publiceer', 'publish'), state: 'open'},
  {key: 'c', step: 'close', label: say('sluit af', 'close'), state: 'open'},
  {key: 'a', step: 'archive', label: say('archiveer', 'archive'), state: 'closed'},
]

const DEEDS: readonly RowDeed<PeriodDetail>[] = [
  ...STEPS.map(({key, step, label, state}): RowDeed<PeriodDetail> => ({
    key,
    label,
    deed: 'period.advance',
    when: (shown) => shown.state === state,
    fields: () => [AT],
    words: ({code}, {at}) => ['period', step, code, ...given('at', at)],
  })),
  {
    key: 'u',
    label: say('neem stap terug', 'take a step back'),
    deed: 'period.undo',
    when: ({steps}) => steps.some(({doneAt, undoneAt}) => doneAt !== null && undoneAt === null),
    words: ({code}) => ['period', 'undo', code],
  },
  {
    key: 'w',
    label: say('zet venster', 'set window'),
    deed: 'period.change',
    fields: () => [
      {name: 'kind', label: say('Venster', 'Window'), options: ['registration', 'enrolment', 'taking']},
      {name: 'window', label: say('Van..tot', 'From..to')},
      {name: 'exam', label: NAMES.exam, optional: true},
    ],
    words: ({code}, {kind = '', window = '', exam}) => [
      'period',
      'windows',
      code,
      `--${kind}`,
      window,
      ...given('exam', exam),
    ],
  },
]
