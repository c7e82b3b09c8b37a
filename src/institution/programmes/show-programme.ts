import type {Context} from '../../context.ts'
import type {InstitutionStores} from '../store.ts'

/** A programme with its board, groups and exams, by code, and the number of students in it now. */
export type ProgrammeView = Readonly<{
  programme: string
  crebo: string
  name: string
  level: number
  route: string
  cohort: string
  location: string
  board: string
  groups: readonly string[]
  exams: readonly string[]
  students: number
}>

/** A programme in use. @throws ExamError `programme.not-found` */
export async function showProgramme(ctx: Context<InstitutionStores>, code: string): Promise<ProgrammeView> {
  return ctx.read('catalogue.read', async (stores) => {
    const programme = await stores.programmes.get(code)
    const plans = (await stores.examPlanEntries.all({crebo: [programme.crebo, '*']})).filter(
      ({cohort}) => cohort === null || cohort === programme.cohort,
    )
    const exams = await stores.exams.all({id: plans.map(({examId}) => examId)})
    const groups = await stores.groups.all({programmeId: programme.id})
    return {
      programme: programme.code,
      crebo: programme.crebo,
      name: programme.name,
      level: programme.level,
      route: programme.route,
      cohort: programme.cohort,
      location: programme.locationId ? (await stores.locations.get(programme.locationId)).code : '',
      board: programme.boardId ? (await stores.boards.get(programme.boardId)).code : '',
      groups: groups.map((group) => group.code),
      exams: exams.map((exam) => exam.code),
      students: (await stores.people.countByProgramme()).get(programme.id) ?? 0,
    }
  })
}
