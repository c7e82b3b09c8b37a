import type {Block} from '../institution/model.ts'
import type {Complaint} from './field.ts'
import {activeByCode, unknown} from './look-up.ts'
import type {ImportStores} from './store.ts'

/** Whose time a row is about. A person is a student by number or an employee by code. */
export type Whose = Readonly<{kind: Block['kind']; code: string}>

/** Whose it is, as columns of a record. */
export type WhoseColumns = Pick<Block, 'personId' | 'roomId' | 'groupId' | 'locationId'>

const NOBODY: WhoseColumns = {personId: null, roomId: null, groupId: null, locationId: null}

const WORDS: Readonly<Record<Block['kind'], Readonly<{noun: string; list: string}>>> = {
  person: {noun: 'student or employee', list: 'student list, ontrac staff list'},
  room: {noun: 'room', list: 'room list'},
  group: {noun: 'group', list: 'group list'},
  location: {noun: 'location', list: 'room list'},
}

/** Finds whose each row is, in at most five queries; undefined when there is none of that code. */
export async function findWhose(
  stores: ImportStores,
  rows: readonly Whose[],
): Promise<(whose: Whose) => WhoseColumns | undefined> {
  const codes = (kind: Block['kind']): readonly string[] =>
    rows.filter((row) => row.kind === kind).map(({code}) => code)
  const students = await activeByCode(stores.students, 'studentNumber', codes('person'))
  const staff = await activeByCode(stores.staff, 'staffCode', codes('person'))
  const rooms = await activeByCode(stores.rooms, 'code', codes('room'))
  const groups = await activeByCode(stores.groups, 'code', codes('group'))
  const locations = await activeByCode(stores.locations, 'code', codes('location'))
  const columns: Readonly<Record<Block['kind'], (code: string) => Partial<WhoseColumns>>> = {
    person: (code) => ({personId: (students.get(code) ?? staff.get(code))?.id}),
    room: (code) => ({roomId: rooms.get(code)?.id}),
    group: (code) => ({groupId: groups.get(code)?.id}),
    location: (code) => ({locationId: locations.get(code)?.id}),
  }
  return ({kind, code}) => {
    const own = columns[kind](code)
    return Object.values(own).every((id) => id !== undefined) ? {...NOBODY, ...own} : undefined
  }
}

export function whoseComplaint({kind, code}: Whose): Complaint {
  const {noun, list} = WORDS[kind]
  return unknown('code', noun, code, list)
}

/** One text for whose it is. */
export function whoseKey({personId, roomId, groupId, locationId}: Partial<WhoseColumns>): string {
  return personId ?? roomId ?? groupId ?? locationId ?? ''
}
