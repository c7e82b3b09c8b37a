import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import {notAMember} from './board-voice.ts'
import type {InstitutionStores} from '../store.ts'

/**
 * A board takes a mandate back from now on; what was decided under it stands.
 *
 * @throws ExamError `mandate.not-found`; `mandate.refused` with `mandate.not-a-member`, `mandate.revoked-already`
 */
export async function revokeMandate(
  ctx: Context<InstitutionStores>,
  {mandate: code, reason}: Readonly<{mandate: string; reason: string}>,
): Promise<Readonly<{mandate: string}>> {
  return ctx.write('mandate.revoke', {}, async (stores, entry) => {
    const mandate = await stores.mandates.get(code)
    const board = await stores.boards.get(mandate.boardId)
    refuseIfAny('mandate', [
      ...(await notAMember(stores, board, entry)),
      ...(mandate.revokedAt
        ? [{code: 'mandate.revoked-already', message: `Mandate ${code} was revoked on ${mandate.revokedAt}.`}]
        : []),
    ])
    await stores.mandates.change(mandate.id, {revokedAt: entry.now})
    entry.note({about: ['mandate', mandate.id], for: mandate.personId, facts: {code}, text: reason})
    return {mandate: mandate.code}
  })
}
