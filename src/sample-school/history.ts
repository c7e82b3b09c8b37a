import type {SampleExam} from './exam.ts'
import type {ExamsFor} from './eligibility.ts'
import type {Random} from './random.ts'
import {type SampleFile, yesNo} from './sample-file.ts'
import {scoreOn} from './score.ts'
import {SAMPLE_SEASON} from './season.ts'
import type {SampleStudent} from './students.ts'

/** What students did before this season, as two files, and what it means for registering now. */
export type History = Readonly<{
  exemptions: SampleFile
  attempts: SampleFile
  /** Exempted, passed without a right to improve, or no attempt left. */
  barred: (student: SampleStudent, exam: SampleExam) => boolean
  /** Failed before with an attempt left, or may improve. */
  again: (student: SampleStudent, exam: SampleExam) => boolean
}>

// The outcomes go round, so that the smallest school has each of them.
const OUTCOMES = ['failed', 'none-left', 'passed', 'may-improve'] as const
type Outcome = (typeof OUTCOMES)[number]
type Earlier = Readonly<{student: SampleStudent; exam: SampleExam; outcome: Outcome}>
type Exempted = Omit<Earlier, 'outcome'>

const GROUNDS = [
  'Eerder behaald in een andere mbo-opleiding op minstens hetzelfde niveau',
  'Eerder behaald op de havo',
  'Eerder behaald op het vwo',
  'Eerder behaald bij een andere mbo-school',
]
const EXEMPTABLE = ['Nederlands', 'Engels', 'Rekenen']

// Weeks of school by their Monday: exams were taken in the first three, exemptions are granted in all.
const MARCH = ['2026-03-', 9] as const
const MAY = ['2026-05-', 18] as const
const JUNE = ['2026-06-', 15] as const
const SEPTEMBER = ['2026-09-', 14] as const

/** Gives about 7 % of the students earlier attempts at an exam, and about 3 % of the others an exemption. */
export function drawHistory(students: readonly SampleStudent[], examsFor: ExamsFor, random: Random): History {
  const regular = students.filter(({kind}) => kind === 'regulier')
  const experienced = new Set(regular.filter(() => random.chance(0.07)))
  const earlier = [...experienced].flatMap((student, turn) => earlierOf(student, examsFor, turn, random))
  const others = regular.filter((student) => !experienced.has(student) && random.chance(0.03))
  const exempted = others.flatMap((student) => exemptedOf(student, examsFor, random))
  const open = ({outcome}: Earlier) => outcome === 'failed' || outcome === 'may-improve'
  const again = new Set(earlier.filter(open).map(keyOf))
  const barred = new Set([...exempted, ...earlier.filter((each) => !open(each))].map(keyOf))
  return {
    exemptions: exemptionsFile(exempted, random),
    attempts: attemptsFile(earlier, random),
    barred: (student, exam) => barred.has(keyOf({student, exam})),
    again: (student, exam) => again.has(keyOf({student, exam})),
  }
}

function earlierOf(student: SampleStudent, examsFor: ExamsFor, turn: number, random: Random): readonly Earlier[] {
  const able = examsFor(student, dayOf(MARCH, 0)).filter(({form}) => form !== 'praktijk')
  const outcome = OUTCOMES[turn % OUTCOMES.length] ?? 'failed'
  const fitting = able.filter(({attempts, improvement}) => {
    if (outcome === 'none-left') return true
    if (outcome === 'passed') return improvement === 'nooit'
    return attempts > 1 && (outcome === 'failed' || improvement === 'eenmaal')
  })
  return fitting.length > 0 ? [{student, exam: random.pick(fitting), outcome}] : []
}

function exemptedOf(student: SampleStudent, examsFor: ExamsFor, random: Random): readonly Exempted[] {
  const able = examsFor(student, SAMPLE_SEASON.taking.from).filter(({subject}) => EXEMPTABLE.includes(subject))
  return able.length > 0 ? [{student, exam: random.pick(able)}] : []
}

function attemptsFile(earlier: readonly Earlier[], random: Random): SampleFile {
  const rows = earlier.flatMap(({student, exam, outcome}) => {
    const passed = outcome === 'passed' || outcome === 'may-improve'
    const weeks = [MARCH, MAY, JUNE].slice(0, outcome === 'none-left' ? exam.attempts : 1)
    return weeks.map((week, i) => {
      const score = scoreOn(exam.scale, exam.passMark, passed, random)
      return [student.number, exam.code, `${i + 1}`, dayOf(week, random.between(0, 4)), score, yesNo(passed)]
    })
  })
  const header = ['studentnummer', 'examen', 'poging', 'afgenomen_op', 'resultaat', 'geslaagd']
  return {kind: 'attempts', name: '11-pogingen.csv', header, rows}
}

function exemptionsFile(exempted: readonly Exempted[], random: Random): SampleFile {
  const rows = exempted.map(({student, exam}) => {
    const on = dayOf(random.pick([MARCH, MAY, JUNE, SEPTEMBER]), random.between(0, 4))
    return [student.number, exam.code, on, random.pick(GROUNDS), scoreOn(exam.scale, exam.passMark, true, random)]
  })
  const header = ['studentnummer', 'examen', 'besloten_op', 'grond', 'cijfer']
  return {kind: 'exemptions', name: '10-vrijstellingen.csv', header, rows}
}

function dayOf([month, monday]: readonly [string, number], later: number): string {
  return `${month}${String(monday + later).padStart(2, '0')}`
}

function keyOf({student, exam}: Exempted): string {
  return `${student.number} ${exam.code}`
}
