import {reachOf, type Role} from '../../deeds.ts'
import type {PersonId} from '../../ids.ts'
import type {Location, Person, PersonRole} from '../../institution/model.ts'
import {newPerson} from '../../institution/people/new-person.ts'
import {recordWork} from '../apply-records.ts'
import {choice, code, email, list, text} from '../cells.ts'
import {decided} from '../decided.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type Start} from '../import-kind.ts'
import {activeByCode, everByCode, idOf, type Named, unknown} from '../look-up.ts'
import {renamed} from '../person-changes.ts'
import {adding, changing, type RecordChange} from '../record-change.ts'

const ROLES = {
  docent: 'teacher',
  surveillant: 'invigilator',
  afnameleider: 'lead',
  beoordelaar: 'assessor',
  planner: 'planner',
  examenbureau: 'office',
  functionaris: 'functionary',
  examencommissie: 'board',
  teacher: 'teacher',
  invigilator: 'invigilator',
  lead: 'lead',
  assessor: 'assessor',
  office: 'office',
  functionary: 'functionary',
  board: 'board',
} as const satisfies Readonly<Record<string, Role>>

/** What a role of these lets somebody do is for an administrator to give, by file as by hand. */
const GIVEN_BY_ADMIN: readonly Role[] = ['office', 'functionary', 'board', 'planner']

const FIELDS = {
  code: required('personeelscode staff_code afkorting', code),
  givenName: required('roepnaam given_name voornaam', text()),
  prefix: optional('voorvoegsel prefix tussenvoegsel', text(40), ''),
  familyName: required('achternaam family_name', text()),
  email: required('email e_mail mail', email),
  roles: optional('rollen roles', list(choice(ROLES)), []),
  location: optional('locatie location', code, null),
}
type Row = RowOf<typeof FIELDS>

/** Employees and the roles they hold. A file gives roles and takes none away: whoever is not in it keeps what he has. */
export const staff = importKind({
  name: 'staff',
  deed: 'staff.change',
  fields: FIELDS,
  key: (row) => row.code,
  begin: planStaff,
  work: recordWork,
})

function planStaff({ids, actor}: Start): Planner<Row> {
  const mayGiveAll = actor.roles.some((role) => reachOf('user.grant-role', role) !== undefined)
  return {
    async decide(stores, _, rows) {
      const known = await everByCode(
        stores.staff,
        'staffCode',
        rows.map(({row}) => row.code),
      )
      const locations = await activeByCode(
        stores.locations,
        'code',
        rows.map(({row}) => row.location),
      )
      const held = Map.groupBy(
        await stores.roles.all({personId: [...known.values()].map(({id}) => id)}),
        ({personId}) => personId,
      )
      return rows.map(({line, row}): Decision => {
        const about = `Employee ${row.code}`
        const person = known.get(row.code)
        const roles = missingRoles(row, person ? (held.get(person.id) ?? []) : [])
        const complaints = complaintsOf(row, roles, locations, mayGiveAll)
        if (complaints.length > 0) return {line, about, does: 'bad', complaints}
        const facts = factsOf(row, idOf(locations, row.location))
        const id = person?.id ?? ids.next<PersonId>()
        return decided(line, about, !person || person.endedAt !== null, [
          ...(person
            ? changing('persons', person, {...renamed(person, facts), endedAt: null})
            : [adding('persons', newEmployee(id, row, facts))]),
          ...roles.map((role) => roleChange(ids.next<string>(), id, role)),
        ])
      })
    },
  }
}

function missingRoles({roles = []}: Row, held: readonly PersonRole[]): readonly Role[] {
  return roles.filter((role) => !held.some((each) => each.role === role))
}

function complaintsOf(
  {location}: Row,
  roles: readonly Role[],
  locations: Named<Location>,
  mayGiveAll: boolean,
): readonly Complaint[] {
  const beyond = mayGiveAll ? [] : roles.filter((role) => GIVEN_BY_ADMIN.includes(role))
  return [
    ...(location && !locations.has(location) ? [unknown('location', 'location', location, 'room list')] : []),
    ...(beyond.length > 0 ? [forAdmin(beyond)] : []),
  ]
}

function forAdmin(roles: readonly Role[]): Complaint {
  return {
    code: 'staff.role-for-admin',
    message: `The role ${roles.join(' and ')} is given by an administrator; leave it out here, and give it with: ontrac user grant`,
    field: 'roles',
  }
}

type Facts = Pick<Person, 'givenName' | 'familyName' | 'email'> & Partial<Pick<Person, 'prefix' | 'locationId'>>

function factsOf(
  {givenName, prefix, familyName, email: address}: Row,
  locationId: Person['locationId'] | undefined,
): Facts {
  return {givenName, familyName, email: address, prefix, locationId}
}

function newEmployee(id: PersonId, {code: staffCode}: Row, {prefix, locationId, ...facts}: Facts): Person {
  return newPerson(id, {...facts, staffCode, prefix: prefix ?? '', locationId: locationId ?? null, kind: 'staff'})
}

function roleChange(id: string, personId: PersonId, role: Role): RecordChange {
  return adding<PersonRole>('roles', {id, personId, role, scope: {}, fromOn: null, toOn: null, endedAt: null})
}
