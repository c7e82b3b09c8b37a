import {listPlans, type PlanSummary} from '../../../src/planning/plans/list-plans.ts'
import {PLAN_DEEDS} from '../deeds/plan-deeds.ts'
import type {Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, counted, listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {thePeriod, withoutPeriod} from '../parts/the-period.ts'
import {momentText} from '../parts/times.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** The plans of a period beside each other, newest first: what each costs and whom it leaves without a place. */
export const plans: Screen = {
  name: 'plans',
  title: SCREEN_TITLES.plans,
  view: 'plan.read',
  async load(desk) {
    const {ctx, speak, reader} = desk
    const crumb = speak(SCREEN_TITLES.plans)
    const period = await thePeriod(desk)
    if (!period) return withoutPeriod(desk, crumb)
    const {code} = period
    const rows = (await listPlans(ctx, {period: code})).toReversed()
    const cheapest = Math.min(...rows.map(({cost}) => cost))
    return {
      crumb: `${crumb} ${code}`,
      period: code,
      facts: [],
      sheets: [
        listOf<PlanSummary>(desk, {
          title: SCREEN_TITLES.plans,
          rows,
          key: (row) => row.code,
          columns: [
            {title: say('Plan', 'Plan'), cell: (row) => row.code},
            {title: NAMES.state, cell: ({state}) => stateCell(speak, 'plan', state), rank: 0},
            {title: NAMES.at, cell: ({createdAt}) => momentText(createdAt, reader), rank: 3},
            {
              title: say('Kosten', 'Cost'),
              cell: ({cost}) => (cost === cheapest ? {text: String(cost), tone: 'good'} : cost),
              align: 'right',
              rank: 0,
            },
            {title: say('Zittingen', 'Sessions'), cell: ({sessions}) => sessions, align: 'right', rank: 1},
            {title: NAMES.seats, cell: ({seats}) => seats, align: 'right', rank: 1},
            {
              title: say('Zonder plaats', 'Unplaced'),
              cell: ({unplaced}) => counted(unplaced, 'bad'),
              align: 'right',
              rank: 0,
            },
          ],
          open: (row) => ({screen: 'plan-show', about: [row.code]}),
          deeds: [
            {
              key: 'a',
              label: say('pas toe', 'apply'),
              deed: 'plan.apply',
              when: ({state}) => state === 'draft',
              words: (row) => ['plan', 'apply', row.code],
            },
            {
              key: 'u',
              label: say('neem terug', 'undo'),
              deed: 'plan.undo',
              when: ({state}) => state === 'applied',
              words: (row) => ['plan', 'undo', row.code],
            },
            {
              key: 'v',
              label: say('vergelijk', 'compare'),
              deed: 'plan.make',
              look: true,
              when: () => rows.length > 1,
              fields: (row) => [
                {
                  name: 'with',
                  label: say('Met plan', 'With plan'),
                  options: rows.filter(({code: other}) => other !== row.code).map(({code: other}) => other),
                },
              ],
              words: (row, {with: other = ''}) => ['plan', 'diff', other, row.code],
            },
          ],
          empty: say('Nog geen plannen; e laat plannen.', 'No plans yet; e runs the planner.'),
          words: ['plan', 'list', code],
        }),
      ],
      deeds: choicesOf(
        desk,
        PLAN_DEEDS.filter(({key}) => key === 'e'),
        code,
      ),
    }
  },
}
