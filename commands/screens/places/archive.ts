import {listArchives} from '../../../src/archive/list-archives.ts'
import {listPeriods} from '../../../src/institution/periods/list-periods.ts'
import type {Period} from '../../../src/institution/model.ts'
import type {Desk, RowDeed, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {dayText, momentText} from '../parts/times.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** Periods to be archived, the archives that were built, and dossiers to be looked at. */
export const archive: Screen = {
  name: 'archive',
  title: SCREEN_TITLES.archive,
  view: 'archive.read',
  async load(desk) {
    const {ctx, speak, reader} = desk
    const archives = await listArchives(ctx)
    const periods = await listPeriods(ctx, {archived: true})
    return {
      crumb: speak(SCREEN_TITLES.archive),
      facts: [],
      sheets: [
        periodSheet(desk, periods),
        listOf(desk, {
          title: say('Archieven', 'Archives'),
          rows: archives,
          key: ({archive: code}) => code,
          columns: [
            {title: NAMES.code, cell: ({archive: code}) => code},
            {title: NAMES.period, cell: ({period}) => period, rank: 0},
            {title: say('Gemaakt', 'Built'), cell: ({builtAt}) => momentText(builtAt, reader), rank: 1},
            {title: say('Bestanden', 'Files'), cell: ({files}) => files, align: 'right', rank: 2},
            {title: say('Vingerafdruk', 'Digest'), cell: ({digest}) => digest, grow: true, rank: 3},
          ],
          empty: say('Nog geen archief gemaakt.', 'No archive was built yet.'),
          words: ['archive', 'list'],
        }),
      ],
      deeds: choicesOf(desk, DEEDS, null),
    }
  },
}

function periodSheet(desk: Desk, periods: readonly Period[]): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Periodes', 'Periods'),
    rows: periods,
    key: ({code}) => code,
    columns: [
      {title: NAMES.period, cell: ({code}) => code},
      {title: NAMES.name, cell: ({name}) => name, rank: 2},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'period', state), rank: 0},
      {title: NAMES.from, cell: ({fromOn}) => dayText(fromOn, reader.language), rank: 3},
      {title: NAMES.until, cell: ({toOn}) => `${dayText(toOn, reader.language)}-${toOn.slice(0, 4)}`, rank: 3},
    ],
    open: ({code}) => ({screen: 'period', about: [code]}),
    deeds: [
      {
        key: 'b',
        label: say('maak archief', 'build archive'),
        deed: 'archive.build',
        when: ({state}) => state === 'closed' || state === 'archived',
        fields: ({code}) => [{name: 'folder', label: say('Map', 'Folder'), initial: `archief-${code}`}],
        words: ({code}, {folder = ''}) => ['archive', 'build', code, '-o', folder],
      },
    ],
    empty: say('Nog geen periodes.', 'No periods yet.'),
    words: ['period', 'list'],
  })
}

const DEEDS: readonly RowDeed<null>[] = [
  {
    key: 'c',
    label: say('controleer archief', 'verify archive'),
    deed: 'archive.build',
    fields: () => [{name: 'folder', label: say('Map', 'Folder')}],
    words: (_, {folder = ''}) => ['archive', 'verify', folder],
  },
  {
    key: 'd',
    label: say('dossier volledig?', 'dossier complete?'),
    deed: 'archive.build',
    fields: () => [{name: 'student', label: NAMES.student}],
    words: (_, {student = ''}) => ['dossier', 'check', student],
  },
]
