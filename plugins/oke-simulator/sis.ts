import type {Context} from 'hono'
import {
  enrolledBody,
  examBody,
  merged,
  programmeBody,
  registrationBody,
  studentBody,
} from '../../src/oke/counterpart.ts'
import type {IncomingRecord, RecordOf} from '../../src/connector.ts'
import {CONSUMER_KEY, inDutch, objectOf, type OkeObject, textOf} from '../../src/oke/parts.ts'
import {baseApp, type Counterpart, type GotMessage, listen, pageOf, unlike} from './base.ts'
import type {Faults} from './faults.ts'
import {type Receiver, type Sending, sendMessages} from './sender.ts'

/** A SIS that does not exist: serves flow 1 and takes flow 5. */
export type SimulatedSis = Counterpart &
  Readonly<{
    /** What it has, by kind and id; whoever starts it may change it. */
    records: Map<string, IncomingRecord>
    /** Results it was told, by the id of the registration or of the extra attempt. */
    results: Map<string, OkeObject>
    /** Pushes records as it has them now (flow 1), and what is not asked for by itself: one that was cancelled as a change. */
    push: (to: Receiver, records: readonly IncomingRecord[]) => Promise<number>
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
  const listed = (c: Context, items: readonly OkeObject[]) => pageOf(c, misordered(items, now))
  const one = <K extends IncomingRecord['kind']>(kind: K, id: string) =>
    records.get(keyOf(kind, id)) as RecordOf<K> | undefined

  app.get('/offerings', (c) => {
    const [since = '0000', until = '9999'] = [c.req.query('since'), c.req.query('until')]
    const inside = of('exam').filter(({from, to}) => from.slice(0, 10) <= until && since <= to.slice(0, 10))
    return listed(c, inside.map(examBody))
  })
  app.get('/offerings/:id', (c) => {
    const exam = one('exam', c.req.param('id'))
    const programme = one('programme', c.req.param('id'))
    if (exam) return c.json(examBody(exam))
    return programme ? c.json(programmeBody(programme)) : unlike(c, 404, 'Not found')
  })
  app.get('/offerings/:id/associations', (c) =>
    listed(
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
  app.get('/groups', (c) => listed(c, of('group').map(groupBody)))
  app.get('/groups/:id/members', (c) =>
    listed(
      c,
      of('membership')
        .filter(({group}) => group === c.req.param('id'))
        .map(memberBody),
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
  return {
    ...listening,
    records,
    results,
    got,
    setFaults: (next) => void (now = next),
    push: (to, changed) => sendMessages(to, changed.map(pushed), {faults: now, atOnce: 1}),
  }
}

/** A list with the faults that a list may have: everything in it twice, the last one first. */
function misordered(items: readonly OkeObject[], faults: Faults | null): readonly OkeObject[] {
  const kinds = faults?.kinds ?? []
  const ordered = kinds.includes('disorder') ? items.toReversed() : items
  return kinds.includes('twice') ? ordered.flatMap((each) => [each, each]) : ordered
}

/** How a SIS tells of a record: whole, or that it is cancelled and nothing else. */
function pushed(record: IncomingRecord): Sending {
  const isCancelled = 'state' in record && record.state === 'cancelled'
  switch (record.kind) {
    case 'exam': {
      const path = `/offerings/${record.id}`
      const consumers = [{consumerKey: CONSUMER_KEY, offeringState: 'canceled'}]
      if (isCancelled) return {method: 'PATCH', path, body: {offeringType: 'component', consumers}}
      return {method: 'PUT', path, body: examBody(record)}
    }
    case 'registration':
    case 'programme-enrolment': {
      const path = `/associations/${record.id}`
      const body = record.kind === 'registration' ? registrationBody(record) : enrolledBody(record)
      if (isCancelled)
        return {method: 'PATCH', path, body: {associationType: body['associationType'], state: 'canceled'}}
      return {method: 'PUT', path, body}
    }
    case 'programme':
      return {method: 'PUT', path: `/offerings/${record.id}`, body: programmeBody(record)}
    case 'person':
      return {method: 'PUT', path: `/persons/${record.id}`, body: studentBody(record)}
    case 'group':
      return {method: 'PUT', path: `/groups/${record.id}`, body: groupBody(record)}
    case 'membership':
      return {method: 'PUT', path: `/groups/${record.group}/members/${record.person}`, body: memberBody(record)}
  }
}

function groupBody({id, code, name}: RecordOf<'group'>): OkeObject {
  return {groupId: id, primaryCode: {codeType: 'groupCode', code}, groupType: 'class', name: inDutch(name)}
}

const SINCE = '2026-08-01T00:00:00.000Z'

function memberBody({person, role, state}: RecordOf<'membership'>): OkeObject {
  return {personId: person, startDateTime: SINCE, role, state: state === 'cancelled' ? 'canceled' : 'active'}
}

function keyOf(kind: string, id: string): string {
  return `${kind} ${id}`
}
