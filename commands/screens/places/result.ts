import {showResult, type ShownAttempt, type ShownResult} from '../../../src/results/show-result.ts'
import {RESULT_DEEDS} from '../parts/result-sheet.ts'
import type {Desk, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {listOf, toned} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {dayText, momentText} from '../parts/times.ts'
import {NAMES, stateCell, yesNo} from '../parts/words.ts'

/** One student at one exam: each attempt, what came in, and what it waits for. */
export const result: Screen = {
  name: 'result',
  title: SCREEN_TITLES.results,
  view: 'result.read',
  async load(desk) {
    const {ctx, speak, about} = desk
    const [student = '', exam = ''] = about
    const shown = await showResult(ctx, {student, exam})
    const left = shown.attemptsLeft === null ? speak(say('onbeperkt', 'without limit')) : shown.attemptsLeft
    const waits = shown.attempts.flatMap(({waitsFor}) => waitsFor)
    return {
      crumb: `${shown.student} ${shown.exam}`,
      facts: [
        [speak(say('pogingen over', 'attempts left')), left],
        ...waits.slice(0, 4).map(({message}) => ['', toned(message, 'warn')] as const),
      ],
      sheets: [attemptSheet(desk, shown), messageSheet(desk, shown), historySheet(desk, shown)],
      deeds: [],
    }
  },
}

function attemptSheet(desk: Desk, shown: ShownResult): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Pogingen', 'Attempts'),
    rows: shown.attempts,
    key: ({attempt}) => String(attempt),
    code: () => shown.student,
    columns: [
      {title: NAMES.attempt, cell: ({attempt}) => attempt},
      {title: NAMES.day, cell: ({takenOn}) => dayText(takenOn, reader.language)},
      {title: NAMES.session, cell: ({session}) => session},
      {title: NAMES.attendance, cell: ({attendance}) => stateCell(speak, 'attendance', attendance)},
      {title: NAMES.score, cell: ({score}) => score, align: 'right', rank: 0},
      {title: NAMES.passed, cell: ({passed}) => yesNo(speak, passed), rank: 0},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'result', state), rank: 0},
      {title: say('Telt', 'Counts'), cell: ({countsAsAttempt}) => yesNo(speak, countsAsAttempt), rank: 8},
      {title: say('Is het', 'The one'), cell: ({isTheResult}) => (isTheResult ? '✓' : null), rank: 9},
    ],
    facts: (attempt) => attemptFacts(desk, attempt),
    open: ({session}) => (session === null ? null : {screen: 'session', about: [session]}),
    deeds: RESULT_DEEDS,
    links: [{key: 'c', label: say('student', 'student'), to: () => ({screen: 'student', about: [shown.student]})}],
    empty: say('Nog geen poging.', 'No attempt yet.'),
    words: ['result', 'show', shown.student, shown.exam],
  })
}

function attemptFacts({speak, reader}: Desk, {by, waitsFor, establishedAt, publishedAt}: ShownAttempt) {
  return [
    ...waitsFor.map(({message}) => [speak(say('wacht op', 'waits for')), toned(message, 'warn')] as const),
    [speak(say('score van', 'scored by')), by.scoredBy] as const,
    [
      speak(say('vastgesteld', 'established')),
      [momentText(establishedAt, reader), by.establishedBy, by.mandate].filter(Boolean).join(' '),
    ] as const,
    [speak(say('bekendgemaakt', 'published')), momentText(publishedAt, reader)] as const,
  ]
}

function messageSheet(desk: Desk, {attempts, student, exam}: ShownResult): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Berichten', 'Messages'),
    rows: attempts.flatMap(({attempt, messages}) =>
      messages.map((message, i) => ({...message, key: `${attempt} ${i}`, attempt})),
    ),
    key: ({key}) => key,
    columns: [
      {title: NAMES.at, cell: ({receivedAt}) => momentText(receivedAt, reader)},
      {title: NAMES.attempt, cell: ({attempt}) => attempt},
      {title: say('Bron', 'Source'), cell: ({source}) => source},
      {title: NAMES.attendance, cell: ({attendance}) => stateCell(speak, 'attendance', attendance)},
      {title: NAMES.score, cell: ({score}) => score, align: 'right'},
      {title: NAMES.state, cell: ({state}) => state},
    ],
    empty: say('Er kwam nog niets binnen.', 'Nothing came in yet.'),
    words: ['result', 'show', student, exam],
  })
}

function historySheet(desk: Desk, {attempts, student, exam}: ShownResult): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Eerder', 'Before'),
    rows: attempts.flatMap(({attempt, history}) => history.map((earlier, i) => ({...earlier, key: `${attempt} ${i}`}))),
    key: ({key}) => key,
    columns: [
      {title: NAMES.score, cell: ({score}) => score, align: 'right'},
      {title: NAMES.passed, cell: ({passed}) => yesNo(speak, passed)},
      {title: say('Vastgesteld', 'Established'), cell: ({establishedAt}) => momentText(establishedAt, reader)},
      {title: say('Vervangen', 'Replaced'), cell: ({endedAt}) => momentText(endedAt, reader)},
    ],
    empty: say('Er stond eerder niets.', 'Nothing stood before.'),
    words: ['result', 'show', student, exam],
  })
}
