import type {ParticipationOut, PersonOut, ResultOut, SessionOut} from '../connector.ts'
import {UNLIMITED_TIME} from '../institution/people/personal-needs.ts'
import type {Json} from '../json.ts'
import {consumers, given, inDutch} from './parts.ts'

/*
 * From records to the standard. Strict: the larger set of required fields (the checklist, §8.10), and nothing that it marks
 * with 0: no BSN, birth date, gender, address or photo (design rule 22).
 */

/** A message body. */
export type OkeBody = {readonly [key: string]: Json}

/** A mail address is required and not used: somebody without one gets an address that leads nowhere (RFC 2606). */
const NO_MAIL = 'onbekend@ontrac.invalid'
/** From here on extra time is without limit. */
const UNLIMITED_MINUTES = 10_000

/** A session exam as a ComponentOffering (zitting). */
export function offeringBody(session: SessionOut): OkeBody {
  const {id, code, name, startsAt, endsAt, component} = session
  return given({
    offeringId: id,
    primaryCode: {codeType: 'offeringCode', code},
    offeringType: 'component',
    name: inDutch(name),
    description: inDutch(name),
    teachingLanguage: 'nld',
    modeOfDelivery: ['situated'],
    resultExpected: true,
    startDateTime: startsAt,
    endDateTime: endsAt,
    component: component ?? undefined,
    consumers: consumers({
      duration: `PT${session.minutes}M`,
      lastPossibleStartDateTime: session.latestStart,
      ...startScenario(session),
      safety: ['fixedLocation', 'surveillance'],
      offeringState: 'active',
      locationCode: session.place === '' ? undefined : session.place,
    }),
  })
}

/** Scenario 3: start until the latest moment, and finish always; scenario 5: the lead releases, the clock runs from there. */
function startScenario({triggered}: SessionOut): Readonly<Record<string, Json>> {
  return triggered
    ? {startOptions: 'triggeredStart', durationFrom: 'triggeredStartDateTime', durationUntil: 'testDuration'}
    : {startOptions: 'individualStart', durationFrom: 'individualStartDateTime', durationUntil: 'testDuration'}
}

/** Takes a session exam back. */
export function offeringCancelled(): OkeBody {
  return {offeringType: 'component', consumers: consumers({offeringState: 'canceled'})}
}

const ROLES = {student: 'student', lead: 'coordinator', invigilator: 'invigilator', assessor: 'assessor'} as const

/** Somebody's part in it as a ComponentOfferingAssociation (deelname): the person whole, the offering by id; staff has no consumers. */
export function associationBody(participation: ParticipationOut): OkeBody {
  const {id, session, role, person} = participation
  return given({
    associationId: id,
    associationType: 'componentOfferingAssociation',
    role: ROLES[role],
    state: 'associated',
    person: personBody(person),
    offering: session,
    consumers: role === 'student' ? needsOf(participation) : undefined,
  })
}

function needsOf({extraMinutes, aids}: ParticipationOut): readonly Json[] {
  const unlimited = aids.includes(UNLIMITED_TIME)
  const minutes = unlimited ? UNLIMITED_MINUTES : extraMinutes
  const personalNeeds = [...(minutes > 0 ? ['extraTime'] : []), ...aids.filter((aid) => aid !== UNLIMITED_TIME)]
  return consumers({additionalTimeInMin: minutes, personalNeeds})
}

/** Takes a participation back. */
export function associationCancelled(): OkeBody {
  return {associationType: 'componentOfferingAssociation', state: 'canceled'}
}

/** A Person: only what the flow needs. */
export function personBody(person: PersonOut): OkeBody {
  const {studentNumber, staffCode, givenName, prefix, familyName, language} = person
  const isStudent = studentNumber !== null
  const displayName = `${familyName}, ${[givenName, prefix].filter(Boolean).join(' ')}`
  return given({
    personId: person.id,
    primaryCode: isStudent
      ? {codeType: 'studentNumber', code: studentNumber}
      : {codeType: 'organizationId', code: staffCode ?? person.id},
    givenName,
    surnamePrefix: prefix === '' ? undefined : prefix,
    surname: familyName,
    displayName,
    activeEnrollment: true,
    affiliations: [isStudent ? 'student' : 'employee'],
    mail: person.email === '' ? NO_MAIL : person.email,
    languageOfChoice: language === null ? undefined : [language === 'en' ? 'en-GB' : 'nl-NL'],
    otherCodes: otherCodes(person),
    consumers: isStudent
      ? consumers({preferredName: givenName, idCheckName: person.idCheckName || 'notAvailable'})
      : undefined,
  })
}

function otherCodes({eckId, accountId}: PersonOut): readonly Json[] | undefined {
  const codes = [
    ...(eckId === null ? [] : [{codeType: 'eckid', code: eckId}]),
    ...(accountId === null ? [] : [{codeType: 'accountId', code: accountId}]),
  ]
  return codes.length === 0 ? undefined : codes
}

/** An outcome for the SIS: a change of its own registration, or a whole association for an attempt of ours. */
export function resultBody(result: ResultOut): OkeBody {
  const {registration, extra, attempt} = result
  const attemptOf = consumers({orgAssociationId: registration, attempt})
  if (extra === null)
    return {associationType: 'componentOfferingAssociation', result: resultPart(result), consumers: attemptOf}
  return {
    associationId: extra.id,
    associationType: 'componentOfferingAssociation',
    role: 'student',
    state: 'associated',
    person: extra.person,
    offering: extra.exam,
    result: resultPart(result),
    consumers: attemptOf,
  }
}

function resultPart(result: ResultOut): OkeBody {
  const {score, passed, attendance, session, takenOn, finishedAt, final, irregularities, documents} = result
  return given({
    state: final || score !== null ? 'completed' : 'in progress',
    pass: passed === null ? 'unknown' : passed ? 'passed' : 'failed',
    score: score ?? undefined,
    resultDate: takenOn,
    weight: 100,
    consumers: consumers({
      attendance,
      executedOfferingName: session,
      final,
      testDate: finishedAt,
      irregularities: irregularities === '' ? undefined : irregularities,
      documents:
        documents.length === 0
          ? undefined
          : documents.map(({id, type, name}) => ({documentId: id, documentType: type, documentName: name})),
    }),
  })
}
