import {listSessions} from '../../../src/planning/sessions/list-sessions.ts'
import type {Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {sessionSheet} from '../parts/session-sheet.ts'
import {thePeriod, withoutPeriod} from '../parts/the-period.ts'

/** All sessions of a period as a list. */
export const sessions: Screen = {
  name: 'sessions',
  title: SCREEN_TITLES.sessions,
  view: 'plan.read',
  async load(desk) {
    const {ctx, speak, wanted} = desk
    const crumb = speak(SCREEN_TITLES.sessions)
    const period = await thePeriod(desk)
    if (!period) return withoutPeriod(desk, crumb)
    const limit = Math.min(wanted, 10_000)
    const rows = await listSessions(ctx, {period: period.code, ended: true, limit})
    return {
      crumb: `${crumb} ${period.code}`,
      period: period.code,
      facts: [],
      sheets: [
        sessionSheet(desk, rows, {
          title: SCREEN_TITLES.sessions,
          words: ['session', 'list', period.code, '--ended'],
          more: rows.length >= limit,
        }),
      ],
      deeds: [],
    }
  },
}
