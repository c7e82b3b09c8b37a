import type {StaffShare} from '../../src/planning/rota/rota-body.ts'
import type {RotaSheet} from '../../src/planning/rota/rota-sheet.ts'
import type {Out} from './out.ts'

/** A rota: who gets which duty, how the work is then shared, and what it costs beside what any rota costs. */
export function showRotaPlan({code, period, state, duties, unfilled, since, shares, costs}: RotaSheet, out: Out): void {
  out.title(code === '' ? `A rota for period ${period}` : `Rota ${code} of period ${period}: ${state}`)
  out.table(
    ['Day', 'From', 'Until', 'Session', 'Location', 'Duty', 'Who'],
    duties.map((each) => [
      each.on,
      each.from,
      each.until,
      each.session,
      each.location,
      each.kind,
      each.staff ?? 'nobody',
    ]),
    'It gives no duties.',
  )
  if (unfilled > 0) out.warn(`${unfilled} duties have nobody: no one who may is free then.`)
  out.title(`Shares since ${since}`)
  showShares(shares, out)
  const {total, bound, gap} = costs
  out.line(
    `It costs ${total} points, any rota at least ${bound}${unfilled > 0 ? '' : `: at most ${gap / 10} % above what is possible`}.`,
  )
}

/** How the work is shared: counts and hours, the least burdened first. */
export function showShares(shares: readonly StaffShare[], out: Out): void {
  out.table(
    ['Who', 'Leads', 'Invigilates', 'Reserve', 'Other', 'Days', 'Hours'],
    shares.map((each) => [
      each.staff,
      each.leads,
      each.invigilates,
      each.reserves,
      each.others,
      each.days,
      Math.round(each.minutes / 6) / 10,
    ]),
    'Nobody has a duty.',
  )
}
