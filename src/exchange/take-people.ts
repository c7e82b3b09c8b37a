import type {RecordOf} from '../connector.ts'
import type {GroupId, PersonId, ProgrammeId} from '../ids.ts'
import type {Need, Person} from '../institution/model.ts'
import {newPerson} from '../institution/people/new-person.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {dayOf} from '../time.ts'
import {translatedNeed} from './assigned-need.ts'
import type {Intake} from './intake.ts'

/** Where needs come from that another system assigned. */
const SOURCE = 'sis'

/**
 * People by their own id there, else by student number or staff code; whoever is not known is added. Names follow the other
 * system, and so do its own needs; what the school added itself stays.
 */
export async function takePeople(intake: Intake, records: readonly RecordOf<'person'>[]): Promise<void> {
  if (records.length === 0) return
  const {stores, ctx} = intake
  const known = await peopleMeant(intake, records)
  const added: Person[] = []
  for (const record of records) {
    const before = known(record)
    const facts = factsOf(record)
    if (!before) {
      const person = newPerson(ctx.ids.next<PersonId>(), {
        ...facts,
        kind: record.staffCode === null ? 'regular' : 'staff',
      })
      added.push(person)
      intake.keep(record, {personId: person.id, made: true})
      intake.did(record, 'created')
      continue
    }
    const next = {...before, ...kept(facts, before)}
    const {searchKey, sortKey} = newPerson(before.id, next)
    const change = Object.fromEntries(
      Object.entries({...kept(facts, before), searchKey, sortKey}).filter(
        ([field, value]) => before[field as keyof Person] !== value,
      ),
    )
    if (Object.keys(change).length > 0) await stores.persons.change(before.id, change)
    const same = Object.keys(change).length === 0 && intake.isSame(record)
    if (!same) intake.keep(record, {personId: before.id})
    intake.did(record, same ? 'same' : 'updated')
  }
  await stores.persons.add(added)
  await takeNeeds(intake, records)
}

function factsOf(record: RecordOf<'person'>) {
  const {id: sisId, studentNumber, staffCode, givenName, prefix, familyName, email, language, eckId, accountId} = record
  const idCheckName = record.idCheckName
  return {
    sisId,
    studentNumber,
    staffCode,
    givenName,
    prefix,
    familyName,
    idCheckName,
    email,
    language,
    eckId,
    accountId,
  }
}

/** What the other system leaves empty stays as it is here. */
function kept(facts: ReturnType<typeof factsOf>, before: Person): Partial<Person> {
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([field, value]) =>
        (value !== null && value !== '') || (field === 'prefix' && before.familyName !== facts.familyName),
    ),
  )
}

async function peopleMeant(
  {stores}: Intake,
  records: readonly RecordOf<'person'>[],
): Promise<(record: RecordOf<'person'>) => Person | undefined> {
  const numbers = records.flatMap(({studentNumber}) => studentNumber ?? [])
  const codes = records.flatMap(({staffCode}) => staffCode ?? [])
  const ids = records.map(({id}) => id)
  const bySis = new Map((await stores.persons.all({sisId: ids})).map((person) => [person.sisId, person]))
  const byNumber = new Map(
    (await stores.students.all({studentNumber: numbers})).map((person) => [person.studentNumber, person]),
  )
  const byCode = new Map((await stores.staff.all({staffCode: codes})).map((person) => [person.staffCode, person]))
  return ({id, studentNumber, staffCode}) =>
    bySis.get(id) ??
    (studentNumber === null ? undefined : byNumber.get(studentNumber)) ??
    (staffCode === null ? undefined : byCode.get(staffCode))
}

async function takeNeeds(intake: Intake, records: readonly RecordOf<'person'>[]): Promise<void> {
  const {stores, ctx, entry} = intake
  const persons = records.flatMap((record) => {
    const personId = intake.find('person', record.id)?.personId
    return personId === null || personId === undefined ? [] : [{record, personId}]
  })
  const now = Map.groupBy(
    await stores.needs.all({personId: persons.map(({personId}) => personId), source: SOURCE}),
    ({personId}) => personId,
  )
  const added: Need[] = []
  const ended: string[] = []
  for (const {record, personId} of persons) {
    const own = now.get(personId) ?? []
    const wanted = record.needs.map((need) => ({
      personId,
      ...translatedNeed(need.code),
      label: need.label || need.code,
      fromOn: need.from,
      toOn: need.to,
      source: SOURCE,
      endedAt: null,
      version: 1,
    }))
    const isSame = (a: Omit<Need, 'id'>, b: Omit<Need, 'id'>): boolean =>
      a.code === b.code && a.label === b.label && a.fromOn === b.fromOn && a.toOn === b.toOn
    ended.push(...own.filter((need) => !wanted.some((each) => isSame(each, need))).map(({id}) => id))
    const fresh = wanted.filter((each) => !own.some((need) => isSame(each, need)))
    added.push(...fresh.map((each) => ({id: ctx.ids.next<string>(), ...each})))
  }
  await stores.needs.changeAll({id: ended}, {endedAt: entry.now})
  await stores.needs.add(added)
}

