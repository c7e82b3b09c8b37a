import {z} from 'zod'
import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import {parsed} from '../parsed.ts'
import type {Day} from '../time.ts'
import type {Need} from './model.ts'
import type {InstitutionStores} from './store.ts'

const DayText = z.iso.date().transform((text) => text as Day)

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
 * @throws ExamError `student.not-found`; `need.no-scope-value` for a subject or exam without its name; `need.no-value`
 */
export async function assignNeed(ctx: Context<InstitutionStores>, input: z.input<typeof AssignNeed>): Promise<Need> {
  const wanted = parsed(AssignNeed, input)
  if ((wanted.scopeKind === 'subject' || wanted.scopeKind === 'exam') && !wanted.scopeValue)
    throw new ExamError('invalid', 'need.no-scope-value', `Say which ${wanted.scopeKind} the need is for.`)
  if ((wanted.basis === 'percent' || wanted.basis === 'minutes') && wanted.value === 0)
    throw new ExamError('invalid', 'need.no-value', `Say how many ${wanted.basis} the need gives.`)
  return ctx.write('student.change', {}, async (stores, entry) => {
    const person = await stores.students.get(wanted.student)
    const need: Need = {
      id: ctx.ids.next(),
      personId: person.id,
      code: wanted.code,
      label: wanted.code,
      basis: wanted.basis,
      value: wanted.value,
      scopeKind: wanted.scopeKind,
      scopeValue: wanted.scopeValue ?? null,
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

/** Ends a student's needs with this code; answers how many. @throws ExamError `student.not-found`, `need.not-found` */
export async function endNeed(
  ctx: Context<InstitutionStores>,
  {student, code}: Readonly<{student: string; code: string}>,
): Promise<Readonly<{ended: number}>> {
  return ctx.write('student.change', {}, async (stores, entry) => {
    const person = await stores.students.get(student)
    const ended = await stores.needs.changeAll({personId: person.id, code}, {endedAt: entry.now})
    if (ended === 0)
      throw new ExamError(
        'not-found',
        'need.not-found',
        `Student ${student} has no need ${code}; see them with: ontrac student show ${student}`,
      )
    entry.note({about: ['student', person.id], for: person.id, facts: {endedNeed: code}})
    return {ended}
  })
}
