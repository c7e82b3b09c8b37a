import type {SessionExamId} from '../../ids.ts'
import {type Instant, overlaps, plusMinutes, type Span} from '../../time.ts'
import type {OralSlot} from '../model.ts'

/** When a student is taken up by a slot: his preparation, and the time with the examiners. */
export function slotSpan({
  startsAt,
  endsAt,
  preparationMinutes,
}: Pick<OralSlot, 'startsAt' | 'endsAt' | 'preparationMinutes'>): Span {
  return {startsAt: plusMinutes(startsAt, -preparationMinutes), endsAt}
}

/** The first slot for an exam that nobody has and that `fits`; undefined when there is none. */
export function firstFreeSlot(
  slots: readonly OralSlot[],
  exam: SessionExamId,
  fits: (slot: OralSlot) => boolean,
): OralSlot | undefined {
  return slots
    .filter(
      ({sessionExamId, enrolmentId, endedAt}) => sessionExamId === exam && enrolmentId === null && endedAt === null,
    )
    .toSorted((a, b) => (`${a.startsAt} ${a.id}` < `${b.startsAt} ${b.id}` ? -1 : 1))
    .find(fits)
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
