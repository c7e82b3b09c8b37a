import {canonicalJson} from '../../json.ts'
import type {Hasher} from '../../ports.ts'
import type {ReportFact} from '../model.ts'

type Said = Omit<ReportFact, 'id' | 'sessionId'>

/**
 * The hash over what a report says, which every signature and the closed report hold: all facts in order of receipt but
 * signatures, closing and addenda. One fact lost, added, changed or moved gives another.
 */
export function reportDigest(hash: Hasher, facts: readonly Said[]): string {
  const signed = facts
    .filter(({addendum, kind}) => !addendum && kind !== 'signed' && kind !== 'closed')
    .toSorted((a, b) => a.number - b.number)
    .map(
      ({number, kind, personId, enrolmentId, detail, clientId, basis, deviceAt, offsetMs, receivedAt, byPersonId}) => ({
        number,
        kind,
        personId,
        enrolmentId,
        detail,
        clientId,
        basis,
        deviceAt,
        offsetMs,
        receivedAt,
        byPersonId,
      }),
    )
  return hash.sha256(canonicalJson(signed))
}
