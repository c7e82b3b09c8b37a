import {availabilityFile, blocksFile} from './absences.ts'
import {eligibility} from './eligibility.ts'
import {examsFile} from './exam.ts'
import {generalExams} from './general-exams.ts'
import {drawGroups, groupsFile, studentsAt} from './groups.ts'
import {drawHistory} from './history.ts'
import {LOCATIONS} from './locations.ts'
import {needsFile} from './needs.ts'
import {drawProgrammes, programmesFile} from './programmes.ts'
import {qualificationsFor} from './qualifications.ts'
import {randomOf, type Random} from './random.ts'
import {registrationsFile} from './registrations.ts'
import {roomsAt, roomsFile} from './rooms.ts'
import type {SampleFile, SampleSize} from './sample-file.ts'
import {SCHOOL} from './school.ts'
import {drawStaff, staffFile} from './staff.ts'
import {drawStudents, studentsFile, type Rare} from './students.ts'
import {vocationalExams} from './vocational-exams.ts'

/** A whole school that does not exist: who it is, and its files in the order in which they can be imported. */
export type SampleSchool = Readonly<{
  institution: Readonly<{name: string; language: 'nl'; zone: 'Europe/Amsterdam'}>
  files: readonly SampleFile[]
}>

type Size = Readonly<{students: number; staff: number; registrations: number; theoryExams: number}> & Rare

const SIZES: Readonly<Record<SampleSize, Size>> = {
  small: {students: 300, staff: 30, registrations: 900, theoryExams: 2, extranei: 3, guests: 1, twoProgrammes: 1},
  medium: {
    students: 5000,
    staff: 500,
    registrations: 18_000,
    theoryExams: 3,
    extranei: 20,
    guests: 5,
    twoProgrammes: 10,
  },
  large: {
    students: 25_000,
    staff: 2500,
    registrations: 90_000,
    theoryExams: 5,
    extranei: 100,
    guests: 25,
    twoProgrammes: 50,
  },
}

/**
 * Makes the sample school that demo, tests and guides share.
 *
 * Pure: the same size and seed give the same files, on every machine. No row holds a birth date or citizen number
 * (design rule 22). `large` takes about a second.
 */
export function sampleSchool(size: SampleSize, seed = 1): SampleSchool {
  const {name, language, zone} = SCHOOL
  const stream = (purpose: string) => randomOf(seed, `${size} ${purpose}`)
  return {institution: {name, language, zone}, files: filesOf(drawSchool(size, stream), SIZES[size], stream)}
}

type Stream = (purpose: string) => Random

function drawSchool(size: SampleSize, stream: Stream) {
  const figures = SIZES[size]
  const qualifications = qualificationsFor(size)
  const programmes = drawProgrammes(size, figures.students - figures.extranei - figures.guests, stream('programmes'))
  const populations = studentsAt(LOCATIONS, programmes)
  const perStudent = figures.registrations / figures.students
  const rooms = LOCATIONS.flatMap((location, at) => roomsAt(location, populations[at] ?? 0, perStudent))
  const staff = drawStaff(figures.staff, populations, stream('staff'))
  const groups = drawGroups(programmes, staff, stream('groups'))
  const students = drawStudents(groups, figures, stream('students'))
  const exams = [...generalExams(qualifications), ...vocationalExams(qualifications, figures.theoryExams)]
  return {programmes, rooms, staff, groups, students, exams}
}

// In the order of import: what a file refers to stands in an earlier one.
function filesOf(school: ReturnType<typeof drawSchool>, figures: Size, stream: Stream): readonly SampleFile[] {
  const {programmes, rooms, staff, groups, students, exams} = school
  const examsFor = eligibility(exams)
  const history = drawHistory(students, examsFor, stream('history'))
  return [
    roomsFile(rooms),
    programmesFile(programmes),
    staffFile(staff),
    groupsFile(groups),
    studentsFile(students, stream('ids')),
    examsFile(exams),
    needsFile(students, stream('needs')),
    blocksFile(school, stream('blocks')),
    availabilityFile(school, stream('availability')),
    history.exemptions,
    history.attempts,
    registrationsFile(students, examsFor, history, figures.registrations, stream('registrations')),
  ]
}
