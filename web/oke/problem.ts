import type {Context} from 'hono'
import type {ContentfulStatusCode} from 'hono/utils/http-status'
import {type ErrorKind, ExamError} from '../../src/errors.ts'

/** The statuses of the standard; that we are busy is told as too many requests, after which senders wait and try again. */
const STATUS: Readonly<Record<ErrorKind, ContentfulStatusCode>> = {
  invalid: 400,
  refused: 400,
  'not-found': 404,
  forbidden: 403,
  unavailable: 429,
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Bad request',
  429: 'Too many requests',
  500: 'Internal server error',
}

/** An answer that says what is wrong, as the standard writes it: status as a text, title, detail. */
export function problem(c: Context, status: ContentfulStatusCode, detail: string): Response {
  if (status === 401) c.header('www-authenticate', 'Bearer realm="ontrac"')
  if (status === 429) c.header('retry-after', '5')
  return c.body(JSON.stringify({status: String(status), title: TITLES[status] ?? 'Error', detail}), status, {
    'content-type': 'application/problem+json',
  })
}

/** What an error is to the caller. What is no refusal is a fault of ours, of which nothing is told. */
export function problemOf(c: Context, error: unknown): Response {
  if (error instanceof ExamError) return problem(c, STATUS[error.kind], `${error.code}: ${error.message}`)
  return problem(c, 500, 'Something went wrong here; try again later.')
}
