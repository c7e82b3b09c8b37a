import type {LocationId, RoomId} from '../../ids.ts'
import type {Location, Room} from '../../institution/model.ts'
import {recordWork} from '../apply-records.ts'
import {choice, code, list, text, whole} from '../cells.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type Start} from '../import-kind.ts'
import {everByCode} from '../look-up.ts'
import {adding, changing, type RecordChange} from '../record-change.ts'
import {decided} from '../decided.ts'

const FEATURES = {
  stil: 'quiet',
  rolstoel: 'wheelchair',
  geluid: 'audio',
  audio: 'audio',
  quiet: 'quiet',
  wheelchair: 'wheelchair',
} as const

const PLACES = whole(0, 10_000)

const FIELDS = {
  code: required('lokaal room', code),
  location: required('locatie location', code),
  locationName: optional('locatienaam location_name', text(), ''),
  address: optional('adres address', text(), ''),
  name: optional('naam name', text(), ''),
  seats: required('plaatsen seats', PLACES),
  examSeats: required('examenplaatsen exam_seats', PLACES),
  computers: optional('computers', PLACES, 0),
  features: optional('kenmerken features', list(choice(FEATURES)), []),
  rows: optional('rijen rows', whole(1, 1000), null),
  columns: optional('kolommen columns', whole(1, 1000), null),
}
type Row = RowOf<typeof FIELDS>

/** Rooms with their capacities; a location that is not known yet is added with its first room. */
export const rooms = importKind({
  name: 'rooms',
  deed: 'room.change',
  fields: FIELDS,
  key: ({code: room}) => room,
  begin: planRooms,
  work: recordWork,
})

/** A location as far as rows of this file have named it. */
type Place = Readonly<{id: LocationId; line: number; name: string; address: string}>

function planRooms({ids}: Start): Planner<Row> {
  const places = new Map<string, Place>()
  return {
    async decide(stores, _, rows) {
      const locations = await everByCode(
        stores.locations,
        'code',
        rows.map(({row}) => row.location),
      )
      const known = await everByCode(
        stores.rooms,
        'code',
        rows.map(({row}) => row.code),
      )
      return rows.map(({line, row}): Decision => {
        const about = `Room ${row.code}`
        const place = places.get(row.location)
        const complaints = [...capacityComplaints(row), ...placeComplaints(row, place)]
        if (complaints.length > 0) return {line, about, does: 'bad', complaints}
        const at = place ? {id: place.id, changes: []} : locationChanges(row, locations.get(row.location), ids.next)
        if (!place)
          places.set(row.location, {id: at.id, line, name: row.locationName ?? '', address: row.address ?? ''})
        const room = known.get(row.code)
        return decided(line, about, !room || room.endedAt !== null, [
          ...at.changes,
          ...(room
            ? changing('rooms', room, {...columnsOf(row, at.id), endedAt: null})
            : [addRoom(row, at.id, ids.next)]),
        ])
      })
    },
  }
}

function capacityComplaints({seats, examSeats, rows, columns}: Row): readonly Complaint[] {
  const complaints: Complaint[] = []
  if (examSeats > seats)
    complaints.push({
      code: 'room.more-exam-seats',
      message: `A room of ${seats} seats cannot hold ${examSeats} exam seats; lower them.`,
      field: 'examSeats',
    })
  if (rows && columns && rows * columns < examSeats)
    complaints.push({
      code: 'room.small-grid',
      message: `${rows} rows of ${columns} are fewer than ${examSeats} exam seats; correct one of them.`,
      field: 'rows',
    })
  return complaints
}

function placeComplaints({location, locationName, address}: Row, place: Place | undefined): readonly Complaint[] {
  if (!place || (place.name === (locationName ?? '') && place.address === (address ?? ''))) return []
  return [
    {
      code: 'import.contradiction',
      message: `Location ${location} has another name or address on line ${place.line}; make them the same.`,
      field: 'location',
    },
  ]
}

function locationChanges(
  {location: wanted, locationName: name, address}: Row,
  location: Location | undefined,
  next: () => LocationId,
): Readonly<{id: LocationId; changes: readonly RecordChange[]}> {
  if (location) {
    const named = name === '' ? undefined : name
    return {
      id: location.id,
      changes: changing('locations', location, {name: named, address, endedAt: null}),
    }
  }
  const id = next()
  const row: Location = {id, code: wanted, name: name || wanted, address: address ?? '', endedAt: null, version: 1}
  return {id, changes: [adding('locations', row)]}
}

function columnsOf({name, seats, examSeats, computers, features, rows, columns}: Row, locationId: LocationId) {
  return {
    locationId,
    name,
    seats,
    examSeats,
    computers,
    features,
    rowCount: rows,
    columnCount: columns,
  } as Partial<Room>
}

function addRoom(row: Row, locationId: LocationId, next: () => RoomId): RecordChange {
  return adding<Room>('rooms', {
    id: next(),
    code: row.code,
    locationId,
    name: row.name ?? '',
    seats: row.seats,
    examSeats: row.examSeats,
    computers: row.computers ?? 0,
    features: row.features ?? [],
    rowCount: row.rows ?? null,
    columnCount: row.columns ?? null,
    owner: '',
    endedAt: null,
    version: 1,
  })
}
