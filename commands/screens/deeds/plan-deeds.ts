import {given} from '../parts/command-words.ts'
import type {RowDeed} from '../parts/screen.ts'
import {say} from '../parts/text.ts'

/** What can be done with the planning of a period as a whole. */
export const PLAN_DEEDS: readonly RowDeed<string>[] = [
  {
    key: 'e',
    label: say('laat plannen', 'run the planner'),
    deed: 'plan.make',
    fields: () => [
      {name: 'exam', label: say('Alleen examen', 'Only exam'), optional: true},
      {name: 'from', label: say('Vanaf dag', 'From day'), optional: true},
      {name: 'to', label: say('Tot en met dag', 'Until day'), optional: true},
      {name: 'rounds', label: say('Rondes', 'Rounds'), initial: '3'},
      {name: 'seed', label: say('Startgetal', 'Seed'), initial: '1'},
    ],
    words: (period, {exam, from, to, rounds, seed}) => [
      'plan',
      'make',
      period,
      ...given('exam', exam),
      ...given('from', from),
      ...given('to', to),
      ...given('rounds', rounds),
      ...given('seed', seed),
    ],
  },
  {
    key: 'a',
    label: say('pas plan toe', 'apply plan'),
    deed: 'plan.apply',
    words: (period) => ['plan', 'apply', period],
  },
  {
    key: 'u',
    label: say('neem plan terug', 'undo plan'),
    deed: 'plan.undo',
    words: (period) => ['plan', 'undo', period],
  },
  {key: 't', label: say('vul aan', 'top up'), deed: 'plan.make', words: (period) => ['plan', 'top-up', period]},
  {
    key: 'c',
    label: say('heeft iedereen een plaats?', 'has everybody a seat?'),
    look: true,
    deed: 'plan.make',
    words: (period) => ['plan', 'certificate', period],
  },
  {
    key: 'P',
    label: say('publiceer alles', 'publish all'),
    deed: 'period.advance',
    words: (period) => ['period', 'publish', period],
  },
]
