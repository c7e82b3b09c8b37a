import type {z} from 'zod'
import type {CatalogueTest, IncomingRecord} from '../connector.ts'
import {codeOf, consumerOf, dutchOf, idIn, listOf, objectOf, type OkeObject, textOf} from './parts.ts'

/*
 * From the standard to records. Lenient (the checklist, §8): what is not for us is passed over, and a required field that is
 * not there is left out here, so that the record's own schema names it.
 */

/** A record that is not read for completeness yet. */
export type RawRecord = Readonly<Record<string, unknown>> & Readonly<{kind: IncomingRecord['kind']}>
export type RawTest = z.input<typeof CatalogueTest>

/** A Person; date of birth, BSN, gender, address and photo are never read (design rule 22). */
export function personRecord(person: OkeObject): RawRecord {
  const consumer = consumerOf(person)
  const idName = textOf(consumer['idCheckName'])
  return {
    kind: 'person',
    id: person['personId'],
    studentNumber: codeOf(person, 'studentNumber') ?? null,
    staffCode: isStudent(person) ? null : (codeOf(person, 'organizationId', 'identifier', 'emailAdress') ?? null),
    givenName: textOf(consumer['preferredName']) ?? person['givenName'],
    prefix: textOf(person['surnamePrefix']) ?? '',
    familyName: person['surname'],
    idCheckName: idName === undefined || idName === 'secret' || idName === 'notAvailable' ? '' : idName,
    email: textOf(person['mail']) ?? '',
    language: languageOf(person),
    eckId: codeOf(person, 'eckid') ?? null,
    accountId: codeOf(person, 'accountId') ?? null,
    needs: listOf(consumer['assignedNeeds']).map(objectOf).map(needRecord),
  }
}

function isStudent(person: OkeObject): boolean {
  const affiliations = listOf(person['affiliations'])
  return affiliations.length === 0 ? codeOf(person, 'studentNumber') !== undefined : affiliations.includes('student')
}

function languageOf(person: OkeObject): 'nl' | 'en' | null {
  const first = textOf(listOf(person['languageOfChoice'])[0])?.slice(0, 2).toLowerCase()
  return first === 'nl' || first === 'en' ? first : null
}

function needRecord(need: OkeObject): Readonly<Record<string, unknown>> {
  const {code, description, startDate, endDate} = need
  return {code, label: dutchOf(description) ?? '', from: startDate ?? null, to: endDate ?? null}
}

/** A ComponentOffering of flow 1 (planbare toets). */
export function examRecord(offering: OkeObject): RawRecord {
  const consumer = consumerOf(offering)
  return {
    kind: 'exam',
    id: offering['offeringId'],
    code: objectOf(offering['primaryCode'])['code'],
    name: dutchOf(offering['name']) ?? '',
    from: offering['startDateTime'],
    to: offering['endDateTime'],
    scale: offering['resultValueType'] ?? null,
    // The text and the file of the standard spell it differently.
    finalAllowed: consumer['finalResultsAllowed'] ?? consumer['finalResultAllowed'] ?? true,
    tests: listOf(consumer['testsToBeUsed']).map(objectOf).map(testToUse),
    state: consumer['offeringState'] === 'canceled' ? 'cancelled' : 'active',
  }
}

function testToUse({testProvider, componentId}: OkeObject): Readonly<{provider: string; component: string}> {
  return {provider: textOf(testProvider) ?? '', component: textOf(componentId) ?? ''}
}

/** A ComponentOfferingAssociation of flow 1 (toetsinschrijving); its `result` is not used in this flow. */
export function registrationRecord(association: OkeObject): RawRecord {
  const consumer = consumerOf(association)
  const left = consumer['attemptLeft']
  return {
    kind: 'registration',
    id: association['associationId'],
    exam: idIn(association['offering'], 'offeringId'),
    person: idIn(association['person'], 'personId'),
    role: textOf(association['role']) ?? 'student',
    state: stateOf(association),
    attempt: consumer['attempt'] ?? null,
    ...(left === undefined ? {} : {attemptsLeft: left}),
    programmeEnrolment: textOf(consumer['programOfferingAssociationId']) ?? null,
  }
}

