import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import type {PersonId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {Person} from '../model.ts'
import {NAME_FIELDS} from './name-fields.ts'
import {newPerson} from './new-person.ts'
import type {InstitutionStores} from '../store.ts'

/** An employee, or somebody from outside. */
export const AddStaff = z.strictObject({
  ...NAME_FIELDS,
  staffCode: z.string().trim().min(1).max(20),
  external: z.boolean().default(false),
})

/**
 * Adds an employee or, for assessors from outside, an external. He holds no role yet. Somebody who had left under this
 * code comes back as the same person, without the roles he had.
 *
 * @throws ExamError `staff.refused` with `staff.exists`
 */
export async function addStaff(ctx: Context<InstitutionStores>, input: z.input<typeof AddStaff>): Promise<Person> {
  const {external, ...facts} = parsed(AddStaff, input)
  const kind = external ? 'external' : 'staff'
  return ctx.write('staff.add', {}, async ({staff, persons}, entry) => {
    if (await staff.find(facts.staffCode))
      throw refuse('staff', [{code: 'staff.exists', message: `Staff code ${facts.staffCode} is in use already.`}])
    const left = (await staff.history({staffCode: facts.staffCode})).find(({erasedAt}) => erasedAt === null)
    const person = newPerson(left?.id ?? ctx.ids.next<PersonId>(), {...left, ...facts, kind, endedAt: null})
    const {id, version: _, ...again} = person
    if (left) await persons.change(id, again)
    else await persons.add([person])
    entry.note({about: ['staff', id], for: id, facts: {code: facts.staffCode, returns: left !== undefined}})
    return person
  })
}