/** Programmes by code, made where they are not known; and students in them. */
export async function takeProgrammes(
  intake: Intake,
  programmes: readonly RecordOf<'programme'>[],
  enrolled: readonly RecordOf<'programme-enrolment'>[],
): Promise<void> {
  for (const record of programmes) await takeProgramme(intake, record)
  for (const record of enrolled) await takeEnrolled(intake, record)
}

async function takeProgramme(intake: Intake, record: RecordOf<'programme'>): Promise<void> {
  const {stores, ctx} = intake
  if (intake.isSame(record)) return intake.did(record, 'same')
  const known = await stores.programmes.find(record.code)
  const [location] = record.location === '' ? [] : await stores.locations.all({code: record.location})
  if (!known)
    await stores.programmes.add([
      {
        id: ctx.ids.next<ProgrammeId>(),
        code: record.code,
        crebo: record.crebo || record.code,
        name: record.name || record.code,
        level: record.level ?? 4,
        route: record.route,
        cohort: record.cohort,
        locationId: location?.id ?? null,
        boardId: null,
        endedAt: null,
        version: 1,
      },
    ])
  intake.keep(record, {})
  intake.did(record, known ? 'updated' : 'created')
}

async function takeEnrolled(intake: Intake, record: RecordOf<'programme-enrolment'>): Promise<void> {
  const {stores, ctx, entry} = intake
  if (intake.isSame(record)) return intake.did(record, 'same')
  const person = intake.find('person', record.person)?.personId
  const offered = intake.find('programme', record.programme)
  const code = (offered?.body as {code?: string} | undefined)?.code
  const programme = code === undefined ? undefined : await stores.programmes.find(code)
  if (!person || !programme) {
    const problem = person ? 'programme.unknown' : 'person.unknown'
    intake.keep(record, {state: 'waiting', problem})
    return intake.did(record, 'waiting', problem)
  }
  const {zone} = await theInstitution(stores)
  const today = dayOf(entry.now, zone)
  const own = await stores.programmeEnrolments.all({personId: person})
  const current = own.find(({programmeId}) => programmeId === programme.id)
  const endedOn =
    record.state === 'cancelled'
      ? (record.end ?? today)
      : record.end !== null && record.end <= today
        ? record.end
        : null
  if (current) await stores.programmeEnrolments.change(current.id, {plannedEndOn: record.plannedEnd, endedOn})
  else if (endedOn === null)
    await stores.programmeEnrolments.add([
      {
        id: ctx.ids.next<string>(),
        personId: person,
        programmeId: programme.id,
        main: own.length === 0,
        startsOn: record.from ?? today,
        plannedEndOn: record.plannedEnd,
        endedOn,
        diplomaOn: null,
        employer: '',
        version: 1,
      },
    ])
  intake.keep(record, {personId: person})
  intake.did(record, current ? 'updated' : 'created')
}

/** Groups by code, made where they are not known; and their members. */
export async function takeGroups(
  intake: Intake,
  groups: readonly RecordOf<'group'>[],
  members: readonly RecordOf<'membership'>[],
): Promise<void> {
  const {stores, ctx} = intake
  for (const record of groups) {
    if (intake.isSame(record)) {
      intake.did(record, 'same')
      continue
    }
    const known = await stores.groups.find(record.code)
    const {code, name} = record
    if (!known)
      await stores.groups.add([
        {
          id: ctx.ids.next<GroupId>(),
          code,
          name: name || code,
          programmeId: null,
          locationId: null,
          endedAt: null,
          version: 1,
        },
      ])
    intake.keep(record, {})
    intake.did(record, known ? 'updated' : 'created')
  }
  for (const record of members) await takeMember(intake, record)
}

async function takeMember(intake: Intake, record: RecordOf<'membership'>): Promise<void> {
  const {stores, ctx, entry} = intake
  if (intake.isSame(record)) return intake.did(record, 'same')
  const person = intake.find('person', record.person)?.personId
  const code = (intake.find('group', record.group)?.body as {code?: string} | undefined)?.code
  const group = code === undefined ? undefined : await stores.groups.find(code)
  if (!person || !group) {
    const problem = person ? 'group.unknown' : 'person.unknown'
    intake.keep(record, {state: 'waiting', problem})
    return intake.did(record, 'waiting', problem)
  }
  const about = {groupId: group.id, personId: person}
  const teaches = record.role !== 'student'
  const [current] = teaches ? await stores.groupTeachers.all(about) : await stores.groupMembers.all(about)
  const id = ctx.ids.next<string>()
  if (record.state === 'cancelled') {
    if (current) await (teaches ? stores.groupTeachers : stores.groupMembers).change(current.id, {endedAt: entry.now})
  } else if (!current) {
    if (teaches) await stores.groupTeachers.add([{id, ...about, endedAt: null}])
    else await stores.groupMembers.add([{id, ...about, fromOn: null, toOn: null, endedAt: null}])
  }
  intake.keep(record, {personId: person})
  intake.did(record, record.state === 'cancelled' ? 'cancelled' : current ? 'updated' : 'created')
}
