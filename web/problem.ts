import type {ContentfulStatusCode} from 'hono/utils/http-status'
import {type ErrorKind, ExamError, type Reason} from '../src/errors.ts'
import type {Problem} from './visit.ts'

/** HTTP's number for each kind of refusal; a bug is 500. */
const STATUS = {
  invalid: 400,
  'not-found': 404,
  refused: 409,
  forbidden: 403,
  unavailable: 503,
  bug: 500,
} as const satisfies Record<ErrorKind | 'bug', ContentfulStatusCode>

/** Refusals whose HTTP number says more than their kind does. */
const OWN_STATUS: Readonly<Record<string, ContentfulStatusCode>> = {
  'request.too-many': 429,
  'request.too-large': 413,
  'token.needed': 401,
}

/** What a page or program is told of an error: of a bug nothing but the number under which it is logged. */
export function problemOf(error: unknown, number: string): Problem {
  if (!(error instanceof ExamError)) return {kind: 'bug', code: 'bug', reasons: [], number}
  const {kind, code, details, message} = error
  const reasons = details['reasons'] as readonly Reason[] | undefined
  return {kind, code, reasons: reasons ?? [{code, message, details}]}
}

export function statusOf({kind, code}: Problem): ContentfulStatusCode {
  return OWN_STATUS[code] ?? STATUS[kind]
}

/** A problem as programs read it (RFC 9457), with every reason and its code. */
export function problemJson(problem: Problem): Readonly<Record<string, unknown>> {
  const {kind, code, reasons, number} = problem
  return {
    type: `urn:ontrac:${code}`,
    title: kind,
    status: statusOf(problem),
    detail: reasons.map(({message}) => message).join(' ') || 'Something broke on our side.',
    code,
    reasons: reasons.map((reason) => ({code: reason.code, message: reason.message})),
    ...(number === undefined ? {} : {number}),
  }
}
