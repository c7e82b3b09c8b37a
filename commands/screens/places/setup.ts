import {IMPORT_KINDS} from '../../../src/imports/import-kind.ts'
import {type ImportLine, listImports} from '../../../src/imports/list-imports.ts'
import {listPeriods} from '../../../src/institution/periods/list-periods.ts'
import type {Period} from '../../../src/institution/model.ts'
import {ifAllowed} from '../parts/pieces.ts'
import {given} from '../parts/command-words.ts'
import type {Desk, RowDeed, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, counted, listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {dayText, momentText} from '../parts/times.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** Periods and imports: what a school begins with. */
export const setup: Screen = {
  name: 'setup',
  title: SCREEN_TITLES.setup,
  view: 'catalogue.read',
  async load(desk) {
    const {ctx, speak} = desk
    const imports = await ifAllowed(listImports(ctx, {all: true, limit: 200}))
    const periods = await listPeriods(ctx, {archived: true})
    return {
      crumb: speak(SCREEN_TITLES.setup),
      facts: [],
      sheets: [importSheet(desk, imports), periodSheet(desk, periods)],
      deeds: choicesOf(desk, DEEDS, null),
    }
  },
}

function importSheet(desk: Desk, rows: readonly ImportLine[]): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Imports', 'Imports'),
    rows,
    key: ({run}) => run,
    columns: [
      {title: NAMES.code, cell: ({run}) => run},
      {title: NAMES.kind, cell: ({kind}) => stateCell(speak, 'importKind', kind), rank: 0},
      {title: say('Bestand', 'File'), cell: ({file}) => file, rank: 3, most: 30},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'import', state), rank: 0},
      {title: say('Nieuw', 'New'), cell: ({counts}) => counted(counts.add, 'good'), align: 'right', rank: 1},
      {title: say('Anders', 'Changed'), cell: ({counts}) => counted(counts.change), align: 'right', rank: 1},
      {title: say('Fout', 'Bad'), cell: ({counts}) => counted(counts.bad, 'bad'), align: 'right', rank: 1},
      {title: NAMES.by, cell: ({by}) => by, rank: 5},
      {title: NAMES.at, cell: ({createdAt}) => momentText(createdAt, reader), rank: 4},
    ],
    facts: ({steps, stepsDone, appliedAt, undoneAt, counts}) => [
      [speak(say('rijen', 'rows')), counts.rows],
      [speak(say('ongewijzigd', 'unchanged')), counts.same],
      [speak(say('beëindigd', 'ended')), counts.end],
      [speak(say('stappen', 'steps')), `${stepsDone}/${steps}`],
      [speak(say('doorgevoerd', 'applied')), momentText(appliedAt, reader)],
      [speak(say('teruggedraaid', 'undone')), momentText(undoneAt, reader)],
    ],
    deeds: IMPORT_DEEDS,
    empty: say('Nog niets ingelezen; l leest een bestand in.', 'Nothing imported yet; l imports a file.'),
    words: ['import', 'list'],
  })
}

const IMPORT_DEEDS: readonly RowDeed<ImportLine>[] = [
  {
    key: 'b',
    label: say('bekijk', 'look at'),
    look: true,
    deed: 'import.plan',
    words: ({run}) => ['import', 'show', run],
  },
  {
    key: 'v',
    label: say('maak af', 'resume'),
    deed: 'import.apply',
    when: ({state}) => state === 'applying' || state === 'planned',
    words: ({run}) => ['import', 'resume', run],
  },
  {
    key: 'z',
    label: say('draai terug', 'undo'),
    deed: 'import.undo',
    when: ({state}) => state === 'applied',
    words: ({run}) => ['import', 'undo', run],
    severe: ({run}) => run,
  },
]

function periodSheet(desk: Desk, rows: readonly Period[]): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Periodes', 'Periods'),
    rows,
    key: ({code}) => code,
    columns: [
      {title: NAMES.period, cell: ({code}) => code},
      {title: NAMES.name, cell: ({name}) => name},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'period', state), rank: 0},
      {title: NAMES.from, cell: ({fromOn}) => dayText(fromOn, reader.language)},
      {title: NAMES.until, cell: ({toOn}) => `${dayText(toOn, reader.language)}-${toOn.slice(0, 4)}`},
    ],
    open: ({code}) => ({screen: 'period', about: [code]}),
    empty: say('Nog geen periode; n maakt er een.', 'No period yet; n makes one.'),
    words: ['period', 'list'],
  })
}

const window = (name: string, nl: string, en: string) =>
  ({name, label: say(`${nl} (dag..dag)`, `${en} (day..day)`), optional: true}) as const

const DEEDS: readonly RowDeed<null>[] = [
  {
    key: 'n',
    label: say('nieuwe periode', 'new period'),
    deed: 'period.create',
    fields: () => [
      {name: 'code', label: NAMES.code},
      {name: 'name', label: NAMES.name, optional: true},
      {name: 'from', label: say('Eerste dag', 'First day')},
      {name: 'to', label: say('Laatste dag', 'Last day')},
      window('registration', 'Aanmelden', 'Registration'),
      window('enrolment', 'Inschrijven', 'Enrolment'),
      window('taking', 'Afnemen', 'Taking'),
    ],
    words: (_, {code = '', name, from = '', to = '', registration, enrolment, taking}) => [
      'period',
      'create',
      code,
      ...given('name', name),
      '--from',
      from,
      '--to',
      to,
      ...given('registration', registration),
      ...given('enrolment', enrolment),
      ...given('taking', taking),
    ],
  },
  {
    key: 'l',
    label: say('lees bestand in', 'import a file'),
    deed: 'import.apply',
    fields: () => [
      {name: 'kind', label: NAMES.kind, options: IMPORT_KINDS},
      {name: 'file', label: say('Bestand', 'File')},
      {name: 'profile', label: say('Kolomindeling', 'Column profile'), optional: true},
      {name: 'valid', label: say('Alleen goede rijen', 'Only good rows'), options: ['no', 'yes']},
    ],
    words: (_, {kind = '', file = '', profile, valid}) => [
      'import',
      kind,
      file,
      ...given('profile', profile),
      ...(valid === 'yes' ? ['--accept-valid'] : []),
    ],
  },
  {
    key: 'c',
    label: say('leg kolommen vast', 'map columns'),
    deed: 'import.save-profile',
    fields: () => [
      {name: 'code', label: say('Naam', 'Name')},
      {name: 'kind', label: NAMES.kind, options: IMPORT_KINDS},
      {name: 'map', label: say('veld=kolom, …', 'field=column, …')},
    ],
    words: (_, {code = '', kind = '', map = ''}) => [
      'import',
      'profile',
      'save',
      code,
      '--kind',
      kind,
      ...map.split(',').flatMap((pair) => given('map', pair)),
    ],
  },
]
