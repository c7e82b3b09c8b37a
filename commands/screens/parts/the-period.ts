import {listPeriods} from '../../../src/institution/periods/list-periods.ts'
import type {Period} from '../../../src/institution/model.ts'
import {dayOf} from '../../../src/time.ts'
import type {Desk, Page} from './screen.ts'
import {say} from './text.ts'

/**
 * The period that a screen is about: the one that was named, else the one whose days it is, else the next to come or the
 * newest. Undefined when there is none yet.
 */
export async function thePeriod({
  ctx,
  about,
  reader,
}: Pick<Desk, 'ctx' | 'about' | 'reader'>): Promise<Period | undefined> {
  const periods = await listPeriods(ctx, {archived: true})
  const [named] = about
  if (named !== undefined) return periods.find(({code, id}) => code === named || id === named)
  const today = dayOf(ctx.clock.now(), reader.zone)
  const live = periods.filter(({state}) => state !== 'archived')
  return (
    live.find(({fromOn, toOn}) => fromOn <= today && today <= toOn) ??
    live.findLast(({toOn}) => today <= toOn) ??
    periods[0]
  )
}

/** What a screen shows while there is no period to be about. */
export function withoutPeriod({speak, about}: Desk, crumb: string): Page {
  const [named] = about
  const text =
    named === undefined
      ? speak(
          say(
            'Er is nog geen periode. Maak er een op het scherm :setup, of met ontrac period create.',
            'There is no period yet. Make one on the screen :setup, or with ontrac period create.',
          ),
        )
      : speak(say(`Er is geen periode ${named}.`, `There is no period ${named}.`))
  return {crumb, facts: [['', text]], sheets: [], deeds: []}
}
