import type {IncomingRecord} from '../connector.ts'
import {consumerOf, type OkeObject} from './parts.ts'
import type {RawRecord} from './reading.ts'

/** Which field of a record is said by which field of the standard; those of our entry in `consumers` begin with a dot. */
const SAID_BY: Readonly<Partial<Record<IncomingRecord['kind'], Readonly<Record<string, readonly string[]>>>>> = {
  exam: {
    code: ['primaryCode'],
    name: ['name'],
    from: ['startDateTime'],
    to: ['endDateTime'],
    scale: ['resultValueType'],
    finalAllowed: ['.finalResultsAllowed', '.finalResultAllowed'],
    tests: ['.testsToBeUsed'],
    state: ['.offeringState'],
  },
  registration: {
    exam: ['offering'],
    person: ['person'],
    role: ['role'],
    state: ['state'],
    attempt: ['.attempt'],
    attemptsLeft: ['.attemptLeft'],
    programmeEnrolment: ['.programOfferingAssociationId'],
  },
  programme: {
    code: ['primaryCode'],
    name: ['name'],
    crebo: ['program'],
    level: ['program'],
    route: ['program'],
    cohort: ['.cohort'],
    location: ['.location', '.locationCode'],
  },
  'programme-enrolment': {
    person: ['person'],
    programme: ['offering'],
    from: ['.startDate'],
    plannedEnd: ['.expectedEndDate'],
    end: ['.finalEndDate'],
    state: ['state'],
  },
}

/**
 * A record changed by a PATCH: what the message says stands instead of what was, our entry in `consumers` field by field and not
 * as a list (the checklist, §4); null and [] take an optional value away. A message that cancels says nothing else.
 */
export function patched(known: Readonly<Record<string, unknown>>, message: OkeObject, read: RawRecord): RawRecord {
  const {kind} = read
  if (read['state'] === 'cancelled') return {...known, kind, state: 'cancelled'}
  const consumer = consumerOf(message)
  const isSaid = (field: string): boolean =>
    field.startsWith('.') ? consumer[field.slice(1)] !== undefined : message[field] !== undefined
  const said = Object.entries(SAID_BY[kind] ?? {}).filter(([, fields]) => fields.some(isSaid))
  return {...known, kind, ...Object.fromEntries(said.map(([field]) => [field, read[field]]))}
}
