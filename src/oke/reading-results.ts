import {consumerOf, listOf, objectOf, type OkeObject, textOf} from './parts.ts'

/** What a message says of a participation, before it is checked. */
type Said = Readonly<Record<string, unknown>>

/**
 * The result in an association of flow 3. Only what the message says: senders send the fields that changed, null takes a
 * value away and [] a list (the checklist, §4).
 */
export function resultSaid(participation: string, association: OkeObject): Said {
  const result = objectOf(association['result'])
  const consumer = consumerOf(result)
  return {
    participation,
    ...said(consumer, 'attendance', 'attendance', textOf),
    ...said(result, 'score', 'score', textOf),
    ...said(result, 'pass', 'passed', passOf),
    ...said(consumer, 'final', 'final', asIs),
    ...said(result, 'comment', 'comment', textOf),
    ...said(consumer, 'irregularities', 'irregularities', textOf),
    ...said(consumer, 'assessorCode', 'assessor', textOf),
    ...said(consumer, 'rawScore', 'rawScore', asIs),
    ...said(consumer, 'maxRawScore', 'maxRawScore', asIs),
    ...said(consumer, 'testDate', 'finishedAt', textOf),
    ...said(consumer, 'documents', 'documents', documentsOf),
  }
}

/** What a message of flow 4 says of a session. */
export function reportSaid(session: string, offering: OkeObject): Said {
  const consumer = consumerOf(offering)
  return {
    session,
    ...said(consumer, 'irregularities', 'irregularities', textOf),
    ...said(consumer, 'documents', 'documents', documentsOf),
  }
}

function said(from: OkeObject, field: string, as: string, read: (value: unknown) => unknown): Said {
  const value = from[field]
  if (value === undefined) return {}
  return {[as]: value === null || (Array.isArray(value) && value.length === 0) ? null : read(value)}
}

function passOf(value: unknown): boolean | null {
  return value === 'passed' ? true : value === 'failed' ? false : null
}

function asIs(value: unknown): unknown {
  return value
}

function documentsOf(value: unknown): readonly unknown[] {
  return listOf(value)
    .map(objectOf)
    .map(({documentId, documentType, documentName}) => ({
      id: textOf(documentId),
      type: textOf(documentType) ?? 'other',
      name: textOf(documentName) ?? 'document',
    }))
}
