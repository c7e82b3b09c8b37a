import type {Entry} from '../../context.ts'
import type {Reason} from '../../errors.ts'
import type {LocationId} from '../../ids.ts'
import type {Block} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** What is not available for a time: of one kind, and where it is at home. */
export type BlockedThing = Pick<Block, 'kind' | 'personId' | 'roomId' | 'groupId' | 'locationId'>

const NOTHING = {personId: null, roomId: null, groupId: null, locationId: null} as const

/**
 * Finds a room, location or group by its code, or a person by student number or staff code.
 *
 * @throws ExamError `<noun>.not-found`
 */
export async function blockedThing(
  {rooms, locations, groups, students, staff}: InstitutionStores,
  kind: Block['kind'],
  code: string,
): Promise<Readonly<{thing: BlockedThing; home: LocationId | null}>> {
  switch (kind) {
    case 'room': {
      const room = await rooms.get(code)
      return {thing: {...NOTHING, kind, roomId: room.id}, home: room.locationId}
    }
    case 'location': {
      const location = await locations.get(code)
      return {thing: {...NOTHING, kind, locationId: location.id}, home: location.id}
    }
    case 'group': {
      const group = await groups.get(code)
      return {thing: {...NOTHING, kind, groupId: group.id}, home: group.locationId}
    }
    case 'person': {
      const person = (await students.find(code)) ?? (await staff.get(code))
      return {thing: {...NOTHING, kind, personId: person.id}, home: person.locationId}
    }
  }
}

/** Why a planner of some locations leaves this to another: it is not at home in one of his. */
export function elsewhere({scope}: Entry, home: LocationId | null, code: string): readonly Reason[] {
  if (!scope.locationIds || (home !== null && scope.locationIds.includes(home))) return []
  const message = `${code} is not at a location that you plan; ask the exam office.`
  return [{code: 'block.elsewhere', message}]
}
