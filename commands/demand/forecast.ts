import {type DemandForecast, forecastDemand} from '../../src/planning/plans/forecast-demand.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'
import {showByHand} from '../lib/plan-view.ts'

export default command({
  summary:
    'Look ahead: the sessions, seats, computers, quiet places and people a period will likely need, against what there is.',
  description:
    'Makes a trial plan of all that is registered or asked for until now, around all that is fixed, and stores nothing. Do it while registration is still open.',
  examples: ['2026-P2', '2026-P2 --json'],
  args: {period: periodArg()},
  run: async ({args, wire}) => forecastDemand(await wire.context(), args, await wire.planner()),
  show(forecast, out) {
    const {period, registrations, undecided, students, likelyToCome, sessions, hoursOfSupervision} = forecast
    out.pairs([
      ['Period', period],
      ['Registrations', `${registrations} of ${students} students, ${undecided} not decided on yet`],
      ['Likely to come', likelyToCome],
      ['Sessions', `about ${sessions.likely}; at least ${sessions.least}`],
      ['Supervision', `${hoursOfSupervision} hours`],
    ])
    out.table(
      ['At the busiest', 'Needed', 'There are', 'When'],
      PEAKS.map(([name, title]) => {
        const {needed, have, at} = forecast.peaks[name]
        return [title, needed, have, at]
      }),
    )
    out.table(
      ['Location', 'Registrations', 'Sessions', 'Students', 'Seats'],
      forecast.locations.map((each) => [each.location, each.registrations, each.sessions, each.students, each.seats]),
      'No location is needed.',
    )
    for (const {registrations: count, why} of forecast.without) out.warn(`${count} would have no place: ${why}.`)
    for (const {message} of forecast.problems) out.warn(message)
    showByHand(forecast.byHand, out)
  },
})

const PEAKS = [
  ['rooms', 'rooms'],
  ['seats', 'seats'],
  ['computers', 'computers'],
  ['quiet', 'quiet places'],
  ['leads', 'leads'],
  ['invigilators', 'invigilators'],
] as const satisfies readonly (readonly [keyof DemandForecast['peaks'], string])[]
