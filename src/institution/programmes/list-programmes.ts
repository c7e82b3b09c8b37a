import type {Context} from '../../context.ts'
import type {InstitutionStores} from '../store.ts'

/** A programme with the number of students in it now. */
export type ProgrammeRow = Readonly<{
  programme: string
  crebo: string
  name: string
  level: number
  route: string
  cohort: string
  board: string
  students: number
}>

/** The programmes in use, by code. */
export async function listProgrammes(ctx: Context<InstitutionStores>): Promise<readonly ProgrammeRow[]> {
  return ctx.read('catalogue.read', async (stores) => {
    const boards = new Map((await stores.boards.history()).map(({id, code}) => [id, code]))
    const students = await stores.people.countByProgramme()
    return (await stores.programmes.all()).map((each) => ({
      programme: each.code,
      crebo: each.crebo,
      name: each.name,
      level: each.level,
      route: each.route,
      cohort: each.cohort,
      board: each.boardId ? (boards.get(each.boardId) ?? '') : '',
      students: students.get(each.id) ?? 0,
    }))
  })
}
