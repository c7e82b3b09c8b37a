import type {SessionExamId, SessionId} from '../ids.ts'
import {type Instant, overlaps, plusMinutes, type Span} from '../time.ts'
import type {OralSlot} from './model.ts'
import type {PlanningStores} from './store.ts'

/** When a student is taken up by a slot: his preparation, and the time with the examiners. */
export function slotSpan({
  startsAt,
  endsAt,
  preparationMinutes,
}: Pick<OralSlot, 'startsAt' | 'endsAt' | 'preparationMinutes'>): Span {
  return {startsAt: plusMinutes(startsAt, -preparationMinutes), endsAt}
}

/** The first slot for an exam that nobody has, from `after` on; undefined when there is none. `fits` may pass over some. */
export function firstFreeSlot(
  slots: readonly OralSlot[],
  exam: SessionExamId,
  after?: Instant,
  fits: (slot: OralSlot) => boolean = () => true,
): OralSlot | undefined {
  return slots
    .filter(
      ({sessionExamId, enrolmentId, endedAt}) => sessionExamId === exam && enrolmentId === null && endedAt === null,
    )
    .filter((slot) => after === undefined || slotSpan(slot).startsAt >= after)
    .toSorted((a, b) => (`${a.startsAt} ${a.id}` < `${b.startsAt} ${b.id}` ? -1 : 1))
    .find(fits)
}

/**
 * As {@link firstFreeSlot}, out of the store. Under the lock of one of the session's pools the answer holds until commit;
 * the enrolment that takes it sets `enrolmentId`.
 */
export async function freeOralSlot(
  stores: Pick<PlanningStores, 'oralSlots'>,
  session: SessionId,
  exam: SessionExamId,
  after?: Instant,
  fits?: (slot: OralSlot) => boolean,
): Promise<OralSlot | undefined> {
  return firstFreeSlot(await stores.oralSlots.all({sessionId: session}), exam, after, fits)
}

/** A fixed pattern of slots: one every `every` minutes from `first` on, none that meets a break or ends after `until`. */
export type SlotPattern = Readonly<{first: Instant; until: Instant; every: number; breaks: readonly Span[]}>

/** The times of a pattern, in order. A slot that would meet a break starts at its end. */
export function slotTimes({first, until, every, breaks}: SlotPattern): readonly Span[] {
  const times: Span[] = []
  let startsAt = first
  for (;;) {
    const span = {startsAt, endsAt: plusMinutes(startsAt, every)}
    if (span.endsAt > until) return times
    const pause = breaks.find((each) => overlaps(each, span))
    if (!pause) times.push(span)
    startsAt = pause ? pause.endsAt : span.endsAt
  }
}
