import type {SampleExam} from './exam.ts'
import {monthsAt} from './season.ts'
import type {SampleStudent, Study} from './students.ts'

/** The exams that a student may take on a day, those of his main programme first. */
export type ExamsFor = (student: SampleStudent, on: string) => readonly SampleExam[]

/**
 * Finds the exams that a student may take: they are in the plan of one of his programmes and he is far enough.
 *
 * Halfway is the rule for central exams (domain §1.5): half of the programme has passed or, where it takes less than 24
 * months, less than 12 remain. A practical exam needs a company, and who is not at school every day cannot be asked to
 * come at the one moment of an exam that has only one.
 */
export function eligibility(exams: readonly SampleExam[]): ExamsFor {
  const crebos = new Set(exams.flatMap((exam) => exam.crebos ?? []))
  const plans = new Map([...crebos].map((crebo) => [crebo, exams.filter((exam) => inPlan(crebo, exam))]))
  const open = exams.filter((exam) => exam.crebos === null)
  const ofStudy = (student: SampleStudent, study: Study, on: string) =>
    (plans.get(study.programme.qualification.crebo) ?? []).filter(
      (exam) => farEnough(study, exam, on) && fits(student, study, exam),
    )
  return (student, on) => {
    const [first, ...others] = student.studies.map((study) => ofStudy(student, study, on))
    if (!first) return open
    return others.length === 0 ? first : [...new Set([...first, ...others.flat()])]
  }
}

function inPlan(crebo: string, {crebos}: SampleExam): boolean {
  return crebos === null || crebos.includes(crebo)
}

function farEnough({startsOn, plannedEndOn}: Study, {since}: SampleExam, on: string): boolean {
  const [start, now, end] = [monthsAt(startsOn), monthsAt(on), monthsAt(plannedEndOn) + 1]
  if (since === 'start') return start <= now
  if (since === 'second-year') return now - start >= 12
  if (since === 'last-year') return end - now <= 14
  return end - start < 24 ? end - now < 12 : 2 * (now - start) >= end - start
}

function fits(student: SampleStudent, {group, employer}: Study, exam: SampleExam): boolean {
  if (exam.form === 'praktijk') return employer !== ''
  return exam.moments === 'meer' || (student.days.length === 0 && group?.days.length === 0)
}
