import type {ResultLine} from '../../../src/results/list-results.ts'
import {given} from './command-words.ts'
import type {Desk, RowDeed, Sheet} from './screen.ts'
import {listOf} from './sheet.ts'
import {say, type Text} from './text.ts'
import {dayText, momentText} from './times.ts'
import {NAMES, stateCell, yesNo} from './words.ts'

/** Results with how far each is, and what can be done with it. */
export function resultSheet(
  desk: Desk,
  rows: readonly ResultLine[],
  {title, words, more = false}: Readonly<{title: Text; words: readonly string[]; more?: boolean}>,
): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title,
    rows,
    key: ({id}) => id,
    code: ({student}) => student,
    columns: [
      {title: NAMES.student, cell: ({student}) => student},
      {title: NAMES.name, cell: ({name}) => name, rank: 4},
      {title: NAMES.exam, cell: ({exam}) => exam, rank: 0},
      {title: NAMES.session, cell: ({session}) => session, rank: 5},
      {title: NAMES.attempt, cell: ({attempt}) => attempt, align: 'right', rank: 7},
      {title: NAMES.attendance, cell: ({attendance}) => stateCell(speak, 'attendance', attendance), rank: 3},
      {title: NAMES.score, cell: ({score}) => score, align: 'right', rank: 0},
      {title: NAMES.passed, cell: ({passed}) => yesNo(speak, passed), rank: 2},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'result', state), rank: 0},
    ],
    open: ({student, exam}) => ({screen: 'result', about: [student, exam]}),
    facts: ({examName, takenOn, receivedAt, establishedAt, publishedAt, openedAt, sentAt}) => [
      [speak(NAMES.exam), examName],
      [speak(say('afgenomen', 'taken')), dayText(takenOn, reader.language)],
      [speak(say('binnen', 'received')), momentText(receivedAt, reader)],
      [speak(say('vastgesteld', 'established')), momentText(establishedAt, reader)],
      [speak(say('bekendgemaakt', 'published')), momentText(publishedAt, reader)],
      [speak(say('geopend', 'opened')), momentText(openedAt, reader)],
      [speak(say('naar SIS', 'sent to SIS')), momentText(sentAt, reader)],
    ],
    deeds: RESULT_DEEDS,
    empty: say('Hier is nog niets.', 'Nothing here yet.'),
    words,
    more,
  })
}

/** What can be done with one result. */
export const RESULT_DEEDS: readonly RowDeed<Pick<ResultLine, 'student' | 'exam' | 'state' | 'attendance'>>[] = [
  {
    key: 'u',
    label: say('score', 'score'),
    deed: 'result.record',
    when: ({state}) => state !== 'established' && state !== 'published',
    fields: () => [
      {name: 'score', label: NAMES.score},
      {name: 'by', label: say('Gegeven door', 'Given by'), optional: true},
    ],
    words: ({student, exam}, {score = '', by}) => [
      'result',
      'record',
      student,
      exam,
      '--score',
      score,
      ...given('scored-by', by),
    ],
  },
  {
    key: 'v',
    label: say('stel vast', 'establish'),
    deed: 'result.establish',
    when: ({state}) => state === 'ready',
    words: ({student, exam}) => ['result', 'establish', '--student', student, '--exam', exam],
  },
  {
    key: 'o',
    label: say('heropen', 'reopen'),
    deed: 'result.reopen',
    when: ({state}) => state === 'established' || state === 'published',
    fields: () => [{name: 'reason', label: NAMES.reason}],
    words: ({student, exam}, {reason = ''}) => ['result', 'reopen', student, exam, '--reason', reason],
  },
  {
    key: 'b',
    label: say('oordeel absentie', 'judge absence'),
    deed: 'absence.judge',
    when: ({attendance, state}) => attendance === 'notPresent' && state === 'blocked',
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
]
