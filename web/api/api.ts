import {OpenAPIHono} from '@hono/zod-openapi'
import type {Context as Request} from 'hono'
import {bodyLimit} from 'hono/body-limit'
import {ExamError} from '../../src/errors.ts'
import type {ServedSchool} from '../../src/sign-in/visitor.ts'
import {type Env, remember} from '../door.tsx'
import type {Pace} from '../pace.ts'
import {problemJson, problemOf, statusOf} from '../problem.ts'
import {CALLS} from './calls.ts'
import {programOf} from './program.ts'

export type ApiParts = Readonly<{served: ServedSchool; pace: Pace; wake: () => void}>

const MOST_BYTES = 64 * 1024
const NUMBER_LETTERS = 8

/**
 * The API for programs: `/api/…`, described by `/api/openapi.json` (OpenAPI 3.1). Who comes brings a token; a deed brings an
 * `Idempotency-Key`, whose answer is given again for 24 hours.
 */
export function openApi(parts: ApiParts): OpenAPIHono<Env> {
  const {served} = parts
  const failed = (c: Request<Env>, error: unknown): Response => {
    const problem = problemOf(error, served.ids.code(NUMBER_LETTERS))
    remember(c, problem, error)
    if (problem.code === 'token.needed') c.header('WWW-Authenticate', 'Bearer')
    if (problem.kind === 'unavailable') c.header('Retry-After', '1')
    return c.body(JSON.stringify(problemJson(problem)), statusOf(problem), {'Content-Type': 'application/problem+json'})
  }
  const api = new OpenAPIHono<Env>({
    defaultHook: (result, c) => (result.success ? undefined : failed(c, wrongRequest(result.error))),
  })
  const tooLarge = new ExamError('invalid', 'request.too-large', 'This is too large to send.')
  api.use(bodyLimit({maxSize: MOST_BYTES, onError: (c) => failed(c as Request<Env>, tooLarge)}))
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {type: 'http', scheme: 'bearer'})
  for (const {route, run} of CALLS)
    api.openapi(route, async (c) => {
      const asked = c as unknown as Request<Env>
      const program = await programOf(asked, parts, route)
      const answer = await run(program, asked)
      parts.wake()
      return c.json(answer as never, 200)
    })
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'ontrac',
      version: '1',
      description: 'Registrations, sessions and seats. Errors are problem+json with the reasons and their codes.',
    },
    servers: [{url: '/api'}],
  })
  api.all('/*', (c) =>
    failed(c, new ExamError('not-found', 'page.not-found', 'There is no such call; see /api/openapi.json.')),
  )
  api.onError((error, c) => failed(c, error))
  return api
}

function wrongRequest(
  error: Readonly<{issues: readonly Readonly<{path: readonly PropertyKey[]; message: string}>[]}>,
): ExamError {
  const sentence = error.issues.map(({path, message}) => `${path.map(String).join('.')}: ${message}`).join('; ')
  return new ExamError('invalid', 'input.invalid', `${sentence}.`)
}
