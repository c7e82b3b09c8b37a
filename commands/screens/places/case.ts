import {DECISIONS} from '../../../src/delivery/cases/case-decisions.ts'
import {showCase, type ShownCase} from '../../../src/delivery/cases/show-case.ts'
import {CASE_DEEDS} from '../deeds/case-deeds.ts'
import type {Desk, RowDeed, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {momentText} from '../parts/times.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** One case: its candidates, what was said, and what is decided on each. */
export const examCase: Screen = {
  name: 'case',
  title: SCREEN_TITLES.case,
  view: 'case.read',
  async load(desk) {
    const {ctx, speak, about, reader} = desk
    const shown = await showCase(ctx, {case: about[0] ?? ''})
    const {case: code, kind, state, session, severity, openedAt, inspectorateToldAt, cvteAskedAt} = shown
    return {
      crumb: `${speak(SCREEN_TITLES.case)} ${code}`,
      facts: [
        [speak(NAMES.kind), stateCell(speak, 'caseKind', kind)],
        [speak(NAMES.state), stateCell(speak, 'case', state)],
        [speak(say('weging', 'severity')), severity ?? '–'],
        [speak(NAMES.session), session ?? '–'],
        [speak(say('geopend', 'opened')), momentText(openedAt, reader)],
        [speak(say('Inspectie', 'Inspectorate')), momentText(inspectorateToldAt, reader) ?? '–'],
        [speak(say('CvTE', 'CvTE')), momentText(cvteAskedAt, reader) ?? '–'],
      ],
      sheets: [candidateSheet(desk, shown), noteSheet(desk, shown)],
      deeds: choicesOf(desk, CASE_DEEDS, shown),
    }
  },
}

function candidateSheet(desk: Desk, shown: ShownCase): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Kandidaten', 'Candidates'),
    rows: shown.candidates,
    key: ({student, exam}) => `${student} ${exam}`,
    code: ({student}) => student,
    columns: [
      {title: NAMES.student, cell: ({student}) => student},
      {title: NAMES.name, cell: ({name}) => name},
      {title: NAMES.exam, cell: ({exam}) => exam, rank: 0},
      {title: say('Gehoord', 'Heard'), cell: ({heardAt}) => momentText(heardAt, reader) ?? '–', rank: 1},
      {title: say('Besluit', 'Decision'), cell: ({decision}) => stateCell(speak, 'decision', decision), rank: 0},
      {title: say('Beslist', 'Decided'), cell: ({decidedAt}) => momentText(decidedAt, reader), rank: 4},
    ],
    open: ({student, exam}) => ({screen: 'result', about: [student, exam]}),
    deeds: candidateDeeds(shown),
    empty: say('Geen kandidaten.', 'No candidates.'),
    words: ['case', 'show', shown.case],
  })
}

type Candidate = ShownCase['candidates'][number]

function candidateDeeds({case: code, state}: ShownCase): readonly RowDeed<Candidate>[] {
  return [
    {
      key: 'h',
      label: say('hoor', 'hear'),
      deed: 'case.hear',
      when: ({decision}) => decision === null,
      fields: () => [{name: 'text', label: say('Wat gezegd is', 'What was said')}],
      words: ({student}, {text = ''}) => ['case', 'hear', code, student, '--text', text],
    },
    {
      key: 'd',
      label: say('beslis', 'decide'),
      deed: 'case.decide',
      when: ({decision}) => decision === null && state === 'triaged',
      fields: () => [
        {name: 'decision', label: say('Besluit', 'Decision'), options: DECISIONS},
        {name: 'reason', label: NAMES.reason},
      ],
      words: ({student}, {decision = '', reason = ''}) => [
        'case',
        'decide',
        code,
        student,
        decision,
        '--reason',
        reason,
      ],
      severe: ({student}) => student,
    },
  ]
}

function noteSheet(desk: Desk, {notes, case: code}: ShownCase): Sheet {
  return listOf(desk, {
    title: say('Opgetekend', 'Written'),
    rows: notes.map((note, i) => ({...note, i})),
    key: ({i}) => String(i),
    code: ({content}) => content,
    columns: [
      {title: NAMES.at, cell: ({at}) => momentText(at, desk.reader)},
      {title: NAMES.kind, cell: ({kind}) => kind},
      {title: NAMES.student, cell: ({student}) => student},
      {title: NAMES.by, cell: ({by}) => by},
      {title: NAMES.text, cell: ({content}) => content, grow: true, rank: 0},
    ],
    empty: say('Nog niets opgetekend.', 'Nothing written yet.'),
    words: ['case', 'show', code],
  })
}
