import {createRoute, z} from '@hono/zod-openapi'
import type {Context as Request} from 'hono'
import type {Deed, View} from '../../src/deeds.ts'
import {cancelEnrolment} from '../../src/enrolment/cancel-enrolment.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {listMoments} from '../../src/enrolment/list-moments.ts'
import {moveEnrolment} from '../../src/enrolment/move-enrolment.ts'
import {studentExams} from '../../src/enrolment/student-exams.ts'
import {listPeriods} from '../../src/institution/periods/list-periods.ts'
import {listRegistrations} from '../../src/registration/list-registrations.ts'
import {showDemand} from '../../src/registration/show-demand.ts'
import type {Env} from '../door.tsx'
import type {Program} from './program.ts'
import * as shapes from './shapes.ts'

type Parameters = Readonly<{query?: z.ZodObject; params?: z.ZodObject; body?: z.ZodObject}>
type Facts = Readonly<{
  method: 'get' | 'post'
  path: string
  right: View | Deed
  summary: string
  answer: z.ZodType
}> &
  Parameters

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    reasons: z.array(z.object({code: z.string(), message: z.string()})),
    number: z.string().optional().openapi({description: 'Of a bug: the number under which it is logged.'}),
  })
  .openapi('Problem')

const problem = (description: string) => ({description, content: {'application/problem+json': {schema: Problem}}})

/** A call of the API: what it asks and answers, and what it may be called with. */
function routeOf({method, path, right, summary, answer, query, params, body}: Facts) {
  const headers = z.object({
    'idempotency-key': z
      .string()
      .openapi({description: 'The same key with the same body is done once; its answer is kept for 24 hours.'}),
  })
  const deed = method === 'post'
  return {
    ...createRoute({
      method,
      path,
      summary,
      description: `Needs the scope \`${right}\`${deed ? '' : ' or `read`'}.`,
      security: [{token: []}],
      request: {
        ...(query === undefined ? {} : {query}),
        ...(params === undefined ? {} : {params}),
        ...(body === undefined ? {} : {body: {required: true, content: {'application/json': {schema: body}}}}),
        ...(deed ? {headers: headers.partial()} : {}),
      },
      responses: {
        200: {description: 'What was asked for or done.', content: {'application/json': {schema: answer}}},
        400: problem('Wrong input.'),
        401: problem('No token in force.'),
        403: problem('Not for this token.'),
        404: problem('Not there, or not for you.'),
        409: problem('Refused by a rule, with every reason.'),
        429: problem('Too fast.'),
        503: problem('Busy: nothing was done, try again.'),
      },
    }),
    right,
  }
}

type Call = Readonly<{
  route: ReturnType<typeof routeOf>
  run: (program: Program, c: Request<Env>) => Promise<unknown>
}>

const call = (facts: Facts, run: Call['run']): Call => ({route: routeOf(facts), run})

/** The body, as its shape was checked. */
const sentJson = <T>(c: Request<Env>): Promise<T> => c.req.json<T>()
const key = ({key: given}: Program) => (given === undefined ? {} : {key: given})
/** Leaves out what was not asked. */
const given = (c: Request<Env>): Record<string, string> => c.req.query()

/** Every call of the API; each goes to the use case that its command goes to. */
export const CALLS: readonly Call[] = [
  call(
    {method: 'get', path: '/me', right: 'catalogue.read', summary: 'Who the token acts for.', answer: shapes.Me},
    async ({me, ctx}) => ({person: me.staffCode ?? me.studentNumber, roles: ctx.actor.roles, name: me.name}),
  ),
  call(
    {
      method: 'get',
      path: '/periods',
      right: 'catalogue.read',
      summary: 'The exam periods, newest first.',
      answer: z.object({periods: z.array(shapes.Period)}),
    },
    async ({ctx}) => ({periods: await listPeriods(ctx)}),
  ),
  call(
    {
      method: 'get',
      path: '/periods/{period}/demand',
      right: 'demand.read',
      summary: 'How many seats a period needs.',
      params: z.object({period: z.string()}),
      query: z.object({
        by: z.enum(['exam', 'subject', 'location', 'group', 'need']).optional(),
        since: z.string().optional(),
      }),
      answer: shapes.Demand,
    },
    async ({ctx}, c) => showDemand(ctx, {period: c.req.param('period') ?? '', ...given(c)}),
  ),
  call(
    {
      method: 'get',
      path: '/registrations',
      right: 'registration.read',
      summary: 'Registrations in the order in which they were made, a page at a time.',
      query: z.object({
        period: z.string().optional(),
        exam: z.string().optional(),
        group: z.string().optional(),
        student: z.string().optional(),
        after: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(1000).optional(),
      }),
      answer: z.object({registrations: z.array(shapes.Registration), next: z.string().nullable()}),
    },
    async ({ctx}, c) => {
      const {limit, ...rest} = given(c)
      const most = limit === undefined ? 100 : Number(limit)
      const registrations = await listRegistrations(ctx, {...rest, limit: most})
      return {registrations, next: registrations.length < most ? null : (registrations.at(-1)?.code ?? null)}
    },
  ),
  call(
    {
      method: 'get',
      path: '/students/{student}/exams',
      right: 'enrolment.read',
      summary: 'What a student is registered for, and where he is with each.',
      params: z.object({student: z.string()}),
      answer: shapes.StudentExams,
    },
    async ({ctx}, c) => studentExams(ctx, c.req.param('student') ?? ''),
  ),
  call(
    {
      method: 'get',
      path: '/students/{student}/exams/{exam}/moments',
      right: 'enrolment.read',
      summary: 'The sessions of an exam that fit a student.',
      params: z.object({student: z.string(), exam: z.string()}),
      answer: shapes.Moments,
    },
    async ({ctx}, c) => listMoments(ctx, {student: c.req.param('student') ?? '', exam: c.req.param('exam') ?? ''}),
  ),
  call(
    {
      method: 'post',
      path: '/enrolments',
      right: 'enrolment.add',
      summary: 'Enrols a student for an exam in a session, first come first served.',
      body: z
        .object({student: z.string(), exam: z.string(), session: z.string(), orWait: z.boolean().optional()})
        .strict(),
      answer: shapes.Enrolled,
    },
    async (program, c) =>
      enrolStudent(program.ctx, {
        ...(await sentJson<{student: string; exam: string; session: string}>(c)),
        ...key(program),
      }),
  ),
  call(
    {
      method: 'post',
      path: '/enrolments/{registration}/cancel',
      right: 'enrolment.cancel',
      summary: 'Takes an enrolment back; the registration stays.',
      params: z.object({registration: z.string()}),
      body: z.object({reason: z.string().optional()}).strict(),
      answer: shapes.Seated,
    },
    async (program, c) =>
      cancelEnrolment(program.ctx, {
        ...(await sentJson<{reason?: string}>(c)),
        enrolment: c.req.param('registration') ?? '',
        ...key(program),
      }),
  ),
  call(
    {
      method: 'post',
      path: '/enrolments/{registration}/move',
      right: 'enrolment.move',
      summary: 'Moves an enrolment to another session; the old seat is kept until the new one is had.',
      params: z.object({registration: z.string()}),
      body: z.object({session: z.string(), reason: z.string().optional()}).strict(),
      answer: z.object({from: shapes.Seated, to: shapes.Seated}),
    },
    async (program, c) =>
      moveEnrolment(program.ctx, {
        ...(await sentJson<{session: string}>(c)),
        enrolment: c.req.param('registration') ?? '',
        ...key(program),
      }),
  ),
]
