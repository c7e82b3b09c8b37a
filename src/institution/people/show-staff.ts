import type {Context} from '../../context.ts'
import type {Role} from '../../deeds.ts'
import type {ExamId} from '../../ids.ts'
import {type Day, dayOf} from '../../time.ts'
import {inForce} from '../in-force.ts'
import type {Person} from '../model.ts'
import {fullName} from './names.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** An employee with everything he is: roles, groups, boards and mandates, by code. */
export type StaffView = Readonly<{
  staff: string
  name: string
  kind: Person['kind']
  email: string
  language: string
  roles: readonly Readonly<{
    role: Role
    from: Day | null
    to: Day | null
    locations: readonly string[]
    exams: readonly string[]
  }>[]
  groups: readonly string[]
  boards: readonly string[]
  /** Codes of the mandates in force. */
  mandates: readonly string[]
}>

/** An employee or external at work. @throws ExamError `staff.not-found` */
export async function showStaff(ctx: Context<InstitutionStores>, code: string): Promise<StaffView> {
  return ctx.read('people.read', async (stores, {now}) => {
    const {zone, language} = await theInstitution(stores)
    const today = dayOf(now, zone)
    const person = await stores.staff.get(code)
    const mine = {personId: person.id}
    const taught = await stores.groupTeachers.all(mine)
    const seats = (await stores.boardMembers.all(mine)).filter((seat) => inForce(seat, today))
    const mandates = (await stores.mandates.all({...mine, revokedAt: null})).filter((each) => inForce(each, today))
    return {
      staff: person.staffCode ?? code,
      name: fullName(person),
      kind: person.kind,
      email: person.email,
      language: person.language ?? language,
      roles: await rolesOf(stores, person),
      groups: (await stores.groups.all({id: taught.map(({groupId}) => groupId)})).map((group) => group.code),
      boards: (await stores.boards.all({id: seats.map(({boardId}) => boardId)})).map((board) => board.code),
      mandates: mandates.map((mandate) => mandate.code),
    }
  })
}

async function rolesOf(stores: InstitutionStores, {id}: Person): Promise<StaffView['roles']> {
  const held = await stores.roles.all({personId: id})
  const locations = new Map<string, string>((await stores.locations.history()).map((each) => [each.id, each.code]))
  const ids = held.flatMap(({scope}) => scope.examIds ?? []) as readonly string[] as readonly ExamId[]
  const exams = new Map<string, string>((await stores.exams.history({id: ids})).map((each) => [each.id, each.code]))
  return held
    .map(({role, scope, fromOn, toOn}) => ({
      role,
      from: fromOn,
      to: toOn,
      locations: (scope.locationIds ?? []).flatMap((each) => locations.get(each) ?? []),
      exams: (scope.examIds ?? []).flatMap((each) => exams.get(each) ?? []),
    }))
    .toSorted((a, b) => (a.role < b.role ? -1 : 1))
}
