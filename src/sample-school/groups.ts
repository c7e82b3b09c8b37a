import type {SampleLocation} from './locations.ts'
import {cohortOf, type Route, type SampleProgramme} from './programmes.ts'
import {itemAt, type Random} from './random.ts'
import type {SampleFile} from './sample-file.ts'
import {shares} from './shares.ts'
import type {SampleEmployee} from './staff.ts'

/** A working day, as the files name it. */
export const WEEKDAYS = ['ma', 'di', 'wo', 'do', 'vr'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** A class; no school days named means all of them. */
export type SampleGroup = Readonly<{
  code: string
  programme: SampleProgramme
  teachers: readonly SampleEmployee[]
  days: readonly Weekday[]
  students: number
}>

const LARGEST: Readonly<Record<Route, number>> = {BOL: 26, BBL: 18}
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The classes, each with two or three teachers of its location; BBL classes come to school one or two days a week. */
export function drawGroups(
  programmes: readonly SampleProgramme[],
  staff: readonly SampleEmployee[],
  random: Random,
): readonly SampleGroup[] {
  const groups: SampleGroup[] = []
  for (const programme of programmes) {
    const teachers = staff.filter(({roles, location}) => roles.includes('docent') && location === programme.location)
    const count = Math.ceil(programme.students / LARGEST[programme.route])
    for (const [i, students] of shares(
      programme.students,
      Array.from({length: count}, () => 1),
    ).entries()) {
      const days = drawDays(programme, groups.length, random)
      groups.push({code: codeOf(programme, i), programme, teachers: drawTeachers(teachers, random), days, students})
    }
  }
  return groups
}

export function groupsFile(groups: readonly SampleGroup[]): SampleFile {
  return {
    kind: 'groups',
    name: '04-klassen.csv',
    header: ['klas', 'naam', 'opleiding', 'locatie', 'docenten', 'schooldagen'],
    rows: groups.map(({code, programme, teachers, days}) => {
      const name = `${programme.qualification.name}, ${programme.route}, ${cohortOf(programme)}, klas ${code.slice(-1)}`
      const taughtBy = teachers.map((teacher) => teacher.code).join(' ')
      return [code, name, programme.code, programme.location.code, taughtBy, days.join(' ')]
    }),
  }
}

/** How many students are taught at each of the locations. */
export function studentsAt(
  locations: readonly SampleLocation[],
  programmes: readonly SampleProgramme[],
): readonly number[] {
  return locations.map((location) =>
    programmes.filter((programme) => programme.location === location).reduce((sum, {students}) => sum + students, 0),
  )
}

function codeOf({qualification, route, startYear}: SampleProgramme, index: number): string {
  return `${qualification.abbreviation}-${route}-${startYear % 100}${LETTERS.charAt(index)}`
}

function drawTeachers(teachers: readonly SampleEmployee[], random: Random): readonly SampleEmployee[] {
  return random.shuffled(teachers).slice(0, random.between(2, 3))
}

// BBL days go round the week, so that no day has all of them. Some BOL classes have a day of work placement;
// level 4 has its placement in weeks, so that its one-moment exams can be for all.
function drawDays({route, qualification}: SampleProgramme, turn: number, random: Random): readonly Weekday[] {
  if (route === 'BBL') {
    const first = turn % WEEKDAYS.length
    const days = random.chance(0.5) ? [first] : [first, (first + 2) % WEEKDAYS.length]
    return days.toSorted((a, b) => a - b).map((day) => itemAt(WEEKDAYS, day))
  }
  const placement = qualification.level < 4 && random.chance(0.35) ? random.pick(WEEKDAYS) : undefined
  return placement ? WEEKDAYS.filter((day) => day !== placement) : []
}
