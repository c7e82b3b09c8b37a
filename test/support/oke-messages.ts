import {
  enrolledBody,
  examBody,
  programmeBody,
  registrationBody,
  reportMessage,
  resultMessage,
  studentBody,
} from '../../src/oke/counterpart.ts'
import {IncomingRecord, type RecordOf} from '../../src/connector.ts'
import {sisRecords, uuid} from './oke-sides.ts'

/** A request of another system: its path, its body, and whose token it goes with. */
export type OkeMessage = Readonly<{path: string; body?: unknown; token: 'SIS' | 'TA'}>

/** Ids of things that are ours, which a delivery platform writes to. */
export type OurIds = Readonly<{enrolment: string; session: string; document: string}>

const RECORDS = sisRecords([['1001', 'NE-3F']]).map((record) => IncomingRecord.parse(record))

function of<K extends IncomingRecord['kind']>(kind: K): RecordOf<K> {
  return RECORDS.find((record) => record.kind === kind) as RecordOf<K>
}

const GROUP = {
  groupId: uuid('group'),
  primaryCode: {codeType: 'groupCode', code: 'V4A'},
  groupType: 'class',
  name: [{language: 'nl-NL', value: 'V4A'}],
}

/** What a SIS puts here, by what it is, in the order of the standard. */
export const PUTS: Readonly<Record<string, OkeMessage>> = {
  exam: {path: `/offerings/${of('exam').id}`, body: examBody(of('exam')), token: 'SIS'},
  programme: {path: `/offerings/${of('programme').id}`, body: programmeBody(of('programme')), token: 'SIS'},
  person: {path: `/persons/${of('person').id}`, body: studentBody(of('person')), token: 'SIS'},
  'programme enrolment': {
    path: `/associations/${of('programme-enrolment').id}`,
    body: enrolledBody(of('programme-enrolment')),
    token: 'SIS',
  },
  registration: {
    path: `/associations/${of('registration').id}`,
    body: registrationBody(of('registration')),
    token: 'SIS',
  },
  group: {path: `/groups/${GROUP.groupId}`, body: GROUP, token: 'SIS'},
  member: {
    path: `/groups/${GROUP.groupId}/members/${of('person').id}`,
    body: {personId: of('person').id, startDateTime: '2026-08-01T08:00:00Z', state: 'active'},
    token: 'SIS',
  },
}

/** What a SIS and a platform change here. */
export function patches(ours: OurIds): Readonly<Record<string, OkeMessage>> {
  const consumers = [{consumerKey: 'nl-test-admin', attemptLeft: 2}]
  return {
    registration: {
      path: `/associations/${of('registration').id}`,
      body: {associationType: 'componentOfferingAssociation', consumers},
      token: 'SIS',
    },
    exam: {
      path: `/offerings/${of('exam').id}`,
      body: {offeringType: 'component', name: [{language: 'nl-NL', value: 'Anders'}]},
      token: 'SIS',
    },
    result: {
      path: `/associations/${ours.enrolment}`,
      body: resultMessage({attendance: 'present', score: '7.0'}, '2026-12-01'),
      token: 'TA',
    },
    report: {
      path: `/offerings/${ours.session}`,
      body: reportMessage('Geluid.', [{id: 'r1', type: 'sessionReport', name: 'pv.pdf'}]),
      token: 'TA',
    },
  }
}
