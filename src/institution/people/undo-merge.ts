import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {PersonId} from '../../ids.ts'
import type {Run} from '../../operation/records.ts'
import {MERGE, type MergeInverse} from './merge-students.ts'
import type {InstitutionStores} from '../store.ts'

/** The two numbers again, and how many records went back, by table. */
export type UndoneMerge = Readonly<{double: string; into: string; moved: Readonly<Record<string, number>>}>

/**
 * Undoes a merge: what was the double's and is the kept one's now goes back, and the double's number holds again. What
 * came to the kept one since stays with him.
 *
 * @throws ExamError `run.not-found`; `student.refused` with `merge.not-applied`, `student.exists`
 */
export async function undoMerge(
  ctx: Context<InstitutionStores>,
  {run: code}: Readonly<{run: string}>,
): Promise<UndoneMerge> {
  const run = await ctx.read('people.read', ({runs}) => runs.get(code))
  refuseIfAny('student', notApplied(run))
  const {double, into} = await ctx.read('people.read', (stores) => inverseOf(stores, run))
  const lock = {person: [double, into] as PersonId[]}
  return ctx.write(MERGE, {lock}, async (stores, entry) => {
    refuseIfAny('student', notApplied(await stores.runs.get(run.id)))
    const inverse = await inverseOf(stores, run)
    const [was, kept] = [await stores.persons.get(double), await stores.persons.get(into)]
    const taken = await stores.students.find(was.studentNumber ?? '')
    const message = `Student ${was.studentNumber} was added anew; merge or end that one first.`
    refuseIfAny('student', taken ? [{code: 'student.exists', message}] : [])
    const moved = await stores.merging.move(inverse.records, into as PersonId, double as PersonId)
    await reopen(stores, inverse)
    await stores.persons.change(was.id, {endedAt: null, mergedIntoId: null})
    await stores.runs.change(run.id, {state: 'undone', undoneAt: entry.now})
    const answer = {double: was.studentNumber ?? '', into: kept.studentNumber ?? '', moved}
    entry.note({about: ['student', was.id], for: was.id, facts: {run: run.code, ...answer}})
    return answer
  })
}

function notApplied({kind, state, code}: Run): readonly Reason[] {
  if (kind === MERGE && state === 'applied') return []
  return [{code: 'merge.not-applied', message: `${code} is no merge that can be undone.`}]
}

async function inverseOf({runs}: Pick<InstitutionStores, 'runs'>, {id}: Run): Promise<MergeInverse> {
  return (await runs.step(id, 0))?.inverse as unknown as MergeInverse
}

async function reopen(stores: InstitutionStores, inverse: MergeInverse): Promise<void> {
  for (const id of inverse.endedMembers) await stores.groupMembers.change(id, {endedAt: null})
  for (const id of inverse.endedStudies) await stores.programmeEnrolments.change(id, {endedOn: null})
  for (const id of inverse.noLongerMain) await stores.programmeEnrolments.change(id, {main: true})
}
