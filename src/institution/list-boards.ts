import type {Context} from '../context.ts'
import type {Day} from '../time.ts'
import type {Board} from './model.ts'
import {fullName} from './names.ts'
import type {InstitutionStores} from './store.ts'

/** A board with its members and what it answers for, by code. */
export type BoardView = Readonly<{
  code: string
  name: string
  members: readonly Readonly<{staffCode: string; name: string; from: Day | null; to: Day | null}>[]
  programmes: readonly string[]
  exams: readonly string[]
}>

/** @throws ExamError `board.not-found` */
export async function showBoard(ctx: Context<InstitutionStores>, code: string): Promise<BoardView> {
  return ctx.read('catalogue.read', async (stores) => boardView(stores, await stores.boards.get(code)))
}

export async function listBoards(ctx: Context<InstitutionStores>): Promise<readonly BoardView[]> {
  return ctx.read('catalogue.read', async (stores) =>
    Promise.all((await stores.boards.all()).map((board) => boardView(stores, board))),
  )
}

export async function boardView(stores: InstitutionStores, board: Board): Promise<BoardView> {
  const members = await stores.boardMembers.all({boardId: board.id})
  const persons = new Map(
    (await stores.persons.history({id: members.map(({personId}) => personId)})).map((person) => [person.id, person]),
  )
  const programmes = await stores.programmes.all({boardId: board.id})
  const given = await stores.boardExams.all({boardId: board.id})
  const exams = await stores.exams.all({id: given.map(({examId}) => examId)})
  return {
    code: board.code,
    name: board.name,
    members: members.flatMap(({personId, fromOn, toOn}) => {
      const person = persons.get(personId)
      return person ? [{staffCode: person.staffCode ?? '', name: fullName(person), from: fromOn, to: toOn}] : []
    }),
    programmes: programmes.map(({code}) => code),
    exams: exams.map(({code}) => code),
  }
}