function stateOf({state}: OkeObject): 'active' | 'cancelled' {
  return state === 'canceled' || state === 'denied' ? 'cancelled' : 'active'
}

/** A ProgramOffering with the program in it, as far as it was sent whole. */
export function programmeRecord(offering: OkeObject): RawRecord {
  const consumer = consumerOf(offering)
  const program = objectOf(offering['program'])
  const level = Number(textOf(program['levelOfQualification']))
  return {
    kind: 'programme',
    id: offering['offeringId'],
    code: objectOf(offering['primaryCode'])['code'],
    name: dutchOf(offering['name']) ?? dutchOf(program['name']) ?? '',
    crebo: codeOf(program, 'crohoCreboCode', 'nationalEducationCode') ?? '',
    cohort: textOf(consumer['cohort']) ?? '',
    level: level >= 1 && level <= 4 ? level : null,
    route: program['modeOfStudy'] === 'part-time' || program['modeOfStudy'] === 'dual training' ? 'bbl' : 'bol',
    location: textOf(consumer['location']) ?? textOf(consumer['locationCode']) ?? '',
  }
}

/** A ProgramOfferingAssociation (opleidingsinschrijving). */
export function enrolledRecord(association: OkeObject): RawRecord {
  const consumer = consumerOf(association)
  return {
    kind: 'programme-enrolment',
    id: association['associationId'],
    person: idIn(association['person'], 'personId'),
    programme: idIn(association['offering'], 'offeringId'),
    from: consumer['startDate'] ?? null,
    plannedEnd: consumer['expectedEndDate'] ?? null,
    end: consumer['finalEndDate'] ?? null,
    state: stateOf(association),
  }
}

/** A Group. */
export function groupRecord(group: OkeObject): RawRecord {
  return {
    kind: 'group',
    id: group['groupId'],
    code: objectOf(group['primaryCode'])['code'],
    name: dutchOf(group['name']) ?? '',
  }
}

/** A MembershipItem of a group; one that has ended is taken back, as one that is canceled. */
export function membershipRecord(group: string, item: OkeObject, now: string): RawRecord {
  const {personId, state, endDateTime, role} = item
  const ended = typeof endDateTime === 'string' && Date.parse(endDateTime) <= Date.parse(now)
  return {
    kind: 'membership',
    id: `${group}:${textOf(personId) ?? ''}`,
    group,
    person: personId,
    role: textOf(role) ?? 'student',
    state: state === 'canceled' || ended ? 'cancelled' : 'active',
  }
}

/** A Component of the catalogue (toets). */
export function testRecord(component: OkeObject): RawTest {
  const consumer = consumerOf(component)
  const scale = textOf(consumer['resultValueType'])
  return {
    id: textOf(component['componentId']) ?? '',
    code: textOf(objectOf(component['primaryCode'])['code']) ?? textOf(component['componentId']) ?? '',
    name: dutchOf(component['name']) ?? textOf(component['abbreviation']) ?? '',
    description: dutchOf(component['description']) ?? '',
    provider: codeOf(component, 'testProvider', 'x-testProvider') ?? '',
    minutes: minutesOf(textOf(component['duration'])),
    ...(scale === undefined ? {} : {scale: scale as NonNullable<RawTest['scale']>}),
    passMark: textOf(consumer['passFrom']) ?? null,
    needs: listOf(consumer['availablePersonalNeeds']).map(String),
    extraMinutes: typeof consumer['additionalTestingTime'] === 'number' ? consumer['additionalTestingTime'] : null,
    state: consumer['status'] === 'inactive' ? 'inactive' : 'active',
  }
}

/** Whole minutes of an ISO 8601 duration of hours and minutes; the file of the standard also shows `P60M` for minutes. */
export function minutesOf(duration: string | undefined): number | null {
  const [, days, hours, minutes, lone] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$|^P(\d+)M$/.exec(duration ?? '') ?? []
  const total = Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? lone ?? 0)
  return total > 0 ? total : null
}
