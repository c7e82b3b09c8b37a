/**
 * How an edge treats a refusal: the terminal turns a kind into an exit code, the server into an HTTP status.
 *
 * - `invalid`: wrong usage or input (exit 2) · `not-found` (3) · `refused` by a rule (4) · `forbidden` (5) ·
 *   `unavailable`: busy, or another system cannot be reached (6).
 */
export type ErrorKind = 'invalid' | 'not-found' | 'refused' | 'forbidden' | 'unavailable'

/** Facts a caller may act on: reasons, codes, counts. Never names, addresses or free text (design rule 22). */
export type ErrorDetails = Readonly<Record<string, unknown>>

/** One reason why a deed is refused: a stable code and a sentence that ends with the next step where there is one. */
export type Reason = Readonly<{code: string; message: string; details?: ErrorDetails}>

/** The only error a person can act on; anything else thrown is a bug (design rule 16). */
export class ExamError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  readonly details: ErrorDetails

  constructor(kind: ErrorKind, code: string, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ExamError'
    this.kind = kind
    this.code = code
    this.details = details
  }
}

/** Where things without a topic of their own are listed. */
const LISTED_BY: Readonly<Record<string, string>> = {
  location: 'room locations',
  profile: 'import profile list',
  booking: 'room bookings',
  offer: 'enrolment offers',
  run: 'import list',
}

/** Nothing has this code or id. `what` is a glossary word such as `session`. */
export function notFound(what: string, key: string): ExamError {
  const message = `There is no ${what} "${key}". List them with: ontrac ${LISTED_BY[what] ?? `${what} list`}`
  return new ExamError('not-found', `${what}.not-found`, message, {what, key})
}

/** Refuses once, with every reason (design rule 16). The code is `<noun>.refused`; `reasons` carries each one's own. */
export function refuse(noun: string, reasons: readonly Reason[]): ExamError {
  return new ExamError('refused', `${noun}.refused`, reasons.map((reason) => reason.message).join(' '), {reasons})
}

/** Throws {@link refuse} when there is any reason; does nothing when there is none. */
export function refuseIfAny(noun: string, reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw refuse(noun, reasons)
}
