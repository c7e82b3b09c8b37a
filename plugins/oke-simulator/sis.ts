import {
  enrolledBody,
  examBody,
  merged,
  programmeBody,
  registrationBody,
  studentBody,
} from '../../src/oke/counterpart.ts'
import type {IncomingRecord, RecordOf} from '../../src/connector.ts'
import {objectOf, type OkeObject, textOf} from '../../src/oke/parts.ts'
import {baseApp, type Counterpart, type GotMessage, listen, pageOf, unlike} from './base.ts'
import type {Faults} from './faults.ts'

/** A SIS that does not exist: serves flow 1 and takes flow 5. */
export type SimulatedSis = Counterpart &
  Readonly<{
    /** What it has, by kind and id; whoever starts it may change it. */
    records: Map<string, IncomingRecord>
    /** Results it was told, by the id of the registration or of the extra attempt. */
    results: Map<string, OkeObject>
  }>

/** Starts it on this machine with these records. */
export async function simulateSis(
  given: readonly IncomingRecord[],
  {port = 0, faults = null}: Readonly<{port?: number; faults?: Faults | null}> = {},
): Promise<SimulatedSis> {
  const records = new Map(given.map((record) => [keyOf(record.kind, record.id), record]))
  const results = new Map<string, OkeObject>()
  const got: GotMessage[] = []
  let now = faults
  const app = baseApp(() => now)
  const of = <K extends IncomingRecord['kind']>(kind: K): RecordOf<K>[] =>
    [...records.values()].filter((record): record is RecordOf<K> => record.kind === kind)
  const one = <K extends IncomingRecord['kind']>(kind: K, id: string) =>
    records.get(keyOf(kind, id)) as RecordOf<K> | undefined

  app.get('/offerings', (c) => {
    const [since = '0000', until = '9999'] = [c.req.query('since'), c.req.query('until')]
    const inside = of('exam').filter(({from, to}) => from.slice(0, 10) <= until && since <= to.slice(0, 10))
    return pageOf(c, inside.map(examBody))
  })
  app.get('/offerings/:id', (c) => {
    const exam = one('exam', c.req.param('id'))
    const programme = one('programme', c.req.param('id'))
    if (exam) return c.json(examBody(exam))
    return programme ? c.json(programmeBody(programme)) : unlike(c, 404, 'Not found')
  })
  app.get('/offerings/:id/associations', (c) =>
    pageOf(
      c,
      of('registration')
        .filter(({exam}) => exam === c.req.param('id'))
        .map(registrationBody),
    ),
  )
  app.get('/associations/:id', (c) => {
    const registration = one('registration', c.req.param('id'))
    const enrolled = one('programme-enrolment', c.req.param('id'))
    if (registration) return c.json(registrationBody(registration))
    if (!enrolled) return unlike(c, 404, 'Not found')
    const programme = one('programme', enrolled.programme)
    return c.json(enrolledBody(enrolled, programme && programmeBody(programme)))
  })
  app.get('/persons/:id', (c) => {
    const person = one('person', c.req.param('id'))
    return person ? c.json(studentBody(person)) : unlike(c, 404, 'Not found')
  })
  app.get('/groups', (c) =>
    pageOf(
      c,
      of('group').map(({id, code, name}) => ({
        groupId: id,
        primaryCode: {codeType: 'groupCode', code},
        groupType: 'class',
        name: [{language: 'nl-NL', value: name}],
      })),
    ),
  )
  app.get('/groups/:id/members', (c) =>
    pageOf(
      c,
      of('membership')
        .filter(({group}) => group === c.req.param('id'))
        .map(({person, role, state}) => ({
          personId: person,
          startDateTime: '2026-08-01T00:00:00.000Z',
          role,
          state: state === 'cancelled' ? 'canceled' : 'active',
        })),
    ),
  )
  app.patch('/associations/:id', async (c) => {
    const id = c.req.param('id')
    const body = objectOf(await c.req.json())
    got.push({method: 'PATCH', path: c.req.path, body})
    if (!one('registration', id) && !results.has(id)) return unlike(c, 404, 'Not found')
    results.set(id, merged(results.get(id) ?? {}, body))
    return c.json({associationId: id, message: [{language: 'nl-NL', value: 'Ontvangen.'}], state: 'associated'})
  })
  app.put('/associations/:id', async (c) => {
    const id = c.req.param('id')
    const body = objectOf(await c.req.json())
    got.push({method: 'PUT', path: c.req.path, body})
    if (textOf(body['associationId']) !== id) return unlike(c, 400, 'Bad request')
    const isNew = !results.has(id)
    results.set(id, body)
    return c.body(null, isNew ? 201 : 200)
  })

  const listening = await listen(app, port)
  return {...listening, records, results, got, setFaults: (next) => void (now = next)}
}

function keyOf(kind: string, id: string): string {
  return `${kind} ${id}`
}
