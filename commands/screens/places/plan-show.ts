import {CONSTRAINTS} from '../../../src/planning/plans/constraints.ts'
import {showPlan} from '../../../src/planning/plans/show-plan.ts'
import type {PlanSheet} from '../../../src/planning/plans/plan-sheet.ts'
import {given} from '../parts/command-words.ts'
import type {Desk, RowDeed, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, counted, listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {dayText} from '../parts/times.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** One plan: its sessions, who has no place and why, and what it costs. */
export const planShow: Screen = {
  name: 'plan-show',
  title: SCREEN_TITLES['plan-show'],
  view: 'plan.read',
  async load(desk) {
    const {ctx, speak, about} = desk
    const shown = await showPlan(ctx, about[0] ?? '')
    return {
      crumb: shown.code,
      period: shown.period,
      facts: [
        [speak(NAMES.state), stateCell(speak, 'plan', shown.state)],
        [speak(say('met plaats', 'placed')), shown.placed],
        [speak(say('zonder plaats', 'unplaced')), counted(shown.unplaced.length, 'bad')],
        [speak(say('kosten', 'cost')), shown.costs.total],
        [
          speak(say('met de hand', 'by hand')),
          shown.byHand.map(({exam, registrations}) => `${exam} (${registrations})`).join(' ') || '–',
        ],
      ],
      sheets:
        shown.unplaced.length > 0
          ? [unplacedSheet(desk, shown), sessionsOf(desk, shown), costSheet(desk, shown)]
          : [sessionsOf(desk, shown), costSheet(desk, shown), unplacedSheet(desk, shown)],
      deeds: choicesOf(
        desk,
        [
          {
            key: 'a',
            label: say('pas toe', 'apply'),
            deed: 'plan.apply',
            when: ({state}) => state === 'draft',
            words: ({code}) => ['plan', 'apply', code],
          },
          {
            key: 'u',
            label: say('neem terug', 'undo'),
            deed: 'plan.undo',
            when: ({state}) => state === 'applied',
            words: ({code}) => ['plan', 'undo', code],
          },
        ],
        shown,
      ),
    }
  },
}

function unplacedSheet(desk: Desk, {unplaced, code}: PlanSheet): Sheet {
  return listOf(desk, {
    title: say('Zonder plaats', 'Unplaced'),
    rows: unplaced,
    key: ({registration}) => registration,
    group: ({exam}) => exam,
    columns: [
      {title: NAMES.registration, cell: ({registration}) => registration, rank: 3},
      {title: NAMES.student, cell: ({student}) => student, rank: 0},
      {title: say('Waarom', 'Why'), cell: ({why}) => why, grow: true, rank: 0},
    ],
    open: ({student}) => ({screen: 'student', about: [student]}),
    empty: say('Iedereen heeft een plaats.', 'Everybody has a place.'),
    words: ['plan', 'show', code],
  })
}

type Planned = PlanSheet['sessions'][number]

/** What can be tried and changed in a draft; nobody is told anything by it. */
export function draftDeeds(plan: string): readonly RowDeed<Planned>[] {
  return [
    {
      key: 't',
      label: say('waar kan hij nog', 'where else'),
      look: true,
      deed: 'plan.make',
      words: ({code}) => ['plan', 'try', plan, code],
    },
    {
      key: 'm',
      label: say('verplaats', 'move'),
      deed: 'plan.make',
      fields: ({room, on, from}) => [
        {name: 'room', label: NAMES.room, initial: room},
        {name: 'on', label: NAMES.day, initial: on},
        {name: 'from', label: NAMES.from, initial: from},
      ],
      words: ({code}, {room, on, from}) => [
        'plan',
        'move',
        plan,
        code,
        ...given('room', room),
        ...given('on', on),
        ...given('from', from),
      ],
    },
    {
      key: 'w',
      label: say('ruil', 'swap'),
      deed: 'plan.make',
      fields: () => [{name: 'with', label: say('Met zitting', 'With session')}],
      words: ({code}, {with: other = ''}) => ['plan', 'swap', plan, code, other],
    },
    {
      key: 'n',
      label: say('zet vast', 'pin'),
      deed: 'plan.make',
      words: ({code}) => ['plan', 'pin', plan, code, '--with-students'],
    },
    {
      key: 'o',
      label: say('maak los', 'unpin'),
      deed: 'plan.make',
      words: ({code}) => ['plan', 'pin', plan, code, '--off'],
    },
  ]
}

function sessionsOf(desk: Desk, {sessions, code, state}: PlanSheet): Sheet {
  return listOf(desk, {
    title: SCREEN_TITLES.sessions,
    rows: sessions,
    key: ({id}) => id,
    code: (session) => session.code,
    columns: [
      {title: NAMES.session, cell: (session) => session.code},
      {title: NAMES.day, cell: ({on, from}) => `${dayText(on, desk.reader.language)} ${from}`, rank: 2},
      {title: NAMES.room, cell: ({room}) => room, rank: 4},
      {
        title: NAMES.exams,
        cell: ({exams}) => exams.map(({exam, students}) => `${exam} (${students})`).join(' '),
        rank: 1,
        grow: true,
      },
      {title: NAMES.taken, cell: ({students, capacity}) => `${students}/${capacity}`, align: 'right', rank: 0},
      {title: NAMES.lead, cell: ({lead}) => lead?.staff ?? {text: '–', tone: 'warn'}, rank: 5},
      {title: NAMES.invigilators, cell: ({invigilators}) => invigilators.map(({staff}) => staff).join(' '), rank: 6},
    ],
    deeds: state === 'draft' ? draftDeeds(code) : [],
    empty: say('Dit plan opent geen zitting.', 'It opens no session.'),
    words: ['plan', 'show', code],
  })
}

function costSheet(desk: Desk, {costs, code}: PlanSheet): Sheet {
  return listOf(desk, {
    title: say('Kosten', 'Costs'),
    rows: costs.terms,
    key: ({name}) => name,
    columns: [
      {
        title: NAMES.what,
        cell: ({name}) => desk.speak(CONSTRAINTS.find((each) => each.name === name) ?? say(name, name)),
        grow: true,
      },
      {title: say('Aantal', 'Amount'), cell: ({amount}) => counted(amount), align: 'right', rank: 0},
      {title: say('Punten', 'Points'), cell: ({cost}) => counted(cost), align: 'right', rank: 0},
    ],
    empty: say('Dit plan kost niets.', 'It costs nothing.'),
    words: ['plan', 'show', code],
  })
}
