import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {type BoardView, boardView} from './board-view.ts'
import {allByCode} from '../by-code.ts'
import {DayText} from '../programmes/day-text.ts'
import type {Board} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

const Codes = z.array(z.string()).default([])

/** Staff codes of members, codes of programmes and exams. A term is of the members that are added. */
export const ChangeBoard = z.strictObject({
  board: z.string().trim().min(1),
  name: z.string().trim().min(1).optional(),
  addMembers: Codes,
  endMembers: Codes,
  from: DayText.nullable().default(null),
  to: DayText.nullable().default(null),
  addProgrammes: Codes,
  endProgrammes: Codes,
  addExams: Codes,
  endExams: Codes,
})
type Wanted = z.output<typeof ChangeBoard>
type Work = Readonly<{ctx: Context<InstitutionStores>; stores: InstitutionStores; entry: Entry; board: Board}>

/**
 * Says who sits on a board and for which programmes and exams it answers. A programme has one board: the one it was given
 * last; an exam may have several. Twice is once; a member who is added again gets the new term.
 *
 * @throws ExamError `<noun>.not-found` for every code; `board.term-upside-down`
 */
export async function changeBoard(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof ChangeBoard>,
): Promise<BoardView> {
  const wanted = parsed(ChangeBoard, input)
  const {from, to} = wanted
  if (from !== null && to !== null && to < from)
    throw new ExamError('invalid', 'board.term-upside-down', `A membership from ${from} cannot end on ${to}.`)
  return ctx.write('board.change', {}, async (stores, entry) => {
    const board = await stores.boards.get(wanted.board)
    const work = {ctx, stores, entry, board}
    if (wanted.name !== undefined) await stores.boards.change(board.id, {name: wanted.name})
    await changeMembers(work, wanted)
    await changeProgrammes(work, wanted)
    await changeExams(work, wanted)
    entry.note({about: ['board', board.id], facts: {...wanted, board: board.code, name: wanted.name ?? null}})
    return boardView(stores, await stores.boards.get(board.id))
  })
}

async function changeMembers({ctx, stores, entry, board}: Work, wanted: Wanted): Promise<void> {
  const {addMembers, endMembers, from: fromOn, to: toOn} = wanted
  const joining = await allByCode(stores.staff, 'staffCode', addMembers)
  const leaving = await allByCode(stores.staff, 'staffCode', endMembers)
  const changing = [...joining, ...leaving].map(({id}) => id)
  await stores.boardMembers.changeAll({boardId: board.id, personId: changing}, {endedAt: entry.now})
  if (joining.length > 0)
    await stores.boardMembers.add(
      joining.map(({id}) => ({id: ctx.ids.next(), boardId: board.id, personId: id, fromOn, toOn, endedAt: null})),
    )
}

async function changeProgrammes({stores, board}: Work, {addProgrammes, endProgrammes}: Wanted): Promise<void> {
  const leaving = await allByCode(stores.programmes, 'code', endProgrammes)
  await stores.programmes.changeAll({id: leaving.map(({id}) => id), boardId: board.id}, {boardId: null})
  const coming = await allByCode(stores.programmes, 'code', addProgrammes)
  await stores.programmes.changeAll({id: coming.map(({id}) => id)}, {boardId: board.id})
}

async function changeExams({ctx, stores, entry, board}: Work, {addExams, endExams}: Wanted): Promise<void> {
  const coming = await allByCode(stores.exams, 'code', addExams)
  const leaving = await allByCode(stores.exams, 'code', endExams)
  const changing = [...coming, ...leaving].map(({id}) => id)
  await stores.boardExams.changeAll({boardId: board.id, examId: changing}, {endedAt: entry.now})
  if (coming.length > 0)
    await stores.boardExams.add(
      coming.map(({id}) => ({id: ctx.ids.next(), boardId: board.id, examId: id, endedAt: null})),
    )
}
