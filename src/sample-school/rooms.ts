import type {SampleLocation} from './locations.ts'
import type {SampleFile} from './sample-file.ts'

/** A room; exam seats are the seats that may be used at an exam, in rows and columns. */
export type SampleRoom = Readonly<{
  code: string
  location: SampleLocation
  name: string
  seats: number
  computers: number
  features: string
  rows: number
  columns: number
}>

type Kind = Omit<SampleRoom, 'code' | 'location'>

const HALL: Kind = {name: 'Examenhal', seats: 160, computers: 120, features: 'rolstoel audio', rows: 10, columns: 12}
const COMPUTERS: Kind = {name: 'Computerlokaal', seats: 32, computers: 30, features: 'audio', rows: 5, columns: 6}
const SMALL_COMPUTERS: Kind = {
  name: 'Computerlokaal',
  seats: 24,
  computers: 20,
  features: 'rolstoel audio',
  rows: 4,
  columns: 5,
}
const THEORY: Kind = {name: 'Theorielokaal', seats: 32, computers: 0, features: 'rolstoel', rows: 4, columns: 6}
const QUIET: Kind = {
  name: 'Stille ruimte',
  seats: 6,
  computers: 4,
  features: 'stil rolstoel audio',
  rows: 2,
  columns: 2,
}
const TALK: Kind = {name: 'Gespreksruimte', seats: 6, computers: 1, features: 'stil', rows: 1, columns: 2}

// What a seat yields: two sittings on each of fifteen days, of which not half may be needed, since BBL students come on
// one or two days a week and the central windows are two weeks long.
const SITTINGS = 15 * 2 * 0.45
// An oral takes twenty-five minutes with the judging; a room is used four hours a day at most.
const ORALS = (15 * 4 * 60) / 25

/** The rooms of a location where so many students register for `perStudent` exams each. */
export function roomsAt(location: SampleLocation, students: number, perStudent: number): readonly SampleRoom[] {
  const taken = students * perStudent
  const seats = Math.ceil((taken * 0.75) / SITTINGS)
  const halls = Math.floor(seats / 300)
  const rest = seats - halls * HALL.computers
  const computers =
    rest <= SMALL_COMPUTERS.computers ? [SMALL_COMPUTERS] : times(Math.ceil(rest / COMPUTERS.computers), COMPUTERS)
  const paper = times(Math.max(1, Math.ceil(seats / 150)), THEORY)
  const quiet = times(Math.max(1, Math.ceil((taken * 0.06) / (SITTINGS * 4))), QUIET)
  const talk = times(Math.max(1, Math.ceil((taken * 0.22) / ORALS)), TALK)
  return [...times(halls, HALL), ...computers, ...paper, ...quiet, ...talk].map((kind, i) => ({
    ...kind,
    name: `${kind.name} ${numberOf(i)}`,
    code: `${location.letter}${numberOf(i)}`,
    location,
  }))
}

export function roomsFile(rooms: readonly SampleRoom[]): SampleFile {
  return {
    kind: 'rooms',
    name: '01-lokalen.csv',
    header: [
      'lokaal',
      'locatie',
      'locatienaam',
      'adres',
      'naam',
      'plaatsen',
      'examenplaatsen',
      'computers',
      'kenmerken',
      'rijen',
      'kolommen',
    ],
    rows: rooms.map(({code, location, name, seats, computers, features, rows, columns}) => {
      const numbers = [seats, rows * columns, computers].map(String)
      return [code, location.code, location.name, location.address, name, ...numbers, features, `${rows}`, `${columns}`]
    }),
  }
}

// Ten rooms a floor: 001 to 010, then 101.
function numberOf(index: number): string {
  return `${Math.floor(index / 10)}${String((index % 10) + 1).padStart(2, '0')}`
}

function times(count: number, kind: Kind): readonly Kind[] {
  return Array.from({length: Math.max(0, count)}, () => kind)
}
