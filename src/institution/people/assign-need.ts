import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {DayText} from '../programmes/day-text.ts'
import type {Need} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** A personal need as the school assigned it: the aid, never its cause (design rule 22). */
export const AssignNeed = z.strictObject({
  student: z.string(),
  code: z.string().trim().min(1).max(60),
  basis: z.enum(['percent', 'minutes', 'unlimited', 'aid']),
  value: z.int().min(0).max(400).default(0),
  scopeKind: z.enum(['all', 'digital', 'subject', 'exam']).default('all'),
  scopeValue: z.string().trim().optional(),
  from: DayText.nullable().default(null),
  to: DayText.nullable().default(null),
})

/**
 * Assigns a personal need to a student. Registrations and seats that exist keep what they were made with until they are
 * planned or enrolled again.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`; `need.no-scope-value` for a subject or exam without its name;
 * `need.no-value`, `need.ends-before-it-starts`
 */
export async function assignNeed(ctx: Context<InstitutionStores>, input: z.input<typeof AssignNeed>): Promise<Need> {
  const wanted = parsed(AssignNeed, input)
  refuseHalf(wanted)
  return ctx.write('student.change', {}, async (stores, entry) => {
    const person = await stores.students.get(wanted.student)
    const scopeValue =
      wanted.scopeKind === 'exam' ? (await stores.exams.get(wanted.scopeValue ?? '')).code : wanted.scopeValue
    const need: Need = {
      id: ctx.ids.next(),
      personId: person.id,
      code: wanted.code,
      label: wanted.code,
      basis: wanted.basis,
      value: wanted.value,
      scopeKind: wanted.scopeKind,
      scopeValue: scopeValue ?? null,
      fromOn: wanted.from,
      toOn: wanted.to,
      source: 'office',
      endedAt: null,
      version: 1,
    }
    await stores.needs.add([need])
    entry.note({about: ['student', person.id], for: person.id, facts: {need: need.code}})
    return need
  })
}

function refuseHalf({scopeKind, scopeValue, basis, value, from, to}: z.output<typeof AssignNeed>): void {
  if ((scopeKind === 'subject' || scopeKind === 'exam') && !scopeValue)
    throw new ExamError('invalid', 'need.no-scope-value', `Say which ${scopeKind} the need is for.`)
  if ((basis === 'percent' || basis === 'minutes') && value === 0)
    throw new ExamError('invalid', 'need.no-value', `Say how many ${basis} the need gives.`)
  if (from !== null && to !== null && to < from)
    throw new ExamError('invalid', 'need.ends-before-it-starts', `A need from ${from} cannot end on ${to}.`)
}
