import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import type {InstitutionStores} from '../store.ts'

/**
 * Ends a programme that nobody is in any more: no student can be put in it. Its exam board keeps what it decided.
 *
 * @throws ExamError `programme.not-found`; `programme.refused` with `programme.in-use`
 */
export async function endProgramme(
  ctx: Context<InstitutionStores>,
  {programme: code}: Readonly<{programme: string}>,
): Promise<Readonly<{programme: string}>> {
  return ctx.write('programme.end', {}, async (stores, entry) => {
    const programme = await stores.programmes.get(code)
    const students = await stores.programmeEnrolments.count({programmeId: programme.id})
    const message = `${students} students are in ${programme.code}; see them with: ontrac student list --programme ${programme.code}`
    refuseIfAny('programme', students > 0 ? [{code: 'programme.in-use', message, details: {students}}] : [])
    await stores.programmes.change(programme.id, {endedAt: entry.now})
    entry.note({about: ['programme', programme.id], facts: {code: programme.code}})
    return {programme: programme.code}
  })
}
