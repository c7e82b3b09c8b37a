import type {Context} from '../../context.ts'
import type {InstitutionStores} from '../store.ts'

/** A group with its teachers and the number of its students. */
export type GroupRow = Readonly<{
  group: string
  name: string
  programme: string
  location: string
  teachers: readonly string[]
  students: number
}>

/** The groups in use, by code. */
export async function listGroups(ctx: Context<InstitutionStores>): Promise<readonly GroupRow[]> {
  return ctx.read('catalogue.read', async (stores) => {
    const programmes = new Map((await stores.programmes.history()).map(({id, code}) => [id, code]))
    const locations = new Map((await stores.locations.history()).map(({id, code}) => [id, code]))
    const taught = await stores.groupTeachers.all()
    const codes = new Map(
      (await stores.persons.all({id: [...new Set(taught.map(({personId}) => personId))]})).map(({id, staffCode}) => [
        id,
        staffCode,
      ]),
    )
    const teachers = Map.groupBy(taught, ({groupId}) => groupId)
    const students = await stores.people.countByGroup()
    return (await stores.groups.all()).map((each) => ({
      group: each.code,
      name: each.name,
      programme: each.programmeId ? (programmes.get(each.programmeId) ?? '') : '',
      location: each.locationId ? (locations.get(each.locationId) ?? '') : '',
      teachers: (teachers.get(each.id) ?? []).flatMap(({personId}) => codes.get(personId) ?? []).toSorted(),
      students: students.get(each.id) ?? 0,
    }))
  })
}
