import type {ReportedCandidate, ReportedFact, ShownReport} from '../../../src/delivery/reports/show-report.ts'
import type {FactKind} from '../../../src/delivery/reports/report-facts.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {timeOf} from '../../../src/time.ts'
import {candidateDeeds} from '../deeds/candidate-deeds.ts'
import {isOnDuty, withReason} from '../deeds/report-deeds.ts'
import type {Cell, Desk, Sheet} from './screen.ts'
import {listOf, toned} from './sheet.ts'
import {say, type Text} from './text.ts'
import {NAMES, stateCell} from './words.ts'

/** The candidates of a report, with a key for each thing an invigilator writes down. */
export function candidateSheet(desk: Desk, report: ShownReport, session: SessionSheet): Sheet {
  const {speak} = desk
  const deeds = candidateDeeds(desk, report, session)
  const time = (at: ReportedCandidate['arrivedAt']): string | null => (at === null ? null : timeOf(at, report.zone))
  return listOf(desk, {
    title: say('Kandidaten', 'Candidates'),
    rows: report.candidates,
    key: ({student, exam}) => `${student} ${exam}`,
    code: ({student}) => student,
    columns: [
      {title: say('Pl', 'Seat'), cell: ({seat}) => seat, rank: 4},
      {title: NAMES.student, cell: ({student}) => student, rank: 0},
      {title: NAMES.name, cell: ({name}) => name, rank: 1, most: 24},
      {title: NAMES.exam, cell: ({exam}) => exam, rank: 5},
      {title: say('ID', 'ID'), cell: ({idChecked}) => (idChecked ? toned('✓', 'good') : toned('–', 'dim')), rank: 2},
      {title: NAMES.attendance, cell: ({attendance}) => stateCell(speak, 'attendance', attendance), rank: 0},
      {
        title: say('Laat', 'Late'),
        cell: ({lateMinutes, admitted}) =>
          lateMinutes > 0 ? toned(`${lateMinutes}′`, admitted ? 'warn' : 'bad') : null,
        align: 'right',
        rank: 6,
      },
      {title: NAMES.extra, cell: extraCell, align: 'right', rank: 7},
      {title: say('Eind', 'End'), cell: ({endsAt}) => time(endsAt), rank: 3},
      {title: say('In', 'In'), cell: ({handedInAt}) => time(handedInAt), rank: 8},
      {title: say('Werkplek', 'Device'), cell: ({device}) => device, rank: 9},
    ],
    open: ({student}) => ({screen: 'student', about: [student]}),
    facts: ({arrivedAt, corrections}) => [
      [speak(say('aangekomen', 'arrived')), time(arrivedAt)],
      [speak(say('verbeterd', 'corrected')), corrections > 0 ? corrections : null],
    ],
    deeds: isOnDuty(desk, session) ? deeds : withReason(deeds),
    empty: say('Niemand staat op de lijst.', 'Nobody is on the list.'),
    words: ['report', 'show', report.session],
  })
}

function extraCell({extraMinutes, incidentMinutes}: ReportedCandidate): Cell {
  const parts = [extraMinutes > 0 ? `+${extraMinutes}` : '', incidentMinutes > 0 ? `+${incidentMinutes}!` : '']
  return parts.filter(Boolean).join(' ') || null
}

const FACTS: Readonly<Record<FactKind, Text>> = {
  opened: say('verslag geopend', 'report opened'),
  candidate: say('op de lijst', 'on the list'),
  'candidate-gone': say('van de lijst', 'off the list'),
  attendance: say('aanwezigheid', 'attendance'),
  arrived: say('aangekomen', 'arrived'),
  admitted: say('toegelaten', 'let in'),
  'id-checked': say('legitimatie gezien', 'ID seen'),
  'id-missing': say('geen legitimatie', 'no ID'),
  'handed-in': say('ingeleverd', 'handed in'),
  device: say('werkplek', 'device'),
  toilet: say('toilet', 'toilet'),
  note: say('opmerking', 'remark'),
  event: say('voorval', 'event'),
  paused: say('gepauzeerd', 'paused'),
  resumed: say('hervat', 'resumed'),
  aborted: say('afgebroken', 'aborted'),
  extended: say('verlengd', 'extended'),
  'room-moved': say('ander lokaal', 'other room'),
  'handed-over': say('overgedragen', 'handed over'),
  signed: say('ondertekend', 'signed'),
  closed: say('afgesloten', 'closed'),
  addendum: say('addendum', 'addendum'),
  'walk-in': say('niet ingeschreven', 'not enrolled'),
  'walk-in-settled': say('afgehandeld', 'settled'),
  released: say('startpagina vrij', 'start page open'),
  started: say('gestart', 'started'),
  papers: say('opgaven', 'papers'),
  proposed: say('voorstel', 'proposed'),
  'proposal-settled': say('voorstel afgehandeld', 'proposal settled'),
}

/** Everything that was written down, newest first; that somebody is on the list is known from the list. */
export function factSheet(desk: Desk, {facts, zone, session}: ShownReport): Sheet {
  const {speak} = desk
  return listOf(desk, {
    title: say('Verloop', 'Course'),
    rows: facts.filter(({kind}) => kind !== 'candidate').toReversed(),
    key: ({number}) => String(number),
    code: ({student}) => student ?? '',
    columns: [
      {title: NAMES.time, cell: ({receivedAt}) => timeOf(receivedAt, zone)},
      {
        title: NAMES.what,
        cell: ({kind, addendum}) =>
          addendum
            ? toned(`${speak(FACTS[kind])} *`, 'warn')
            : kind === 'event'
              ? toned(speak(FACTS[kind]), 'warn')
              : speak(FACTS[kind]),
        rank: 0,
      },
      {title: NAMES.student, cell: ({student}) => student, rank: 1},
      {title: NAMES.exam, cell: ({exam}) => exam, rank: 3},
      {title: NAMES.by, cell: ({by}) => by, rank: 2},
      {title: NAMES.text, cell: (fact) => detailText(desk, fact), grow: true},
    ],
    empty: say('Nog niets opgetekend.', 'Nothing written down yet.'),
    words: ['report', 'show', session, '--facts'],
  })
}

/** What a fact says beside its kind, in a few words. */
function detailText({speak}: Desk, {detail}: ReportedFact): string {
  const parts = Object.entries((detail ?? {}) as Readonly<Record<string, unknown>>)
  return parts
    .filter(
      ([, value]) => value !== null && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0),
    )
    .map(([name, value]) => {
      if (name === 'attendance') return textIn(stateCell(speak, 'attendance', String(value)))
      return name === 'text' || name === 'event' || name === 'action'
        ? String(value)
        : name === 'at'
          ? ''
          : `${name} ${String(value)}`
    })
    .filter(Boolean)
    .join(' · ')
}

function textIn(cell: Cell): string {
  return cell !== null && typeof cell === 'object' ? cell.text : String(cell ?? '')
}
