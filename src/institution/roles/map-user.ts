import {z} from 'zod'
import type {Context} from '../../context.ts'
import {parsed} from '../../parsed.ts'
import type {InstitutionStores} from '../store.ts'

/** An OS user and the person he is. */
export const MapUser = z.strictObject({
  /** The name of the user on the machine where he types. */
  osUser: z.string().trim().min(1),
  /** Staff code or student number. */
  person: z.string().trim().min(1),
})

/**
 * Says which person an OS user of the terminal is (design rule 19); an earlier mapping of that user ends.
 *
 * @throws ExamError `staff.not-found`
 */
export async function mapUser(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof MapUser>,
): Promise<Readonly<{osUser: string; person: string}>> {
  const {osUser, person: code} = parsed(MapUser, input)
  return ctx.write('user.map', {}, async ({accounts, staff, students}, entry) => {
    const person = (await students.find(code)) ?? (await staff.get(code))
    await accounts.changeAll({kind: 'os', subject: osUser}, {endedAt: entry.now})
    await accounts.add([
      {id: ctx.ids.next(), personId: person.id, kind: 'os', subject: osUser, createdAt: entry.now, endedAt: null},
    ])
    entry.note({about: ['person', person.id], for: person.id, facts: {person: code}})
    return {osUser, person: code}
  })
}
