import {z} from 'zod'
import type {Context} from '../../context.ts'
import type {Deed} from '../../deeds.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {MandateId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {Day} from '../../time.ts'
import {notAMember} from './board-voice.ts'
import {allByCode} from '../by-code.ts'
import {DayText} from '../programmes/day-text.ts'
import type {Mandate} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** What a board may let a functionary do; establishing without a mandate is the board's own (domain §1.1). */
export const MANDATED_DEEDS = [
  'absence.judge',
  'case.triage',
  'case.hear',
  'case.decide',
  'case.withdraw',
  'result.establish',
  'result.publish',
  'result.undo-publication',
] as const satisfies readonly Deed[]

/** What a board lets a person do, and when. */
export const GiveMandate = z.strictObject({
  board: z.string(),
  /** Staff code of the functionary. */
  person: z.string(),
  deeds: z
    .array(z.enum(MANDATED_DEEDS))
    .min(1)
    .default([...MANDATED_DEEDS]),
  /** Codes; none is every exam of the board. */
  exams: z.array(z.string()).default([]),
  programmes: z.array(z.string()).default([]),
  from: DayText,
  to: DayText,
})

const CODE_LETTERS = 6

/**
 * A board lets a person do some of its deeds from one day to another, both included. Mandates may overlap: what one of
 * them allows is allowed. The board stays responsible (WEB 7.4.5a).
 *
 * @throws ExamError `mandate.refused` with `mandate.not-a-member`, `mandate.ends-before-it-starts`; `<noun>.not-found`
 */
export async function giveMandate(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof GiveMandate>,
): Promise<Mandate> {
  const wanted = parsed(GiveMandate, input)
  return ctx.write('mandate.give', {}, async (stores, entry) => {
    const board = await stores.boards.get(wanted.board)
    const person = await stores.staff.get(wanted.person)
    const exams = await allByCode(stores.exams, 'code', wanted.exams)
    const programmes = await allByCode(stores.programmes, 'code', wanted.programmes)
    refuseIfAny('mandate', [...(await notAMember(stores, board, entry)), ...upsideDown(wanted)])
    const mandate: Mandate = {
      id: ctx.ids.next<MandateId>(),
      code: ctx.ids.code(CODE_LETTERS),
      boardId: board.id,
      personId: person.id,
      deeds: wanted.deeds,
      examIds: exams.map(({id}) => id),
      programmeIds: programmes.map(({id}) => id),
      fromOn: wanted.from,
      toOn: wanted.to,
      documentFileId: null,
      revokedAt: null,
      version: 1,
    }
    await stores.mandates.add([mandate])
    entry.note({about: ['mandate', mandate.id], for: person.id, facts: {...wanted, code: mandate.code}})
    return mandate
  })
}

function upsideDown({from, to}: Readonly<{from: Day; to: Day}>): readonly Reason[] {
  if (from <= to) return []
  const message = `A mandate from ${from} cannot end on ${to}; give a later --to.`
  return [{code: 'mandate.ends-before-it-starts', message}]
}
