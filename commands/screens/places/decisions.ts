import {type AbsenceLine, listAbsences} from '../../../src/delivery/absences/list-absences.ts'
import {type CaseLine, listCases} from '../../../src/delivery/cases/list-cases.ts'
import {type HeldText, listHeldResults} from '../../../src/results/list-held-results.ts'
import {listResits} from '../../../src/results/list-resits.ts'
import {CASE_DEEDS} from '../deeds/case-deeds.ts'
import {given} from '../parts/command-words.ts'
import {ifAllowed} from '../parts/pieces.ts'
import {resitSheet} from '../parts/resit-sheet.ts'
import type {Desk, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {counted, listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {momentText} from '../parts/times.ts'
import {NAMES, stateCell, yesNo} from '../parts/words.ts'

/** What the board and its functionaries decide: cases, absences, resits, and results that differ. */
export const decisions: Screen = {
  name: 'decisions',
  title: SCREEN_TITLES.decisions,
  view: 'registration.read',
  async load(desk) {
    const {ctx, speak} = desk
    const cases = await ifAllowed(listCases(ctx))
    const open = cases.filter(({undecided, state}) => undecided > 0 && state !== 'withdrawn')
    const absences = await listAbsences(ctx, {unjudged: true})
    const resits = await ifAllowed(listResits(ctx, {limit: 1000}))
    const asked = resits.filter(({state}) => state === 'asked' || state === 'waits-for-sis')
    const held = await ifAllowed(listHeldResults(ctx, {limit: 1000}))
    return {
      crumb: speak(SCREEN_TITLES.decisions),
      facts: [
        [speak(say('zaken te beslissen', 'cases to decide')), counted(open.length, 'bad')],
        [speak(say('absenties te beoordelen', 'absences to judge')), counted(absences.length, 'warn')],
        [speak(say('herkansingen gevraagd', 'resits asked for')), counted(asked.length, 'warn')],
        [speak(say('afwijkende berichten', 'messages that differ')), counted(held.length, 'warn')],
      ],
      sheets: [
        caseSheet(desk, [...open, ...cases.filter((each) => !open.includes(each))]),
        absenceSheet(desk, absences),
        resitSheet(desk, [...asked, ...resits.filter((each) => !asked.includes(each))], ['resit', 'list']),
        heldSheet(desk, held),
      ],
      deeds: [],
    }
  },
}

function caseSheet(desk: Desk, rows: readonly CaseLine[]): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Zaken', 'Cases'),
    rows,
    key: ({case: code}) => code,
    columns: [
      {title: NAMES.code, cell: ({case: code}) => code},
      {title: NAMES.kind, cell: ({kind}) => stateCell(speak, 'caseKind', kind), rank: 0},
      {title: NAMES.session, cell: ({session}) => session, rank: 2},
      {title: NAMES.exam, cell: ({exam}) => exam, rank: 5},
      {title: say('Weging', 'Severity'), cell: ({severity}) => severity, rank: 4},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'case', state), rank: 0},
      {
        title: say('Beslist', 'Decided'),
        cell: ({candidates, undecided}) => `${candidates - undecided}/${candidates}`,
        align: 'right',
        rank: 1,
      },
      {title: say('Geopend', 'Opened'), cell: ({openedAt}) => momentText(openedAt, reader), rank: 3},
    ],
    open: ({case: code}) => ({screen: 'case', about: [code]}),
    deeds: CASE_DEEDS,
    empty: say('Geen zaken.', 'No cases.'),
    words: ['case', 'list'],
  })
}

function absenceSheet(desk: Desk, rows: readonly AbsenceLine[]): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Absenties', 'Absences'),
    rows,
    key: ({id}) => id,
    code: ({student}) => student,
    columns: [
      {title: NAMES.student, cell: ({student}) => student},
      {title: NAMES.name, cell: ({name}) => name, rank: 3},
      {title: NAMES.exam, cell: ({exam}) => exam, rank: 0},
      {title: NAMES.session, cell: ({session}) => session, rank: 4},
      {title: NAMES.reason, cell: ({reason}) => stateCell(speak, 'absence', reason), rank: 0},
      {title: say('Bewijs', 'Proof'), cell: ({proofSeen}) => yesNo(speak, proofSeen), rank: 1},
      {title: say('Gemeld', 'Reported'), cell: ({reportedAt}) => momentText(reportedAt, reader), rank: 5},
    ],
    open: ({student}) => ({screen: 'student', about: [student]}),
    deeds: [
      {
        key: 'b',
        label: say('beoordeel', 'judge'),
        deed: 'absence.judge',
        fields: () => [
          {name: 'verdict', label: say('Oordeel', 'Judgement'), options: ['valid', 'invalid']},
          {name: 'reason', label: NAMES.reason, optional: true},
        ],
        words: ({student, exam}, {verdict = '', reason}) => [
          'absence',
          'judge',
          student,
          exam,
          verdict,
          ...given('reason', reason),
        ],
      },
    ],
    empty: say('Geen absenties te beoordelen.', 'No absences to judge.'),
    words: ['absence', 'list', '--unjudged'],
  })
}

function heldSheet(desk: Desk, rows: readonly HeldText[]): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Afwijkend', 'Differing'),
    rows: rows.map((row, i) => ({...row, i})),
    key: ({student, exam, i}) => `${student} ${exam} ${i}`,
    code: ({student}) => student,
    columns: [
      {title: NAMES.student, cell: ({student}) => student},
      {title: NAMES.exam, cell: ({exam}) => exam, rank: 0},
      {title: NAMES.session, cell: ({session}) => session, rank: 4},
      {
        title: say('Zegt', 'Says'),
        cell: ({score, attendance}) => score ?? stateCell(speak, 'attendance', attendance),
        rank: 0,
      },
      {
        title: say('Staat', 'Stands'),
        cell: ({standing}) => standing.score ?? stateCell(speak, 'attendance', standing.attendance),
        rank: 0,
      },
      {title: say('Bron', 'Source'), cell: ({source}) => source, rank: 3},
      {title: say('Binnen', 'Came in'), cell: ({receivedAt}) => momentText(receivedAt, reader), rank: 5},
    ],
    open: ({student, exam}) => ({screen: 'result', about: [student, exam]}),
    deeds: [
      {
        key: 'b',
        label: say('beslis', 'decide'),
        deed: 'result.reopen',
        fields: () => [
          {name: 'decision', label: say('Besluit', 'Decision'), options: ['accept', 'reject']},
          {name: 'reason', label: NAMES.reason},
        ],
        words: ({student, exam}, {decision = '', reason = ''}) => [
          'result',
          'decide-held',
          student,
          exam,
          decision,
          '--reason',
          reason,
        ],
      },
    ],
    empty: say('Geen afwijkende berichten.', 'No messages that differ.'),
    words: ['result', 'held'],
  })
}
