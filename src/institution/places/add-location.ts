import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import type {LocationId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {Location} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** A building or campus. */
export const AddLocation = z.strictObject({
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1),
  address: z.string().trim().default(''),
})

/** Adds a location. @throws ExamError `location.refused` with `location.exists` */
export async function addLocation(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof AddLocation>,
): Promise<Location> {
  const wanted = parsed(AddLocation, input)
  return ctx.write('room.add', {}, async ({locations}, entry) => {
    if (await locations.find(wanted.code))
      throw refuse('location', [{code: 'location.exists', message: `Location ${wanted.code} exists already.`}])
    const location: Location = {...wanted, id: ctx.ids.next<LocationId>(), endedAt: null, version: 1}
    await locations.add([location])
    entry.note({about: ['location', location.id], facts: {code: wanted.code}})
    return location
  })
}
