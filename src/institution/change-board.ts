import {z} from 'zod'
import type {Context} from '../context.ts'
import {refuse} from '../errors.ts'
import type {BoardId, ProgrammeId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import type {Day} from '../time.ts'
import type {Board} from './model.ts'
import {type BoardView, boardView} from './list-boards.ts'
import type {InstitutionStores} from './store.ts'

export const CreateBoard = z.strictObject({code: z.string().trim().min(1), name: z.string().trim().min(1)})

/** Makes an exam board. @throws ExamError `board.refused` with `board.exists` */
export async function createBoard(ctx: Context<InstitutionStores>, input: z.input<typeof CreateBoard>): Promise<Board> {
  const wanted = parsed(CreateBoard, input)
  return ctx.write('board.create', {}, async ({boards}, entry) => {
    if (await boards.find(wanted.code))
      throw refuse('board', [{code: 'board.exists', message: `Board ${wanted.code} exists already.`}])
    const board: Board = {...wanted, id: ctx.ids.next<BoardId>(), endedAt: null, version: 1}
    await boards.add([board])
    entry.note({about: ['board', board.id], facts: {code: board.code}})
    return board
  })
}

const DayText = z.iso.date().transform((text) => text as Day)

export const ChangeBoard = z.strictObject({
  board: z.string(),
  /** Staff codes. */
  addMembers: z.array(z.string()).default([]),
  endMembers: z.array(z.string()).default([]),
  from: DayText.nullable().default(null),
  to: DayText.nullable().default(null),
  /** Codes of what the board answers for from now on. */
  programmes: z.array(z.string()).default([]),
  exams: z.array(z.string()).default([]),
})

/**
 * Says who sits on a board and for which programmes and exams it answers. A programme has one board; an exam may have
 * several. Twice is once.
 *
 * @throws ExamError `<noun>.not-found` for every code
 */
export async function changeBoard(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof ChangeBoard>,
): Promise<BoardView> {
  const wanted = parsed(ChangeBoard, input)
  return ctx.write('board.change', {}, async (stores, entry) => {
    const board = await stores.boards.get(wanted.board)
    const members = await stores.boardMembers.all({boardId: board.id})
    for (const code of wanted.addMembers) {
      const person = await stores.staff.get(code)
      if (members.some(({personId}) => personId === person.id)) continue
      await stores.boardMembers.add([
        {
          id: ctx.ids.next(),
          boardId: board.id,
          personId: person.id,
          fromOn: wanted.from,
          toOn: wanted.to,
          endedAt: null,
        },
      ])
    }
    for (const code of wanted.endMembers) {
      const person = await stores.staff.get(code)
      await stores.boardMembers.changeAll({boardId: board.id, personId: person.id}, {endedAt: entry.now})
    }
    for (const code of wanted.programmes)
      await stores.programmes.change((await stores.programmes.get(code)).id as ProgrammeId, {boardId: board.id})
    const known = await stores.boardExams.all({boardId: board.id})
    for (const code of wanted.exams) {
      const exam = await stores.exams.get(code)
      if (!known.some(({examId}) => examId === exam.id))
        await stores.boardExams.add([{id: ctx.ids.next(), boardId: board.id, examId: exam.id, endedAt: null}])
    }
    entry.note({
      about: ['board', board.id],
      facts: {added: wanted.addMembers, ended: wanted.endMembers, programmes: wanted.programmes, exams: wanted.exams},
    })
    return boardView(stores, board)
  })
}
