import type {SampleGroup} from './groups.ts'
import {WEEKDAYS} from './groups.ts'
import {LOCATIONS} from './locations.ts'
import type {Random} from './random.ts'
import type {SampleRoom} from './rooms.ts'
import type {SampleFile} from './sample-file.ts'
import {TAKING_DAYS} from './season.ts'
import type {SampleEmployee} from './staff.ts'
import type {SampleStudent} from './students.ts'

type Everybody = Readonly<{
  rooms: readonly SampleRoom[]
  staff: readonly SampleEmployee[]
  groups: readonly SampleGroup[]
  students: readonly SampleStudent[]
}>

/** Times within the taking window at which something else goes on: in a room or building, for a class or a person. */
export function blocksFile({rooms, staff, groups, students}: Everybody, random: Random): SampleFile {
  const block = (kind: string, code: string, from: string, to: string, title: string) => [
    kind,
    code,
    random.pick(TAKING_DAYS),
    from,
    to,
    title,
  ]
  const rows = [
    ...LOCATIONS.map(({code}) => block('locatie', code, '17:00', '21:00', 'Open avond')),
    ...some(rooms, 0.1, random).map(({code}) => block('lokaal', code, '08:30', '12:30', 'Onderhoud netwerk')),
    ...some(groups, 0.15, random).map(({code}) => block('klas', code, '09:00', '16:00', 'Bedrijfsbezoek')),
    ...some(staff, 0.08, random).map(({code}) => block('persoon', code, '08:30', '17:00', 'Studiedag')),
    ...some(students, 0.01, random).map(({number}) =>
      block('persoon', number, '13:00', '17:00', 'Afspraak buiten school'),
    ),
  ]
  const header = ['soort', 'code', 'datum', 'van', 'tot', 'omschrijving']
  return {kind: 'blocks', name: '08-blokkades.csv', header, rows}
}

/**
 * Days at work and at school: the working days of part-timers, and exceptions by date.
 *
 * Who works part-time has a row for each day that he is there, since where days are named the others are free.
 */
export function availabilityFile({staff, groups, students}: Everybody, random: Random): SampleFile {
  const onDate = (kind: string, code: string, from: string, to: string, available: string) => [
    kind,
    code,
    '',
    random.pick(TAKING_DAYS),
    from,
    to,
    available,
  ]
  const rows = [
    ...some(staff, 0.3, random).flatMap(({code}) => workingDays(code, random)),
    ...some(staff, 0.05, random).map(({code}) => onDate('medewerker', code, '', '', 'nee')),
    ...some(staff, 0.03, random).map(({code}) => onDate('medewerker', code, '08:30', '12:30', 'ja')),
    ...some(groups, 0.1, random).map(({code}) => onDate('klas', code, '', '', 'ja')),
    ...some(students, 0.01, random).map(({number}) => onDate('student', number, '', '', 'nee')),
    ...some(students, 0.01, random).map(({number}) => onDate('student', number, '', '', 'ja')),
  ]
  const header = ['soort', 'code', 'dag', 'datum', 'van', 'tot', 'beschikbaar']
  return {kind: 'availability', name: '09-beschikbaarheid.csv', header, rows}
}

function workingDays(code: string, random: Random): string[][] {
  const free = random.shuffled(WEEKDAYS).slice(0, random.between(1, 2))
  return WEEKDAYS.filter((day) => !free.includes(day)).map((day) => ['medewerker', code, day, '', '', '', 'ja'])
}

function some<T>(from: readonly T[], share: number, random: Random): readonly T[] {
  return random.shuffled(from).slice(0, Math.max(1, Math.round(from.length * share)))
}
