import type {PersonId} from '../ids.ts'
import type {Exam, Need, Person} from '../institution/model.ts'
import type {Enrolment} from '../enrolment/model.ts'
import type {Session} from '../planning/model.ts'
import type {Registration} from '../registration/model.ts'
import type {Day} from '../time.ts'
import type {Consequence} from './consequence.ts'
import type {Freed} from './free-registrations.ts'

/** A student whose programme, group or end changes, or who leaves. Programmes and groups are those he keeps, by code. */
export type Changing = Readonly<{
  personId: PersonId
  number: string
  leaves: boolean
  changesProgramme: boolean
  programmes: readonly string[]
  groups: readonly string[]
  /** His own school days, 1 (Monday) to 7, when they are said anew. */
  days?: readonly number[]
  /** The day on which the last of his programmes is planned to end. */
  endsOn: Day | null
}>

/** What hangs on a student: an open registration with its place, if it has one. */
export type Hanging = Readonly<{registration: Registration; exam: Exam; enrolment?: Enrolment; session?: Session}>

/** All that decides what a change means for a student. */
export type ChangeCase = Readonly<{
  student: Changing
  kind: Person['kind']
  hanging: readonly Hanging[]
  needs: readonly Need[]
  /** Whether an exam is in the plan of one of the programmes that he keeps. */
  inPlan: (exam: Exam) => boolean
  /** Exams in those plans. */
  planned: readonly Exam[]
  isSchoolDay: (on: Day) => boolean
}>

/** What a change means for each registration, enrolment and need, and what of it is freed. Pure. */
export function consequencesOf(
  change: ChangeCase,
): Readonly<{listed: readonly Consequence[]; freed: readonly Freed[]}> {
  const listed: Consequence[] = []
  const freed: Freed[] = []
  for (const hanging of change.hanging) {
    const fate = fateOf(change, hanging)
    listed.push(...fate.listed)
    if (fate.freed) freed.push(fate.freed)
  }
  const needs = change.needs.map((need): Consequence => {
    const effect = change.student.leaves ? 'end' : 'keep'
    const why = change.student.leaves ? 'He leaves the school.' : 'It is his, whatever he studies.'
    return {student: change.student.number, of: 'need', code: need.code, exam: null, effect, why}
  })
  return {listed: [...listed, ...needs], freed}
}

type Fate = Readonly<{listed: readonly Consequence[]; freed?: Freed}>

function fateOf(change: ChangeCase, hanging: Hanging): Fate {
  const {registration, exam} = hanging
  if (change.student.leaves) return freeing(change, hanging, 'He leaves the school.')
  const bound = change.student.changesProgramme && change.kind === 'regular' && registration.source !== 'resit'
  if (!bound || change.inPlan(exam)) return staying(change, hanging)
  const instead = change.planned.filter((each) => isInstead(exam, each))
  const why = `${exam.code} is not in the exam plan of ${change.student.programmes.join(' or ') || 'any programme of his'}.`
  return freeing(change, hanging, why, instead.length === 1 ? instead[0] : undefined)
}

/** An exam takes another's place in a new programme when it is the same in all but level: Nederlands 3F for 2F. */
export function isInstead(exam: Exam, other: Exam): boolean {
  return (
    other.id !== exam.id &&
    other.subject === exam.subject &&
    other.kind === exam.kind &&
    other.form === exam.form &&
    other.level !== '' &&
    other.level !== exam.level
  )
}

function freeing(
  {student}: ChangeCase,
  {registration, exam, enrolment, session}: Hanging,
  why: string,
  to?: Exam,
): Fate {
  const common = {student: student.number, exam: exam.code, why}
  const effect = to ? 'move' : 'withdraw'
  const instead = to ? {to: to.code} : {}
  return {
    listed: [
      {...common, of: 'registration', code: registration.code, effect, ...instead},
      ...(enrolment && session
        ? [{...common, of: 'enrolment' as const, code: session.code, effect: 'withdraw' as const}]
        : []),
    ],
    freed: {
      registrationId: registration.id,
      personId: registration.personId,
      code: registration.code,
      state: registration.state,
      sessionId: enrolment?.sessionId ?? null,
      toExamId: to?.id ?? null,
      why,
    },
  }
}

function staying(change: ChangeCase, {registration, exam, session}: Hanging): Fate {
  const common = {student: change.student.number, exam: exam.code}
  const kept: Consequence = {
    ...common,
    of: 'registration',
    code: registration.code,
    effect: 'keep',
    why: 'The exam is for him as before.',
  }
  if (!session) return {listed: [kept]}
  const problem = misfit(change, session)
  const why = problem ?? 'The time fits as before.'
  return {listed: [kept, {...common, of: 'enrolment', code: session.code, effect: problem ? 'look-at' : 'keep', why}]}
}

function misfit({student: {endsOn}, isSchoolDay: isAtSchool}: ChangeCase, {onDate}: Session): string | undefined {
  if (endsOn !== null && endsOn < onDate) return `His programme is to end on ${endsOn}, before ${onDate}.`
  return isAtSchool(onDate) ? undefined : `He is not at school on ${onDate} any more.`
}
