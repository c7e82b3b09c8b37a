import type {Exchange} from '../connector.ts'
import type {PartyId} from '../ids.ts'
import type {Json} from '../json.ts'
import type {Ids} from '../ports.ts'
import type {Instant} from '../time.ts'
import type {ExchangeLine} from './model.ts'

/** Fields whose value names or describes somebody, in whichever standard. */
const PERSONAL: ReadonlySet<string> = new Set([
  'givenName',
  'surname',
  'surnamePrefix',
  'displayName',
  'preferredName',
  'initials',
  'idCheckName',
  'mail',
  'familyName',
  'prefix',
  'email',
  'name',
  'comment',
  'irregularities',
  'assignedNeeds',
  'personalNeeds',
  'address',
  'otherCodes',
  'dateOfBirth',
  'gender',
  'photoSocial',
  'photoOfficial',
  'telephoneNumber',
  'mobileNumber',
  'score',
  'rawScore',
  'pass',
  'access_token',
  'client_secret',
  'secondaryMail',
  'eckId',
  'accountId',
  'documentName',
])
const MASK = '•••'
/** More than this says nothing more to a person who looks for a fault. */
const MOST = 4000

/** An exchange as it is kept: ids, codes and states; what is personal is masked. */
export function exchangeLine(
  ids: Ids,
  at: Instant,
  partyId: PartyId | null,
  {direction, flow, method, path, status, millis, request, answer, error}: Exchange,
): ExchangeLine {
  return {
    id: ids.next<string>(),
    partyId,
    at,
    direction,
    flow,
    method,
    path: path.replace(/\?.*$/, ''),
    status,
    millis: Math.round(millis),
    request: masked(request),
    reply: masked(answer),
    error: error === null ? null : error.slice(0, 300),
  }
}

/** A message without what is personal; a code is kept unless it is a mail address. */
export function masked(value: unknown): Json {
  const text = JSON.stringify(mask(value) ?? null)
  return text.length > MOST ? {cut: text.slice(0, MOST)} : (JSON.parse(text) as Json)
}

function mask(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('@') ? MASK : value
  if (Array.isArray(value)) return value.map(mask)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, PERSONAL.has(key) && part !== null ? MASK : mask(part)]),
  )
}
