import type {Registration} from './model.ts'
import type {RegistrationLine, RegistrationStores} from './store.ts'

/** A registration as scripts and people read it: codes, no ids of other things (design rule 5). */
export type RegistrationText = Pick<
  RegistrationLine,
  | 'id'
  | 'code'
  | 'student'
  | 'name'
  | 'exam'
  | 'examName'
  | 'period'
  | 'state'
  | 'source'
  | 'sourceId'
  | 'late'
  | 'location'
  | 'requestedAt'
  | 'decidedAt'
  | 'closedAt'
  | 'version'
>

/** What a list shows of a registration. */
export function registrationText(line: RegistrationLine): RegistrationText {
  const {id, code, student, name, exam, examName, period, state, source, sourceId, late, location} = line
  const {requestedAt, decidedAt, closedAt, version} = line
  return {
    id,
    code,
    student,
    name,
    exam,
    examName,
    period,
    state,
    source,
    sourceId,
    late,
    location,
    requestedAt,
    decidedAt,
    closedAt,
    version,
  }
}

/** Registrations that a deed made or changed, as lists show them, in the order of `made`. */
export async function linesOf(
  stores: RegistrationStores,
  made: readonly Pick<Registration, 'id'>[],
): Promise<readonly RegistrationText[]> {
  const lines = await stores.registration.list({ids: made.map(({id}) => id)})
  const byId = new Map(lines.map((line) => [line.id, registrationText(line)]))
  return made.flatMap(({id}) => byId.get(id) ?? [])
}
