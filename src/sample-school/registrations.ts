import type {SampleExam} from './exam.ts'
import type {ExamsFor} from './eligibility.ts'
import type {History} from './history.ts'
import {LOCATIONS} from './locations.ts'
import type {Random} from './random.ts'
import type {SampleFile} from './sample-file.ts'
import {SAMPLE_SEASON} from './season.ts'
import type {SampleStudent} from './students.ts'

const THIS_SCHOOL_YEAR = '2026-08-01'
const REMARKS = ['Graag in de ochtend', 'Graag in de middag', 'Liefst niet op de laatste lesdag']

type Wishes = Readonly<{student: SampleStudent; exams: readonly SampleExam[]; most: number}>

/**
 * Registers students for about `target` exams that they may take.
 *
 * A student at school one day a week takes three at most and one at school two days five, since the taking window has
 * three weeks; who started this school year takes two, and who failed before comes back first.
 */
export function registrationsFile(
  students: readonly SampleStudent[],
  examsFor: ExamsFor,
  history: History,
  target: number,
  random: Random,
): SampleFile {
  const wishes = students.map((student) => wishesOf(student, examsFor, history, random))
  const share = shareFor(wishes, target)
  const rows = wishes.flatMap(({student, exams: wanted, most}) => {
    const exact = Math.min(most, wanted.length * share)
    const count = Math.max(1, Math.floor(exact) + (random.chance(exact % 1) ? 1 : 0))
    return wanted
      .slice(0, count)
      .map((exam) => [
        student.number,
        exam.code,
        preferredLocation(student, random),
        remark(history.again(student, exam), random),
      ])
  })
  const header = ['studentnummer', 'examen', 'voorkeurslocatie', 'opmerking']
  return {kind: 'registrations', name: '12-aanmeldingen.csv', header, rows}
}

// What he may take, what he wants most first. The highest of `wish` draws decides, which is exact on every machine.
function wishesOf(student: SampleStudent, examsFor: ExamsFor, history: History, random: Random): Wishes {
  const wanted = examsFor(student, SAMPLE_SEASON.taking.from)
    .filter((exam) => !history.barred(student, exam))
    .map((exam) => ({exam, urge: history.again(student, exam) ? 1 : urgeOf(exam, random)}))
    .toSorted((a, b) => b.urge - a.urge)
    .map(({exam}) => exam)
  return {student, exams: onePerSubject(wanted), most: mostFor(student)}
}

function urgeOf({wish}: SampleExam, random: Random): number {
  let highest = 0
  for (let i = 0; i < wish; i++) highest = Math.max(highest, random.next())
  return highest
}

// Nobody sits two central exams of one subject, such as B1 and B2, in one period.
function onePerSubject(wanted: readonly SampleExam[]): readonly SampleExam[] {
  const central = new Set<string>()
  return wanted.filter(({kind, subject}) => {
    if (kind !== 'centraal') return true
    const first = !central.has(subject)
    central.add(subject)
    return first
  })
}

function mostFor({kind, studies, days: ownDays}: SampleStudent): number {
  const study = studies[0]
  if (kind !== 'regulier' || !study || study.startsOn >= THIS_SCHOOL_YEAR) return 2
  const days = ownDays.length || study.group?.days.length || 5
  return days === 1 ? 3 : days === 2 ? 5 : 9
}

// Which part of what they may take everybody takes, so that it adds up to the target; halving is exact enough.
function shareFor(wishes: readonly Wishes[], target: number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 30; i++) {
    const share = (low + high) / 2
    const sum = wishes.reduce((total, {exams, most}) => total + Math.min(most, exams.length * share), 0)
    if (sum < target) low = share
    else high = share
  }
  return high
}

function preferredLocation(student: SampleStudent, random: Random): string {
  if (random.chance(0.04)) return ''
  const own = student.studies[0]?.programme.location
  return own && !random.chance(0.03) ? own.code : random.pick(LOCATIONS).code
}

function remark(again: boolean, random: Random): string {
  if (again) return 'Herkansing'
  return random.chance(0.02) ? random.pick(REMARKS) : ''
}
