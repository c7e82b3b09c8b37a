import type {Access} from '../context.ts'
import type {Role} from '../deeds.ts'
import {openAuthority} from '../institution/boards/authority.ts'
import type {LifecycleStores} from './store.ts'
import type {TaskKind} from './task-kind.ts'
import type {TaskRow} from './tasks-store.ts'

/** The codes of the boards that answer for a row: by its exam, by its student's programme, or named in it. */
export async function openBoards(stores: LifecycleStores): Promise<(row: TaskRow) => readonly string[]> {
  const codes = new Map<string, string>((await stores.boards.all()).map(({id, code}) => [id, code]))
  const ofProgramme = new Map((await stores.programmes.history()).map(({id, boardId}) => [id, boardId]))
  const ofExam = Map.groupBy(await stores.boardExams.all(), ({examId}) => examId)
  return ({examId, programmeId, boardId}) => {
    const programme = programmeId === null ? null : ofProgramme.get(programmeId)
    const exam = examId === null ? [] : (ofExam.get(examId) ?? [])
    const ids = new Set([boardId, programme, ...exam.map((each) => each.boardId)])
    return [...ids].flatMap((id) => codes.get(id ?? '') ?? [])
  }
}

/** The rows on which somebody may decide today, as a member of the board or under a mandate that names the deed. */
export async function ownRows(
  stores: LifecycleStores,
  access: Access,
  {kind, roles, rows}: Readonly<{kind: TaskKind; roles: readonly Role[]; rows: readonly TaskRow[]}>,
): Promise<readonly TaskRow[]> {
  const {deed} = kind
  if (deed === undefined) return ofOwnBoards(stores, access, rows)
  const rights: Awaited<ReturnType<typeof openAuthority>>[] = []
  for (const role of roles) rights.push(await openAuthority(stores, {...access, role}, deed))
  return rows.filter(({examId: exam, programmeId}) => {
    const programmes = programmeId === null ? [] : [programmeId]
    return exam !== null && rights.some((authorityOn) => authorityOn({exam, programmes}) !== undefined)
  })
}

async function ofOwnBoards(
  {boardMembers}: LifecycleStores,
  {person}: Access,
  rows: readonly TaskRow[],
): Promise<readonly TaskRow[]> {
  if (person === null) return []
  const own = new Set<string>((await boardMembers.all({personId: person})).map(({boardId}) => boardId))
  return rows.filter(({boardId}) => boardId !== null && own.has(boardId))
}
