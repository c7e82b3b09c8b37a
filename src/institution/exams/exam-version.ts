import type {ExamId, ExamVersionId} from '../../ids.ts'
import type {ExamVersion} from '../model.ts'

/** Where an exam is taken. */
export const PLATFORMS = [
  'facet',
  'remindo',
  'toa',
  'paper',
  'none',
] as const satisfies readonly ExamVersion['platform'][]

type Facts = Pick<ExamVersion, 'code' | 'minutes' | 'platform' | 'extraTime' | 'variant'>

/** A version as first recorded; it is the one in use until another is added. */
export function newExamVersion(id: ExamVersionId, examId: ExamId, facts: Facts): ExamVersion {
  return {id, examId, componentId: null, endedAt: null, ...facts}
}
