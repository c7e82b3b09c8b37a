import type {z} from 'zod'
import {ExamError} from './errors.ts'

/** Reads what came from outside. @throws ExamError `input.invalid` that names every wrong field and what it should be */
export function parsed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const problems = result.error.issues.map(({path, message}) => ({field: path.join('.'), message}))
  const sentence = problems.map(({field, message}) => (field ? `${field}: ${message}` : message)).join('; ')
  throw new ExamError('invalid', 'input.invalid', `${sentence}.`, {problems})
}
