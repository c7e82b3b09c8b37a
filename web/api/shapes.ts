import {z} from '@hono/zod-openapi'

/** What the API answers, for its description; the use cases' own types are what is sent. */

const Text = z.string()
const Maybe = z.string().nullable()
const Reason = z.object({code: Text, message: Text})

export const Me = z.object({person: Maybe, name: Text, roles: z.array(Text)}).openapi('Me')

export const Period = z
  .object({id: Text, code: Text, name: Text, state: Text, fromOn: Text, toOn: Text, version: z.int()})
  .openapi('Period')

export const Registration = z
  .object({
    id: Text,
    code: Text,
    student: Text,
    name: Text,
    exam: Text,
    examName: Text,
    period: Text,
    state: Text,
    source: Text,
    sourceId: Maybe,
    late: z.boolean(),
    location: Maybe,
    requestedAt: Text,
    decidedAt: Maybe,
    closedAt: Maybe,
    version: z.int(),
  })
  .openapi('Registration')

export const Demand = z
  .object({
    period: Text,
    by: Text,
    since: Text,
    frozen: z.enum(['whole', 'some', 'nothing']),
    frozenExams: z.array(Text),
    rows: z.array(z.looseObject({})),
  })
  .openapi('Demand')

export const StudentExams = z
  .object({
    student: Text,
    exams: z.array(
      z.object({
        registration: Registration,
        state: z.enum(['decide', 'choose', 'offer', 'waits', 'enrolled']),
        enrolment: z.looseObject({}).nullable(),
        places: z.array(z.looseObject({})),
      }),
    ),
  })
  .openapi('StudentExams')

export const Moments = z
  .object({
    registration: Text,
    student: Text,
    exam: Text,
    moments: z.array(
      z.object({
        session: Text,
        on: Text,
        from: Text,
        until: Text.openapi({description: 'His own end, extra time included.'}),
        startsAt: Text,
        zone: Text,
        room: Maybe,
        location: Maybe,
        place: Text,
        free: z.int(),
        waiting: z.int(),
        fits: z.boolean(),
        reasons: z.array(Reason),
      }),
    ),
    notNow: z.array(Reason),
  })
  .openapi('Moments')

export const Seated = z
  .looseObject({
    id: Text,
    registration: Text,
    student: Text,
    exam: Text,
    session: Text,
    on: Text,
    from: Text,
    until: Text,
  })
  .openapi('Seated')

export const Enrolled = z
  .union([z.object({enrolled: Seated}), z.object({waits: z.looseObject({session: Text, ahead: z.int()})})])
  .openapi('Enrolled')
