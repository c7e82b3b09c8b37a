import type {Access} from '../../context.ts'
import {ExamError, refuse} from '../../errors.ts'
import type {Exam} from '../../institution/model.ts'
import type {PlanQuestion} from './plan-body.ts'
import type {PlanningScope} from './planning-case.ts'
import type {PlanningStores} from '../store.ts'

const PART = /^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/

/**
 * Looks up what is to be planned. A planner with exams of his own plans those only.
 *
 * @throws ExamError `period.not-found`, `exam.not-found`, `plan.invalid-day-part`; `plan.refused` with `period.closed`
 */
export async function planningScope(
  stores: PlanningStores,
  access: Access,
  code: string,
  question: PlanQuestion,
): Promise<PlanningScope> {
  const period = await stores.periods.get(code)
  if (period.state !== 'draft' && period.state !== 'open') {
    throw refuse('plan', [
      {code: 'period.closed', message: `Period ${period.code} is ${period.state}; nothing is planned in it any more.`},
    ])
  }
  const wrong = question.dayParts?.find((part) => !PART.test(part) || part.slice(0, 5) >= part.slice(6))
  if (wrong !== undefined)
    throw new ExamError('invalid', 'plan.invalid-day-part', `"${wrong}" is not a day part; write it as 09:00-12:30.`, {
      value: wrong,
    })
  return {
    period,
    exams: await examsOf(stores, access, question.exams),
    from: question.from,
    to: question.to,
    dayParts: question.dayParts,
    opens: question.opens,
  }
}

async function examsOf(
  stores: PlanningStores,
  {role, scope}: Access,
  codes: readonly string[] | null,
): Promise<readonly Exam[] | null> {
  const own = role === 'planner' && scope.examIds?.length ? scope.examIds : null
  if (codes === null) return own === null ? null : stores.exams.all({id: own as Exam['id'][]})
  const exams: Exam[] = []
  for (const code of codes) exams.push(await stores.exams.get(code))
  const foreign = exams.find(({id}) => own !== null && !own.includes(id))
  if (foreign)
    throw new ExamError(
      'forbidden',
      'plan.not-yours',
      `You plan other exams than ${foreign.code}; ask the exam office.`,
    )
  return exams
}
