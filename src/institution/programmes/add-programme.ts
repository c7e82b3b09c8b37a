import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import type {ProgrammeId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {CohortText, CreboText} from '../exams/crebo-text.ts'
import type {Programme} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** A programme: one crebo, route and cohort. */
export const AddProgramme = z.strictObject({
  code: z.string().trim().min(1).max(40),
  crebo: CreboText,
  name: z.string().trim().min(1),
  level: z.int().min(1).max(4),
  route: z.enum(['bol', 'bbl']),
  cohort: CohortText,
  location: z.string().optional(),
  board: z.string().optional(),
})

/** Adds a programme. @throws ExamError `programme.refused` with `programme.exists`; `location.not-found`, `board.not-found` */
export async function addProgramme(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof AddProgramme>,
): Promise<Programme> {
  const {location, board, ...facts} = parsed(AddProgramme, input)
  return ctx.write('programme.add', {}, async (stores, entry) => {
    if (await stores.programmes.find(facts.code))
      throw refuse('programme', [{code: 'programme.exists', message: `Programme ${facts.code} exists already.`}])
    const programme: Programme = {
      ...facts,
      id: ctx.ids.next<ProgrammeId>(),
      locationId: location === undefined ? null : (await stores.locations.get(location)).id,
      boardId: board === undefined ? null : (await stores.boards.get(board)).id,
      endedAt: null,
      version: 1,
    }
    await stores.programmes.add([programme])
    entry.note({about: ['programme', programme.id], facts: {code: facts.code, crebo: facts.crebo}})
    return programme
  })
}
