import type {Context} from '../../context.ts'
import {dayOf, type Day} from '../../time.ts'
import type {Mandate} from '../model.ts'
import {fullName} from '../people/names.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** A mandate with the codes and name that people know. */
export type MandateView = Readonly<{
  code: string
  board: string
  staffCode: string
  name: string
  deeds: readonly string[]
  exams: readonly string[]
  programmes: readonly string[]
  from: Day
  to: Day
  state: 'in force' | 'to come' | 'ended' | 'revoked'
}>

/** Every mandate ever given, newest last. */
export async function listMandates(ctx: Context<InstitutionStores>): Promise<readonly MandateView[]> {
  return ctx.read('catalogue.read', async (stores, {now}) => {
    const today = dayOf(now, (await theInstitution(stores)).zone)
    const mandates = await stores.mandates.history({}, {orderBy: 'id'})
    const persons = new Map(
      (await stores.persons.history({id: mandates.map(({personId}) => personId)})).map((person) => [person.id, person]),
    )
    const boards = new Map((await stores.boards.history()).map(({id, code}) => [id, code]))
    const exams = new Map((await stores.exams.history()).map(({id, code}) => [id, code]))
    const programmes = new Map((await stores.programmes.history()).map(({id, code}) => [id, code]))
    return mandates.map((mandate) => {
      const person = persons.get(mandate.personId)
      return {
        code: mandate.code,
        board: boards.get(mandate.boardId) ?? '',
        staffCode: person?.staffCode ?? '',
        name: person ? fullName(person) : '',
        deeds: mandate.deeds,
        exams: mandate.examIds.map((id) => exams.get(id) ?? id),
        programmes: mandate.programmeIds.map((id) => programmes.get(id) ?? id),
        from: mandate.fromOn,
        to: mandate.toOn,
        state: stateOf(mandate, today),
      }
    })
  })
}

function stateOf({revokedAt, fromOn, toOn}: Mandate, today: Day): MandateView['state'] {
  if (revokedAt) return 'revoked'
  if (today < fromOn) return 'to come'
  return toOn < today ? 'ended' : 'in force'
}
