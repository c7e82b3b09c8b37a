import {type DayLine, showDay} from '../../../src/delivery/lists/show-day.ts'
import {type Day, plusDays} from '../../../src/time.ts'
import type {Cell, Desk, Fact, Place, Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {SESSION_DEEDS} from '../parts/session-sheet.ts'
import {choicesOf, counted, listOf, toned, way} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {dayText} from '../parts/times.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** The sessions of a day, live: who is there, who is late, what happened, which report is still open. */
export const day: Screen = {
  name: 'day',
  title: SCREEN_TITLES.day,
  view: 'report.read',
  async load(desk) {
    const {ctx, speak, about, reader} = desk
    const {on, sessions} = await showDay(ctx, {on: about[0]})
    const to = (days: number): Place => ({screen: 'day', about: [plusDays(on as Day, days)]})
    return {
      crumb: about[0] === undefined ? speak(SCREEN_TITLES.day) : dayText(on, reader.language),
      facts: [[speak(NAMES.day), dayText(on, reader.language)], ...factsOf(desk, sessions)],
      sheets: [
        listOf(desk, {
          title: SCREEN_TITLES.sessions,
          rows: sessions,
          key: ({id}) => id,
          code: ({code}) => code,
          columns: [
            {title: NAMES.session, cell: ({code}) => code},
            {title: NAMES.time, cell: ({from, until}) => `${from}–${until}`, rank: 5},
            {title: NAMES.exams, cell: ({exams}) => exams.join(' '), rank: 6, most: 24},
            {title: NAMES.state, cell: (line) => stateOf(desk, line), rank: 0},
            {title: say('Lijst', 'List'), cell: ({taken}) => taken, align: 'right', rank: 4},
            {title: say('Er', 'There'), cell: ({present}) => counted(present, 'good'), align: 'right', rank: 1},
            {title: say('Weg', 'Absent'), cell: ({absent}) => counted(absent, 'bad'), align: 'right', rank: 1},
            {
              title: say('Laat', 'Late'),
              cell: ({lateArrivals}) => counted(lateArrivals, 'warn'),
              align: 'right',
              rank: 2,
            },
            {title: say('Klaar', 'Done'), cell: ({handedIn}) => counted(handedIn), align: 'right', rank: 3},
            {
              title: say('!', '!'),
              cell: ({events, cases}) => counted(events, cases > 0 ? 'bad' : 'warn'),
              align: 'right',
              rank: 2,
            },
            {title: NAMES.lead, cell: ({lead}) => lead ?? toned('–', 'bad'), rank: 7},
            {title: NAMES.invigilators, cell: ({invigilators}) => invigilators.join(' '), rank: 8},
          ],
          open: ({code}) => ({screen: 'session', about: [code]}),
          deeds: SESSION_DEEDS,
          empty: say(
            'Geen zittingen op deze dag; [ en ] gaan een dag terug en verder.',
            'No sessions on this day; [ and ] go a day back and on.',
          ),
          words: ['session', 'list', '--on', on],
        }),
      ],
      deeds: [
        way('[', speak(say('dag terug', 'day before')), to(-1)),
        way(']', speak(say('dag verder', 'day after')), to(1)),
        ...choicesOf(
          desk,
          [
            {
              key: 'F',
              label: say('maak alle definitief', 'finalise all'),
              deed: 'session.finalise',
              when: () => sessions.some(({state}) => state === 'published'),
              words: () => ['session', 'finalise', '--on', on],
            },
          ],
          on,
        ),
      ],
    }
  },
}

/** A session that should have begun or whose report should be closed says so. */
function stateOf({ctx, speak}: Desk, {state, startsAt, endsAt}: DayLine): Cell {
  const now = ctx.clock.now()
  if (state === 'final' && startsAt <= now) return toned(speak(say('niet geopend', 'not opened')), 'bad')
  if (state === 'running' && endsAt <= now) return toned(speak(say('nog open', 'still open')), 'warn')
  return stateCell(speak, 'session', state)
}

function factsOf({speak}: Desk, sessions: readonly DayLine[]): readonly Fact[] {
  const sum = (of: (line: DayLine) => number): number => sessions.reduce((total, line) => total + of(line), 0)
  const open = sessions.filter(({report}) => report === 'open').length
  return [
    [speak(say('zittingen', 'sessions')), sessions.length],
    [speak(say('kandidaten', 'candidates')), sum(({taken}) => taken)],
    [
      speak(say('er', 'there')),
      counted(
        sum(({present}) => present),
        'good',
      ),
    ],
    [
      speak(say('afwezig', 'absent')),
      counted(
        sum(({absent}) => absent),
        'bad',
      ),
    ],
    [
      speak(say('te laat', 'late')),
      counted(
        sum(({lateArrivals}) => lateArrivals),
        'warn',
      ),
    ],
    [
      speak(say('voorvallen', 'events')),
      counted(
        sum(({events}) => events),
        'warn',
      ),
    ],
    [speak(say('verslag open', 'reports open')), counted(open, 'warn')],
  ]
}
