import {type Moment, plusMinutes, type Span, spanOf} from '../time.ts'
import type {CheckTools} from './checks.ts'
import type {Violation} from './store.ts'

const PAGE = 1000

/** Sessions and bookings whose instants are not those of their wall clock and zone (design rule 4). */
export async function timeViolations({stores, limit}: CheckTools): Promise<readonly Violation[]> {
  const wrong: Violation[] = []
  const span = openSpans()
  for (const what of ['session', 'booking'] as const) {
    let after = ''
    for (;;) {
      const page = await stores.verification.planned(what, after, PAGE)
      for (const {id, code, moment, startsAt, endsAt} of page) {
        const right = span(moment)
        if (right?.startsAt !== startsAt || right.endsAt !== endsAt) wrong.push({[what]: code, id})
      }
      after = page.at(-1)?.id ?? ''
      if (page.length < PAGE || wrong.length >= limit) break
    }
  }
  return wrong.slice(0, limit)
}

/** Most sessions of a day start at a few times, and the clock of a zone is slow to ask. */
function openSpans(): (moment: Moment) => Span | undefined {
  const starts = new Map<string, Span['startsAt'] | undefined>()
  return (moment) => {
    const key = `${moment.on} ${moment.from} ${moment.zone}`
    if (!starts.has(key)) starts.set(key, startOf(moment))
    const startsAt = starts.get(key)
    return startsAt && {startsAt, endsAt: plusMinutes(startsAt, moment.minutes)}
  }
}

function startOf(moment: Moment): Span['startsAt'] | undefined {
  try {
    return spanOf(moment).startsAt
  } catch {
    // A wall clock that does not exist is wrong, whatever its instants.
    return undefined
  }
}
