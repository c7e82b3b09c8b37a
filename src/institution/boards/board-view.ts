import type {Day} from '../../time.ts'
import type {Board, BoardMember} from '../model.ts'
import {fullName} from '../people/names.ts'
import type {InstitutionStores} from '../store.ts'

/** A board with its members and what it answers for, by code. */
export type BoardView = Readonly<{
  code: string
  name: string
  members: readonly Readonly<{staffCode: string; name: string; from: Day | null; to: Day | null}>[]
  programmes: readonly string[]
  exams: readonly string[]
}>

/** The boards as people read them, in the same order. Five queries, however many. */
export async function boardViews(stores: InstitutionStores, boards: readonly Board[]): Promise<readonly BoardView[]> {
  const of = {boardId: boards.map(({id}) => id)}
  const members = await stores.boardMembers.all(of)
  const persons = new Map(
    (await stores.persons.history({id: members.map(({personId}) => personId)})).map((person) => [person.id, person]),
  )
  const programmes = await stores.programmes.all(of)
  const given = await stores.boardExams.all(of)
  const exams = new Map((await stores.exams.all({id: given.map(({examId}) => examId)})).map(({id, code}) => [id, code]))
  const memberOf = ({personId, fromOn, toOn}: BoardMember): BoardView['members'] => {
    const person = persons.get(personId)
    return person ? [{staffCode: person.staffCode ?? '', name: fullName(person), from: fromOn, to: toOn}] : []
  }
  return boards.map(({id, code, name}) => ({
    code,
    name,
    members: members.filter(({boardId}) => boardId === id).flatMap(memberOf),
    programmes: programmes.filter(({boardId}) => boardId === id).map((programme) => programme.code),
    exams: given
      .filter(({boardId}) => boardId === id)
      .flatMap(({examId}) => exams.get(examId) ?? [])
      .toSorted(),
  }))
}

/** One board as people read it. */
export async function boardView(stores: InstitutionStores, board: Board): Promise<BoardView> {
  const [view] = await boardViews(stores, [board])
  return view ?? {code: board.code, name: board.name, members: [], programmes: [], exams: []}
}
