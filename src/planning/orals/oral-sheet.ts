import type {SessionId} from '../../ids.ts'
import {timeOf, type WallTime} from '../../time.ts'
import type {Session} from '../model.ts'
import {slotSpan} from './oral-slots.ts'
import type {PlanningStores} from '../store.ts'

/** A slot as rosters show it; nobody has it while `student` is null. */
export type SlotSheet = Readonly<{
  exam: string
  /** When the student comes to prepare; the start itself where there is no preparation. */
  comesAt: WallTime
  from: WallTime
  until: WallTime
  examiners: readonly string[]
  room: string | null
  registration: string | null
  student: string | null
  name: string | null
}>

/** The roster of an oral session, by start. */
export type OralSheet = Readonly<{
  session: string
  on: Session['onDate']
  state: Session['state']
  free: number
  slots: readonly SlotSheet[]
}>

/** Makes the roster of an oral session. */
export async function oralSheet(stores: PlanningStores, {id, code, onDate, state, zone}: Session): Promise<OralSheet> {
  const roster = await stores.planning.roster(id)
  const people = new Map(
    (await stores.persons.history({id: [...new Set(roster.flatMap(({examinerIds}) => examinerIds))]})).map((each) => [
      each.id,
      each.staffCode ?? '',
    ]),
  )
  const rooms = new Map(
    (await stores.rooms.history({id: [...new Set(roster.flatMap(({roomId}) => roomId ?? []))]})).map((room) => [
      room.id,
      room.code,
    ]),
  )
  const slots = roster.map((slot) => ({
    exam: slot.exam,
    comesAt: timeOf(slotSpan(slot).startsAt, zone),
    from: timeOf(slot.startsAt, zone),
    until: timeOf(slot.endsAt, zone),
    examiners: slot.examinerIds.map((examiner) => people.get(examiner) ?? ''),
    room: slot.roomId && (rooms.get(slot.roomId) ?? null),
    registration: slot.registration,
    student: slot.student,
    name: slot.name,
  }))
  return {session: code, on: onDate, state, free: slots.filter(({student}) => student === null).length, slots}
}

/** A student needs a slot more than a seat: an oral session has as many seats as slots. */
export async function fitSeatsToSlots({oralSlots, pools}: PlanningStores, session: SessionId): Promise<void> {
  const slots = await oralSlots.count({sessionId: session})
  const all = await pools.all({sessionId: session})
  const kept = all.filter(({filterKind}) => filterKind !== null).reduce((sum, {capacity}) => sum + capacity, 0)
  const general = all.find(({filterKind}) => filterKind === null)
  if (general) await pools.change(general.id, {capacity: Math.max(general.taken, slots - kept)})
}
